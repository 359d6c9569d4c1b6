import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goldenYear, objectsCsv, visitsCsv } from '@sunlot/server/features/compliance/test-year.ts';
import { shippedVersion } from '@sunlot/server/packs/test-versions.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { main } from './main.ts';

const AGENCY = '140826';
const folder = mkdtempSync(join(tmpdir(), 'sunlot-compliance-'));
const data = ['--data', join(folder, 'd')];
const kept = { out: '', note: '' };

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
  return { code: await main([...args, ...data]), ...kept };
}

const judge = (...more: readonly string[]) => sunlot('compliance', '--agency', AGENCY, '--year', '2025', ...more);

beforeAll(async () => {
  const worked = goldenYear('J-12b');
  writeFileSync(join(folder, 'objects.csv'), objectsCsv(worked, AGENCY));
  writeFileSync(join(folder, 'visits.csv'), visitsCsv(worked));
  const place = ['--code', AGENCY, '--name', '绛县分局', '--level', 'county', '--pack', 'jiangxian'];
  expect((await sunlot('init', '--test', ...place)).code).toBe(0);
  for (const noun of ['objects', 'visits']) {
    expect((await sunlot('import', noun, join(folder, `${noun}.csv`), '--agency', AGENCY)).code).toBe(0);
  }
}, 120_000);
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an agency that is not there is not found; a year that has not begun is refused', async () => {
  const unknown = await sunlot('compliance', '--agency', '999998', '--year', '2025');
  expect([unknown.code, unknown.out]).toEqual([3, '']);
  expect((await sunlot('compliance', '--agency', AGENCY, '--year', '2027')).code).toBe(2);
});

test('a year that breaks the scheme is an answer like another, read aloud: verdict, clause, numbers, what to do', async () => {
  const { code, out, note } = await judge();
  expect([code, note]).toEqual([0, '']);
  const lines = out.split('\n');
  expect(lines[0]).toBe('绛县分局（140826，县级）2025年“双随机、一公开”判定：不合规');
  expect(lines[1]).toMatch(/^6 项不符合。截至 2026-11-20，本年度随机检查 73 次，依据：绛县（2025） 第 \d 版。$/);
  expect(lines[2]).toBe('其中 73 次是导入的历史记录，早于在本平台的首次抽取，没有抽取可以核对。');
  const at = lines.indexOf('✘ 2. 重点排污单位 2025年第四季度：抽查数量不足');
  expect(lines.slice(at, at + 4)).toEqual([
    '✘ 2. 重点排污单位 2025年第四季度：抽查数量不足',
    '   依据：四（五）2「抽查比例为每季度抽查1次，每季度抽查比例为抽查对象总数的25%，全年抽查4次，抽查比例为100%」',
    '   应查 10 家，实查 6 家，少 4 家（基数 37 家，没有封存名单，按名录计）。',
    '   怎么办：年度已经结束，不能再补，判定不变；方案没有写明结转的，下一年度从头计算：早安排，没有查到的优先。',
  ]);
  const table = lines.slice(lines.indexOf('各类各时段：') + 1);
  expect(table[0]!.split(/\s+/)).toEqual(['类别', '时段', '事项', '依据', '基数', '应查', '实查', '差', '状态']);
  expect(table.map((line) => line.split(/\s+/).join(' '))).toContain(
    '重点排污单位 2025年第一季度 抽查比例 四（五）2 37 10 10 — 达到',
  );
});

test('in English the same, the clauses as the scheme has them', async () => {
  const { out } = await judge('--lang', 'en', '--quarter', '2');
  expect(out.split('\n').slice(0, 8)).toEqual([
    '绛县分局 (140826, county level), Q2 of 2025: not compliant',
    `2 violated. As of 2026-11-20, 17 random visits in the quarter, judged by 绛县（2025）, version ${shippedVersion('jiangxian')}.`,
    '17 of them are imported history from before the first draw here: no draw stands behind them.',
    'Provisional, not closed yet: the days to record ended on 2025-07-07; a leader closes it by sunlot compliance close.',
    '',
    '✘ 1. 一般排污单位, Q2 of 2025: too few were inspected',
    expect.stringMatching(/^ {3}Clause: 四（五）1 “每季度|抽查比例/),
    '   6 units required, 5 done, 1 short (of a base of 113, no list was frozen: counted from the directory).',
  ]);
  expect(out).toContain(
    '   What to do: The year is over: this cannot be made up and the verdict stays. Unless the scheme carries it over the next year begins at nought: plan it early, whom nobody reached first.',
  );
});

