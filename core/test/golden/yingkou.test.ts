import { describe, expect, test } from 'vitest';
import { atLeast } from '../../src/basics/ratios.ts';
import { basesOn } from '../../src/policy/bases.ts';
import { candidates } from '../../src/policy/candidates.ts';
import { capCheck } from '../../src/policy/caps.ts';
import type { Level, Method, ObjectFacts } from '../../src/policy/facts.ts';
import { horizon } from '../../src/policy/horizon.ts';
import { methodGuard } from '../../src/policy/methods.ts';
import { quota } from '../../src/policy/minimum-sequence.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { documentsFor } from '../../src/policy/paperwork.ts';
import { participationOf } from '../../src/policy/participation.ts';
import { redrawMinimum, redrawPool } from '../../src/policy/redraw.ts';
import { anObject, aVisit, keyObject } from '../facts-fixtures.ts';
import { loadPack } from '../pack-files.ts';
import { GROUP_CASES, goldenCases } from './golden-case.ts';
import {
  dueOf,
  type ExpectedVerdict,
  expectPackSays,
  expectVerdict,
  goldenRun,
  runSequence,
  type SequenceCase,
  tally,
  underConfig,
} from './golden-runs.ts';

/** The golden cases of Yingkou, worked by hand from its explanation of the scheme. */

const pack = loadPack('yingkou');
const COUNTY = { level: 'county', year: 2022 } as const;
const CITY = { level: 'municipal', year: 2022 } as const;
const { golden, expectAll } = goldenRun();
const ids = (prefix: string) => goldenCases.map(({ id }) => id).filter((id) => id.startsWith(prefix));
const DAYS: Record<string, string> = { Q1: '2022-02-10', Q2: '2022-05-10', Q3: '2022-08-10', Q4: '2022-11-10' };

describe.each(['Y-01', 'Y-04', 'Y-11'])('%s minimumSequence', (id) => {
  const { input, expected, alternatives = [] } = golden<SequenceCase, Record<string, unknown>>(id);

  test('as the scheme says', () => {
    expectPackSays(pack, input, COUNTY);
    expect(runSequence(pack, input, { ...COUNTY, width: 2 })).toMatchObject(expected);
  });

  test.each(alternatives)('under $config', ({ config, expected: other }) => {
    expect(runSequence(underConfig(pack, config), input, { ...COUNTY, width: 2 })).toMatchObject(other);
  });
});

describe.each(['Y-02', 'Y-03'])('%s evaluate', (id) => {
  const { input, expected } = golden<
    { class: string; n: number; completedDistinct: number[]; coveredAfter: number[] },
    ExpectedVerdict & { perPeriod: string[]; annualCoverage: string }
  >(id);

  test('quarter by quarter, and the year', () => {
    const judged = expectVerdict(
      pack,
      {
        year: 2022,
        tallies: [
          {
            ...tally('key', COUNTY, { base: input.n, completed: input.completedDistinct }),
            annualBase: input.n,
            covered: input.coveredAfter.at(-1)!,
          },
        ],
      },
      expected,
    );
    const words: Record<string, string> = { met: 'compliant', short: 'under_drawn' };
    const quarters = judged.measures.filter(({ topic }) => topic === 'ratio');
    expect(quarters.map(({ state }) => words[state])).toEqual(expected.perPeriod);
    const { actual, base } = judged.measures.find(({ topic }) => topic === 'coverage')!;
    expect(`${actual}/${base}`).toBe(expected.annualCoverage);
  });
});

describe('Y-05 capCheck', () => {
  const {
    input,
    expected,
    alternatives = [],
  } = golden<
    { draws: { object: string; class: string; period: string; level: Level; items: string[] }[] },
    { verdict: string; findings: object[]; overCapObjects?: string[] }
  >('Y-05');
  const visits = input.draws.map(({ object, class: cls, period, level, items }) =>
    aVisit({ objectId: object, class: cls, level, items, date: DAYS[period]! }),
  );
  const run = (under: Pack) => capCheck(under, { visits, level: 'county', from: '2022-01-01', to: '2022-12-31' });

  test('per object and item, across levels, special exempt', () => {
    expect(run(pack)).toMatchObject(expected);
    expect(run(pack).findings).toHaveLength(expected.findings.length);
  });

  test.each(alternatives)('under $config', ({ config, expected: { overCapObjects, ...other } }) => {
    const judged = run(underConfig(pack, config));
    expect(judged).toMatchObject(other);
    if (overCapObjects) expect(judged.findings.map(({ object }) => object)).toEqual(overCapObjects);
  });
});

describe('Y-06 evaluate: special objects', () => {
  const {
    input,
    expected,
    alternatives = [],
  } = golden<{ class: string; n: number; coveredInYear: number; visits: number }, ExpectedVerdict>('Y-06');
  const year = {
    year: 2022,
    tallies: [
      {
        class: input.class,
        level: 'county' as const,
        periods: [],
        annualBase: input.n,
        covered: input.coveredInYear,
        visits: input.visits,
      },
    ],
  };

  test('no minimum of the city, the province’s floor as a warning', () => {
    expectVerdict(pack, year, expected);
  });

  test.each(alternatives)('under $config', ({ config, expected: other }) => {
    expectVerdict(underConfig(pack, config), year, other as ExpectedVerdict);
  });
});

