import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { describe, expect, it } from 'vitest';
import type { VisitsContext } from './judge-visits.ts';
import type { Judged } from './row-reader.ts';
import { city, FACTORY, facts, faults, GOOD, judge, judgeAll, MILL, OWNER, PLANT, shipped } from './test-visit-rows.ts';

describe('a row of visits', () => {
  it('becomes a visit of the ledger, in the words of the pack', () => {
    const one = judge({
      task: '2025Q2-KEY'.toLowerCase(),
      resultDeterminedOn: '2025-04-12',
      publishedOn: '2025-04-30',
      drawnOn: '2025-04-01',
      creditBased: '是',
      deviation: '群众反映集中',
      approvedBy: '负责人',
    });
    expect(one).toMatchObject({
      ok: true,
      warnings: [],
      value: { deviation: { reason: '群众反映集中', approvedBy: '负责人' } },
    });
    expect(facts(one)).toEqual({
      objectId: PLANT,
      date: '2025-04-10',
      inspectionEndedOn: '2025-04-10',
      resultDeterminedOn: '2025-04-12',
      publishedOn: '2025-04-30',
      class: 'key',
      level: 'county',
      agency: '140826',
      taskType: 'daily',
      taskId: '2025q2-key',
      period: '2025Q2',
      selection: 'random',
      state: 'completed',
      method: 'onSite',
      items: ['1', '5a'],
      inspectors: ['D-1', 'D-2'],
      results: ['未发现问题'],
      creditBased: true,
    });
    expect(JSON.stringify(facts(one))).not.toContain('群众反映集中');
  });

  it('keeps who approved that a result is withheld, with a deviation beside it or without (R-159)', () => {
    const approvedBy = '负责人甲';
    const withheldGround = '涉及商业秘密';
    const alone = judge({ withheldGround, approvedBy });
    expect(alone).toMatchObject({ ok: true, value: { remarks: { 不予公开批准人: approvedBy } } });
    expect(alone).not.toHaveProperty('value.deviation');
    expect(facts(alone)).toMatchObject({ withheldGround: '商业秘密' });
    expect(JSON.stringify(facts(alone))).not.toContain(approvedBy);
    // Without an approver the row is kept, and what is lacking is pointed out.
    const warnings = (cells: Record<string, string>) =>
      judge(cells)
        .warnings.filter(({ column }) => column === 'approvedBy')
        .map(({ code, message }) => [code, message]);
    expect(warnings({ withheldGround })).toEqual([['incomplete', expect.stringContaining('没有写批准人')]]);
    expect(facts(judge({ withheldGround }))).not.toHaveProperty('withheldApproved');
    expect([warnings({ withheldGround, approvedBy }), warnings({})]).toEqual([[], []]);
    expect(facts(alone)).toMatchObject({ withheldApproved: true });
    const reason = '群众反映集中';
    expect(judge({ withheldGround, approvedBy, deviation: reason })).toMatchObject({
      value: { deviation: { reason, approvedBy }, remarks: { 不予公开批准人: approvedBy } },
    });
    expect(judge({ approvedBy, deviation: reason })).not.toHaveProperty('value.remarks.不予公开批准人');
    expect(faults(judge({ withheldGround, deviation: reason }))).toMatchObject([{ column: 'approvedBy' }]);
  });

  it('is pointed out where its result rests on a number or a day that is not there (R-153)', () => {
    const told = (more: Record<string, string>) =>
      judge(more).warnings.flatMap(({ column, code }) => `${column} ${code}`);
    const filed = { results: '发现问题已立案调查' };
    const ordered = { results: '发现问题已责令整改；发现问题已立案调查' };
    expect(told(filed)).toEqual(['caseNumber incomplete']);
    expect(told(ordered)).toEqual(['rectifyBy incomplete', 'caseNumber incomplete']);
    expect(told({ ...ordered, caseNumber: '示例环罚〔2025〕7号', rectifyBy: '2025-05-10' })).toEqual([]);
    // The number of a case says whom it is about: kept with the remarks, encrypted.
    const one = judge({ ...filed, caseNumber: '示例环罚〔2025〕7号' });
    expect(one).toMatchObject({ value: { remarks: { 立案文号: '示例环罚〔2025〕7号' } } });
    expect(JSON.stringify(facts(one))).not.toContain('示例环罚');
  });

  it('says which departments had somebody there; who it was stays with the remarks', () => {
    const one = judge({ taskType: '部门联合', partnerPeople: '假想县水利局：水某；假想县水利局: 利某' });
    expect(facts(one)).toMatchObject({ partners: ['假想县水利局'], departments: 2 });
    expect(JSON.stringify(facts(one))).not.toContain('水某');
    expect(one).toMatchObject({ value: { remarks: { 配合部门人员: '假想县水利局：水某；假想县水利局: 利某' } } });
  });

  it.each<readonly [string, Record<string, string | undefined>, readonly [string, string, RegExp]]>([
    [
      'people of a department that is no partner',
      { partnerPeople: '假想县农业局：农某' },
      ['partnerPeople', 'unknownDepartment', /不是登记的联合部门（已登记：假想县水利局）/],
    ],
    ['a department without a person', { partnerPeople: '假想县水利局' }, ['partnerPeople', 'badChoice', /部门：姓名/]],
    ['an object that no directory has', { creditCode: OWNER }, ['creditCode', 'unknownObject', /建设项目 .*\/XM-1/]],
    ['a code that is none', { creditCode: '123' }, ['creditCode', 'badCode', /不是有效的统一社会信用代码/]],
    [
      'a class that the pack lacks',
      { class: '黄色企业' },
      ['class', 'outsidePack', /请改为：一般排污单位、重点排污单位/],
    ],
    ['a result in other words', { results: '挺好' }, ['results', 'outsidePack', /“未发现问题”、“发现问题已责令整改”/]],
    ['a day to come', { date: '2026-01-01' }, ['date', 'badDate', /在今天（2025-12-31）之后/]],
    ['a day long ago', { date: '1925-04-10' }, ['date', 'badDate', /早于 2000 年/]],
    ['no day', { date: undefined }, ['date', 'missing', /没有填写/]],
    [
      'a result before the visit',
      { resultDeterminedOn: '2025-04-09' },
      ['resultDeterminedOn', 'datesDisagree', /早于检查日期/],
    ],
    [
      'a publication before the result',
      { resultDeterminedOn: '2025-04-12', publishedOn: '2025-04-11' },
      ['publishedOn', 'datesDisagree', /早于结果认定日期/],
    ],
    ['a publication to come', { publishedOn: '2026-02-01' }, ['publishedOn', 'badDate', /还没有发生/]],
    [
      'a time limit before the visit',
      { rectifyBy: '2025-04-01', results: '发现问题已责令整改' },
      ['rectifyBy', 'datesDisagree', /早于检查日期/],
    ],
    ['a draw after the visit', { drawnOn: '2025-04-11' }, ['drawnOn', 'datesDisagree', /先抽取、后检查/]],
    [
      'a directed visit without a ground',
      { selection: '针对性', reference: '转办〔2025〕1号' },
      ['ground', 'missing', /必须写明方案列出的依据/],
    ],
    [
      'a directed visit on a ground of its own',
      { selection: '针对性', ground: '领导要求', reference: '转办〔2025〕1号' },
      ['ground', 'outsidePack', /（1）法律法规/],
    ],
    ['a ground for a random visit', { ground: '投诉举报' }, ['ground', 'outsidePack', /抽取方式却不是/]],
    [
      'secrecy without a ground of the pack',
      { withheldGround: '不便公开' },
      ['withheldGround', 'outsidePack', /国家秘密、商业秘密、个人隐私/],
    ],
    ['a deviation that nobody approved', { deviation: '理由' }, ['approvedBy', 'missing', /没有批准的理由不算数/]],
    [
      'an approver of nothing',
      { approvedBy: '负责人' },
      ['deviation', 'missing', /没有写偏离理由，也没有写不予公开依据/],
    ],
    [
      'an authority outside the tree',
      { authority: '邻县分局' },
      ['authority', 'unknownAuthority', /绛县分局（140826）/],
    ],
    [
      'an authority at another level than written',
      { authority: '140800', level: '县级' },
      ['level', 'unknownAuthority', /是市级机关/],
    ],
    [
      'a level that the tree does not know',
      { level: '新区本级' },
      ['authority', 'unknownAuthority', /没有新区本级机关/],
    ],
    ['a name that two people have', { inspectors: '乙示例' }, ['inspectors', 'unknownPerson', /有 2 人同名/]],
    ['a name that nobody has', { inspectors: '丙示例' }, ['inspectors', 'unknownPerson', /请填写执法证号/]],
  ])('is given back for %s', (_, cells, [column, code, message]) => {
    const found = faults(judge(cells));
    expect(found).toMatchObject([{ column, code }]);
    expect(found[0]!.message).toMatch(message);
  });

  it.each<readonly [string, Record<string, string | undefined>, readonly [string, string, RegExp]]>([
    [
      'somebody who is not in the directory',
      { inspectors: 'D-1、X-9' },
      ['inspectors', 'unknownPerson', /X-9 不在检查人员名录/],
    ],
    ['no word about how it was selected', { selection: undefined }, ['selection', 'defaulted', /按“随机”记录/]],
    ['no result yet', { results: undefined }, ['results', 'incomplete', /尚未认定/]],
    ['items that the list lacks', { items: '99' }, ['items', 'outsidePack', /99 不在/]],
    [
      'a publication beside secrecy',
      { withheldGround: '涉及商业秘密', approvedBy: '负责人甲', publishedOn: '2025-05-01' },
      ['withheldGround', 'datesDisagree', /公示的已经删去有关内容的，请把依据写成“商业秘密（部分）”/],
    ],
    [
      'an object that was closed by then',
      { creditCode: FACTORY, date: '2025-11-05' },
      ['date', 'datesDisagree', /自 2025-11-01 起已关停.*不计入完成数/],
    ],
    [
      'an object that stood still by then',
      { creditCode: MILL, date: '2025-11-05' },
      ['date', 'datesDisagree', /自 2025-11-01 起已停产.*不计入完成数/],
    ],
    [
      'a class that the directory does not have it in',
      { class: '一般排污单位' },
      ['class', 'datesDisagree', /写的是“一般排污单位”，按名录当日是“重点排污单位”，以所写类别计数/],
    ],
    [
      'an authority above without an account',
      { authority: '某省级中心', level: '新区' },
      ['authority', 'unknownAuthority', /按所写名称登记/],
    ],
  ])('is kept and pointed out for %s', (_, cells, [column, code, message]) => {
    const one = judge(cells);
    expect(one).toMatchObject({ ok: true, warnings: [{ column, code }] });
    expect(one.warnings[0]!.message).toMatch(message);
  });

  it('is kept and pointed out where an authority of the same level went beside its territory', () => {
    const next = { code: '140827', name: '邻县分局', level: 'county', parent: '140800' } as const;
    const tree = [city, { code: '140826', name: '绛县分局', level: 'county', parent: '140800' } as const, next];
    const one = judge({ authority: '邻县分局' }, { tree });
    expect(one).toMatchObject({ ok: true, warnings: [{ column: 'authority', code: 'datesDisagree' }] });
    expect(one.warnings[0]!.message).toMatch(/“邻县分局”，这个对象在“绛县分局”的名录里.*两家都不计入完成数/);
    expect(facts(one)).toMatchObject({ agency: '140827' });
    for (const authority of ['绛县分局', '140800', undefined])
      expect(judge({ authority }, { tree }).warnings).toEqual([]);
  });

  it('is kept and pointed out where the scheme draws no task of its kind, and not where it was directed', () => {
    const pack = shipped('xinxian');
    const campaign = { taskType: '专项', class: '重点监管对象' };
    const one = judge(campaign, { packOf: () => pack });
    expect(one).toMatchObject({ ok: true, warnings: [{ column: 'taskType', code: 'notCounted' }] });
    expect(one.warnings[0]!.message).toMatch(/范围里没有“专项”.*不计入抽查数量/);
    expect(judge({ ...campaign, taskType: '日常' }, { packOf: () => pack }).warnings).toEqual([]);
    expect(judge({ taskType: '专项' }).warnings).toEqual([]);
  });

  it('is kept and pointed out where an object of a joint class was visited alone', () => {
    const alone = judge({ class: '联合抽查对象', taskType: '日常' });
    expect(alone).toMatchObject({ ok: true, warnings: [{ column: 'taskType', code: 'incomplete' }] });
    expect(alone.warnings[0]!.message).toMatch(/“联合抽查对象”须与其他部门一起检查.*不计入/);
    for (const more of [
      { taskType: '部门联合' },
      { partnerPeople: '假想县水利局：水某' },
      { noRepeatGround: '互认' },
      { class: '重点排污单位' },
    ])
      expect(judge({ class: '联合抽查对象', taskType: '日常', ...more })).toMatchObject({ ok: true, warnings: [] });
  });

  it('says nothing of who closed later, of a class the object has beside its own, or of the class of a task', () => {
    const drawn = { code: '2025q2-g', class: 'general', period: '2025Q2', taskType: 'daily' } as const;
    const taskOf = () => ({ ...drawn, drawn: new Map([[PLANT, '2025-04-01']]) });
    expect(judge({ class: '一般排污单位', task: '2025Q2-G' }, { taskOf }).warnings).toEqual([]);
    expect(judge({ creditCode: MILL, date: '2025-10-31' }).warnings).toEqual([]);
    expect(judge({ class: '联合抽查对象；重点排污单位', taskType: '部门联合' })).toMatchObject({
      ok: true,
      warnings: [],
    });
    expect(facts(judge({ class: '一般排污单位' }))).toMatchObject({ class: 'general' });
  });

  describe('the number of people who went', () => {
    const support: Partial<VisitsContext> = {
      certificates: new Set(['D-1', 'D-2', 'D-3', 'D-4', 'D-5', 'H-1']),
      staffKindOf: (number) => (number === 'H-1' ? 'auxiliary' : 'enforcement'),
    };
    const group = (cells: Record<string, string | undefined>, more: Partial<VisitsContext> = {}) => {
      const one = judge(cells, { ...support, ...more });
      const found = [...one.warnings, ...(one.ok ? [] : one.errors)].filter(({ code }) => code === 'groupSize');
      return { ok: one.ok, found: found.map(({ message }) => message) };
    };
    const five = 'D-1；D-2；D-3；D-4；D-5';
    const TOO_MANY = '检查人员 5 人，超过 4 人（二（一）「严控入企检查人员数量」），须写明偏离理由和批准人。';

    it('is pointed out where it is too small', () => {
      expect(group({ inspectors: 'D-1；H-1' })).toEqual({
        ok: true,
        found: ['检查人员 1 人（另有辅助人员、专家 1 人，不计入），少于 2 人。请核对是否漏填。'],
      });
    });

    it('counts nobody whose certificate had run out, but among how many entered', () => {
      const expired = (...ones: readonly string[]): Partial<VisitsContext> => ({
        hindrancesOf: ({ certificate: one }) =>
          ones.includes(one) ? [{ kind: 'certificateExpired', validTo: '2025-01-01' }] : [],
      });
      const said = '检查人员 1 人（另有辅助人员、专家 1 人，执法证已过期的 1 人，不计入），少于 2 人。请核对是否漏填。';
      expect(group({ inspectors: 'D-1；D-2；H-1' }, expired('D-2')).found).toEqual([said]);
      expect(group({ inspectors: 'D-1；D-2；H-1' }, expired('H-1')).found).toEqual([]);
      expect(group({ inspectors: five }, expired('D-2')).found).toEqual([TOO_MANY]);
    });

    it('takes a reason and who approved it where it is larger than the scheme says', () => {
      expect(group({ inspectors: five })).toEqual({ ok: false, found: [TOO_MANY] });
      expect(group({ inspectors: five, deviation: '多点位同时采样' })).toEqual({ ok: false, found: [TOO_MANY] });
      expect(group({ inspectors: five, deviation: '多点位同时采样', approvedBy: '分管领导' })).toEqual({
        ok: true,
        found: [],
      });
    });

    it('does so only of the staff, and of agencies whose reasons are kept here', () => {
      expect(group({ inspectors: 'D-1；D-2；D-3；D-4；H-1' })).toEqual({ ok: true, found: [] });
      expect(group({ inspectors: undefined })).toEqual({ ok: true, found: [] });
      expect(group({ inspectors: five, authority: '运城市' })).toEqual({ ok: true, found: [TOO_MANY] });
    });
  });

  it.each([
    '２０２５－０４－１０',
    '2025—04—10',
    '2025‐4‐10',
    '２０２５／４／１０',
    '2025．04．10',
    '２０２５年４月１０日',
  ])('is read with a day in the signs of a Chinese keyboard: %s', (date) =>
    expect(facts(judge({ date }))).toMatchObject({ date: '2025-04-10' }),
  );

  it.each(['2025－04', '2025—13—01', '2025~04~10'])(
    'is given back with what is no day, as it was written: %s',
    (date) => {
      expect(faults(judge({ date }))).toMatchObject([{ column: 'date', message: expect.stringContaining(date) }]);
    },
  );

  it('finds grounds by a part of their words, secrecy by the ground inside, people by a name that is one', () => {
    const reference = '投诉〔2025〕9号';
    expect(facts(judge({ selection: '针对性', ground: '投诉举报涉嫌', reference }))).toMatchObject({
      reference,
      selection: 'directed',
      ground: 'complaint',
    });
    expect(facts(judge({ withheldGround: '涉及商业秘密' }))).toMatchObject({ withheldGround: '商业秘密' });
    expect(facts(judge({ inspectors: '甲示例' }))).toMatchObject({ inspectors: ['D-1'] });
  });

  it('is another level’s by its authority, its level, or both', () => {
    const municipal = { level: 'municipal', agency: '140800' };
    expect(facts(judge({ authority: '运城市' }))).toMatchObject(municipal);
    expect(facts(judge({ level: '市级' }))).toMatchObject(municipal);
    expect(facts(judge({ level: '市级', authority: '运城市生态环境局' }))).toMatchObject(municipal);
    expect(facts(judge({ level: '县级' }, { agency: city }))).toMatchObject({ level: 'county', agency: '140826' });
  });

  it('is a department’s outside where that is on record; it counts for nothing', () => {
    const one = facts(judge({ authority: '假想县水利局' }));
    expect(one).toMatchObject({ agency: '假想县水利局', level: 'county', outside: true });
    expect(facts(judge({}))).not.toHaveProperty('outside');
    expect(judge({ authority: '假想县林业局' }).ok).toBe(false);
  });

  it('with a ground for not inspecting again is a recognised result', () => {
    const one = judge({ noRepeatGround: '水务部门已查' });
    expect(facts(one)).toMatchObject({ recognised: true });
    expect(one).toMatchObject({ value: { remarks: { 不再重复检查依据: '水务部门已查' } } });
    expect(facts(judge({}))).not.toHaveProperty('recognised');
  });
});

