import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Ambiguity, Pack } from '../src/policy/pack.ts';
import { unmetNeed } from '../src/policy/switch-needs.ts';
import { SWITCHES, type SwitchKey } from '../src/policy/switches.ts';
import { loadPack, packNames } from './pack-files.ts';
import { PROBES, type Under } from './switch-probes.ts';

/** Every switch does something: each of its values gives an answer of its own, in code that the server calls. */

const keys = Object.keys(SWITCHES) as SwitchKey[];

/** The pack as its file would be with another value: through the check of packs, never past it. */
function reading(key: SwitchKey, value: unknown): Under {
  return (name, edit = () => {}) =>
    loadPack(name, (file) => {
      edit(file);
      const ambiguities = file['ambiguities'] as { id: string; switches?: { key: string }[] }[];
      const options: readonly unknown[] = SWITCHES[key];
      for (const one of ambiguities) one.switches = (one.switches ?? []).filter((setting) => setting.key !== key);
      ambiguities.push({
        ...{ id: 'AMB-99', problem: '试', reading: '试', clause: { section: '一', quote: '试' } },
        switches: [{ key, default: options[0], value, options } as { key: string }],
      });
    });
}

describe('every switch', () => {
  test.each(keys)('%s: each value gives an answer of its own', (key) => {
    const options: readonly unknown[] = SWITCHES[key];
    const answers = options.map((value) => JSON.stringify(PROBES[key].see(reading(key, value))) ?? 'none');
    expect(new Set(answers).size, answers.join('\n')).toBe(options.length);
  });

  test('the one that cannot be switched rounds up', () => {
    expect(SWITCHES['calc.rounding']).toEqual(['ceil']);
    expect(PROBES['calc.rounding'].see((name) => loadPack(name))).toBe(10);
  });

  test('is decided by code that the server calls', () => {
    const called = sourcesOf(new URL('../../server/src/', import.meta.url));
    const idle = keys.filter((key) => !called.some((text) => text.includes(PROBES[key].via)));
    expect(idle).toEqual([]);
  });

  test('has no probe that is no switch', () => {
    expect(Object.keys(PROBES).sort()).toEqual([...keys].sort());
  });

  test.each(packNames())('that %s lists can be honoured by it', (name) => {
    const pack = loadPack(name);
    const listed = pack.ambiguities.flatMap(({ switches }) => switches.map(({ key }) => key));
    expect(listed.filter((key) => unmetNeed(pack, key) !== undefined)).toEqual([]);
  });
});

function sourcesOf(folder: URL): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !/(?:^|[./-])test[.-]/.test(file))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'));
}

/** The pack that ships with one switch read otherwise, or what the check says of it. */
function checked(
  name: string,
  key: SwitchKey,
  edit: (pack: { rules: { id: string }[]; ambiguities: Ambiguity[] }) => void,
) {
  const options: readonly unknown[] = SWITCHES[key];
  try {
    return reading(key, options[1])(name, (value) => edit(value as unknown as Parameters<typeof edit>[0])) as Pack;
  } catch (error) {
    return (error as Error).message;
  }
}

const WORKING_DAYS = { kind: 'workingDays', workingDays: 10, from: 'resultDetermined', channel: '网站' };

