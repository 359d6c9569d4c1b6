import { expect, it } from 'vitest';
import type { ComplianceView, FindingView } from './compliance.ts';
import { notJudgedLines } from './compliance-notes.ts';
import { findingLines, periodText, verdictLines } from './compliance-words.ts';
import { readingLines } from './version-words.ts';

const clause = { section: '四（七）', quote: '20个工作日内' };
const late = (object: string, more: Partial<FindingView> = {}): FindingView => ({
  code: 'PUBLICATION_OVERDUE',
  rule: 'x/publication/all/all',
  class: 'all',
  level: 'all',
  severity: 'error',
  clause,
  object,
  ...more,
});
const view = (findings: readonly FindingView[], more: Partial<ComplianceView> = {}): ComplianceView => ({
  agency: '999999',
  agencyName: '示范县分局',
  level: 'county',
  pack: 'x',
  packName: '示范方案',
  packVersion: 2,
  year: 2026,
  asOf: '2026-11-20',
  verdict: 'noncompliant',
  findings: [...findings],
  tables: [],
  visits: 3,
  ended: [],
  history: 0,
  notJudged: [],
  readings: [],
  classNames: { key: '重点排污单位' },
  ...more,
});

it('tells how many of the counted visits are history that no draw stands behind', () => {
  expect(verdictLines(view([]), 'zh')).toHaveLength(2);
  expect(verdictLines(view([], { history: 2 }), 'zh')[2]).toBe(
    '其中 2 次是导入的历史记录，早于在本平台的首次抽取，没有抽取可以核对。',
  );
  expect(verdictLines(view([], { history: 2 }), 'en')[2]).toMatch(
    /^2 of them are imported history .* no draw stands behind/,
  );
});

it('says periods as people do', () => {
  const periods = ['2026', '2026H1', '2026H2', '2026Q3', '2026-05'];
  expect(periods.map((period) => periodText(period, 'zh'))).toEqual([
    '2026年',
    '2026年上半年',
    '2026年下半年',
    '2026年第三季度',
    '2026年5月',
  ]);
  expect(periods.map((period) => periodText(period, 'en'))).toEqual([
    '2026',
    'H1 of 2026',
    'H2 of 2026',
    'Q3 of 2026',
    '2026-05',
  ]);
});

it('puts findings that differ in the object alone together, and counts what it does not name', () => {
  const findings = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((object) => late(object, { objectName: `假想${object}厂` }));
  const lines = findingLines(view(findings), 'zh');
  expect(lines).toEqual([
    '',
    '✘ 1. 全部对象：检查结果没有按时公示',
    '   依据：四（七）「20个工作日内」',
    '   对象：假想A厂（A）；假想B厂（B）；假想C厂（C）；假想D厂（D）；假想E厂（E）；等 7 家（次）',
    '   怎么办：立即公示；依法不予公开的，登记不予公开的依据。',
  ]);
  expect(findingLines(view([late('A'), late('B')]), 'en')).toContain('   Units: A; B');
});

it('keeps findings without an object apart, says what was justified, and counts by kind', () => {
  const short = (period: string, more: Partial<FindingView> = {}): FindingView => ({
    ...{ code: 'UNDER_PARTICIPATION', rule: 'x/participation/all/all', class: 'key', level: 'county', period },
    ...{ required: 9, actual: 8, shortBy: 1, severity: 'warning', clause },
    ...more,
  });
  const justification = { reason: '两人借调', approvedBy: '某负责人' };
  const findings = [short('2026Q1'), short('2026Q1'), short('2026Q2', { severity: 'justified', justification })];
  const lines = findingLines(view(findings), 'zh');
  expect(lines.filter((line) => /^[！△] \d/.test(line))).toEqual([
    '△ 1. 重点排污单位 2026年第二季度：持证人员参与率不足',
    '！ 2. 重点排污单位 2026年第一季度：持证人员参与率不足',
    '！ 3. 重点排污单位 2026年第一季度：持证人员参与率不足',
  ]);
  expect(lines).toContain('   应达 9 人，实际 8 人，少 1 人。');
  expect(lines).toContain('   已说明：两人借调（批准：某负责人）');
  expect(verdictLines(view(findings, { verdict: 'warning' }), 'zh')[1]).toMatch(
    /^1 项已说明，2 项提示。截至 2026-11-20（年度未结束），本年度随机检查 3 次/,
  );
});

