import { describe, expect, test } from 'vitest';
import { capCheck } from '../../src/policy/caps.ts';
import { compliance } from '../../src/policy/compliance.ts';
import type { Method } from '../../src/policy/facts.ts';
import { verdictOf } from '../../src/policy/findings.ts';
import { methodFindings } from '../../src/policy/methods.ts';
import { quota, sumOfMinimums } from '../../src/policy/minimum-sequence.ts';
import { reportTimes } from '../../src/policy/reports.ts';
import { anObject, aVisit } from '../facts-fixtures.ts';
import { loadPack } from '../pack-files.ts';
import { goldenCases } from './golden-case.ts';
import {
  calendar,
  dueOf,
  type ExpectedVerdict,
  expectPackSays,
  expectVerdict,
  goldenRun,
  inWordsOfTheCase,
  runSequence,
  type SequenceCase,
  tally,
  underConfig,
} from './golden-runs.ts';

/** The golden cases of Xiong'an: a new area and three counties. */

const pack = loadPack('xiongan');
const COUNTY = { level: 'county', year: 2023 } as const;
const { golden, expectAll } = goldenRun();
const ids = (prefix: string) => goldenCases.map(({ id }) => id).filter((id) => id.startsWith(prefix));
const DAYS: Record<string, string> = { Q1: '2023-02-10', Q2: '2023-05-10', Q3: '2023-08-10', Q4: '2023-11-10' };
const requiredOf = (cls: string, level: 'county' | 'newArea', base: number) =>
  quota(pack, { class: cls, level, year: 2023, bases: [base, base, base, base] }).map(({ required }) => required);

describe.each(['X-01', 'X-02', 'X-03'])('%s minimumSequence', (id) => {
  const { input, expected } = golden<SequenceCase, { drawnByTier: number[][] }>(id);

  test('as the scheme says', () => {
    expectPackSays(pack, input, COUNTY);
    const width = expected.drawnByTier[0]!.length;
    expect(runSequence(pack, input, { ...COUNTY, width })).toMatchObject(expected);
  });
});

test('X-04 quota: the positive list, off site, all of it every quarter', () => {
  const { input, expected } = golden<{ class: string; n: number }, { minPerPeriod: number[] }>('X-04');
  expect(requiredOf(input.class, 'county', input.n)).toEqual(expected.minPerPeriod);
});

test('X-05 quota of the new area', () => {
  const { directory, expected } = golden<unknown, Record<'key' | 'special' | 'general', number>>('X-05');
  for (const [cls, required] of Object.entries(expected)) {
    expect(requiredOf(cls, 'newArea', directory[cls]!)[0] ?? 0).toBe(required);
  }
});

describe('X-06 quota: three counties', () => {
  const {
    directory,
    expected,
    alternatives = [],
  } = golden<unknown, Record<string, Record<'key' | 'special' | 'nonPositive', number>> & { nonPositiveSum: number }>(
    'X-06',
  );
  const { byCounty } = directory as unknown as {
    byCounty: Record<string, { key: number; special: number; general: number; positive: number }>;
  };
  const nonPositive = ({ general, positive }: { general: number; positive: number }) => general - positive;

  test('each on its own base', () => {
    for (const [county, bases] of Object.entries(byCounty)) {
      expect({
        key: requiredOf('key', 'county', bases.key)[0],
        special: requiredOf('special', 'county', bases.special)[0],
        nonPositive: requiredOf('generalNonPositive', 'county', nonPositive(bases))[0],
      }).toEqual(expected[county]);
    }
  });

  const sum = (under: typeof pack) =>
    sumOfMinimums(under, {
      class: 'generalNonPositive',
      level: 'county',
      bases: Object.values(byCounty).map(nonPositive),
    });

  test('the sum over the counties, or of the counties together', () => {
    expect(sum(pack)).toBe(expected.nonPositiveSum);
    for (const { config, expected: other } of alternatives) {
      expect(sum(underConfig(pack, config))).toBe(other.nonPositiveSum);
    }
    expect(alternatives).toHaveLength(1);
  });
});

describe.each(['X-07a', 'X-07b'])('%s evaluate', (id) => {
  const {
    input,
    directory,
    expected,
    alternatives = [],
  } = golden<
    Record<'key' | 'special' | 'nonPositive' | 'positiveOffSite' | 'interdepartmentalTasks', number[]> & {
      internalJoint: number;
      creditBased: number;
    },
    ExpectedVerdict & { randomVisits: number; minInternalJoint?: number; minCreditBased?: number }
  >(id);
  const { key, special, generalNonPositive, generalPositiveList } = directory as Record<string, number>;
  const year = {
    year: 2023,
    tallies: [
      tally('key', COUNTY, { base: key!, completed: input.key }),
      tally('special', COUNTY, { base: special!, completed: input.special }),
      tally('generalNonPositive', COUNTY, { base: generalNonPositive!, completed: input.nonPositive }),
      tally('generalPositiveList', COUNTY, { base: generalPositiveList!, completed: input.positiveOffSite }),
    ],
    totals: {
      level: 'county' as const,
      internalJoint: input.internalJoint,
      creditBased: input.creditBased,
      interdepartmental: {
        byPeriod: Object.fromEntries(input.interdepartmentalTasks.map((tasks, i) => [`2023Q${i + 1}`, tasks])),
        objects: 0,
      },
    },
  };

  test('as the scheme says', () => {
    const judged = expectVerdict(pack, year, expected);
    expect(judged.visits).toBe(expected.randomVisits);
    expect(judged.notJudged).toEqual([]);
  });

  test.each(alternatives)('under $config', ({ config, expected: { findings: _, ...other } }) => {
    const judged = expectVerdict(underConfig(pack, config), year, other as ExpectedVerdict);
    const required = (topic: string) => judged.measures.find((measure) => measure.topic === topic)?.required;
    expect(judged.visits).toBe(other.randomVisits);
    expect(required('internalJointShare')).toBe(other.minInternalJoint);
    expect(required('creditShare')).toBe(other.minCreditBased);
  });
});