test('as JSON it is one object with the fields of the vocabulary', async () => {
  const { code, out } = await judge('--json', '--quarter', '2025Q4');
  const view = JSON.parse(out);
  expect([code, view.verdict, view.period]).toEqual([0, 'noncompliant', '2025Q4']);
  expect(view.findings[0]).toEqual({
    code: 'UNDER_RATIO',
    rule: 'jiangxian/ratio/key/county',
    class: 'key',
    level: 'county',
    period: '2025Q4',
    required: 10,
    actual: 6,
    shortBy: 4,
    severity: 'error',
    clause: { section: '四（五）2', quote: expect.stringContaining('25%') },
    baseFrom: 'directory',
  });
});

test('of a period that runs, without a frozen list, it is said of which day its base is', async () => {
  const words = '没有结束、还没有封存名单的时段，基数按时段开始那天的名录';
  const running = await sunlot('compliance', '--agency', AGENCY, '--year', '2026', '--quarter', 'Q4');
  expect(running.out).toContain(words);
  expect(running.out.split('\n').find((line) => line.startsWith('特殊'))).toMatch(/ 0 +0 +0 +— +进行中$/);
  expect((await judge()).out).not.toContain(words);
});

test('every reading that the verdict rests on has its words and the phrase of the scheme', async () => {
  const { readings } = JSON.parse((await judge('--json')).out);
  const day = readings.find(({ key }: { key: string }) => key === 'calc.denominatorSnapshot');
  expect(day).toEqual({
    ...{ ambiguity: 'AMB-01', key: 'calc.denominatorSnapshot', default: 'freeze', value: 'freeze' },
    problem: expect.stringMatching(/./),
    reading: expect.stringMatching(/./),
    clause: { section: expect.stringMatching(/四（五）/), quote: expect.stringMatching(/./) },
  });
  const { out } = await judge('--readings');
  for (const { ambiguity, key, value, problem, reading, clause } of readings) {
    expect(out).toContain(
      `  ${ambiguity} ${key} = ${value}  ${problem}\n      读法：${reading}\n      原文：${clause.section}`,
    );
  }
  expect((await judge()).out).not.toContain(day.reading);
  expect((await judge('--readings', '--lang', 'en')).out).toContain(`      Reading: ${day.reading}`);
});

test('the visits are listed, the latest first', async () => {
  const { code, out } = await sunlot('visits', 'list', '--agency', AGENCY, '--limit', '2');
  const lines = out.trim().split('\n');
  expect(code).toBe(0);
  expect(lines[0]!.split(/\s+/)).toEqual(['日期', '对象', '类别', '层级', '任务', '抽取', '结果']);
  expect(lines[1]).toMatch(/^2025-11-10 .* 县级 .*随机（历史导入） +未发现问题$/);
  expect(lines.at(-1)).toMatch(/^下一页：--cursor /);
  const next = await sunlot('visits', 'list', '--agency', AGENCY, '--cursor', lines.at(-1)!.split(' ')[1]!, '--json');
  expect(JSON.parse(next.out).items).toHaveLength(50);
});

