import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPackSource } from '@sunlot/server/packs/pack-files.ts';
import { shippedVersion } from '@sunlot/server/packs/test-versions.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { main } from './main.ts';

const AGENCY = '140826';
const NEXT = shippedVersion('jiangxian') + 1;
const folder = mkdtempSync(join(tmpdir(), 'sunlot-adopt-'));
const data = ['--data', join(folder, 'd')];

async function sunlot(...args: readonly string[]): Promise<string> {
  const kept = { out: '', note: '' };
  vi.stubEnv('DATABASE_URL', undefined);
  vi.stubEnv('SUNLOT_CLOCK', '2026-05-20T09:00:00+08:00');
  for (const [stream, name] of [
    [process.stdout, 'out'],
    [process.stderr, 'note'],
  ] as const)
    vi.spyOn(stream, 'write').mockImplementation((said) => {
      kept[name] += said;
      return true;
    });
  expect([await main([...args, ...data]), kept.note]).toEqual([0, expect.not.stringContaining('✘')]);
  return kept.out;
}

beforeAll(async () => {
  await sunlot('init', '--test', '--code', AGENCY, '--name', '绛县分局', '--level', 'county', '--pack', 'jiangxian');
  await sunlot('user', 'add', 'guanli', '--agency', AGENCY, '--role', 'systemAdmin');
  await sunlot('user', 'add', 'lingdao', '--agency', AGENCY, '--role', 'head');
}, 120_000);
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function adopts(from: string, ...more: readonly string[]): Promise<string> {
  const text = readPackSource('jiangxian')!
    .text.replace(/^version: \d+$/m, `version: ${NEXT}`)
    .replace(/^effectiveFrom: .*$/m, `effectiveFrom: ${from}`)
    .replace(/^ {2}- id: jiangxian\/coverage\/key\/county\n(?: {4}.*\n)+/m, '')
    .replace('value: { max: 2, per: object', 'value: { max: 3, per: object')
    .replace('{ every: quarter, min: 30% }', '{ every: month, min: 10% }');
  const file = join(folder, 'next.yaml');
  writeFileSync(file, text);
  const place = ['--agency', AGENCY, '--why', '方案修订', '--as', 'guanli', '--approve', 'lingdao'];
  return sunlot('pack', 'adopt', file, ...place, '--dry-run', ...more);
}

test('a version that begins in mid-year is told what of it waits for the next year', async () => {
  const until = '2026 年的计划、抽取和判定仍按年初的版本，2027-01-01 起按此版本';
  expect((await adopts('2026-07-01')).split('\n').slice(1, 5)).toEqual([
    `  抽查周期有变的类别（特殊监管对象）年内不换周期：${until}。`,
    `  全年的要求年内不变：${until}：`,
    '    重点排污单位 全覆盖：每年每家至少一次 → 没有规定',
    '    次数上限：同一对象一年不超过2次（特殊监管对象除外） → 同一对象一年不超过3次（特殊监管对象除外）',
  ]);
  const english = await adopts('2026-07-01', '--lang', 'en');
  expect(english).toContain(
    'What is asked of a whole year stays within the year: plan, draws and verdict of 2026 go by',
  );
  expect(english).toMatch(/^ {4}.* of 重点排污单位: every unit at least once a year → nothing$/m);
  // One that begins with a year holds at once.
  expect(await adopts('2027-01-01')).not.toContain('年初的版本');
});

test('so are the classes that it leaves out or adds', async () => {
  const text = readPackSource('jiangxian')!
    .text.replace(/^version: \d+$/m, `version: ${NEXT}`)
    .replace(/^effectiveFrom: .*$/m, 'effectiveFrom: 2026-07-01')
    // What is left out is 在建工程, asked for by the year; what is added has nothing but a coverage of the year.
    .replaceAll(/\bconstruction\b/g, 'works')
    .replace('name: 在建工程建设项目', 'name: 在建工程');
  const file = join(folder, 'classes.yaml');
  writeFileSync(file, text);
  const place = ['--agency', AGENCY, '--why', '方案修订', '--as', 'guanli', '--approve', 'lingdao', '--dry-run'];
  const lines = (await sunlot('pack', 'adopt', file, ...place)).split('\n');
  expect(lines.slice(1, 3)).toEqual([
    '  不再设的类别（在建工程建设项目）有全年的要求，保留到 2026 年底：抽取和判定照旧，2027-01-01 起不再有。',
    '  新设的类别（在建工程）2027-01-01 起才有：在此以前其对象仍在原来的类别。',
  ]);
  const english = await sunlot('pack', 'adopt', file, ...place, '--lang', 'en');
  expect(english).toContain('Classes that it leaves out (在建工程建设项目) have a duty of the whole year');
  expect(english).toContain('Classes that it adds (在建工程) begin on 2027-01-01');
});

test('a class that ends with it is named, with what to do about the plan', async () => {
  const text = readPackSource('jiangxian')!
    .text.replace(/^version: \d+$/m, `version: ${NEXT}`)
    .replace(/^effectiveFrom: .*$/m, 'effectiveFrom: 2026-07-01')
    .replaceAll(/\bspecial\b(?!\.)/g, 'watched')
    .replace('name: 特殊监管对象', 'name: 重点关注对象');
  const file = join(folder, 'ended.yaml');
  writeFileSync(file, text);
  const place = ['--agency', AGENCY, '--why', '方案修订', '--as', 'guanli', '--approve', 'lingdao', '--dry-run'];
  expect((await sunlot('pack', 'adopt', file, ...place)).split('\n')).toContain(
    '  不再设的类别（特殊监管对象）2026-07-01 起不再抽查：计划里已有的以后时段，用 plan adjust --n 0 调为 0',
  );
  expect(await sunlot('pack', 'adopt', file, ...place, '--lang', 'en')).toContain(
    'Classes that it leaves out (特殊监管对象) are not drawn any more from 2026-07-01 on',
  );
});

test('so is a switch that reads something of the whole year otherwise', async () => {
  const place = [
    '--agency',
    AGENCY,
    '--from',
    '2026-07-01',
    '--why',
    '局务会',
    '--as',
    'guanli',
    '--approve',
    'lingdao',
  ];
  const said = (lang: string) =>
    sunlot('pack', 'switch', 'calc.annualBase', 'yearStart', ...place, '--dry-run', '--lang', lang);
  expect(await said('zh')).toContain('\n    calc.annualBase：lastFreeze → yearStart\n');
  expect(await said('zh')).not.toContain('抽查周期有变');
  expect(await said('en')).toContain('\n    calc.annualBase: lastFreeze → yearStart\n');
});
