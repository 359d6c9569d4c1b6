import { describe, expect, test } from 'vitest';
import { candidates } from '../../src/policy/candidates.ts';
import type { ClassTally } from '../../src/policy/evaluate.ts';
import type { Method, ObjectFacts } from '../../src/policy/facts.ts';
import { methodGuard } from '../../src/policy/methods.ts';
import { quota } from '../../src/policy/minimum-sequence.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { documentsFor, maySubmit } from '../../src/policy/paperwork.ts';
import { proposePlan } from '../../src/policy/plan.ts';
import { anObject, aVisit } from '../facts-fixtures.ts';
import { loadPack } from '../pack-files.ts';
import { goldenCases } from './golden-case.ts';
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

/** The golden cases of Yiliang: ratios by the rows of its table one, at two levels. */

const pack = loadPack('yiliang');
const COUNTY = { level: 'county', year: 2022 } as const;
const { golden, expectAll } = goldenRun();
const ids = (prefix: string) => goldenCases.map(({ id }) => id).filter((id) => id.startsWith(prefix));

interface RowsCase {
  readonly rows: Readonly<
    Record<string, { readonly n: number; readonly percent: number | null; readonly rounds: number }>
  >;
}

interface RowsExpected {
  readonly perRound: Readonly<Record<string, number>>;
  readonly maxPerRound?: Readonly<Record<string, number>>;
  readonly perYear: Readonly<Record<string, number>>;
  readonly total: number;
}

describe.each([
  ['L-01', 'county'],
  ['L-02', 'municipal'],
] as const)('%s quota by rows, %s', (id, level) => {
  const { input, expected, alternatives = [] } = golden<RowsCase, RowsExpected>(id);
  const bases = Object.fromEntries(Object.entries(input.rows).map(([row, { n }]) => [row, n]));
  const plan = (under: Pack) =>
    proposePlan(under, { agency: { code: '999999', name: '示范县', level }, year: 2022, bases });
  const perRow = (under: Pack, row: string) => {
    const entries = plan(under).entries.filter((entry) => entry.class === row);
    return {
      rounds: entries.map(({ n }) => n),
      max: entries[0]?.max,
      year: entries.reduce((sum, { n }) => sum + n, 0),
    };
  };

  test('every round of every row, and the year', () => {
    for (const [row, { rounds }] of Object.entries(input.rows)) {
      const found = perRow(pack, row);
      expect(found.rounds, row).toEqual(Array(rounds).fill(expected.perRound[row]));
      expect(found.year, row).toBe(expected.perYear[row]);
      expect(found.max, row).toBe(expected.maxPerRound?.[row]);
    }
    expect(plan(pack).totalVisits).toBe(expected.total);
  });

  test.each(alternatives)('under $config', ({ config, expected: other }) => {
    for (const [row, visits] of Object.entries(other.perYear!)) {
      expect(perRow(underConfig(pack, config), row).year, row).toBe(visits);
    }
  });
});

describe.each(['L-03', 'L-04'])('%s minimumSequence', (id) => {
  const { input, expected } = golden<SequenceCase, object>(id);

  test('as the scheme says', () => {
    expectPackSays(pack, input, COUNTY);
    expect(runSequence(pack, input, { ...COUNTY, width: 2 })).toMatchObject(expected);
  });
});

test.each(ids('L-05'))('%s: a range', (id) => {
  const { input, expected } = golden<{ n: number }, { min: number; max: number }>(id);
  const [found] = quota(pack, { class: 'C4', level: 'county', year: 2022, bases: [input.n] });
  expect({ min: found?.required, max: found?.max }).toEqual(expected);
});

test('L-06: one visit serves every row', () => {
  const { directory, input, expected } = golden<
    { A1required: number; B2round1: number; overlapDrawnInB2: number },
    { A1stillToDraw: number; B2stillToDraw: number }
  >('L-06');
  const { A1, B2, both } = directory as { A1: number; B2: number; both: number };
  const named = (letter: string, n: number, facts: Partial<ObjectFacts>) =>
    Array.from({ length: n }, (_, i) => anObject({ id: `${letter}-${i}`, ...facts }));
  const onA1: Partial<ObjectFacts> = { permitCategory: '重点管理' };
  const onB2: Partial<ObjectFacts> = { keyListMember: [{ year: 2022, level: 'municipal' }] };
  const shared = named('both', both, { ...onA1, ...onB2 });
  const objects = [...shared, ...named('A1', A1 - both, onA1), ...named('B2', B2 - both, onB2)];
  const visited = [...shared, ...objects.filter(({ id }) => id.startsWith('B2'))];
  const visits = visited.map(({ id }) => aVisit({ objectId: id, class: 'B2', date: '2022-02-10' }));
  expect(visited).toHaveLength(input.B2round1);
  expect(shared).toHaveLength(input.overlapDrawnInB2);
  const still = (cls: string, period: string, given: typeof visits) =>
    candidates(pack, { class: cls, level: 'county', period, date: '2022-03-01', objects, visits: given })!.required;
  expect(still('A1', '2022Q1', [])).toBe(input.A1required);
  expect(still('A1', '2022Q1', visits)).toBe(expected.A1stillToDraw);
  expect(still('B2', '2022H1', visits)).toBe(expected.B2stillToDraw);
});

