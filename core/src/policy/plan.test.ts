import { describe, expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import {
  className,
  missingPlanFields,
  type PlanAsk,
  periodName,
  proposePlan,
  ratioText,
  renewedFields,
} from './plan.ts';

const pack = loadPack('jiangxian');
const AGENCY = { code: '999999', name: '示范县分局', level: 'county' } as const;
const D0 = { key: 37, general: 113, special: 9, construction: 4, jointObject: 1 };
const propose = (more: Partial<PlanAsk> = {}, under = pack) =>
  proposePlan(under, { agency: AGENCY, year: 2026, bases: D0, ...more });

describe('the proposal', () => {
  test('14 draws and 81 visits, each with rule and clause', () => {
    const plan = propose();
    expect(plan).toMatchObject({
      agency: '999999',
      pack: 'jiangxian',
      packVersion: loadPack('jiangxian').version,
      year: 2026,
      totalDraws: 14,
      totalVisits: 81,
    });
    expect(plan.entries.map(({ id, n }) => `${id} ${n}`)).toEqual([
      '2026q1.general 6',
      '2026q2.general 6',
      '2026q3.general 6',
      '2026q4.general 6',
      '2026q1.key 10',
      '2026q2.key 10',
      '2026q3.key 10',
      '2026q4.key 10',
      '2026q1.special 3',
      '2026q2.special 3',
      '2026q3.special 3',
      '2026q4.special 3',
      '2026.construction 4',
      '2026.jointobject 1',
    ]);
    expect(plan.entries.find(({ id }) => id === '2026q4.key')).toMatchObject({
      rule: 'jiangxian/ratio/key/county',
      class: 'key',
      level: 'county',
      period: '2026Q4',
      base: 37,
      required: 10,
      recommended: 10,
      n: 10,
      clause: { section: '四（五）2' },
    });
  });

  test.each([
    ['2/3', 3, 2],
    ['66.67%', 3, 3],
    ['1/3', 10_000, 3334],
    ['33.33%', 10_000, 3333],
  ])('%s of %i is %i: a fraction is exact, where the nearest per cent is not', (min, key, n) => {
    const under = loadPack('jiangxian', (value) => {
      for (const rule of (value as { rules: { id: string; value: object }[] }).rules) {
        if (rule.id === 'jiangxian/ratio/key/county') rule.value = { every: 'quarter', min };
        if (rule.id === 'jiangxian/planFields/all/all')
          rule.value = { fields: [{ id: 'share', label: '比例', default: '{ratio}' }] };
      }
    });
    const first = propose({ bases: { ...D0, key } }, under).entries.find(({ id }) => id === '2026q1.key');
    expect(first).toMatchObject({ required: n, fields: { share: min } });
  });

  test('ids and numbers are the same every time', () => {
    expect(propose()).toEqual(propose());
    for (const { id } of propose().entries) expect(id).toMatch(/^[a-z0-9][a-z0-9:._-]{0,63}$/);
  });

  test('the demo county: 9 key, 227 general, 4 special', () => {
    const plan = propose({ bases: { key: 9, general: 227, special: 4 } });
    expect(plan.entries.map(({ n }) => n)).toEqual([12, 12, 12, 12, 3, 3, 3, 3, 2, 2, 2, 2]);
  });

  test('a list that moves is taken quarter by quarter; a steady one like a number', () => {
    expect(propose({ bases: { special: [9, 5, 0, 12] } }).entries.map(({ base, n }) => [base, n])).toEqual([
      [9, 3],
      [5, 2],
      [0, 0],
      [12, 4],
    ]);
    expect(propose({ bases: { key: [37, 37, 37, 37] } })).toEqual(propose({ bases: { key: 37 } }));
  });

  test('an empty special list keeps its draws in the plan, an empty project list does not', () => {
    const plan = propose({ bases: { key: 0, special: 0, construction: 0 } });
    expect(plan.entries.map(({ id, n }) => [id, n])).toEqual([
      ['2026q1.special', 0],
      ['2026q2.special', 0],
      ['2026q3.special', 0],
      ['2026q4.special', 0],
    ]);
  });

  test('never more than the cap lets be drawn', () => {
    expect(propose({ bases: { key: 1 } }).entries.map(({ required, n }) => [required, n])).toEqual([
      [1, 1],
      [1, 1],
      [1, 0],
      [1, 0],
    ]);
  });

  test('a level the pack does not have plans nothing', () => {
    expect(propose({ agency: { ...AGENCY, level: 'municipal' } }).entries).toEqual([]);
  });

  test('a quota by officers is one entry for the year', () => {
    const under = loadPack('jiangxian', (value) => {
      const { rules, levels } = value as { rules: object[]; levels: { classes: string[] }[] };
      levels[0]!.classes.push('outside');
      rules.push({
        id: 'jiangxian/headcount/outside/county',
        value: { objectsPerOfficer: 10 },
        strictness: 'hard',
        clause: { section: '一', quote: '阳光管理' },
      });
    });
    const of = (more: Partial<PlanAsk>) => propose(more, under).entries.map(({ id, base, n }) => [id, base, n]);
    expect(of({ bases: { outside: 117 }, staff: { officers: 11 } })).toEqual([['2026.outside', 117, 110]]);
    expect(of({ bases: { outside: [120, 117] }, staff: { officers: 14 } })).toEqual([['2026.outside', 117, 117]]);
    expect(of({ bases: { outside: 117 } })).toEqual([['2026.outside', 117, 0]]);
    expect(propose({ bases: { outside: 117 }, staff: { officers: 11 } }, under).entries[0]?.fields.ratioQuantity).toBe(
      '不低于规定数量，110 家次',
    );
  });
});

describe('the nine fields', () => {
  test('are all filled by the pack’s defaults', () => {
    for (const { fields, id } of propose().entries) {
      expect(missingPlanFields(pack, fields), id).toEqual([]);
      expect(Object.values(fields).join(''), id).not.toMatch(/[{}]/);
    }
    expect(propose().entries.find(({ id }) => id === '2026q4.key')?.fields).toEqual({
      taskName: '2026年第四季度重点排污单位“双随机、一公开”抽查',
      taskType: '日常检查',
      items: '《随机抽查事项清单》中检查对象涉及的所有抽查事项',
      objectScope: '示范县分局辖区内状态正常的重点排污单位（基数 37 家，以抽取时封存的名单为准）',
      ratioQuantity: '不低于25%，10 家次',
      drawDate: '2026-10-01至2026-12-31',
      initiator: '示范县分局综合行政执法队',
      guidingUnit: '市生态环境局',
      legalBasis:
        '《环境保护法》第二十四条；《绛县生态环境监管“双随机、一公开”实施方案》（绛环发〔2025〕1号）四（五）2',
    });
  });

  test('say something else where the class is another', () => {
    const joint = propose().entries.find(({ id }) => id === '2026.jointobject')?.fields;
    expect(joint).toMatchObject({ taskType: '部门联合检查', objectScope: '本辖区生活污水处理中心（1 家）' });
  });

  test('missing ones are named in the order of the scheme; blanks are missing', () => {
    const { fields } = propose().entries[0]!;
    const { items: _, ...without } = fields;
    expect(missingPlanFields(pack, { ...without, taskName: ' ' }).map(({ label }) => label)).toEqual([
      '抽查任务名称',
      '抽查事项',
    ]);
    expect(missingPlanFields(pack, {})).toHaveLength(9);
  });

  test('a placeholder nobody knows stays, a field without a default is empty, an unnumbered source leaves no gap', () => {
    const under = loadPack('jiangxian', (value) => {
      const rule = (value as { rules: { id: string; value: object }[] }).rules.find(({ id }) =>
        id.includes('/planFields/'),
      )!;
      rule.value = {
        fields: [
          { id: 'a', label: '甲', default: '{colour}{sourceNumber}' },
          { id: 'b', label: '乙' },
        ],
      };
      delete (value as { source: { number?: string } }).source.number;
    });
    expect(propose({ bases: { key: 37 } }, under).entries[0]?.fields).toEqual({ a: '{colour}', b: '' });
  });
});

describe('words', () => {
  test('periods', () => {
    expect(['2026', '2026H1', '2026H2', '2026Q3', '2026-10'].map(periodName)).toEqual([
      '2026年',
      '2026年上半年',
      '2026年下半年',
      '2026年第三季度',
      '2026年10月',
    ]);
  });

  test('ratios', () => {
    const cases = [
      [25, 100, '25%'],
      [100, 100, '100%'],
      [25, 1000, '2.5%'],
      [5, 1000, '0.5%'],
      [50, 1000, '5%'],
      [125, 10000, '1.25%'],
      [5, 10000, '0.05%'],
      [0, 100, '0%'],
      [1, 3, '1/3'],
      [2, 3, '2/3'],
      [1, 1, '1/1'],
    ] as const;
    for (const [p, q, text] of cases) expect(ratioText({ p, q })).toBe(text);
  });

  test('classes', () => {
    expect(className(pack, 'special')).toBe('特殊监管对象');
    expect(className(pack, 'B1')).toBe('B1');
  });
});

describe('fields whose numbers change', () => {
  const pack = loadPack('jiangxian');
  const rule = pack.rules.find(({ id }) => id === 'jiangxian/ratio/key/county')!;
  const ask = { agency: { name: '示范县分局' }, year: 2026 };
  const numbers = (base: number, n: number) => ({ class: 'key', period: '2026Q3', rule, base, required: 2, n });
  const [before, after] = [numbers(8, 2), numbers(9, 4)];
  const scope = (base: number) => `示范县分局辖区内状态正常的重点排污单位（基数 ${base} 家，以抽取时封存的名单为准）`;

  test('say the new ones where the text is the scheme’s own, and stay where the office wrote it', () => {
    const fields = { objectScope: scope(8), ratioQuantity: '不低于25%，2 家次', taskName: '自拟的名称' };
    expect(renewedFields(pack, { ...ask, fields }, { before, after })).toEqual({
      objectScope: scope(9),
      ratioQuantity: '不低于25%，4 家次',
    });
    const written = { ...fields, ratioQuantity: '一半以上' };
    expect(renewedFields(pack, { ...ask, fields: written }, { before, after })).toEqual({ objectScope: scope(9) });
  });

  test('control: nothing is renewed where no number changed', () => {
    const fields = { objectScope: scope(8), ratioQuantity: '不低于25%，2 家次' };
    expect(renewedFields(pack, { ...ask, fields }, { before, after: before })).toEqual({});
  });
});
