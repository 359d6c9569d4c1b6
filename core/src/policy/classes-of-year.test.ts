import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { classChange, classNames, endedClasses, withClassesOfYear } from './classes-of-year.ts';
import { classIntervals } from './classify.ts';
import { compliance } from './compliance.ts';
import { coverageMonitor } from './coverage-monitor.ts';
import type { VisitFact } from './facts.ts';
import { judgedPeriods, packFor } from './judging-pack.ts';
import { type AnyRule, findRule, type Pack, packInForce, type Versions } from './pack.ts';
import { workingDays } from './working-days.ts';

/** 绛县 2026: a version from 1 July leaves out a class, or has one more (decision 0038). */

const pack = loadPack('jiangxian');
const calendar = workingDays([2026, 2027].map(loadHolidays));
const july = (by: Pack): Pack => ({ ...by, version: pack.version + 1, effectiveFrom: '2026-07-01' });
const without = (cls: string, from: Pack = pack): Pack => ({
  ...from,
  classes: from.classes.filter(({ id }) => id !== cls),
  levels: from.levels.map((level) => ({ ...level, classes: level.classes.filter((id) => id !== cls) })),
  rules: from.rules
    .filter((rule) => rule.class !== cls)
    .map((rule) => ordered(rule, (ids) => ids.filter((id) => id !== cls))),
});
const ordered = (rule: AnyRule, edit: (order: readonly string[]) => readonly string[]): AnyRule =>
  rule.topic === 'precedence' ? { ...rule, value: { ...rule.value, order: edit(rule.value.order) } } : rule;
const orderOf = (by: Pack) => findRule(by, 'precedence')!.value.order;
const idsOf = (by: Pack) => by.classes.map(({ id }) => id);
const topicsOf = (by: Pack, cls: string) => by.rules.filter((rule) => rule.class === cls).map(({ topic }) => topic);
/** The version as it holds in July of its first year. */
const inJuly = (versions: readonly Pack[]) => packInForce(withClassesOfYear(versions), '2026-07-01')!;
const inJanuary = (versions: readonly Pack[]) => packInForce(withClassesOfYear(versions), '2027-01-01')!;
const keys = Array.from({ length: 12 }, (_, i) => keyObject(`K-${String(i).padStart(2, '0')}`));
const judged = (versions: Versions, objects = keys, visits: readonly VisitFact[] = []) =>
  compliance(versions[0], {
    ...{ agency: '999999', level: 'county', year: 2026, objects, visits, asOf: '2027-02-01', calendar },
    versions: withClassesOfYear(versions),
  });
const rowsOf = ({ tables }: ReturnType<typeof judged>, cls: string) =>
  tables.filter((one) => one.class === cls).map(({ topic, period, base }) => [topic, period, base]);
type PackValue = {
  classes: object[];
  levels: { classes: string[] }[];
  rules: { id: string; value: { order?: string[] } }[];
};
type Named = { id: string; name: string; aliases: string[] };
const QUARTERS = ['2026Q1', '2026Q2', '2026Q3', '2026Q4'];

