import { describe, expect, test } from 'vitest';
import { loadPack, packValue } from '../../test/pack-files.ts';
import { findRule, holdsFor, type Pack, packInForce, rulesOf, theRule } from './pack.ts';
import { parsePack } from './parse-pack.ts';

type Tree = Record<string, unknown>;

/** Faults after one edit of the shipped pack: [path, message]. */
function faultsOf(edit: (value: Tree) => void): readonly (readonly [string, string])[] {
  const value = packValue('jiangxian');
  edit(value);
  const parsed = parsePack(value);
  return parsed.ok ? [] : parsed.error.map(({ path, message }) => [path.join('/'), message] as const);
}

const rulesIn = (value: Tree) => value['rules'] as Tree[];
const ruleIn = (value: Tree, id: string) => rulesIn(value).find((rule) => rule['id'] === id)!;
const classesIn = (value: Tree) => value['classes'] as Tree[];
const ambiguitiesIn = (value: Tree) => value['ambiguities'] as Tree[];

function expectFault(edit: (value: Tree) => void, path: string, words: string): void {
  const found = faultsOf(edit);
  expect(found.map(([at]) => at)).toContain(path);
  expect(found.map(([, message]) => message).join('\n')).toContain(words);
}

test('the shipped pack has no fault', () => {
  expect(faultsOf(() => {})).toEqual([]);
});

