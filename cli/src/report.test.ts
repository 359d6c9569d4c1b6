import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOf, group, objectsFile, visit } from '@sunlot/server/features/compliance/test-schemes.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { main } from './main.ts';

const AGENCY = '910102';
const folder = mkdtempSync(join(tmpdir(), 'sunlot-report-'));
const kept = { out: '', note: '' };
const objects = group(4, {});
const [first = ''] = objects.codes;

async function sunlot(...args: readonly string[]): Promise<{ code: number; out: string; note: string }> {
  Object.assign(kept, { out: '', note: '' });
  vi.stubEnv('DATABASE_URL', undefined);
  vi.stubEnv('SUNLOT_CLOCK', '2026-11-20T09:00:00+08:00');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    kept.out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    kept.note += text;
    return true;
  });
  return { code: await main([...args, '--data', join(folder, 'd')]), ...kept };
}

const report = (name: string, ...more: readonly string[]) => sunlot('report', name, ...more, '--agency', AGENCY);
const handIn = (...more: readonly string[]) =>
  report('hand-in', 'summary', '--quarter', '2026Q3', '--sent-on', '2026-09-29', '--as', 'banshi', ...more);

beforeAll(async () => {
  writeFileSync(join(folder, 'objects.csv'), objectsFile([objects], AGENCY));
  writeFileSync(join(folder, 'visits.csv'), fileOf([visit('2026-08-02', first)]));
  const place = ['--code', AGENCY, '--name', '假想县分局', '--level', 'county', '--pack', 'xiongan'];
  expect((await sunlot('init', '--test', ...place)).code).toBe(0);
  expect((await sunlot('user', 'add', 'banshi', '--agency', AGENCY, '--role', 'enforcementBrigade')).code).toBe(0);
  for (const noun of ['objects', 'visits']) {
    expect((await sunlot('import', noun, join(folder, `${noun}.csv`), '--agency', AGENCY)).code).toBe(0);
  }
}, 120_000);
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what is due when; who neither drew nor reported here is not judged', async () => {
  const { out } = await report('list', '--year', '2026');
  expect(out).toMatch(/2026年第三季度 +总结 +2026-09-28~2026-09-30 +不作判定 +— +— +本机关在这里没有抽取过/);
  expect((await report('list', '--year', '2026', '--lang', 'en')).out).toMatch(
    /Q3 of 2026 +statistics table +2026-10-10 +not judged +— +— +no draw and no report/,
  );
});

test('the statistics table on the screen and in a file; its kind in either language', async () => {
  const file = join(folder, 'statistics.csv');
  const { code, out } = await report('show', '统计表', '--quarter', '2026Q3', '--out', file);
  expect(code).toBe(0);
  expect(out).toMatch(/^假想县分局2026年第三季度 统计表\n报送：新区生态环境局，期限 2026-10-10（三（三）末段「/);
  expect(out).toMatch(/随机检查（次） +1\n/);
  expect(readFileSync(file, 'utf8')).toContain('全部类别,2026年第三季度,1,随机检查（次）');
  const nowhere = await report('show', '统计表', '--quarter', '2026Q3', '--out', join(folder, 'nowhere', 's.csv'));
  expect([nowhere.code, nowhere.out]).toEqual([3, '']);
  expect(nowhere.note).toContain(`没有目录 ${join(folder, 'nowhere')}，`);
  const refused = await report('show', 'nothing', '--quarter', '2026Q3');
  expect([refused.code, refused.note]).toEqual([2, expect.stringContaining('summary（总结）')]);
});

test('a summary is handed in with its cases; without one it warns; a dry run stores nothing', async () => {
  expect((await handIn('--dry-run')).out).toMatch(
    /^试运行，不作数：已登记：2026年第三季度总结[\s\S]*！提示：没有附典型案例和佐证材料。/,
  );
  const wrong = await handIn('--case', `${first}|2026-08-03|超标排放|照片`);
  expect([wrong.code, wrong.note]).toEqual([2, expect.stringContaining('第 1 个典型案例')]);
  const bare = await handIn('--case', `${first}|2026-08-02|超标排放`);
  expect([bare.code, bare.note]).toEqual([2, expect.stringContaining('佐证材料')]);
  expect((await report('list', '--year', '2026', '--json')).out).not.toContain('sentOn');
  const done = await handIn('--case', `${first}|2026-08-02|超标排放|现场检查笔录；照片`);
  expect([done.code, done.out]).toEqual([0, expect.stringMatching(/^✔ 已登记：.*案例 1 个.*[0-9a-f]{64}\n$/)]);
  // From its first report on, what is missing is overdue; of the quarters before nobody knows.
  const { out } = await report('list', '--year', '2026');
  expect(out).toMatch(/2026年第三季度 +统计表 +2026-10-10 +逾期未报送 +— +— +晚于规定的报送日期/);
  expect(out).toMatch(/2026年第二季度 +统计表 +2026-07-03 +不作判定 +— +— +早于本机关在这里的首次抽取/);
  const shown = await report('show', 'summary', '--quarter', '2026Q3');
  expect(shown.out).toMatch(/典型案例 1：假想企业\S+（\S+）2026-08-02\n {2}超标排放\n {2}佐证材料：现场检查笔录、照片/);
});