test('a past quarter is closed by a leader with who and when, stays, and is opened again with a reason', async () => {
  expect((await sunlot('user', 'add', 'lingdao', '--agency', AGENCY, '--role', 'head')).code).toBe(0);
  const quarter = ['--agency', AGENCY, '--year', '2025', '--quarter', 'Q2', '--as', 'lingdao'];
  expect((await sunlot('compliance', 'close', '--agency', AGENCY, '--year', '2025')).code).toBe(4);
  expect((await sunlot('compliance', 'close', ...quarter, '--dry-run')).out).toMatch(/已定案：2026-11-20 09:0\d/);
  const { code, out } = await sunlot('compliance', 'close', ...quarter);
  expect([code, out.split('\n')[3]]).toEqual([
    0,
    expect.stringMatching(/^已定案：2026-11-20 09:0\d 由 lingdao 定案（补录期满），校验值 [0-9a-f]{64}。$/),
  ]);
  expect((await sunlot('compliance', 'close', ...quarter)).code).toBe(5);
  expect((await judge('--quarter', 'Q2')).out.split('\n')[4]).toBe('按今天（2026-11-20）的数据，判定相同。');
  const missing = await sunlot('compliance', 'reopen', ...quarter);
  expect([missing.code, missing.note]).toEqual([2, expect.stringContaining('必须给出 --reason')]);
  const opened = await sunlot('compliance', 'reopen', ...quarter, '--reason', '漏报检查');
  expect(opened.out).toContain('由 lingdao 重新打开，理由：漏报检查。');
  expect(JSON.parse((await judge('--quarter', 'Q2', '--json')).out).standing).toMatchObject({
    state: 'provisional',
    acts: [{ act: 'closed' }, { act: 'reopened', reason: '漏报检查' }],
  });
});

const figures = (name: string, ...more: readonly string[]) =>
  sunlot('compliance', name, ...more, '--agency', AGENCY, '--year', '2025');

test('the report has each class and period, agrees with its rows, and goes into a file', async () => {
  const { code, out, note } = await figures('report');
  expect([code, note]).toEqual([0, '']);
  const lines = out.split('\n');
  expect(lines[0]).toBe('绛县分局2025年统计报表');
  expect(lines[1]).toMatch(
    /^截至 2026-11-20；本时段录入截止 2026-01-0\d(?:（推算）)?。其中 73 次检查在截止日之后录入。$/,
  );
  expect(
    lines
      .find((line) => /^重点排污单位 +2025年 /.test(line))
      ?.split(/ +/)
      .slice(2),
  ).toEqual(['40', '37', '36', '36', '36', '0', '36', '1']);
  expect(lines.find((line) => line.startsWith('随机检查（次）'))).toMatch(/ 73 +rows randomVisits$/);
  expect(out).toMatch(/✔ \d+ 个数与明细一致。/);
  const file = join(folder, 'report.csv');
  expect((await figures('report', '--out', file)).out).toContain(`✔ 已写到 ${file}`);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('重点排污单位,2025年,40,37,36,36,36,0,36,1');
  expect(text).toContain('全部类别,2025年,73,随机检查（次）');
  expect((await figures('report', '--out', join(folder, 'none', 'x.csv'))).code).toBe(3);
});

test('a figure opens its rows: a page on the screen, all of them in a file; a name like a formula stays text', async () => {
  const page = await figures('rows', 'visits', '--class', 'key', '--limit', '2');
  expect(page.out).toMatch(/36 行，合计 36。[\s\S]*下一页：--cursor \S+/);
  const cursor = /--cursor (\S+)/.exec(page.out)![1]!;
  expect((await figures('rows', 'visits', '--class', 'key', '--limit', '2', '--cursor', cursor)).code).toBe(0);
  const whole = JSON.parse((await figures('rows', 'visits', '--class', 'key', '--json')).out);
  expect(whole.items).toHaveLength(36);
  const renamed = objectsCsv(goldenYear('J-12b'), AGENCY);
  writeFileSync(join(folder, 'again.csv'), Buffer.from(renamed).toString().replace('假想key第1号', '=SUM(A1)'));
  expect((await sunlot('import', 'objects', join(folder, 'again.csv'), '--agency', AGENCY)).code).toBe(0);
  const file = join(folder, 'rows.csv');
  await figures('rows', 'visits', '--class', 'key', '--out', file);
  const rows = readFileSync(file, 'utf8').trim().split('\r\n');
  expect(rows).toHaveLength(37);
  expect(rows.filter((row) => row.includes(",'=SUM(A1),1,"))).toHaveLength(1);
  const sheet = join(folder, 'rows.xlsx');
  await figures('rows', 'visits', '--class', 'key', '--out', sheet);
  expect(readFileSync(sheet).subarray(0, 2).toString()).toBe('PK');
  const refused = await figures('rows', 'visits');
  expect([refused.code, refused.note]).toEqual([2, expect.stringContaining('请写明类别')]);
  expect((await figures('rows', 'nothing')).note).toContain('可以打开：base');
});