describe.each(['L-07a', 'L-07b', 'L-07c'])('%s evaluate', (id) => {
  const {
    input,
    directory,
    expected,
    alternatives = [],
  } = golden<
    Record<string, number | number[]> & { internalJoint?: number },
    ExpectedVerdict & { visits?: number; minInternalJoint?: number }
  >(id);
  const { internalJoint, ...rows } = input;
  const tallies = Object.entries(rows).map(
    ([row, completed]): ClassTally => tally(row, COUNTY, { base: directory[row]!, completed: completed! }),
  );
  const year = {
    year: 2022,
    tallies,
    ...(internalJoint === undefined ? {} : { totals: { level: 'county' as const, internalJoint } }),
  };

  test('as the scheme says', () => {
    const judged = expectVerdict(pack, year, expected);
    if (expected.visits !== undefined) expect(judged.visits).toBe(expected.visits);
    const share = judged.measures.find(({ topic }) => topic === 'internalJointShare');
    expect(share?.required).toBe(expected.minInternalJoint);
  });

  test.each(alternatives)('under $config', ({ config, expected: other }) => {
    expectVerdict(underConfig(pack, config), year, other as ExpectedVerdict);
  });
});

test.each(ids('L-08'))('%s: share of internal joint visits', (id) => {
  const { input, expected } = golden<{ total: number }, { minInternalJoint: number }>(id);
  const totals = { level: 'county' as const, visits: input.total, internalJoint: expected.minInternalJoint };
  const { measures } = expectVerdict(pack, { year: 2022, tallies: [], totals }, { verdict: 'compliant' });
  expect(measures.find(({ topic }) => topic === 'internalJointShare')?.required).toBe(expected.minInternalJoint);
});

test('L-09 methodGuard', () => {
  const { input, expected } = golden<
    {
      requests: {
        method: Method;
        approval: boolean;
        positiveList?: boolean;
        offSiteFacilities?: NonNullable<ObjectFacts['offSiteFacilities']>;
      }[];
    },
    { allowed: boolean[] }
  >('L-09');
  const answers = input.requests.map(({ method, approval, positiveList, offSiteFacilities }) =>
    methodGuard(pack, {
      object: anObject({
        id: 'X',
        ...(positiveList ? { positiveList: { from: '2022-01-01' } } : {}),
        ...(offSiteFacilities ? { offSiteFacilities } : {}),
      }),
      date: '2022-05-10',
      method,
      approved: approval,
    }),
  );
  expect(answers.map(({ answer }) => answer === 'allowed')).toEqual(expected.allowed);
});

test.each(['L-10a', 'L-10b'])('%s deadline', (id) => {
  const { input, expected } = golden<{ from: string; date: string }, { deadline: string }>(id);
  expect(dueOf(pack, input.from, input.date)?.date).toBe(expected.deadline);
});

test('L-11 documents: unannounced, printed, signed or reasoned', () => {
  const { input, expected } = golden<
    { signature: boolean[]; reason: (string | null)[]; fixation: (boolean | null)[] },
    { noticeAllowed: boolean; required: string[]; submitAllowed: boolean[] }
  >('L-11');
  const { noticeAllowed, required } = documentsFor(pack, { foundProblem: false, onSite: true });
  const submitAllowed = input.signature.map((signed, i) =>
    maySubmit(pack, {
      signed,
      ...(input.reason[i] ? { reason: input.reason[i] } : {}),
      ...(input.fixation[i] === null ? {} : { fixation: input.fixation[i]! }),
    }),
  );
  expect({ noticeAllowed, required, submitAllowed }).toEqual(expected);
});

test('every golden case of Yiliang was run', () => {
  expectAll('L-', 28);
});
