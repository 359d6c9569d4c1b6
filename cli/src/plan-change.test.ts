import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventedCode } from '@sunlot/server/examples/credit-codes.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { main } from './main.ts';

const AGENCY = '140826';
const folder = mkdtempSync(join(tmpdir(), 'sunlot-change-'));
const PLAN = ['--agency', AGENCY, '--year', '2026'];

async function sunlot(...args: readonly string[]): Promise<{ code: number; out: string; note: string }> {
  const kept = { out: '', note: '' };
  vi.stubEnv('DATABASE_URL', undefined);
  vi.stubEnv('SUNLOT_CLOCK', '2026-01-20T09:00:00+08:00');
  for (const [stream, name] of [
    [process.stdout, 'out'],
    [process.stderr, 'note'],
  ] as const)
    vi.spyOn(stream, 'write').mockImplementation((said) => {
      kept[name] += said;
      return true;
    });
  const code = await main([...args, '--data', join(folder, 'd')]);
  return { code, ...kept };
}

const inPlan = async () => {
  const { out } = await sunlot('plan', 'show', ...PLAN, '--json');
  const { entries } = JSON.parse(out) as { entries: { id: string; n: number; kind: string }[] };
  const { n, kind } = entries.find(({ id }) => id === '2026q1.key')!;
  return [n, kind];
};

beforeAll(async () => {
  await sunlot('init', '--test', '--code', AGENCY, '--name', '绛县分局', '--level', 'county', '--pack', 'jiangxian');
  await sunlot('user', 'add', 'zonghe', '--agency', AGENCY, '--role', 'generalOffice,enforcementBrigade');
  const rows = Array.from({ length: 8 }, (_, n) => `假想${n}厂,${inventedCode(n + 1)},重点管理,是,正常`);
  const file = join(folder, 'o.csv');
  writeFileSync(file, ['单位名称,统一社会信用代码,排污许可管理类别,重点排污单位,状态', ...rows].join('\n'));
  await sunlot('import', 'objects', file, '--agency', AGENCY);
  await sunlot('plan', 'propose', ...PLAN, '--as', 'zonghe');
}, 120_000);
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('plan edit changes an entry of the draft, and nothing as a trial', async () => {
  expect(await inPlan()).toEqual([2, 'daily']);
  const edit = ['plan', 'edit', ...PLAN, '--entry', '2026q1.key', '--n', '3', '--as', 'zonghe'];
  expect((await sunlot(...edit, '--dry-run')).code).toBe(0);
  expect(await inPlan()).toEqual([2, 'daily']);
  expect((await sunlot(...edit, '--kind', 'internalJoint')).code).toBe(0);
  expect(await inPlan()).toEqual([3, 'internalJoint']);
});

test('less than the scheme asks is refused, and plan adjust of a draft says how it is changed', async () => {
  const edit = (n: string) => sunlot('plan', 'edit', ...PLAN, '--entry', '2026q1.key', '--n', n, '--as', 'zonghe');
  expect(await edit('1')).toMatchObject({ code: 5, note: expect.stringContaining('低于最低数 2') });
  const adjust = ['plan', 'adjust', ...PLAN, '--entry', '2026q1.key', '--n', '4', '--reason', '增加', '--as', 'zonghe'];
  expect(await sunlot(...adjust)).toMatchObject({
    code: 5,
    note: expect.stringContaining('起草中的用 plan edit 修改'),
  });
  expect(await inPlan()).toEqual([3, 'internalJoint']);
});