it('warns of a slow year in words of its own, with the rule by which it is judged', () => {
  const slow = late('A', {
    ...{ code: 'UNDER_PARTICIPATION', rule: 'x/participation/all/all', period: '2026', object: undefined },
    ...{ required: 13, actual: 6, shortBy: 7, projected: 8, severity: 'warning' },
  });
  const lines = findingLines(view([slow]), 'zh');
  expect(lines[1]).toBe('！ 1. 全部对象 2026年：持证人员参与进度偏慢，照此到年底达不到参与率');
  expect(lines).toContain('   应达 13 人，实际 6 人，少 7 人，照此进度到期完成 8 人。');
  expect(lines.at(-1)).toMatch(/只作提示.*已参加人数乘以四、除以已过的季度数，舍去小数/);
  expect(findingLines(view([slow]), 'en').at(-1)).toMatch(/times four, divided by the quarters that are over/);
});

it('says that figures of an outside office are missing, not that too little was done', () => {
  const found = late('A', { code: 'UNDER_JOINT_EXTERNAL', rule: 'x/interdepartmentalFigures/all/all', actual: 0 });
  const lines = findingLines(view([found]), 'zh');
  expect(lines[1]).toBe('✘ 1. 全部对象：没有登记外部门下达的年度联合抽查次数和主体数');
  expect(lines.at(-1)).toMatch(/sunlot agency set-figures/);
  const short = late('A', {
    code: 'UNDER_JOINT_EXTERNAL',
    rule: 'x/interdepartmental/all/all',
    required: 1,
    actual: 0,
  });
  expect(findingLines(view([short]), 'zh')[1]).toBe('✘ 1. 全部对象：部门联合检查不足');
});

it('says which object passed the cap, and by how much', () => {
  const cap = late('A', { code: 'OVER_CAP', rule: 'x/cap/all/all', count: 3, cap: 2, item: '5a' });
  expect(findingLines(view([cap]), 'zh')).toContain('   对象：A：事项 5a，3 次，上限 2 次');
});

it('counts what stands in one paragraph as one, and says of how many units it holds', () => {
  const findings = [late('A'), late('B'), late('C', { code: 'OVER_CAP', rule: 'x/cap/all/all' })];
  expect(verdictLines(view(findings), 'zh')[1]).toMatch(/^2 项[^（]*（共 3 处）。/);
  expect(verdictLines(view(findings), 'en')[1]).toMatch(/^2 [a-z ]+ \(3 cases\)\./);
  expect(verdictLines(view(findings.slice(1)), 'zh')[1]).toMatch(/^2 项[^（]*。/);
});

it('suggests a reason only where the rule is worded 原则上', () => {
  const cap = late('A', { code: 'OVER_CAP', rule: 'x/cap/all/all', count: 3, cap: 2 });
  expect(findingLines(view([cap]), 'zh').at(-1)).toBe(
    '   怎么办：超过的次数不能撤回，判定不变；本年度不再抽查这个对象。',
  );
  expect(findingLines(view([{ ...cap, principle: true }]), 'zh').at(-1)).toBe(
    '   怎么办：本年度不再抽查这个对象；确有必要的，超过上限的每一次都补记理由和批准人。',
  );
});

it('lists what could not be judged', () => {
  expect(notJudgedLines(view([], { notJudged: [{ rule: 'x/y', clause }] }), 'zh')).toEqual([
    '',
    '以下规定缺少数据，没有判定：',
    '  四（七）「20个工作日内」',
  ]);
  expect(notJudgedLines(view([]), 'zh')).toEqual([]);
  const unclocked = { results: 3, start: 'resultDetermined' as const, rule: 'x/y', clause };
  expect(notJudgedLines(view([], { unclocked }), 'zh')[1]).toMatch(
    /^公示是否超期没有判定：3 项检查结果没有登记结果认定日期/,
  );
  expect(notJudgedLines(view([], { unclocked }), 'en')[1]).toMatch(
    /^Whether publication was late is not judged: 3 results/,
  );
});

it('does not quote a phrase as if the scheme said what general law asks for (AMB-43)', () => {
  const note = '方案未写人数；执法人员不少于2人系一般法律要求。';
  const group = late('A', {
    code: 'FEWER_THAN_2',
    clause: { section: '二（一）', quote: '严控入企检查人员数量', note },
  });
  const basis = (finding: FindingView, lang: 'zh' | 'en') => findingLines(view([finding]), lang)[2];
  const derived = { ...group, derived: true };
  expect(basis(derived, 'zh')).toBe(`   依据：【方案未写】二（一）「严控入企检查人员数量」 ${note}`);
  expect(basis(derived, 'en')).toBe(`   Clause: [not in the scheme] 二（一） “严控入企检查人员数量” ${note}`);
  expect(basis({ ...derived, clause }, 'zh')).toBe('   依据：【方案未写】四（七）「20个工作日内」');
  // Control: where the scheme says it, its phrase alone.
  expect(basis(group, 'zh')).toBe('   依据：二（一）「严控入企检查人员数量」');
});