describe('a class with a duty of the whole year that a version leaves out in mid-year', () => {
  const bare = july(without('key'));

  test('stays in its place with all its rules until the year is over, at its levels', () => {
    const kept = inJuly([pack, bare]);
    expect([idsOf(kept), orderOf(kept), kept.levels]).toEqual([idsOf(pack), orderOf(pack), pack.levels]);
    expect(topicsOf(kept, 'key')).toEqual(topicsOf(pack, 'key'));
    expect(kept).toMatchObject({ version: bare.version, effectiveFrom: '2026-07-01', effectiveTo: '2026-12-31' });
    expect(inJanuary([pack, bare])).toBe(bare);
    expect(withClassesOfYear([pack, bare])).toHaveLength(3);
    // One pack however often it is asked for: it is a key elsewhere.
    expect(inJuly([pack, bare])).toBe(kept);
    const span = { from: '2026Q1', to: '2027Q1' } as const;
    const held = classIntervals(withClassesOfYear([pack, bare]) as unknown as Versions, { object: keys[0]! }, span);
    expect(held.map(({ class: cls, from, reasons }) => [cls, from, reasons.at(-1)!.fact])).toEqual([
      ['key', '2026-01-01', expect.any(String)],
      ['general', '2027-01-01', `方案第 ${bare.version} 版自 2027-01-01 起`],
    ]);
  });

  test('is drawn and judged in every quarter, and its year is the sum of them', () => {
    const result = judged([pack, bare]);
    expect(rowsOf(result, 'key')).toEqual([
      ...QUARTERS.map((period) => ['ratio', period, 12]),
      ['coverage', '2026', 12],
    ]);
    expect(rowsOf(result, 'general').map(([, , base]) => base)).toEqual([0, 0, 0, 0, 0]);
    const under = packFor(
      pack,
      { versions: withClassesOfYear([pack, bare]) },
      { class: 'key', level: 'county', period: '2026Q3' },
    );
    const list = { class: 'key', level: 'county', period: '2026Q3', date: '2026-08-10', objects: keys, visits: [] };
    expect(candidates(under, { ...list, level: 'county' })).toMatchObject({ base: 12, required: 3 });
  });

  test('ends at once where nothing of the whole year is asked of it', () => {
    const july9 = july(without('special'));
    expect(withClassesOfYear([pack, july9])).toEqual([pack, july9]);
    expect(classChange(july9, pack)).toEqual({ kept: [], waiting: [] });
    expect([endedClasses(july9, pack, 'county'), endedClasses(bare, pack, 'county')]).toEqual([['special'], []]);
    expect(classChange(bare, pack)).toEqual({ kept: ['key'], waiting: [] });
    expect(classChange(bare, pack, 'municipal').kept).toEqual([]);
    // A level that draws for the first time has nothing to keep.
    const more: Pack = { ...bare, levels: [...bare.levels, { ...bare.levels[0]!, id: 'municipal' }] };
    expect(classChange(more, pack, 'municipal')).toEqual({ kept: [], waiting: [] });
  });

  test('ends with the version where that ends before the year, and begins the list where it was first', () => {
    const short = { ...bare, effectiveTo: '2026-09-30' };
    expect(inJuly([pack, short]).effectiveTo).toBe('2026-09-30');
    const first: Pack = {
      ...pack,
      classes: [pack.classes.find(({ id }) => id === 'key')!, ...pack.classes.filter(({ id }) => id !== 'key')],
    };
    expect(idsOf(inJuly([first, bare]))).toEqual(idsOf(first));
  });

  test('stays under its own id where the version only calls it otherwise, and answers to the new words too', () => {
    const renamed = (from: string, to: string, words: readonly string[]): Pack =>
      july(
        loadPack('jiangxian', (value) => {
          const text = JSON.stringify(value)
            .replaceAll(new RegExp(`"${from}"(?!:)`, 'g'), `"${to}"`)
            .replaceAll(`\\"${from}\\"`, `\\"${to}\\"`)
            .replaceAll(`/${from}/`, `/${to}/`);
          Object.assign(value, JSON.parse(text));
          const found = (value as unknown as { classes: Named[] }).classes.find(({ id }) => id === to)!;
          Object.assign(found, { name: words[0], aliases: words.slice(1) });
        }),
      );
    const lead = renamed('key', 'lead', ['重点单位', '重点排污单位']);
    expect(classChange(lead, pack)).toEqual({ kept: ['key'], waiting: ['lead'] });
    const kept = inJuly([pack, lead]);
    expect([idsOf(kept), orderOf(kept)]).toEqual([idsOf(pack), orderOf(pack)]);
    const { name, aliases } = kept.classes.find(({ id }) => id === 'key')!;
    expect([name, aliases.includes('重点单位')]).toEqual(['重点排污单位', true]);
    expect(rowsOf(judged([pack, lead]), 'key')).toHaveLength(5);
    // Whoever has no other class is in it, whatever it is called.
    const ordinary = renamed('general', 'ordinary', ['普通单位']);
    expect(classChange(ordinary, pack)).toEqual({ kept: ['general'], waiting: ['ordinary'] });
    expect(findRule(inJuly([pack, ordinary]), 'precedence')!.value.otherwise).toBe('general');
    const units = [anObject({ id: 'G-1' })];
    expect(rowsOf(judged([pack, ordinary], units), 'general').map(([, , base]) => base)).toEqual([1, 1, 1, 1, 1]);
    // Control: another class under a name of its own is none of them.
    const other = renamed('key', 'lead', ['重要单位']);
    expect(classChange(other, pack)).toEqual({ kept: ['key'], waiting: [] });
  });

  test('stays at one level that draws it no more, while another does', () => {
    const yingkou = loadPack('yingkou');
    const lone: Pack = {
      ...yingkou,
      levels: yingkou.levels.map((level) =>
        level.id === 'county' ? { ...level, classes: level.classes.filter((id) => id !== 'general') } : level,
      ),
      rules: yingkou.rules.filter(({ class: cls, level }) => cls !== 'general' || level !== 'county'),
    };
    const next = { ...lone, version: 99, effectiveFrom: '2026-07-01' };
    expect(classChange(next, yingkou, 'county')).toEqual({ kept: ['general'], waiting: [] });
    const kept = inJuly([yingkou, next]);
    expect(kept.levels).toEqual(yingkou.levels);
    const coverageAt = (by: Pack) => findRule(by, 'coverage', { class: 'general', level: 'county' })?.id;
    expect([coverageAt(kept), coverageAt(next)]).toEqual([coverageAt(yingkou), undefined]);
  });
});

