import { describe, expect, test } from 'vitest';
import { capCheck } from '../../src/policy/caps.ts';
import { classify } from '../../src/policy/classify.ts';
import type { EventFact, Justification, ObjectFacts } from '../../src/policy/facts.ts';
import { groupBy } from '../../src/policy/grouping.ts';
import { expandItems } from '../../src/policy/items.ts';
import { quota } from '../../src/policy/minimum-sequence.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { documentsFor, mayDispose, retainUntil, taskGuard } from '../../src/policy/paperwork.ts';
import { proposePlan } from '../../src/policy/plan.ts';
import { planTimes } from '../../src/policy/plan-times.ts';
import { publicationDue, publicationState } from '../../src/policy/publication.ts';
import { anObject, aVisit } from '../facts-fixtures.ts';
import { loadPack, withSwitches } from '../pack-files.ts';
import { ANNEX_ITEMS } from './annex-items.ts';
import {
  calendar,
  expectPackSays,
  expectVerdict,
  goldenRun,
  runSequence,
  type SequenceCase,
  tally,
  underConfig,
} from './golden-runs.ts';

/**
 * The golden cases of Jiangxian, worked by hand from the scheme. Each adapter only maps field names: every number
 * comes from the pack and the core.
 */

const pack = loadPack('jiangxian');
const AGENCY = { code: '999999', name: '示范县分局', level: 'county' } as const;
const COUNTY = { level: 'county', year: 2025 } as const;
const { golden, expectAll } = goldenRun();

describe.each(['J-01', 'J-02', 'J-09', 'J-10', 'J-11'])('%s minimumSequence', (id) => {
  const { input, expected, alternatives = [] } = golden<SequenceCase, Record<string, unknown>>(id);

  test('as the scheme says', () => {
    expectPackSays(pack, input, COUNTY);
    expect(runSequence(pack, input, { ...COUNTY, width: 2 })).toMatchObject(expected);
  });

  test.each(alternatives)('under $config', ({ config, expected: other }) => {
    expect(runSequence(underConfig(pack, config), input, { ...COUNTY, width: 2 })).toMatchObject(other);
  });
});

test('J-03 quota: the special list is rebuilt for each quarter', () => {
  const { input, expected } = golden<
    { class: string; nByPeriod: number[]; ratioPercent: number },
    { required: number[]; yearVisits: number }
  >('J-03');
  const required = quota(pack, { class: input.class, level: 'county', year: 2025, bases: input.nByPeriod });
  expect(required.map((step) => step.required)).toEqual(expected.required);
  const plan = proposePlan(pack, { agency: AGENCY, year: 2025, bases: { special: input.nByPeriod } });
  expect(plan.totalVisits).toBe(expected.yearVisits);
});

test('J-04 quota: construction and joint object in one draw each', () => {
  const { input, expected } = golden<Record<'construction' | 'jointObject', number>, Record<string, number>>('J-04');
  const { entries } = proposePlan(pack, { agency: AGENCY, year: 2025, bases: input });
  const of = (cls: string) => entries.filter((entry) => entry.class === cls);
  expect({
    construction: of('construction')[0]?.n,
    constructionDraws: of('construction').length,
    jointObject: of('jointObject')[0]?.n,
    jointDraws: of('jointObject').length,
  }).toEqual(expected);
});

test('J-05 quota: the whole year', () => {
  const { input, expected } = golden<
    { key: number; general: number; specialByQuarter: number[]; construction: number; jointObject: number },
    Record<string, number>
  >('J-05');
  const { specialByQuarter: special, ...others } = input;
  const plan = proposePlan(pack, { agency: AGENCY, year: 2025, bases: { ...others, special } });
  const visits = groupBy(plan.entries, (entry) => entry.class);
  for (const [cls, entries] of visits) {
    expect(entries.map(({ n }) => n).reduce((a, b) => a + b)).toBe(expected[cls]);
  }
  expect(plan.totalVisits).toBe(expected.total);
});

test('J-06 quota: membership moves between quarters', () => {
  const { directory, expected } = golden<unknown, Record<string, number[]>>('J-06');
  const byQuarter = (directory as unknown as { byQuarter: Record<string, Record<string, number>> }).byQuarter;
  for (const [cls, required] of Object.entries(expected)) {
    const bases = Object.values(byQuarter).map((counts) => counts[cls]!);
    const steps = quota(pack, { class: cls, level: 'county', year: 2025, bases });
    expect(steps.map((step) => step.required)).toEqual(required);
  }
});