test('the score of the shipped pack: what was lost and why, the row of an overdue publication, a quarter by itself', async () => {
  const late = { ...visit('2026-08-03', objects.codes[1]!), 公示日期: '' };
  writeFileSync(join(folder, 'late.csv'), fileOf([late]));
  const score = (...more: readonly string[]) =>
    sunlot('compliance', 'score', '--agency', AGENCY, '--year', '2026', ...more);
  const before = await score('--quarter', 'Q3');
  expect(before.out).toMatch(/^假想县分局 2026年第三季度评估：\d+\.\d 分（满分 100）\n依据：三（三）「/);
  expect(before.out).toContain('说明：方案没有写分值，这是本软件的缺省值，各单位可改');
  expect(before.out).not.toContain('逾期未公示（1）');
  expect((await sunlot('import', 'visits', join(folder, 'late.csv'), '--agency', AGENCY)).code).toBe(0);
  const after = await score('--quarter', 'Q3');
  expect(after.out).toMatch(/检查结果逾期公示或逾期未公示 +每项扣 2 +1 +— +-2\.0 +2\.0\n/);
  expect(after.out).toMatch(new RegExp(`逾期未公示（1）：\n  ${objects.codes[1]!}  假想企业\\S+  2026-08-03`));
  const year = await score();
  expect(year.out).toMatch(
    /最低抽查数，未达到的（\d+）：\n {2}一般监管对象（非正面清单企业） 2026年第一季度：应 1，实 0，差 1/,
  );
  expect(year.out).toMatch(/逾期报送（1）：\n {2}— {2}2026年第三季度 {2}\S+/);
  const english = await score('--lang', 'en', '--json');
  const { lines } = JSON.parse(english.out) as {
    lines: { kind: string; missed?: { required: number }[]; rows: number; items: [] }[];
  };
  expect(lines.find(({ kind }) => kind === 'minimums')!.missed!.length).toBeGreaterThan(0);
  for (const { rows, items } of lines) expect(items).toHaveLength(rows);
});

test('files prove a case: attached with the report, their sums shown, given back byte for byte', async () => {
  const photo = join(folder, '照片.jpg');
  const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0x0d, 0x0a, 0]);
  writeFileSync(photo, bytes);
  writeFileSync(join(folder, '空.pdf'), '');
  const attach = (...files: readonly string[]) =>
    handIn('--case', `${first}|2026-08-02|超标排放`, ...files.flatMap((one) => ['--evidence', one]));
  const before = (await report('list', '--year', '2026', '--json')).out;
  for (const [files, code, words] of [
    [[`1=${photo}`, `1=${join(folder, '没有.pdf')}`], 3, '没有.pdf'],
    [[`1=${photo}`, `1=${join(folder, '空.pdf')}`], 2, '空.pdf 是空文件'],
    [[`1=${photo}`, `2=${photo}`], 2, '只有 1 个案例'],
    [[photo], 2, '--evidence 写成 案例序号=文件'],
  ] as const) {
    const refused = await attach(...files);
    expect([refused.code, refused.note]).toEqual([code, expect.stringContaining(words)]);
  }
  expect((await report('list', '--year', '2026', '--json')).out).toBe(before);
  const done = await attach(`1=${photo}`);
  expect([done.code, done.note]).toEqual([0, '']);
  const back = join(folder, '取回');
  const shown = await report('show', 'summary', '--quarter', '2026Q3', '--evidence-out', back);
  const sum = createHash('sha256').update(bytes).digest('hex');
  expect(shown.out).toContain(`  佐证材料：照片.jpg\n  文件：照片.jpg（10 字节，SHA-256 ${sum}）`);
  expect(shown.out).toMatch(/✔ 佐证材料 1 个文件，写到 \S+取回\n {2}1-1-照片\.jpg\n$/);
  expect(readFileSync(join(back, '1-1-照片.jpg')).equals(bytes)).toBe(true);
});