describe('shape', () => {
  test('something else than a pack', () => {
    expect(parsePack('text')).toMatchObject({
      ok: false,
      error: [{ path: [], message: '整个文件：应为一组“键: 值”，现为“text”。' }],
    });
    expect(parsePack(null)).toMatchObject({ ok: false, error: [{ message: '整个文件：应为一组“键: 值”，现为空。' }] });
    expect(parsePack([1])).toMatchObject({
      ok: false,
      error: [{ message: '整个文件：应为一组“键: 值”，现为一个列表。' }],
    });
  });

  test('all faults at once, each with its place and what to do', () => {
    const found = faultsOf((value) => {
      value['version'] = 0;
      value['name'] = ' ';
      delete value['effectiveFrom'];
      value['colour'] = 'red';
    });
    expect(found).toEqual([
      ['version', 'version：应为 1～1000000 的整数，现为“0”。'],
      ['name', 'name：应为非空文字（首尾无空格），现为“ ”，请补写。'],
      ['effectiveFrom', 'effectiveFrom：缺少这一项，请补写。'],
      ['colour', expect.stringContaining('没有这个字段，可用的有：format、id、version')],
    ]);
  });

  test.each([
    ['format', 'sunlot-pack/2', 'sunlot-pack/1'],
    ['id', 'Jiangxian', '小写字母开头的包代号'],
    ['effectiveFrom', '2025-02-30', '应为日期'],
    ['version', 1.5, '整数'],
    ['levels', [], '至少要有 1 项，现有 0 项'],
    ['rules', {}, '应为列表（每项以“- ”开头），现为一组字段'],
    ['ambiguities', 7, '应为列表'],
  ])('%s: %j is refused', (key, wrong, words) => {
    expectFault((value) => (value[key] = wrong), key, words);
  });

  test.each(['25', '0.25', 25, '101%', '2.345%', '%', null])('a ratio written %j is refused', (wrong) => {
    const index = rulesIn(packValue('jiangxian')).findIndex(({ id }) => id === 'jiangxian/ratio/key/county');
    expectFault(
      (value) => (ruleIn(value, 'jiangxian/ratio/key/county')['value'] = { every: 'quarter', min: wrong }),
      `rules/${index}/value/min`,
      '百分比',
    );
  });

  test.each([
    ['25%', { p: 25, q: 100 }],
    ['2.5%', { p: 25, q: 1000 }],
    ['0.25%', { p: 25, q: 10000 }],
    ['100%', { p: 100, q: 100 }],
  ])('a ratio written %s is exact', (written, ratio) => {
    const pack = loadPack('jiangxian', (value) => {
      ruleIn(value, 'jiangxian/ratio/key/county')['value'] = { every: 'quarter', min: written };
    });
    expect(findRule(pack, 'ratio', { class: 'key', level: 'county' })?.value).toEqual({
      every: 'quarter',
      min: ratio,
      draw: 'each',
    });
  });

  test('an unknown topic, a malformed id', () => {
    expectFault(
      (value) => (rulesIn(value)[3]!['id'] = 'jiangxian/colour/key/county'),
      'rules/3/id',
      '没有主题“colour”',
    );
    expectFault((value) => (rulesIn(value)[3]!['id'] = 'jiangxian/ratio/key'), 'rules/3/id', '规则编号');
    expectFault(
      (value) => (rulesIn(value)[3]!['strictness'] = 'must'),
      'rules/3/strictness',
      'hard、principle、soft、info',
    );
  });

  test('a value of another topic', () => {
    const publication = 'jiangxian/publication/all/all';
    const index = rulesIn(packValue('jiangxian')).findIndex(({ id }) => id === publication);
    const set = (wrong: unknown) => (value: Tree) => (ruleIn(value, publication)['value'] = wrong);
    expectFault(set({ kind: 'weekly' }), `rules/${index}/value/kind`, 'workingDays、monthly');
    expectFault(set({}), `rules/${index}/value/kind`, '现为空');
    expectFault(set('soon'), `rules/${index}/value/kind`, '现为空');
    expectFault(
      set({ kind: 'workingDays', workingDays: 20, from: 'someday', channel: '网' }),
      `rules/${index}/value/from`,
      '之一',
    );
  });

  test('lists, records and flags say what is wrong inside them', () => {
    const credit = 'jiangxian/credit/all/all';
    const index = rulesIn(packValue('jiangxian')).findIndex(({ id }) => id === credit);
    const set = (wrong: unknown) => (value: Tree) => (ruleIn(value, credit)['value'] = wrong);
    const at = `rules/${index}/value`;
    expectFault(set({ grades: ['A', 7], weights: {}, stratify: false }), `${at}/grades/1`, '非空文字');
    expectFault(set({ grades: ['A'], weights: { A: 0 }, stratify: false }), `${at}/weights/A`, '1～255');
    expectFault(set({ grades: ['A'], weights: [], stratify: false }), `${at}/weights`, '键: 值');
    expectFault(set({ grades: ['A'], weights: {}, stratify: 'no' }), `${at}/stratify`, 'true 或 false');
  });

  test('a clause may have an empty quote only as a text', () => {
    expectFault((value) => ((rulesIn(value)[3]!['clause'] as Tree)['quote'] = 5), 'rules/3/clause/quote', '应为文字');
  });
});

describe('conditions', () => {
  const set = (condition: unknown) => (value: Tree) => (classesIn(value)[1]!['conditions'] = [condition]);
  const fields = { id: 'key.list', fact: '名录', clause: { section: '一', quote: '阳光管理' } };
  const at = 'classes/1/conditions/0';

  test.each([
    ['object.keyDischarger &&', '没有写完'],
    ['object.colour == "red"', '没有字段“colour”。可用的有：permitCategory、'],
    ['object.keyDischager', '没有字段“keyDischager”。是不是“keyDischarger”？'],
    ['weather == "fine"', '没有“weather”这个名称，可用的是 object、event'],
    ['objet.keyDischarger', '是不是“object”？'],
    ['object.permitCategory', '结果是文字'],
    ['object.keyLists', '结果是列表'],
    ['1.5', '结果是double'],
    ['object.keyDischarger == 1', '“==”两边的种类不同'],
    ['!object.permitCategory', '“!”只能放在是非字段前面'],
    ['object.permitCategory = "重点管理"', '相等写作两个等号 =='],
    ['object.permitCategory == “重点管理”', '不能用中文引号'],
    ['object.permitCategory == "重点管理', '没有成对'],
    ['object.keyDischarger and true', '“d”处看不懂，并且写作 &&'],
    ['object.tags.startsWith("x")', '没有“list.startsWith(string)”这种用法'],
    ['object.keyDischarger ? true : 1', '写法不对（'],
  ])('%s is refused in words that say what to write', (when, words) => {
    expectFault(set({ ...fields, when }), `${at}/when`, words);
  });

  test('must be text, in a condition with all its fields', () => {
    expectFault(set({ ...fields, when: true }), `${at}/when`, 'CEL');
    expectFault(set('object.keyDischarger'), at, '键: 值');
    expectFault(
      set({ ...fields, when: 'object.keyDischarger', within: 'lastWeek' }),
      `${at}/within`,
      'previousQuarter',
    );
  });
});