test('coverage names who is missing, on the screen a few and in the file all', async () => {
  const { out } = await figures('coverage', '--class', 'general', '--names', '2');
  expect(out).toMatch(/未覆盖 90 家：\n {2}\S+ {2}假想general第\d+号\n {2}\S+ {2}\S+\n {2}另有 88 家/);
  const file = join(folder, 'uncovered.csv');
  const written = await figures('coverage', '--class', 'general', '--out', file);
  expect(written.out).toContain('另有 70 家');
  expect(readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(91);
  expect(JSON.parse((await figures('coverage', '--json')).out).lines[0].missing).toHaveLength(90);
  // Where the scheme asks for no full coverage there is no pace, and the names do not hide those that somebody has to visit.
  const { out: whole } = await figures('coverage');
  expect(whole).toMatch(/一般排污单位 .* 90 +\d+ +— +不作全覆盖要求/);
  expect(whole).not.toContain('假想general');
  expect(whole).toContain('假想key');
  const key = await figures('coverage', '--class', 'key', '--lang', 'en');
  expect(key.out).toMatch(/Q4 of 2025 +37 +7 +10 +10 +6/);
});

test('counties are compared where there are any', async () => {
  expect((await figures('counties')).out).toBe('绛县分局没有下级单位。\n');
});

test('the goals of a closed year are those fixed with its verdict; what today would say stands beside them', async () => {
  const goals = async (...more: readonly string[]) => (await judge('--indicators', ...more)).out;
  expect(await goals()).not.toContain('定案');
  const close = ['compliance', 'close', '--agency', AGENCY, '--year', '2025', '--as', 'lingdao'];
  expect((await sunlot(...close)).code).toBe(0);
  const fixed = await goals();
  expect(fixed.split('\n')[1]).toMatch(/^定案时的数：2026-11-20 09:0\d 由 lingdao 定案；按今天的数据加 --fresh。$/);
  const rows = JSON.parse((await figures('rows', 'visits', '--class', 'key', '--json')).out) as {
    items: { object: string }[];
  };
  const file = join(folder, 'later.csv');
  writeFileSync(
    file,
    `检查日期,统一社会信用代码,抽取方式,检查结果\n2025-12-21,${rows.items[0]!.object},随机,未发现问题\n`,
  );
  expect((await sunlot('import', 'visits', file, '--agency', AGENCY)).code).toBe(0);
  const [, share] = /随机抽取\s+\S+\s+(\d+)\s/.exec(fixed) ?? [];
  const after = await goals();
  expect(after).toMatch(
    new RegExp(
      `！计划性检查随机抽取：定案时 ${share}/${share}，按今天的数据为 ${Number(share) + 1}/${Number(share) + 1}。`,
    ),
  );
  const tableOf = (text: string) => text.slice(text.indexOf('\n目标'));
  expect(tableOf(after)).toBe(tableOf(fixed));
  const today = await goals('--fresh');
  expect(today.split('\n')[1]).toMatch(/^按今天的数据计算；本年度已于 2026-11-20 09:0\d 由 lingdao 定案/);
  expect(tableOf(today)).not.toBe(tableOf(fixed));
});

test('under another reading it is said of which day the base and the list of a draw are', async () => {
  const about = async (value: string, words: string) => {
    const place = [
      '--agency',
      AGENCY,
      '--from',
      '2026-10-01',
      '--why',
      '局务会决定',
      '--as',
      'guanli',
      '--approve',
      'lingdao',
    ];
    const done = await sunlot('pack', 'switch', 'calc.denominatorSnapshot', value, ...place);
    expect(done).toMatchObject({ code: 0 });
    expect((await sunlot('compliance', '--agency', AGENCY, '--year', '2026', '--quarter', 'Q4')).out).toContain(words);
  };
  expect((await sunlot('user', 'add', 'guanli', '--agency', AGENCY, '--role', 'systemAdmin')).code).toBe(0);
  await about('yearStart', '基数按当年 1 月 1 日的名录，抽取也按那天的');
  await about('periodStart', '基数按时段开始那天的名录，抽取也按那天的');
});
