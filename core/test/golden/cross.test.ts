import { describe, expect, test } from 'vitest';
import { hex, utf8 } from '../../src/basics/bytes.ts';
import { drawWinners, winnersOf } from '../../src/draw/winners.ts';
import { sha256 } from '../../src/hash/sha256.ts';
import { candidates } from '../../src/policy/candidates.ts';
import { classify } from '../../src/policy/classify.ts';
import type { GovernmentLevel, ObjectFacts } from '../../src/policy/facts.ts';
import { teamPool } from '../../src/policy/group.ts';
import { quota } from '../../src/policy/minimum-sequence.ts';
import { findRule } from '../../src/policy/pack.ts';
import { secrecyAnswer, wordings } from '../../src/policy/paperwork.ts';
import { yearlyCounts } from '../../src/policy/participation.ts';
import { anObject, aVisit, keyObject } from '../facts-fixtures.ts';
import { loadPack } from '../pack-files.ts';
import { frozenCounty } from '../session.ts';
import { goldenCases } from './golden-case.ts';
import { goldenRun } from './golden-runs.ts';

/** The golden cases that compare the schemes, or hold for all of them. */

const packs = Object.fromEntries(
  ['yingkou', 'xiongan', 'jiangxian', 'yiliang', 'xinxian'].map((name) => [name, loadPack(name)]),
);
const { golden, expectAll } = goldenRun();
const ids = (prefix: string) => goldenCases.map(({ id }) => id).filter((id) => id.startsWith(prefix));

interface Profile {
  readonly permitCategory: ObjectFacts['permitCategory'];
  readonly positiveList?: boolean;
  readonly cityKeyList?: boolean;
  readonly listedSupervisionLastYear?: string;
  readonly creditGrade?: string;
  readonly tailingsPond?: boolean;
  readonly type?: string;
}

function objectOf(profile: Profile, year: number): ObjectFacts {
  const LEVELS: Record<string, GovernmentLevel> = { city: 'municipal' };
  return anObject({
    id: 'P',
    permitCategory: profile.permitCategory,
    ...(profile.positiveList ? { positiveList: { from: `${year}-01-01` } } : {}),
    ...(profile.cityKeyList ? { keyListMember: [{ year, level: 'municipal' }] } : {}),
    ...(profile.creditGrade === '严重失信' ? { seriousDishonesty: true } : {}),
    ...(profile.tailingsPond ? { tailingsPond: true } : {}),
    ...(profile.type === '建设项目' ? { constructionProject: true } : {}),
    ...(profile.listedSupervisionLastYear
      ? {
          events: [
            {
              kind: 'listedSupervision' as const,
              date: `${year - 1}-06-10`,
              level: LEVELS[profile.listedSupervisionLastYear]!,
            },
          ],
        }
      : {}),
  });
}

test.each(ids('M-01'))('%s classify: one profile under every scheme', (id) => {
  const { input, period, expected } = golden<Profile, Record<string, string>>(id);
  const object = objectOf(input, period.year!);
  for (const [name, cls] of Object.entries(expected)) {
    expect(classify(packs[name]!, { object, date: `${period.year}-05-14` }).class, name).toBe(cls);
  }
});

describe('M-02 precedence', () => {
  const { input, expected } = golden<{ matches: string[][]; pack: string }, { class: string[] }>('M-02');
  /** One fact that meets a condition of each class, and of no other. */
  const FACTS: Record<string, Partial<ObjectFacts>> = {
    key: { permitCategory: '重点管理' },
    special: { seriousDishonesty: true },
    general: { positiveList: { from: '2023-01-01' } },
  };

  test.each(input.pack.split('|'))('%s', (name) => {
    const classes = input.matches.map((match) => {
      const object = anObject({ id: 'P', ...Object.assign({}, ...match.map((cls) => FACTS[cls])) });
      const found = classify(packs[name]!, { object, date: '2023-05-14' });
      expect(found.matched.map((one) => one.class)).toEqual(expect.arrayContaining(match));
      return found.class;
    });
    expect(classes).toEqual(expected.class);
  });
});

test('M-03 wordings', () => {
  const { expected } = golden<unknown, Record<string, string[]>>('M-03');
  for (const [name, texts] of Object.entries(expected)) {
    expect(wordings(packs[name]!).map(({ text }) => text)).toEqual(texts);
  }
});

test('M-04 secrecy', () => {
  const { input, expected } = golden<
    { grounds: string[] },
    Record<string, { mustNot?: string[]; mayNot?: string[]; notStated?: boolean }>
  >('M-04');
  for (const [name, { mustNot = [], mayNot = [], notStated = false }] of Object.entries(expected)) {
    const answers = input.grounds.map((ground) => ({ ground, ...secrecyAnswer(packs[name]!, ground) }));
    const those = (answer: string) => answers.filter((one) => one.answer === answer).map(({ ground }) => ground);
    expect(
      answers.every(({ stated }) => stated === !notStated),
      name,
    ).toBe(true);
    expect(those('mustNot'), name).toEqual(mustNot);
    if (!notStated) expect(those('mayNot'), name).toEqual(mayNot);
  }
});