describe('sense', () => {
  test('ids that are not of this pack, not of its classes or levels, or twice', () => {
    expectFault(
      (value) => (rulesIn(value)[2]!['id'] = 'other/annualRatio/general/county'),
      'rules/2/id',
      '应以包代号“jiangxian/”开头',
    );
    expectFault(
      (value) => (rulesIn(value)[2]!['id'] = 'jiangxian/annualRatio/B1/county'),
      'rules/2/id',
      '没有“B1”，已有的是：general、key',
    );
    expectFault(
      (value) => (rulesIn(value)[2]!['id'] = 'jiangxian/annualRatio/key/municipal'),
      'rules/2/id',
      '没有“municipal”',
    );
    const value = packValue('jiangxian');
    const [rules, classes] = [rulesIn(value).length, classesIn(value).length];
    expectFault((value) => rulesIn(value).push(rulesIn(value)[1]!), `rules/${rules}/id`, '出现了两次');
    expectFault((value) => classesIn(value).push(classesIn(value)[1]!), `classes/${classes}/id`, '“key”出现了两次');
  });

  test('one rule under two readings is not twice', () => {
    expect(
      faultsOf((value) => {
        const rule = ruleIn(value, 'jiangxian/ratio/special/county');
        rule['onlyIf'] = { switch: 'class.exclusive', is: true };
        rulesIn(value).push({ ...rule, onlyIf: { switch: 'class.exclusive', is: false } });
      }),
    ).toEqual([]);
  });

  test('what every pack must say', () => {
    expectFault(
      (value) => (value['rules'] = rulesIn(value).filter(({ id }) => id !== 'jiangxian/wordings/all/all')),
      'rules',
      '缺少规则 jiangxian/wordings/all/all',
    );
  });

  test('a precedence that forgets or invents a class', () => {
    const set = (order: string[]) => (value: Tree) =>
      (ruleIn(value, 'jiangxian/precedence/all/all')['value'] = { order, otherwise: 'general' });
    expectFault(set(['construction', 'jointObject', 'outside', 'key']), 'rules/0/value', '没有类别“special”');
    expectFault(set(['construction', 'jointObject', 'outside', 'special', 'key', 'C4']), 'rules/0/value', '没有“C4”');
  });

  test('a level, an exclusion or a cap that speaks of a class that is not there', () => {
    expectFault((value) => ((value['levels'] as Tree[])[0]!['classes'] = ['C4']), 'levels/0/classes', '没有“C4”');
    expectFault((value) => (classesIn(value)[1]!['unless'] = ['A1']), 'classes/1/unless', '没有“A1”');
    expectFault(
      (value) => (ruleIn(value, 'jiangxian/cap/all/all')['value'] = { max: 2, per: 'object', exemptClasses: ['C4'] }),
      'rules/8/value',
      '没有“C4”',
    );
  });

  test('a value without its phrase, a derived value without a reason', () => {
    expectFault((value) => ((rulesIn(value)[3]!['clause'] as Tree)['quote'] = ''), 'rules/3/clause', '缺少方案原文');
    expectFault((value) => (rulesIn(value)[3]!['origin'] = 'derived'), 'rules/3/clause', 'note');
  });

  test('switches without effect, options that do nothing, a value outside its options', () => {
    const at = 'ambiguities/0/switches/0';
    const set = (setting: Tree) => (value: Tree) => (ambiguitiesIn(value)[0]!['switches'] = [setting]);
    expectFault(set({ key: 'calc.colour', default: 'red', options: ['red'] }), `${at}/key`, '没有这个开关');
    expectFault(set({ key: 7, default: 'red', options: ['red'] }), `${at}/key`, '没有这个开关');
    expectFault(
      set({ key: 'calc.denominatorSnapshot', default: 'freeze', options: ['freeze', 'monthStart'] }),
      at,
      '没有选项“monthStart”，可用的有：freeze、periodStart、yearStart',
    );
    expectFault(
      set({ key: 'calc.denominatorSnapshot', default: 'yearStart', options: ['freeze'] }),
      at,
      '不在所列选项之中',
    );
    expectFault(
      set({ key: 'calc.denominatorSnapshot', default: 'freeze', value: 'yearStart', options: ['freeze'] }),
      at,
      '“yearStart”不在所列选项之中',
    );
    expectFault(
      set({ key: 'calc.denominatorSnapshot', default: 7.5, options: ['freeze'] }),
      `${at}/default`,
      '文字、整数或 true、false',
    );
    expectFault(
      (value) => (ambiguitiesIn(value)[1]!['switches'] = ambiguitiesIn(value)[0]!['switches']),
      'ambiguities/1/switches/0/key',
      '出现了两次',
    );
    expectFault(
      (value) => (ambiguitiesIn(value)[0]!['rules'] = ['jiangxian/ratio/B1/county']),
      'ambiguities/0/rules',
      '没有',
    );
  });

  test('bounds the wrong way round', () => {
    expectFault((value) => (value['effectiveTo'] = '2024-12-31'), 'effectiveTo', '早于 effectiveFrom（2025-01-01）');
    const index = rulesIn(packValue('jiangxian')).findIndex(({ id }) => id === 'jiangxian/ratio/key/county');
    const set = (more: object) => (value: Tree) =>
      (ruleIn(value, 'jiangxian/ratio/key/county')['value'] = { every: 'quarter', min: '25%', ...more });
    expectFault(set({ max: '24.9%' }), `rules/${index}/value/max`, '上限 max 低于下限 min');
    expectFault(set({ onSite: true, offSite: true }), `rules/${index}/value/onSite`, '不能同时写');
    for (const fits of [{ max: '25%' }, { onSite: true }, { offSite: true }]) expect(faultsOf(set(fits))).toEqual([]);
  });

  test('seats that break the numbers of their own rule', () => {
    const index = rulesIn(packValue('jiangxian')).findIndex(({ id }) => id === 'jiangxian/group/all/all');
    const set = (ids: string, more: object) => (value: Tree) => {
      const seats = [...ids].map((id) => ({ id, name: id, needs: [] }));
      ruleIn(value, 'jiangxian/group/all/all')['value'] = { min: 2, ...more, seats };
    };
    expectFault(set('a', {}), `rules/${index}/value/seats`, '只有 1 个席位，少于最少人数 2');
    expectFault(set('abcd', { maxWithoutReason: 3 }), `rules/${index}/value/seats`, '多于不须说明理由的人数 3');
    expectFault(set('ab', { certified: 3 }), `rules/${index}/value/seats`, '要求 3 人持执法证，只有 2 个席位');
    expect(faultsOf(set('abc', { maxWithoutReason: 3, certified: 3 }))).toEqual([]);
  });

  test('two rules of one id that could both be in force', () => {
    const count = rulesIn(packValue('jiangxian')).length;
    const at = `rules/${count}/id`;
    const joint = { switch: 'class.jointFlag', is: true };
    const alone = { switch: 'class.exclusive', is: true };
    const together = { switch: 'class.exclusive', is: false };
    const twice = (first: unknown, second: unknown) => (value: Tree) => {
      const rule = ruleIn(value, 'jiangxian/ratio/key/county');
      if (first !== undefined) rule['onlyIf'] = first;
      rulesIn(value).push({ ...rule, onlyIf: second });
    };
    expect(faultsOf(twice(alone, together))).toEqual([]);
    expect(faultsOf(twice([joint, alone], [together, joint]))).toEqual([]);
    for (const [first, second] of [
      [alone, alone],
      [alone, joint],
      [
        [alone, joint],
        [joint, alone],
      ],
      [undefined, together],
    ]) {
      expectFault(twice(first, second), at, '出现了两次，请改成不同的编号；两种读法各一条的，onlyIf 须互不相容');
    }
  });

  test('a rule or condition under a reading that does not exist', () => {
    expectFault(
      (value) => (rulesIn(value)[3]!['onlyIf'] = { switch: 'class.exclusive', is: 'perhaps' }),
      'rules/3/onlyIf',
      'is 只能是 true、false 之一',
    );
  });
});