describe('a reading that no rule of a pack can honour is refused with its reason', () => {
  test.each<[string, SwitchKey, readonly [string, RegExp]]>([
    ['xiongan', 'general.nonPositiveBase', ['/generalNonPositive/', /没有县级 generalNonPositive 类的抽查比例/]],
    [
      'xiongan',
      'report.summary.mode',
      ['/quarterlySummary/', /没有写明 edge: before 的规则 quarterlySummary 或 quarterlyStatistics（已有的 xiongan/],
    ],
    ['xiongan', 'credit.unit', ['/creditShare/', /没有规则 creditShare/]],
    ['yingkou', 'redraw.base', ['/redraw/', /没有规则 redraw/]],
  ])('%s, %s', (name, key, [gone, why]) => {
    const without = checked(name, key, (value) => {
      value.rules = value.rules.filter(({ id }) => !id.includes(gone));
      value.ambiguities = value.ambiguities.map((one) => ({ ...one, rules: [] }));
    });
    expect(without).toMatch(why);
    expect(without).toMatch(/这样读不起作用。请补上，或改回/);
    expect(checked(name, key, () => {})).toMatchObject({ id: name });
  });

  test.each<[string, SwitchKey, readonly [string, object, string]]>([
    ['xiongan', 'publication.monthly.offsetMonths', ['publication', WORKING_DAYS, 'kind: monthly']],
    ['xiongan', 'report.summary.mode', ['quarterlySummary', { edge: 'after' }, 'edge: before']],
    ['yingkou', 'horizon.type', ['coverage', { years: 1 }, 'years 大于 1']],
    ['yingkou', 'cap.countDrawsWhileExempt', ['cap', { exemptClasses: [] }, 'exemptClasses']],
  ])('%s, %s: a rule of another kind is named with what it lacks', (name, key, [topic, change, lack]) => {
    const otherwise = checked(name, key, ({ rules }) => {
      for (const rule of rules as { id: string; value: object }[])
        if (rule.id.includes(`/${topic}/`))
          rule.value = key.startsWith('publication') ? change : { ...rule.value, ...change };
    });
    expect(otherwise).toMatch(`本包没有写明 ${lack}`);
    expect(otherwise).toMatch(new RegExp(`（已有的 ${name}/.* 不是这样写的）`));
    expect(otherwise).not.toContain(`没有规则 ${topic}`);
    expect(checked(name, key, () => {})).toMatchObject({ id: name });
  });

  test('either report before the end of the quarter gives the reading of its days a meaning', () => {
    const statistics = checked('xiongan', 'report.summary.mode', ({ rules }) => {
      for (const rule of rules as { id: string; value: object }[]) {
        if (rule.id.includes('/quarterlySummary/')) rule.value = { ...rule.value, edge: 'after' };
        if (rule.id.includes('/quarterlyStatistics/')) rule.value = { ...rule.value, edge: 'before' };
      }
    });
    expect(statistics).toMatchObject({ id: 'xiongan' });
  });

  test('conditions count too: without events there is no day of an act', () => {
    const message = checked('xinxian', 'special.exitRequiresInspection', () => {});
    expect(message).toMatch(/没有以上季度事件（within: previousQuarter）入类的条件/);
    expect(checked('xinxian', 'tier.c4Residual', () => {})).toMatch(/onlyIf: \{ switch: tier\.c4Residual \}/);
  });
});

describe('what a pack lacks to honour a reading', () => {
  const pack = loadPack('xiongan');
  const without = (...topics: readonly string[]) => ({
    ...pack,
    rules: pack.rules.filter(({ topic }) => !topics.includes(topic)),
  });

  test('is named: the rule that is missing, or the one that is there and of another kind', () => {
    const reports = without('quarterlySummary', 'quarterlyStatistics');
    expect(unmetNeed(reports, 'report.summary.mode')).toBe(
      '写明 edge: before 的规则 quarterlySummary 或 quarterlyStatistics',
    );
    expect(unmetNeed(without('quarterlySummary'), 'report.summary.mode')).toContain(
      '已有的 xiongan/quarterlyStatistics/all/county 不是这样写的',
    );
    expect(unmetNeed(pack, 'report.summary.mode')).toBeUndefined();
  });

  test('days that are counted, where no term of the pack is in working days', () => {
    expect(unmetNeed(without('planPublication'), 'publication.dayZeroCounts')).toContain('按工作日计的期限');
    expect(unmetNeed(loadPack('jiangxian'), 'publication.dayZeroCounts')).toBeUndefined();
  });
});
