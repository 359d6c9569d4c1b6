import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { commandOf, REPOSITORY } from './run.ts';
import { readTestCounts } from './vitest-report.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'vitest-report-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Runs test files by Vitest itself and reads what it wrote of them. */
function countsOf(files: Record<string, string>): ReturnType<typeof readTestCounts> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const report = join(root, 'report.json');
  spawnSync(
    process.execPath,
    [commandOf(REPOSITORY, 'vitest', 'vitest'), 'run', '--globals', '--reporter=json', `--outputFile.json=${report}`],
    { cwd: root, env: { PATH: process.env.PATH ?? '' } },
  );
  return readTestCounts(report, root);
}

const FINE = `it('is right', () => expect(1).toBe(1));`;
const NOTHING = { passed: 0, failed: 0, skipped: [], failures: [], unfinished: [] };

it('counts what passed, and names what was skipped', () => {
  const skips = `${FINE} it.skip('waits', () => expect(1).toBe(1));`;
  expect(countsOf({ 'a.test.ts': skips })).toEqual({ ...NOTHING, passed: 1, skipped: ['a.test.ts: waits'] });
});

it('names what failed, with the first line of why', () => {
  const counts = countsOf({ 'a.test.ts': `${FINE} it('is wrong', () => { throw new Error('no\\nmore'); });` });
  expect(counts).toEqual({ ...NOTHING, passed: 1, failed: 1, failures: ['a.test.ts: is wrong: Error: no'] });
});

it('counts a file that does not load, and one whose preparation fails, as a failure, not as unfinished', () => {
  const counts = countsOf({
    'a.test.ts': `throw new Error('no');`,
    'b.test.ts': `describe('x', () => { beforeAll(() => { throw new Error('no'); }); ${FINE} });`,
  });
  expect(counts).toMatchObject({ passed: 0, failed: 2, skipped: ['b.test.ts: x is right'], unfinished: [] });
  expect(counts?.failures).toEqual(['a.test.ts: the file: no', expect.stringContaining('b.test.ts: the file')]);
});

const DIES = `it('dies', async () => {
  await new Promise((done) => setTimeout(done, 500));
  process.kill(process.pid, 'SIGKILL');
  await new Promise((done) => setTimeout(done, 5000));
  expect(1).toBe(1);
});`;

it('names a file whose process ended before its tests did, and counts none of it', () => {
  expect(countsOf({ 'a.test.ts': `${FINE} ${DIES}`, 'b.test.ts': FINE })).toEqual({
    ...NOTHING,
    passed: 1,
    unfinished: ['a.test.ts'],
  });
});

it('counts a test that failed before the process of its file ended: it is not asked again', () => {
  const counts = countsOf({ 'a.test.ts': `it('is wrong', () => { throw new Error('no'); }); ${DIES}` });
  expect(counts).toMatchObject({ failed: 1, failures: ['a.test.ts: is wrong: Error: no'], unfinished: [] });
});

it('answers nothing where Vitest wrote nothing', () => {
  expect(readTestCounts(join(root, 'report.json'), root)).toBeUndefined();
});
