import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '@sunlot/server/main.ts';
import { type Opened, openFolder } from '@sunlot/server/open.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { main } from './main.ts';

// The office looks at what the server proposed by itself, and the head approves it.

const home = mkdtempSync(join(tmpdir(), 'sunlot-yearly-'));
const folder = join(home, 'd');
const DIRECTORY = join(import.meta.dirname, '../../examples/yingkou/objects-210882.xlsx');
const PLACE = ['--agency', '210882', '--year', '2023'];
const HAN = /\p{Script=Han}/u;

let open: Opened;

/** Runs a command line in this process, its output kept. */
async function sunlot(...args: readonly string[]): Promise<{ code: number; out: string }> {
  let out = '';
  vi.stubEnv('DATABASE_URL', undefined);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const code = await main([...args, '--data', folder]);
  vi.restoreAllMocks();
  return { code, out };
}

beforeAll(async () => {
  const agency = ['--code', '210882', '--name', '示例县分局', '--level', 'county', '--pack', 'yingkou'];
  await sunlot('init', '--test', ...agency);
  open = await openFolder({ folder, clock: '2023-01-03T08:00:00+08:00' });
  await sunlot('user', 'add', 'lingdao', '--agency', '210882', '--role', 'head');
  await sunlot('import', 'objects', DIRECTORY, '--agency', '210882');
}, 120_000);
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(async () => {
  await open.close();
  rmSync(home, { recursive: true, force: true });
});

test('before a server ran there is nothing to approve', async () => {
  expect((await sunlot('object', 'yearly', 'show', ...PLACE)).out).toBe('还没有提出年度名单。\n');
});

test('the list is said to be the system’s, and since when it waits', async () => {
  const server = await startServer(open.deps, { port: '0' });
  const lists = () => open.deps.database.ownerQuery('select from yearly_list');
  await vi.waitUntil(async () => (await lists()).length > 0, { timeout: 60_000, interval: 50 });
  await server.close();
  const [title, ...rows] = (await sunlot('object', 'yearly', 'show', ...PLACE)).out.trimEnd().split('\n');
  expect(title).toMatch(
    /^“特殊监管对象”2023 年名单第 1 版：2023-01-03 08:\d\d 由系统提出，自 2023-01-03 08:\d\d 起待批准$/,
  );
  expect(rows.length).toBeGreaterThan(0);
  const english = (await sunlot('object', 'yearly', 'show', ...PLACE, '--lang', 'en')).out.split('\n')[0]!;
  expect(english).toMatch(
    /^“特殊监管对象” of 2023, version 1: proposed by the system, 2023-01-03 08:\d\d; to be approved, waiting since 2023-01-03 08:\d\d$/,
  );
  expect(english.replace('特殊监管对象', '')).not.toMatch(HAN);
});

test('and once the head has approved it, who did', async () => {
  const approved = await sunlot('object', 'yearly', 'approve', ...PLACE, '--as', 'lingdao');
  expect(approved).toMatchObject({ code: 0, out: expect.stringMatching(/由系统提出，lingdao 已批准\n/) });
  const english = await sunlot('object', 'yearly', 'show', ...PLACE, '--lang', 'en');
  expect(english.out).toContain('; approved by lingdao\n');
  expect(english.out).not.toContain('waiting');
});