test('M-05 minimumSequence: the same 37 under five schemes', () => {
  const { input, expected } = golden<{ n: number }, Record<string, number>>('M-05');
  for (const [place, minimum] of Object.entries(expected)) {
    const [, name, level, , cls = 'key'] = /^(\w+)\.(\w+)(\((\w+)\))?$/.exec(place)!;
    const row = cls === 'year' ? 'key' : cls;
    const scope = { class: row, level: level as 'county' | 'municipal' | 'newArea', year: 2025, bases: [input.n] };
    expect(quota(packs[name!]!, scope)[0]?.required, place).toBe(minimum);
  }
});

test('M-06 fairness: every object equally often', () => {
  const { input, expected } = golden<
    { pool: number; draw: number; repetitions: number },
    { perObjectCountBetween: [number, number]; distinctPerDraw: number }
  >('M-06');
  const { manifest: county } = frozenCounty();
  const stratum = {
    ...county.strata[0]!,
    id: 'key',
    tiers: [{ tier: 0, pool: input.pool, n: input.draw }],
    reserve: 0,
  };
  const manifest = { ...county, strata: [stratum] };
  const lines = Array.from({ length: input.pool }, (_, i) => ({
    leaf: hex(sha256(utf8(`object ${i}`))),
    stratum: 'key',
    tier: 0,
    weight: 1,
    state: 'in' as const,
    reason: '',
  }));
  const counts = new Map(lines.map(({ leaf }) => [leaf, 0]));
  for (let round = 0; round < input.repetitions; round++) {
    const winners = winnersOf(drawWinners({ manifest, lines, seed: sha256(utf8(`round ${round}`)) }));
    if (new Set(winners.map(({ leaf }) => leaf)).size !== expected.distinctPerDraw) throw new Error(`round ${round}`);
    for (const { leaf } of winners) counts.set(leaf, counts.get(leaf)! + 1);
  }
  const [least, most] = expected.perObjectCountBetween;
  expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(least);
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(most);
});

describe('M-07 freeze: what is frozen does not move', () => {
  const { input, expected } = golden<
    { frozen: number; addedAfterFreeze: number; ratioPercent: number },
    { thisDraw: number; nextDraw: number }
  >('M-07');
  const asksThatRatio = Object.values(packs).filter((pack) => {
    const min = findRule(pack, 'ratio', { class: 'key', level: 'county' })?.value.min;
    return min?.p === input.ratioPercent && min.q === 100;
  });

  test('three schemes ask for that ratio', () => {
    expect(asksThatRatio.map(({ id }) => id)).toEqual(['yingkou', 'xiongan', 'jiangxian']);
  });

  test.each(asksThatRatio.map((pack) => [pack.id, pack] as const))('%s', (_, pack) => {
    const objects = Array.from({ length: input.frozen }, (_, i) => keyObject(`K-${i}`));
    const later = Array.from({ length: input.addedAfterFreeze }, (_, i) => keyObject(`N-${i}`));
    const draw = (given: readonly ObjectFacts[]) =>
      candidates(pack, {
        class: 'key',
        level: 'county',
        period: '2025Q1',
        date: '2025-02-10',
        objects: given,
        visits: [],
      })!;
    const frozen = draw(objects);
    const next = draw([...objects, ...later]);
    expect(frozen.rows).toHaveLength(input.frozen);
    expect({ thisDraw: frozen.required, nextDraw: next.required }).toEqual(expected);
  });
});

test('M-08 inspectorCounts', () => {
  const { input, period, expected } = golden<
    {
      inspections: {
        object: string;
        group: string[];
        substituted?: Record<string, string>;
        cancelled?: boolean;
      }[];
    },
    { counts: Record<string, number> }
  >('M-08');
  const visits = input.inspections.map(({ object, group, substituted = {}, cancelled }) =>
    aVisit({
      objectId: object,
      date: `${period.year}-05-10`,
      inspectors: group.map((person) => substituted[person] ?? person),
      state: cancelled ? 'cancelled' : 'completed',
    }),
  );
  const counts = yearlyCounts(visits, period.year!);
  for (const [person, count] of Object.entries(expected.counts)) expect(counts[person] ?? 0, person).toBe(count);
});

test('M-09 inspectorPool: recusal empties the pool', () => {
  const { input, expected } = golden<
    { inspectors: number; recused: number[]; groupSize: number },
    { pool: number[]; drawAllowed: boolean[] }
  >('M-09');
  for (const [name, pack] of Object.entries(packs)) {
    expect(findRule(pack, 'group')?.value.min, name).toBe(input.groupSize);
    const answers = input.recused.map((recused) =>
      teamPool(pack, {
        objectId: 'K-001',
        date: '2025-05-10',
        inspectors: Array.from({ length: input.inspectors }, (_, i) => ({
          id: `P${i + 1}`,
          name: `示例人员${i + 1}`,
          department: '一中队',
          staffKind: 'enforcement' as const,
          certificateValidTo: '2026-12-31',
          onStaff: true,
          mayLead: true,
          recusals: i < recused ? [{ objectId: 'K-001', reason: '近亲属任职' }] : [],
        })),
      }),
    );
    expect(
      answers.map(({ pool }) => pool.length),
      name,
    ).toEqual(expected.pool);
    expect(
      answers.map(({ drawAllowed }) => drawAllowed),
      name,
    ).toEqual(expected.drawAllowed);
  }
});

test('every golden case over all schemes was run', () => {
  expectAll('M-', 14);
});