test('X-07c: no cap', () => {
  const { input, expected } = golden<
    { draws: { object: string; class: string; periods: string[] }[] },
    ExpectedVerdict
  >('X-07c');
  const visits = input.draws.flatMap(({ object, class: cls, periods }) =>
    periods.map((period) => aVisit({ objectId: object, class: cls, date: DAYS[period]! })),
  );
  const judged = capCheck(pack, { visits, level: 'county', from: '2023-01-01', to: '2023-12-31' });
  expect(judged).toEqual(expected);
  const whole = compliance(pack, {
    agency: '999999',
    level: 'county',
    year: 2023,
    objects: [anObject({ id: 'K-001', keyListMember: [{}] })],
    visits,
    asOf: '2024-01-01',
    calendar,
  });
  expect(whole.findings.map(({ code }) => code)).not.toContain('OVER_CAP');
});

test('X-07d: on site without a trigger', () => {
  const { input, expected } = golden<
    { inspections: { object: string; positiveList: boolean; method: Method; trigger: string | null }[] },
    { verdict: string; findings: object[] }
  >('X-07d');
  const findings = methodFindings(
    pack,
    input.inspections.map(({ object, method, trigger }) => ({
      object: anObject({ id: object, positiveList: { from: '2023-01-01' } }),
      visit: aVisit({ objectId: object, date: '2023-05-10', method, ...(trigger ? { trigger } : {}) }),
    })),
  );
  expect(findings).toMatchObject(expected.findings);
  expect(findings).toHaveLength(expected.findings.length);
  expect(verdictOf(findings)).toBe(expected.verdict);
});

test.each(ids('X-08'))('%s: shares of all draws', (id) => {
  const { input, expected } = golden<{ total: number }, { minInternalJoint: number; minCreditBased: number }>(id);
  const judged = expectVerdict(
    pack,
    {
      year: 2023,
      tallies: [],
      totals: {
        level: 'county',
        visits: input.total,
        internalJoint: expected.minInternalJoint,
        creditBased: expected.minCreditBased,
      },
    },
    { verdict: 'compliant' },
  );
  const required = (topic: string) => judged.measures.find((measure) => measure.topic === topic)?.required;
  expect(required('internalJointShare')).toBe(expected.minInternalJoint);
  expect(required('creditShare')).toBe(expected.minCreditBased);
});

test.each(ids('X-09'))('%s: reports of a quarter', (id) => {
  const { input, expected } = golden<
    { quarter: string; year: number },
    { summaryWindowOpens: string; summaryDeadline: string; statisticsDeadline: string }
  >(id);
  const { summaryOpens, summaryDue, statisticsDue } = reportTimes(pack, `${input.year}${input.quarter}`, {
    level: 'county',
    calendar,
  });
  expect({
    summaryWindowOpens: summaryOpens,
    summaryDeadline: summaryDue,
    statisticsDeadline: statisticsDue,
  }).toEqual(expected);
});

describe('X-10a deadline', () => {
  const { input, expected, alternatives = [] } = golden<{ resultDetermined: string }, { deadline: string }>('X-10a');

  test('results of a month by its last day', () => {
    expect(dueOf(pack, 'resultDetermined', input.resultDetermined)?.date).toBe(expected.deadline);
  });

  test.each(alternatives)('under $config', ({ config, expected: other }) => {
    expect(dueOf(underConfig(pack, config), 'resultDetermined', input.resultDetermined)?.date).toBe(other.deadline);
  });
});

test('X-10b evaluate: a month with one result not public', () => {
  const { input, expected } = golden<
    Record<'resultsDeterminedByMonth' | 'publishedByMonth', Record<string, number>>,
    ExpectedVerdict
  >('X-10b');
  const visits = Object.entries(input.resultsDeterminedByMonth).flatMap(([month, results]) =>
    Array.from({ length: results }, (_, i) =>
      aVisit({
        objectId: `${month}-${i}`,
        class: 'general',
        date: `${month}-05`,
        resultDeterminedOn: `${month}-08`,
        ...(i < input.publishedByMonth[month]! ? { publishedOn: `${month}-20` } : {}),
      }),
    ),
  );
  const { findings } = compliance(pack, {
    agency: '999999',
    level: 'county',
    year: 2023,
    objects: [],
    visits,
    asOf: '2023-06-30',
    calendar,
  });
  const late = findings.filter(({ code }) => code === 'PUBLICATION_OVERDUE');
  expect(inWordsOfTheCase(late)).toMatchObject(expected.findings!);
  expect(late).toHaveLength(expected.findings!.length);
  expect(verdictOf(late)).toBe(expected.verdict);
});

test('every golden case of Xiong’an was run', () => {
  expectAll('X-', 23);
});