test('J-07 specialMembership: entry next quarter, automatic exit', () => {
  const EVENTS: Record<string, Pick<EventFact, 'kind' | 'level'>> = {
    行政处罚: { kind: 'penalty' },
    群众举报查实: { kind: 'verifiedComplaint' },
    群众举报未查实: { kind: 'unverifiedComplaint' },
    市级挂牌督办: { kind: 'listedSupervision', level: 'municipal' },
    生态环境部通报超标排放: { kind: 'excessNotice', level: 'national' },
  };
  const { input, expected } = golden<
    { events: { object: string; baseClass: string; date: string; type: string }[] },
    { classByQuarter: Record<string, Record<string, string>> }
  >('J-07');
  for (const [id, quarters] of Object.entries(expected.classByQuarter)) {
    const own = input.events.filter(({ object }) => object === id);
    const object = anObject({
      id,
      ...(own[0]!.baseClass === 'key' ? { keyListMember: [{}] } : {}),
      events: own.map(({ date, type }) => ({ date, ...EVENTS[type]! })),
    });
    for (const [quarter, cls] of Object.entries(quarters)) {
      const date = { Q1: '02-14', Q2: '05-14', Q3: '08-14', Q4: '11-14' }[quarter.slice(4)]!;
      expect(classify(pack, { object, date: `${quarter.slice(0, 4)}-${date}` }).class, `${id} ${quarter}`).toBe(cls);
    }
  }
});

describe('J-08 capCheck', () => {
  const DAYS: Record<string, string> = { Q1: '2025-02-10', Q2: '2025-05-10', Q3: '2025-08-10', Q4: '2025-11-10' };
  const { input, expected, alternatives } = golden<
    { draws: { object: string; class: string; period: string; items: string[] }[] },
    Record<string, unknown>
  >('J-08');
  const visits = input.draws.map(({ object, class: cls, period, items }) =>
    aVisit({ objectId: object, class: cls, items, date: DAYS[period]! }),
  );
  const run = (under: Pack, justifications: Record<string, Justification> = {}) =>
    capCheck(under, { visits, level: 'county', from: '2025-01-01', to: '2025-12-31', justifications });

  test('per source, special exempt', () => {
    expect(run(pack)).toMatchObject(expected);
    expect(run(pack).findings).toHaveLength(1);
  });

  test('counting draws made while special', () => {
    const [{ config, expected: other }] = alternatives as [NonNullable<typeof alternatives>[number]];
    const { findings } = run(withSwitches(pack, config as Record<string, boolean>));
    expect(findings.map(({ object }) => object)).toEqual(other.overCapObjects);
  });

  test('with a recorded and approved reason', () => {
    const { config, expected: other } = alternatives![1]!;
    const { object, ...reason } = config.justification as Justification & { object: string };
    expect(run(pack, { [object]: reason })).toMatchObject(other);
  });
});

describe.each(['J-12a', 'J-12b'])('%s evaluate', (id) => {
  const { input, directory, expected } = golden<
    Record<'key' | 'general' | 'special' | 'specialN', number[]> &
      Record<'keyCovered' | 'construction' | 'jointObject' | 'overCapObjects', number>,
    { verdict: string; visits?: number; findings: { class: string; period?: string }[] }
  >(id);

  test('verdict and findings', () => {
    const { key, general, construction, jointObject } = directory as Record<string, number>;
    const judged = expectVerdict(
      pack,
      {
        year: 2025,
        tallies: [
          {
            ...tally('key', COUNTY, { base: key!, completed: input.key }),
            annualBase: key!,
            covered: input.keyCovered,
          },
          tally('general', COUNTY, { base: general!, completed: input.general }),
          tally('special', COUNTY, { base: input.specialN, completed: input.special }),
          tally('construction', COUNTY, { base: construction!, completed: input.construction }),
          tally('jointObject', COUNTY, { base: jointObject!, completed: input.jointObject }),
        ],
      },
      expected,
    );
    expect(judged.notJudged).toEqual([]);
    if (expected.visits !== undefined) expect(judged.visits).toBe(expected.visits);
  });
});