it('names the readings that are not the default, and counts the others', () => {
  const seed = { reading: '以封存的名单为准', clause: { section: '三（五）', quote: '每季度' } };
  const usual = { ambiguity: 'AMB-01', key: 'a.b', default: true, value: true, problem: '甲', ...seed };
  const other = {
    ...{ ambiguity: 'AMB-37', key: 'planTable.policy', default: 'warn', value: 'enforce', problem: '乙' },
    ...{ reading: '只提醒', clause: { section: '表一', quote: '' } },
  };
  const lines = (readings: ComplianceView['readings'], lang: 'zh' | 'en' = 'zh', all = false) =>
    readingLines(view([], { readings }), lang, all);
  expect(lines([])).toEqual([]);
  expect(lines([usual])[1]).toBe('方案有歧义之处：1 处按默认读法（逐条见 sunlot pack show x --ambiguities）。');
  expect(lines([usual, other]).slice(1)).toEqual([
    '方案有歧义之处：1 处按默认读法，1 处改用（逐条见 sunlot pack show x --ambiguities）。',
    '  AMB-37 planTable.policy = enforce  乙',
  ]);
  expect(lines([other], 'en')[1]).toContain('0 by default, 1 otherwise');
  expect(lines([usual], 'en')[1]).toContain('1 by default (');
  expect(lines([usual, other], 'zh', true).slice(2)).toEqual([
    '  AMB-01 a.b = true  甲',
    '      读法：以封存的名单为准',
    '      原文：三（五）「每季度」',
    '  AMB-37 planTable.policy = enforce  乙',
    '      默认 warn：只提醒',
    '      原文：表一',
  ]);
  expect(lines([usual, other], 'en', true).filter((line) => /^ {6}(?:Reading|Default warn): /.test(line))).toHaveLength(
    2,
  );
});

it('says why the last period owes more than its ratio, so that who works out the ratio understands the number', () => {
  const rule = 'x/ratio/key/county';
  const numbers = { class: 'key', level: 'county', period: '2026Q4', clause };
  const short = { ...numbers, severity: 'error', required: 13, actual: 10, shortBy: 3 } as const;
  const raised: FindingView = {
    ...{ ...short, code: 'UNDER_RATIO', rule: 'x/coverage/key/county', byRatio: 10, uncovered: 13 },
  };
  const tables = [{ ...numbers, rule, topic: 'ratio', base: 37, required: 13, actual: 10, state: 'short' as const }];
  expect(findingLines(view([raised], { tables }), 'zh').slice(1, 5)).toEqual([
    '✘ 1. 重点排污单位 2026年第四季度：最后一个时段没有查完本年度还没有查过的对象',
    '   依据：四（七）「20个工作日内」',
    '   应查 13 家，实查 10 家，少 3 家（基数 37 家）。',
    '   按比例应查 10 家；到这个时段开始时，本年度还有 13 家没有查过，全年要查到每一家，应查数因此提高到 13 家。',
  ]);
  expect(findingLines(view([raised], { tables }), 'en')[4]).toBe(
    '   The ratio alone asks for 10; when the period began 13 had not been inspected this year, and every one is due within it: the number is raised to 13.',
  );
  const plain: FindingView = { ...short, code: 'UNDER_RATIO', rule, required: 10, actual: 8, shortBy: 2 };
  const lines = findingLines(view([plain], { tables }), 'zh');
  expect(lines).toContain('   应查 10 家，实查 8 家，少 2 家（基数 37 家）。');
  expect(lines.join('')).not.toContain('按比例应查');
  const twice = { ...plain, times: 2, required: 74, actual: 70, shortBy: 4 };
  const wanted = { tables: [{ ...tables[0]!, required: 74 }] };
  expect(findingLines(view([twice], wanted), 'zh')).toContain(
    '   应查 74 家次，实查 70 家次，少 4 家次（基数 37 家，每家 2 次）。',
  );
  expect(findingLines(view([twice], wanted), 'en')).toContain(
    '   74 visits required, 70 done, 4 short (of a base of 37, each 2 times).',
  );
  const both: FindingView = { ...raised, rule, actual: 8, shortBy: 5 };
  expect(findingLines(view([both], { tables }), 'zh').slice(1, 5)).toMatchObject([
    '✘ 1. 重点排污单位 2026年第四季度：抽查数量不足',
    expect.any(String),
    '   应查 13 家，实查 8 家，少 5 家（基数 37 家）。',
    expect.stringContaining('按比例应查 10 家'),
  ]);
  const ofYear: FindingView = {
    ...raised,
    code: 'UNDER_ANNUAL_COVERAGE',
    period: '2026',
    byRatio: undefined,
    uncovered: undefined,
  };
  expect(findingLines(view([ofYear]), 'zh')[1]).toBe('✘ 1. 重点排污单位 2026年：全年没有查到每一家');
});