test.each(ids('Y-07'))('%s quota of the city', (id) => {
  const { input, expected } = golden<{ class: string; n: number }, { minTotal: number; minRedraw: number }>(id);
  const scope = { class: input.class, level: 'municipal' } as const;
  const [total] = quota(pack, { ...scope, year: 2022, bases: [input.n] });
  expect(total?.required).toBe(expected.minTotal);
  expect(redrawMinimum(pack, scope, { base: input.n, drawn: total!.required })).toBe(expected.minRedraw);
});

describe.each(['Y-08a', 'Y-08b', 'Y-08c'])('%s evaluate', (id) => {
  const {
    input,
    expected,
    alternatives = [],
  } = golden<{ n: number; drawn: number; redraws: number }, ExpectedVerdict>(id);
  const year = {
    year: 2022,
    tallies: [{ ...tally('key', CITY, { base: input.n, completed: input.drawn }), redraws: input.redraws }],
  };

  test('as the scheme says', () => {
    expectVerdict(pack, year, expected);
  });

  test.each(alternatives)('under $config', ({ config, expected: other }) => {
    const { justification, ...switches } = config as {
      justification?: { rule: string; reason: string; approvedBy: string };
    };
    const justifications = justification ? [{ ...justification, rule: 'yingkou/ratio/key/municipal' }] : [];
    expectVerdict(underConfig(pack, switches), { ...year, justifications }, other as ExpectedVerdict);
  });
});

test('Y-09 eligiblePool: the re-draw', () => {
  const { input, expected } = golden<
    {
      item: string;
      objects: { id: string; class?: string; countyCompletedThisYear: boolean; countyDrawsOnItem: number }[];
    },
    object
  >('Y-09');
  const members = input.objects.map(({ id, class: cls = 'key', countyCompletedThisYear, countyDrawsOnItem }) => ({
    object: cls === 'key' ? keyObject(id) : anObject({ id, seriousDishonesty: true }),
    visits: Array.from({ length: countyDrawsOnItem }, (_, i) =>
      aVisit({
        objectId: id,
        class: cls,
        date: Object.values(DAYS)[i]!,
        items: [input.item],
        state: countyCompletedThisYear ? 'completed' : 'drawn',
      }),
    ),
  }));
  const ask = { class: 'key', level: 'municipal', year: 2022, date: '2022-11-20', items: [input.item] } as const;
  expect(redrawPool(pack, ask, members)).toMatchObject(expected);
});

test('Y-10 eligiblePool: exempt item by item', () => {
  const { input, expected } = golden<
    {
      applicableItems: string[];
      municipalDrawsThisYear: { object: string; items: string[]; violationFound: boolean }[];
      objects: string[];
    },
    { eligible: Record<string, string[]>; exempt: string[] }
  >('Y-10');
  const list = candidates(pack, {
    class: 'key',
    level: 'county',
    period: '2022Q4',
    date: '2022-11-20',
    exempt: true,
    items: input.applicableItems,
    objects: input.objects.map((id) => keyObject(id)),
    visits: input.municipalDrawsThisYear.map(({ object, items, violationFound }) =>
      aVisit({
        objectId: object,
        level: 'municipal',
        date: '2022-05-10',
        items,
        results: [violationFound ? '发现问题已责令整改' : '未发现问题'],
      }),
    ),
  })!;
  const open = list.rows.filter(({ state }) => state === 'in');
  expect(Object.fromEntries(open.map((row) => [row.objectId, row.items ?? input.applicableItems]))).toEqual(
    expected.eligible,
  );
  const exempt = list.rows.filter(({ reason }) => reason === 'upper-level-clean');
  expect(exempt.map(({ objectId }) => objectId)).toEqual(expected.exempt);
});

describe('horizon of five years', () => {
  const scope = { class: 'general', level: 'county' } as const;

  test('Y-12a: the least even pace', () => {
    const { input, expected } = golden<{ n: number; horizonYears: number }, object>('Y-12a');
    const { years, perYear, cumulative } = horizon(pack, { ...scope, n: input.n })!;
    expect(years).toBe(input.horizonYears);
    expect({ perYear, cumulative }).toEqual(expected);
  });

  test.each(['Y-12b', 'Y-12c'])('%s: a ratio of its own', (id) => {
    const { input, expected } = golden<
      { n: number; ratioPercent: number },
      { perQuarter: number; perYear: number; cumulativeDistinct: number[]; verdict: string; findings?: object[] }
    >(id);
    const own = { min: { p: input.ratioPercent, q: 100 }, periodsPerYear: 4 };
    const found = horizon(pack, { ...scope, n: input.n, own })!;
    expect(found.perPeriod).toBe(expected.perQuarter);
    expect(new Set(found.perYear)).toEqual(new Set([expected.perYear]));
    expect(found.cumulative).toEqual(expected.cumulativeDistinct);
    expect(found.verdict).toBe(expected.verdict);
    expect(found.findings).toMatchObject(expected.findings ?? []);
  });
});