describe('a class that a version has beside the others from mid-year on', () => {
  const said = { origin: 'derived', clause: { section: '四（五）', quote: '', note: '局务会决定' } } as const;
  const medium = (...rules: readonly object[]): Pack =>
    july(
      loadPack('jiangxian', (value) => {
        const { classes, levels, rules: own } = value as unknown as PackValue;
        const when = 'object.permitCategory == "简化管理"';
        classes.push({
          ...{ id: 'medium', name: '简化管理单位', ...said },
          conditions: [{ id: 'medium.permit', fact: '简化管理', when, ...said }],
        });
        for (const level of levels) level.classes.push('medium');
        const { order } = own.find(({ id }) => id.includes('/precedence/'))!.value;
        order!.splice(order!.indexOf('general'), 0, 'medium');
        own.push(...(rules as PackValue['rules']));
      }),
    );
  const ruleOf = (topic: 'ratio' | 'coverage', value: object) => ({
    ...{ id: `jiangxian/${topic}/medium/county`, strictness: 'hard', value, ...said },
  });
  const quarterly = ruleOf('ratio', { every: 'quarter', min: '40%' });
  const covering = ruleOf('coverage', { years: 1 });
  const units = Array.from({ length: 6 }, (_, i) => anObject({ id: `M-${i}`, permitCategory: '简化管理' }));
  const periodsOf = (versions: readonly Pack[]) =>
    judgedPeriods(pack, { class: 'medium', level: 'county', year: 2026 }, { versions: withClassesOfYear(versions) });

  test('is drawn and judged from its first period on; what is asked of its year waits for the next', () => {
    const next = medium(quarterly, covering);
    expect(periodsOf([pack, next])).toEqual(['2026Q3', '2026Q4']);
    const result = judged([pack, next], units);
    expect(rowsOf(result, 'medium')).toEqual([
      ['ratio', '2026Q3', 6],
      ['ratio', '2026Q4', 6],
    ]);
    expect(result.findings.filter((one) => one.class === 'medium').map((one) => [one.period, one.required])).toEqual([
      ['2026Q3', 3],
      ['2026Q4', 3],
    ]);
    expect(rowsOf(result, 'general').map(([, period, base]) => [period, base])).toEqual([
      ...[
        ['2026Q1', 6],
        ['2026Q2', 6],
        ['2026Q3', 0],
        ['2026Q4', 0],
      ],
      ['2026', 0],
    ]);
    const done = units
      .slice(0, 3)
      .map(({ id: objectId }) =>
        aVisit({ objectId, date: '2026-08-01', class: 'medium', period: '2026Q3', taskId: 't' }),
      );
    const year = judged([pack, next], units, done);
    expect(year.tables.filter((one) => one.class === 'medium').map(({ actual }) => actual)).toEqual([3, 0]);
    const lines = coverageMonitor(pack, {
      ...{ agency: '999999', level: 'county', year: 2026, objects: units, asOf: '2026-08-10', calendar },
      visits: done.slice(0, 1),
      versions: withClassesOfYear([pack, next]),
    });
    const line = lines.find((one) => one.class === 'medium')!;
    expect(line).toMatchObject({ base: 6, covered: 1, periodsLeft: 2 });
    expect(line).not.toHaveProperty('due');
    // Of the next year it is due.
    expect(
      judgedPeriods(next, { class: 'medium', level: 'county', year: 2027 }, { versions: [pack, next] }),
    ).toHaveLength(4);
    expect(withClassesOfYear([pack, next])).toEqual([pack, next]);
  });

  test('begins with the next year where the whole year alone asks for it: its objects stay in their class until then', () => {
    const next = medium(covering);
    expect(classChange(next, pack, 'county')).toEqual({ kept: [], waiting: ['medium'] });
    expect(periodsOf([pack, next])).toEqual([]);
    expect([idsOf(inJuly([pack, next])), orderOf(inJuly([pack, next]))]).toEqual([idsOf(pack), orderOf(pack)]);
    expect(topicsOf(inJuly([pack, next]), 'medium')).toEqual([]);
    expect(idsOf(inJanuary([pack, next]))).toContain('medium');
    const result = judged([pack, next], units);
    expect(rowsOf(result, 'medium')).toEqual([]);
    expect(rowsOf(result, 'general').map(([, , base]) => base)).toEqual([6, 6, 6, 6, 6]);
    const yearly = medium(ruleOf('ratio', { every: 'year', min: '50%' }));
    expect(classChange(yearly, pack).waiting).toEqual(['medium']);
    // Nothing is asked of it at all: it is there at once, and may be drawn.
    expect(classChange(medium(), pack).waiting).toEqual([]);
    // Whoever has no other class is in it: it cannot wait.
    const rest = medium(covering);
    const otherwise = rest.rules.map((rule) =>
      rule.topic === 'precedence' ? { ...rule, value: { ...rule.value, otherwise: 'medium' } } : rule,
    );
    expect(classChange({ ...rest, rules: otherwise }, pack).waiting).toEqual([]);
  });

  test('has its name from the version that has it; of others the first one names it', () => {
    const renamed = { ...pack, classes: pack.classes.map((one) => ({ ...one, name: `新${one.name}` })) };
    const names = classNames([pack, { ...medium(quarterly) }, renamed]);
    expect([names['medium'], names['key']]).toEqual(['简化管理单位', '重点排污单位']);
  });
});