test('J-13 planDeadline: by end of March, public within 20 working days', () => {
  const { input, expected } = golden<
    { scenarios: { made: string; issued: string; published: string }[] },
    { planDue: string; publicationDue: string[]; findings: string[][] }
  >('J-13');
  const times = input.scenarios.map(({ made, issued, published }) =>
    planTimes(pack, { year: 2025, madeOn: made, issuedOn: issued, publishedOn: published }, calendar),
  );
  expect(times.map(({ planDue }) => planDue)).toEqual(times.map(() => expected.planDue));
  expect(times.map((one) => one.publicationDue)).toEqual(expected.publicationDue);
  expect(times.map(({ findings }) => findings.map(({ code }) => code))).toEqual(expected.findings);
});

describe.each(['J-14a', 'J-14b'])('%s deadline', (id) => {
  const {
    input,
    expected,
    alternatives = [],
  } = golden<{ from: 'resultDetermined'; date: string; workingDays: number }, { deadline: string }>(id);
  const due = (under: Pack) => publicationDue(under, { [input.from]: input.date }, calendar);

  test('of the result', () => {
    expect(due(pack)).toMatchObject({ date: expected.deadline, provisional: false });
  });

  test.each(alternatives)('under $config', ({ config, expected: other }) => {
    expect(due(withSwitches(pack, config as Record<string, boolean>))?.date).toBe(other.deadline);
  });
});

test('J-14c evaluate: on the last day and one day late', () => {
  const { input, expected } = golden<
    { resultDetermined: string; published: (string | null)[]; asOf: string },
    { statuses: string[] }
  >('J-14c');
  const due = publicationDue(pack, { resultDetermined: input.resultDetermined }, calendar)!;
  const states = input.published.map((publishedOn) =>
    publicationState(due, { publishedOn }, { asOf: input.asOf, calendar }),
  );
  expect(states.map(({ status }) => status)).toEqual(expected.statuses);
});

test('J-15 documents: by the finding', () => {
  const { expected } = golden<unknown, Record<'noProblem' | 'problem', object>>('J-15');
  expect(documentsFor(pack, { foundProblem: false, onSite: true })).toMatchObject(expected.noProblem);
  expect(documentsFor(pack, { foundProblem: true, onSite: true })).toMatchObject(expected.problem);
});

test('J-16 itemExpansion: every row whose 检查对象 is the class or a trait', () => {
  const TRAITS: Record<string, Partial<ObjectFacts>> = {
    危险废物产生单位: { hazardousWasteRole: ['产生'] },
    危险废物经营许可证单位: { hazardousWastePermit: true },
    城镇污水处理厂: { sewagePlant: true },
  };
  const { input, expected } = golden<
    { objects: { id: string; class: string; traits: string[] }[] },
    Record<string, string[]>
  >('J-16');
  for (const { id, class: cls, traits } of input.objects) {
    const object = anObject(Object.assign({ id }, ...traits.map((trait) => TRAITS[trait])));
    const { serials } = expandItems(pack, { object, class: cls, date: '2025-05-14', items: ANNEX_ITEMS });
    expect(serials, id).toEqual(expected[id]);
  }
});

test('J-17 archiveDisposal: three calendar years, 29 February rolls forward', () => {
  const { input, expected } = golden<
    { archivedAt: string[]; attempts: string[][] },
    { retainUntil: string[]; allowed: boolean[][] }
  >('J-17');
  expect(input.archivedAt.map((filed) => retainUntil(pack, filed))).toEqual(expected.retainUntil);
  expect(input.archivedAt.map((filed, i) => input.attempts[i]!.map((day) => mayDispose(pack, filed, day)))).toEqual(
    expected.allowed,
  );
});

test('J-18 guard: no law, no item, no plan → no inspection', () => {
  const { input, expected } = golden<
    { tasks: { legalBasis: boolean; itemOnList: boolean; inPlan: boolean }[] },
    { allowed: boolean[] }
  >('J-18');
  expect(input.tasks.map((task) => taskGuard(pack, task).allowed)).toEqual(expected.allowed);
});

test('every golden case of Jiangxian was run', () => {
  expectAll('J-', 21);
});