it('says of a period without a scheme in force that it is not judged, and never that nothing was found', () => {
  const unjudged = view([], { verdict: 'notJudged', schemeFrom: '2027-01-01', history: 1 });
  expect(verdictLines(unjudged, 'zh')).toEqual([
    '示范县分局（999999，县级）2026年“双随机、一公开”判定：不作判定',
    '该期间没有执行中的方案（示范方案自 2027-01-01 起执行），不按任何方案判定。截至 2026-11-20，记录的随机检查 3 次。',
    expect.stringContaining('1 次是导入的历史记录'),
  ]);
  const [head, why] = verdictLines(unjudged, 'en');
  expect([head, why]).toEqual([
    '示范县分局 (999999, county level), 2026: not judged',
    'No scheme was in force in that period (示范方案 holds from 2027-01-01 on), so it is judged by none. As of 2026-11-20, 3 random visits are recorded.',
  ]);
});

it('says of which visit a finding speaks, when it was due, and who went beyond the cap', () => {
  const lines = (finding: FindingView, lang: 'zh' | 'en') => findingLines(view([finding]), lang).join('\n');
  const overdue = late('A', { objectName: '甲厂', date: '2026-05-06', due: '2026-06-03' });
  expect(lines(overdue, 'zh')).toContain('对象：甲厂（A）：2026-05-06 检查，期限 2026-06-03');
  expect(lines(overdue, 'en')).toContain('Units: 甲厂 (A): inspected on 2026-05-06, due by 2026-06-03');
  const done = { ...overdue, doneOn: '2026-06-08', lateBy: { days: 3, unit: 'workingDay' } } as const;
  expect(lines(done, 'zh')).toContain('期限 2026-06-03，2026-06-08 公示，晚 3 个工作日');
  expect(lines(done, 'en')).toContain('due by 2026-06-03, published on 2026-06-08, 3 working days late');
  const missing = { ...overdue, lateBy: { days: 1, unit: 'day' } } as const;
  expect(lines(missing, 'zh')).toContain('期限 2026-06-03，还没有公示，已过 1 个自然日');
  expect(lines(missing, 'en')).toContain('due by 2026-06-03, not published yet, 1 calendar day over');
  const both = findingLines(view([done, missing]), 'zh').filter((line) => line.includes('怎么办'));
  expect(both).toHaveLength(2);
  const over = late('A', { code: 'OVER_CAP', count: 3, cap: 2, severity: 'info', by: ['示范市局'] });
  expect(lines(over, 'zh')).toContain('超出上限的检查由示范市局所做');
  expect(lines(over, 'en')).toContain('made by 示范市局');
  expect(lines({ ...over, by: undefined }, 'zh')).not.toContain('所做');
});

it('says which report was late, when it was due and when it came, and of results due together how many are missing', () => {
  const lines = (finding: FindingView, lang: 'zh' | 'en' = 'zh') => findingLines(view([finding]), lang).slice(1);
  const report = late('', {
    ...{ code: 'REPORT_LATE', object: undefined, rule: 'x/quarterlyStatistics/all/all', period: '2026Q1' },
    ...{ due: '2026-04-03', doneOn: '2026-04-08', lateBy: { days: 2, unit: 'workingDay' } },
  });
  expect(lines(report)).toEqual([
    '✘ 1. 全部对象 2026年第一季度：总结或统计报表没有按时报送',
    '   依据：四（七）「20个工作日内」',
    '   统计表：期限 2026-04-03，2026-04-08 报送，晚 2 个工作日。',
    expect.stringMatching(/怎么办：已经报送/),
  ]);
  expect(lines({ ...report, rule: 'x/quarterlySummary/all/all', doneOn: undefined })[2]).toBe(
    '   总结：期限 2026-04-03，还没有报送，已过 2 个工作日。',
  );
  expect(lines(report, 'en')[2]).toBe('   statistics: due by 2026-04-03, sent on 2026-04-08, 2 working days late.');
  const month = late('', {
    ...{ object: undefined, period: '2026-03', count: 3, due: '2026-03-31' },
    ...{ doneOn: '2026-04-02', lateBy: { days: 2, unit: 'day' } },
  });
  expect(lines(month)[2]).toBe('   期限 2026-03-31，2026-04-02 公示，晚 2 个自然日，共 3 件。');
  expect(lines(month, 'en')[2]).toContain('published on 2026-04-02, 2 calendar days late, 3 in all.');
  const open: FindingView = { ...month, doneOn: undefined, undone: 1 };
  expect(lines(open)[2]).toBe('   期限 2026-03-31，已过 2 个自然日，共 3 件，其中 1 件还没有公示。');
  expect(lines(open, 'en')[2]).toContain('2 calendar days over, 3 in all, 1 of them not public yet.');
  // A finding that says no day keeps its paragraph as it is.
  expect(lines(late('', { object: undefined }))).toHaveLength(3);
});