describe('asking a pack', () => {
  const pack = loadPack('jiangxian');

  test('a version with another reading says so in its settings', () => {
    const other = loadPack('jiangxian', (value) => {
      (ambiguitiesIn(value)[2]!['switches'] as Tree[])[0]!['value'] = 'stop';
    });
    expect(pack.settings['calc.afterFullCoverage']).toBe('topUp');
    expect(other.settings['calc.afterFullCoverage']).toBe('stop');
    expect(other.settings['calc.poolOrder']).toBe('leastDrawnFirst');
  });

  test('the most particular rule in force answers', () => {
    const special = loadPack('jiangxian', (value) => {
      const cap = ruleIn(value, 'jiangxian/cap/all/all');
      const more = (id: string, max: number) => ({ ...cap, id, value: { max, per: 'object', exemptClasses: [] } });
      rulesIn(value).push(more('jiangxian/cap/all/county', 3), more('jiangxian/cap/key/all', 4), {
        ...more('jiangxian/cap/key/county', 5),
        onlyIf: { switch: 'class.exclusive', is: false },
      });
    });
    const max = (scope: Parameters<typeof findRule>[2]) => findRule(special, 'cap', scope)?.value.max;
    expect([max({}), max({ level: 'county' }), max({ class: 'key', level: 'county' }), max({ class: 'key' })]).toEqual([
      2, 3, 4, 4,
    ]);
    expect(rulesOf(special, 'cap')).toHaveLength(3);
  });

  test('a rule speaks of its class and level, or of all', () => {
    const key = { class: 'key', level: 'county' } as const;
    expect(holdsFor(key, key)).toBe(true);
    expect(holdsFor(key, { class: 'general', level: 'county' })).toBe(false);
    expect(holdsFor(key, { class: 'key', level: 'municipal' })).toBe(false);
    expect(holdsFor({ class: 'all', level: 'all' }, {})).toBe(true);
  });

  test('a rule that must be there is a bug where it is not', () => {
    expect(theRule(pack, 'archive').value.years).toBe(3);
    expect(() => theRule(pack, 'headcount')).toThrow('rule jiangxian/headcount');
  });

  test('the version in force on a day', () => {
    const version = (n: number, effectiveFrom: string, effectiveTo?: string): Pack => ({
      ...pack,
      version: n,
      effectiveFrom,
      ...(effectiveTo ? { effectiveTo } : {}),
    });
    const versions = [
      version(1, '2025-01-01'),
      version(3, '2025-07-01'),
      version(2, '2025-07-01'),
      version(4, '2026-01-01', '2026-06-30'),
    ];
    const on = (date: string) => packInForce(versions, date)?.version;
    expect(['2024-12-31', '2025-01-01', '2025-06-30', '2025-07-01', '2026-01-01', '2026-07-01'].map(on)).toEqual([
      undefined,
      1,
      1,
      3,
      4,
      3,
    ]);
    expect(packInForce(versions.toReversed(), '2026-01-01')?.version).toBe(4);
  });
});