test('Y-13 participation', () => {
  const { input, expected } = golden<
    { n: number; scenarios: { participated: number }[] },
    { min: number; verdicts: string[]; rates: string[] }
  >('Y-13');
  const inspectors = Array.from({ length: input.n }, (_, i) => ({
    id: `P${i + 1}`,
    name: '示例',
    department: '执法队',
    staffKind: 'enforcement' as const,
    certificateValidTo: '2030-12-31',
    onStaff: true,
    mayLead: true,
  }));
  const runs = input.scenarios.map(({ participated }) => {
    const visits = inspectors
      .slice(0, participated)
      .map(({ id }) => aVisit({ objectId: 'K-1', date: '2022-05-10', inspectors: [id] }));
    return participationOf(pack, { inspectors, visits, year: 2022 })!;
  });
  expect(runs.map(({ min }) => min)).toEqual(runs.map(() => expected.min));
  expect(runs.map(({ rate }) => rate)).toEqual(expected.rates);
  runs.forEach((participation, i) => {
    expectVerdict(
      pack,
      { year: 2022, tallies: [], totals: { level: 'county', participation } },
      { verdict: expected.verdicts[i]! },
    );
  });
});

test('Y-14 publicationRate', () => {
  const { input, expected } = golden<
    { concluded: number; lawfullyWithheld: number; scenarios: { published: number }[] },
    { required: number; verdicts: string[] }
  >('Y-14');
  input.scenarios.forEach(({ published }, i) => {
    const results = { concluded: input.concluded, withheld: input.lawfullyWithheld, published };
    const judged = expectVerdict(
      pack,
      { year: 2022, tallies: [], totals: { level: 'county', results } },
      { verdict: expected.verdicts[i]! },
    );
    expect(judged.measures.find(({ topic }) => topic === 'publicationRate')?.required).toBe(expected.required);
  });
});

describe.each(['Y-15a', 'Y-15b'])('%s deadline', (id) => {
  const { input, expected, alternatives = [] } = golden<{ from: string; date: string }, { deadline: string }>(id);

  test('of the result', () => {
    expect(dueOf(pack, input.from, input.date)).toMatchObject({ date: expected.deadline, provisional: false });
  });

  test.each(alternatives)('under $config', ({ config, expected: other }) => {
    expect(dueOf(underConfig(pack, config), input.from, input.date)?.date).toBe(other.deadline);
  });
});

test.each(ids('Y-16'))('%s: exact ratios', (id) => {
  const { input, expected } = golden<{ n: number; ratioPercent: number }, { min: number }>(id);
  expect(atLeast(input.n, { p: input.ratioPercent, q: 100 })).toBe(expected.min);
});

describe('Y-20 quota: the base', () => {
  const {
    input,
    expected,
    alternatives = [],
  } = golden<{ active: number; suspended: number; closed: number }, { base: number; required: number }>('Y-20');
  const objects = (['active', 'suspended', 'closed'] as const).flatMap((status) =>
    Array.from({ length: input[status] }, (_, i): ObjectFacts => keyObject(`${status}-${i}`, { status })),
  );
  const run = (under: Pack) => {
    const { base } = basesOn(under, { objects, visits: [], date: '2022-02-10', level: 'county' }).find(
      ({ class: c }) => c === 'key',
    )!;
    const [first] = quota(under, { class: 'key', level: 'county', year: 2022, bases: [base] });
    return { base, required: first?.required };
  };

  test('active objects only', () => {
    expect(run(pack)).toEqual(expected);
  });

  test.each(alternatives)('under $config', ({ config, expected: other }) => {
    expect(run(underConfig(pack, config))).toEqual(other);
  });
});

test('Y-22 methodGuard', () => {
  const METHODS: Record<string, Method> = { onSite: 'onSite', offSite: 'tech' };
  const { input, expected } = golden<
    { requests: { positiveList: boolean; method: string; trigger: string | null }[] },
    { result: string[] }
  >('Y-22');
  const answers = input.requests.map(({ positiveList, method, trigger }) =>
    methodGuard(pack, {
      object: anObject({ id: 'X', ...(positiveList ? { positiveList: { from: '2022-01-01' } } : {}) }),
      date: '2022-05-10',
      method: METHODS[method]!,
      trigger: trigger ?? undefined,
    }),
  );
  expect(answers.map(({ answer }) => answer)).toEqual(expected.result);
});

test('Y-23 documents', () => {
  const { expected } = golden<unknown, { required: string[]; bodyCamera: string }>('Y-23');
  const { required, bodyCamera } = documentsFor(pack, { foundProblem: false, onSite: true });
  expect({ required, bodyCamera }).toEqual(expected);
});

test('every golden case of Yingkou was run', () => {
  expectAll('Y-', 43, GROUP_CASES);
});