describe('the class of a visit', () => {
  const found = (visits: readonly Judged<{ readonly facts: object }>[]) => visits.map((one) => facts(one)?.class);

  it('is the one the object had on the day, where the row names none', () => {
    const on = (date: string) => ({ ...GOOD, creditCode: FACTORY, class: undefined, date });
    expect(found(judgeAll(['2025-03-31', '2025-04-01', '2025-07-01'].map(on)))).toEqual(['key', 'special', 'key']);
  });

  it('rests on what earlier visits found, in whatever order the rows stand', () => {
    const rows = [
      { ...GOOD, creditCode: FACTORY, class: undefined, date: '2025-07-01' },
      { ...GOOD, creditCode: FACTORY, class: undefined, date: '2025-05-01', results: '发现问题已立案调查' },
    ];
    expect(found(judgeAll(rows))).toEqual(['special', 'special']);
    const stored = judgeAll(rows).map((one) => facts(one)!);
    const visits = groupBy(stored, ({ objectId }) => objectId);
    expect(found(judgeAll(rows, { visitsOf: (key) => visits.get(key) ?? [] }))).toEqual(['special', 'special']);
  });

  it('may be written by id or alias, and several of them', () => {
    expect(facts(judge({ class: 'general' }))).toMatchObject({ class: 'general' });
    expect(facts(judge({ class: '重点企业；特殊企业' }))).toMatchObject({
      class: 'key',
      alsoClasses: ['special'],
    });
  });
});

describe('a list of visits', () => {
  it('has each visit once; another task on the same day is only pointed out', () => {
    const [first, again, other] = judgeAll([GOOD, GOOD, { ...GOOD, task: '另一任务' }]);
    expect(first!.ok).toBe(true);
    expect(faults(again!)).toMatchObject([{ column: 'date', code: 'duplicate' }]);
    expect(other).toMatchObject({ ok: true, warnings: [{ code: 'suspectDuplicate' }] });
  });

  it('names the first row of a visit that is there three times', () => {
    const messages = judgeAll([GOOD, GOOD, GOOD]).flatMap((one) => faults(one).map(({ message }) => message));
    expect(messages).toEqual([expect.stringContaining('第 2 行'), expect.stringContaining('第 2 行')]);
  });
});
