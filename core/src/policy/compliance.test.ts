import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { EventFact, ObjectFacts, VisitFact } from './facts.ts';
import { workingDays } from './working-days.ts';

const pack = loadPack('jiangxian');
const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
const MONTHS = ['02', '05', '08', '11'];
const id = (letter: string, n: number) => `${letter}-${String(n).padStart(3, '0')}`;
const many = (letter: string, n: number, more: Partial<ObjectFacts> = {}) =>
  Array.from({ length: n }, (_, i) => anObject({ id: id(letter, i + 1), ...more }));

/** Events that keep an object special in every quarter of 2026. */
const ALL_YEAR: EventFact[] = ['2025-11-03', '2026-02-03', '2026-05-03', '2026-08-03'].map((date) => ({
  kind: 'penalty',
  date,
}));

/** The county of the golden compliant year: 37, 113, 9, 4 and 1. */
const OBJECTS: readonly ObjectFacts[] = [
  ...many('K', 37, { keyListMember: [{}] }),
  ...many('G', 113),
  ...many('S', 9, { events: ALL_YEAR }),
  ...many('C', 4, { constructionProject: true, inspectionDue: '2026-06-30' }),
  ...many('J', 1, { jointObject: true }),
];

/** Visits of a class, `perQuarter` of them a quarter, going round the list. */
function rounds(letter: string, cls: string, { size, perQuarter }: { size: number; perQuarter: number }): VisitFact[] {
  return MONTHS.flatMap((month, quarter) =>
    Array.from({ length: perQuarter }, (_, i) =>
      aVisit({ objectId: id(letter, ((quarter * perQuarter + i) % size) + 1), class: cls, date: `2026-${month}-10` }),
    ),
  );
}

const VISITS: readonly VisitFact[] = [
  ...rounds('K', 'key', { size: 37, perQuarter: 10 }),
  ...rounds('G', 'general', { size: 113, perQuarter: 6 }),
  ...rounds('S', 'special', { size: 9, perQuarter: 3 }),
  ...many('C', 4).map(({ id: objectId }) =>
    aVisit({ objectId, class: 'construction', date: '2026-03-10', period: '2026' }),
  ),
  aVisit({ objectId: 'J-001', class: 'jointObject', date: '2026-06-10', period: '2026', departments: 2 }),
];

const run = (more: Partial<ComplianceInput> = {}, under = pack) =>
  compliance(under, {
    agency: '999999',
    level: 'county',
    year: 2026,
    objects: OBJECTS,
    visits: VISITS,
    asOf: '2027-01-01',
    calendar,
    ...more,
  });
test('an item that a recognised result closed counts where it was drawn; a result that closed nothing does not', () => {
  const [first, ...others] = VISITS;
  const completed = (visits: readonly VisitFact[]) =>
    run({ visits }).classes.find((one) => one.class === 'key')!.periods[0]!.completed;
  const closed = { ...first!, recognised: true, taskId: '2026q1-key' };
  const { taskId: _, ...loose } = closed;
  expect([completed(VISITS), completed([closed, ...others]), completed([loose, ...others])]).toEqual([10, 10, 9]);
  expect(completed([{ ...closed, recognisedInPart: true }, ...others])).toBe(9);
  expect(completed([{ ...first!, outside: true }, ...others])).toBe(9);
});

test('a result that was recognised owes no publication here and is no visit: nobody went (R-158)', () => {
  const [first, ...others] = VISITS;
  const { publishedOn: _, ...unpublished } = first!;
  const ended = { ...unpublished, taskId: '2026q1-key', results: ['未发现问题'] };
  const day = { resultDeterminedOn: '2026-01-20' };
  const of = (visit: VisitFact) => run({ visits: [visit, ...others] });
  const said = (visit: VisitFact) => {
    const { visits, totals, findings, unclocked } = of(visit);
    const late = findings.filter(({ code }) => code === 'PUBLICATION_OVERDUE').length;
    return { visits, share: totals.visits, concluded: totals.results!.concluded, late, unclocked: unclocked?.results };
  };
  const { concluded } = said({ ...ended, recognised: true });
  const none = { visits: 80, share: 80, concluded, late: 0, unclocked: 80 };
  expect(said({ ...ended, ...day, recognised: true })).toEqual(none);
  expect(said({ ...ended, recognised: true })).toEqual(none);
  // Controls: a visit of its own.
  expect(said({ ...ended, ...day })).toEqual({ ...none, visits: 81, share: 81, concluded: concluded + 1, late: 1 });
  expect(said(ended)).toEqual({ ...none, visits: 81, share: 81, unclocked: 81 });
});

const codes = (...given: Parameters<typeof run>) =>
  run(...given).findings.map(({ code, class: cls, period, object }) => [code, cls, period ?? object].join(' '));

describe('the year from the ledger', () => {
  test('81 visits, compliant, with the tables behind it', () => {
    const judged = run();
    expect(judged.findings).toEqual([]);
    expect(judged).toMatchObject({
      agency: '999999',
      pack: 'jiangxian',
      year: 2026,
      verdict: 'compliant',
      visits: 81,
      notJudged: [],
    });
    expect(judged.classes.map(({ class: cls, annualBase, covered }) => [cls, annualBase, covered])).toEqual([
      ['general', 113, 24],
      ['key', 37, 37],
      ['special', 9, 9],
      ['construction', 4, 4],
      ['jointObject', 1, 1],
    ]);
    expect(judged.classes[1]?.periods).toEqual(
      [37, 27, 17, 7].map((uncovered, i) => ({
        period: `2026Q${i + 1}`,
        base: 37,
        completed: 10,
        available: 37,
        uncovered,
        fresh: uncovered,
        baseFrom: 'directory',
      })),
    );
  });

  test('one visit with two departments is one, or two where the pack counts so', () => {
    const byDepartment = withSwitches(pack, { 'calc.visitUnit': 'department' });
    expect(run({}, byDepartment).visits).toBe(82);
    const joint = { objectId: 'K-001', date: '2026-11-12', taskType: 'interdepartmentalJoint' } as const;
    const more = (visit: Partial<VisitFact>) =>
      run({ visits: [...VISITS, aVisit({ ...joint, ...visit })] }, byDepartment);
    expect([more({}).visits, more({ departments: 3 }).visits]).toEqual([84, 85]);
  });

  test('short classes, as in the golden under-drawn year', () => {
    const visits = VISITS.filter(
      ({ objectId, date }) =>
        !(date === '2026-11-10' && ['K-001', 'K-002', 'K-003', 'K-037'].includes(objectId)) &&
        !(date === '2026-05-10' && ['G-007', 'S-004'].includes(objectId)) &&
        objectId !== 'C-004' &&
        objectId !== 'J-001',
    );
    expect(codes({ visits })).toEqual([
      'UNDER_RATIO general 2026Q2',
      'UNDER_RATIO key 2026Q4',
      'UNDER_ANNUAL_COVERAGE key 2026',
      'UNDER_RATIO special 2026Q2',
      'UNDER_ANNUAL_RATIO construction 2026',
      'UNDER_ANNUAL_RATIO jointObject 2026',
      'TIME_LIMIT_PASSED construction C-004',
    ]);
    const { findings } = run({ visits });
    expect(findings.map(({ required, actual }) => [required, actual])).toEqual([
      [6, 5],
      [10, 6],
      [37, 36],
      [3, 2],
      [4, 3],
      [1, 0],
      [undefined, undefined],
    ]);
    expect(findings.filter(({ period }) => period?.includes('Q')).map(({ baseFrom }) => baseFrom)).toEqual(
      Array(3).fill('directory'),
    );
  });

  test('drawn, cancelled, directed and higher-level visits are no completed ones', () => {
    const spoilt: Partial<VisitFact>[] = [
      { state: 'drawn', results: [] },
      { state: 'cancelled' },
      { selection: 'directed' },
      { level: 'municipal', results: ['发现问题已责令整改'] },
    ];
    for (const more of spoilt) {
      const visits = VISITS.map((visit) => (visit.objectId === 'G-001' ? { ...visit, ...more } : visit));
      expect(codes({ visits })).toEqual(['UNDER_RATIO general 2026Q1']);
    }
  });

  test('one joint visit at a key discharger serves both', () => {
    const objects = OBJECTS.map((object) => (object.id === 'J-001' ? { ...object, keyListMember: [{}] } : object));
    const visits = VISITS.map((visit) => (visit.objectId === 'J-001' ? { ...visit, alsoClasses: ['key'] } : visit));
    const [, key, , , joint] = run({ objects, visits }).classes;
    expect(key).toMatchObject({ annualBase: 38, covered: 38 });
    expect(joint).toMatchObject({ annualBase: 1, covered: 1 });
  });
});

describe('before the year is over', () => {
  test('only what has ended is judged', () => {
    const visits = VISITS.filter(({ date }) => date < '2026-11-01');
    expect(codes({ visits, asOf: '2026-11-20' })).toEqual([]);
    expect(run({ visits, asOf: '2026-11-20' }).classes[1]?.periods).toHaveLength(4);
    expect(run({ visits, asOf: '2026-09-20' }).classes[1]?.periods).toHaveLength(3);
  });

  test('before it began there is nothing', () => {
    expect(run({ asOf: '2025-12-31', visits: [] })).toMatchObject({ verdict: 'compliant', findings: [] });
  });

  test('one quarter alone: no yearly duty, no cap', () => {
    const more = [aVisit({ objectId: 'K-001', date: '2026-08-20' }), aVisit({ objectId: 'K-001', date: '2026-09-20' })];
    const visits = [...VISITS.filter(({ objectId }) => objectId !== 'G-007'), ...more];
    expect(codes({ visits, only: '2026Q2' })).toEqual(['UNDER_RATIO general 2026Q2']);
    expect(codes({ visits })).toContain('OVER_CAP all K-001');
  });
});

describe('membership and exemptions', () => {
  test('an object closed since is in no later base; one that was special counts where it is now', () => {
    const objects = [
      keyObject('K-1'),
      keyObject('K-2', { status: 'closed', statusSince: '2026-08-15' }),
      keyObject('K-3', { events: [{ kind: 'penalty', date: '2026-02-03' }] }),
    ];
    const [, key, special] = run({
      objects,
      visits: [aVisit({ objectId: 'K-3', class: 'special', date: '2026-05-10' })],
    }).classes;
    expect(key?.periods.map(({ base }) => base)).toEqual([3, 2, 3, 2]);
    expect(special?.periods.map(({ base, completed }) => [base, completed])).toEqual([
      [0, 0],
      [1, 1],
      [0, 0],
      [0, 0],
    ]);
    expect(key).toMatchObject({ annualBase: 2, covered: 1 });
  });

  test('clean at a higher level within the quarter explains a small pool and covers', () => {
    const objects = many('K', 4, { keyListMember: [{}] });
    const visits = objects.map(({ id: objectId }) => aVisit({ objectId, date: '2026-02-10', level: 'municipal' }));
    const { verdict, findings, classes } = run({ objects, visits });
    expect(classes[1]).toMatchObject({ annualBase: 4, covered: 4 });
    expect(findings.map(({ code }) => code)).toEqual(Array(4).fill('POOL_EXHAUSTED'));
    expect(verdict).toBe('warning');
  });

  test('officers are counted from the directory of people', () => {
    const person = { id: 'P', name: '示例', department: '执法队', staffKind: 'enforcement', mayLead: true } as const;
    const inspectors = [
      { ...person, certificateValidTo: '2026-12-31', onStaff: true },
      { ...person, certificateValidTo: '2025-12-31', onStaff: true },
      { ...person, certificateValidTo: '2026-12-31', onStaff: false },
    ];
    expect(run({ inspectors }).classes[0]).toMatchObject({ officers: 1 });
  });

  test('a level without rules has no tables', () => {
    expect(run({ level: 'municipal', visits: [], objects: [] })).toMatchObject({
      tables: [],
      classes: [],
      verdict: 'compliant',
    });
  });
});

describe('versions of the pack', () => {
  const from = (effectiveFrom: string, value: object) => ({
    ...pack,
    version: 2,
    effectiveFrom,
    rules: pack.rules.map((rule) =>
      rule.id === 'jiangxian/ratio/key/county' ? ({ ...rule, value } as typeof rule) : rule,
    ),
  });

  test('a higher ratio from July judges only what began after it', () => {
    const higher = from('2026-07-01', { every: 'quarter', min: { p: 30, q: 100 }, draw: 'each' });
    const { findings } = run({ versions: [pack, higher] });
    expect(findings.map(({ code, period, required }) => [code, period, required])).toEqual([
      ['UNDER_RATIO', '2026Q3', 12],
      ['UNDER_RATIO', '2026Q4', 12],
    ]);
  });

  test('a version that counts by months cannot take over within the year', () => {
    const monthly = from('2026-07-01', { every: 'month', min: { p: 30, q: 100 }, draw: 'each' });
    expect(run({ versions: [pack, monthly] }).findings).toEqual([]);
    expect(run({ versions: [from('2027-01-01', {})] }).findings).toEqual([]);
  });
});

describe('deadlines of single objects', () => {
  test('a project inspected after its limit, or not at all although it has passed', () => {
    const object = (inspectionDue: string) => [anObject({ id: 'C-1', constructionProject: true, inspectionDue })];
    const visit = [aVisit({ objectId: 'C-1', class: 'construction', date: '2026-03-10', period: '2026' })];
    const late = (inspectionDue: string, visits = visit, asOf = '2026-04-30') =>
      codes({ objects: object(inspectionDue), visits, asOf }).filter((code) => code.startsWith('TIME'));
    expect(late('2026-03-10')).toEqual([]);
    expect(late('2026-03-09')).toEqual(['TIME_LIMIT_PASSED construction C-1']);
    expect(late('2026-04-30', [])).toEqual([]);
    expect(late('2026-04-29', [])).toEqual(['TIME_LIMIT_PASSED construction C-1']);
    expect(late('2025-12-31', [])).toEqual([]);
    expect(late('2027-01-31', [], '2027-02-28')).toEqual([]);
    const [finding] = run({ objects: object('2026-03-09'), visits: visit, asOf: '2026-03-31' }).findings;
    expect(finding).toMatchObject({
      ...{ severity: 'warning', due: '2026-03-09', doneOn: '2026-03-10', lateBy: { days: 1, unit: 'day' } },
    });
  });

  test('of a project that was over by then, or stood still, say nothing', () => {
    const late = (status: ObjectFacts['status'], statusSince: string, under = pack) => {
      const more = { status, statusSince, constructionProject: true, inspectionDue: '2026-06-30' };
      const { findings } = run({ objects: [anObject({ id: 'C-1', ...more })], visits: [] }, under);
      return findings.filter(({ code }) => code === 'TIME_LIMIT_PASSED').length;
    };
    for (const status of ['deregistered', 'closed', 'moved', 'suspended'] as const) {
      expect(late(status, '2026-06-01'), status).toBe(0);
      expect(late(status, '2026-07-01'), status).toBe(1);
    }
    const counted = withSwitches(pack, { 'calc.suspendedInDenominator': true });
    expect(late('suspended', '2026-06-01', counted)).toBe(1);
    expect(late('deregistered', '2026-06-01', counted)).toBe(0);
  });

  test('a limit on an object without any ratio concerns nobody', () => {
    const objects = [anObject({ id: 'X', serviceAgency: true, inspectionDue: '2026-03-09' })];
    expect(codes({ objects, visits: [] })).toEqual([]);
  });

  test('results not published in time; withheld or still open ones are no fault', () => {
    const base = aVisit({ objectId: 'G-001', class: 'general', date: '2026-03-10', resultDeterminedOn: '2026-03-12' });
    const published = (more: Partial<VisitFact>) =>
      codes({ objects: [], visits: [{ ...base, ...more }] }).filter((code) => code.startsWith('PUB'));
    expect(published({ publishedOn: '2026-04-10' })).toEqual([]);
    expect(published({ publishedOn: '2026-04-13' })).toEqual(['PUBLICATION_OVERDUE all G-001']);
    expect(published({})).toEqual(['PUBLICATION_OVERDUE all G-001']);
    expect(published({ withheldGround: '商业秘密' })).toEqual([]);
    expect(published({ withheldGround: '商业秘密', withheldPart: true })).toEqual(['PUBLICATION_OVERDUE all G-001']);
    expect(published({ withheldGround: '商业秘密', withheldPart: true, publishedOn: '2026-04-10' })).toEqual([]);
    expect(published({ resultDeterminedOn: '2026-12-20' })).toEqual([]);
    const [late] = run({ objects: [], visits: [{ ...base, publishedOn: '2026-04-13' }] }).findings.filter(
      ({ code }) => code === 'PUBLICATION_OVERDUE',
    );
    expect(late).toMatchObject({ due: '2026-04-10', doneOn: '2026-04-13', lateBy: { days: 1, unit: 'workingDay' } });
  });

  test('a result that became public although it is a secret, of the own authority and of the period asked about', () => {
    const secret = aVisit({
      objectId: 'G-001',
      class: 'general',
      date: '2026-03-10',
      resultDeterminedOn: '2026-03-12',
    });
    const found = (more: Partial<VisitFact>, asked: object = {}) =>
      run({ objects: [], visits: [{ ...secret, withheldGround: '个人隐私', ...more }], ...asked })
        .findings.filter(({ code }) => code === 'SECRET_PUBLISHED')
        .map(({ ground, doneOn, severity }) => [ground, doneOn, severity]);
    expect(found({ publishedOn: '2026-03-20' })).toEqual([['个人隐私', '2026-03-20', 'error']]);
    expect(found({})).toEqual([]);
    expect(found({ publishedOn: '2026-03-20', agency: 'elsewhere' })).toEqual([]);
    expect(found({ publishedOn: '2026-03-20' }, { only: '2026Q2' })).toEqual([]);
  });

  test('the clock of another scheme runs from the end of the visit or of the task', () => {
    const visit = aVisit({
      objectId: 'G-001',
      class: 'general',
      date: '2026-03-10',
      inspectionEndedOn: '2026-03-12',
      taskCompletedOn: '2026-12-20',
    });
    const late = (from: string) =>
      run({ objects: [], visits: [visit] }, withSwitches(pack, { 'publication.startsFrom': from })).findings.length;
    expect([late('inspectionEnd'), late('taskCompleted'), late('byRule')]).toEqual([1, 0, 0]);
  });
});

describe('a period in which no version of the scheme was in force (R-002)', () => {
  const from = (effectiveFrom: string, effectiveTo?: string) => ({
    versions: [{ ...pack, effectiveFrom, ...(effectiveTo !== undefined && { effectiveTo }) }],
  });
  const EMPTY = { visits: [] };

  test('is not judged: nothing is held against anybody, and what was done is told', () => {
    const judged = run({ ...from('2027-01-01'), visits: VISITS.slice(0, 3) });
    expect(judged).toMatchObject({ verdict: 'notJudged', findings: [], tables: [], reports: [], visits: 3 });
    expect(run({ ...EMPTY, ...from('2024-01-01', '2025-12-31') }).verdict).toBe('notJudged');
    expect(run({ ...EMPTY, ...from('2026-07-01'), only: '2026Q2' }).verdict).toBe('notJudged');
    // Control: the same year with a version in force, or with none told, is judged.
    expect(run({ ...EMPTY, ...from('2026-01-01', '2026-12-31') }).verdict).toBe('noncompliant');
    expect(run({ ...EMPTY, versions: [] }).verdict).toBe('noncompliant');
    expect(run({ ...EMPTY, ...from('2026-07-01'), only: '2026Q3' }).verdict).toBe('noncompliant');
  });

  test('of a year in which the scheme began, the quarters before are left out', () => {
    const quarters = (effectiveFrom: string) =>
      run({ ...EMPTY, ...from(effectiveFrom) }).tables.flatMap(({ topic, class: cls, period }) =>
        topic === 'ratio' && cls === 'key' ? [period] : [],
      );
    expect(quarters('2026-06-15')).toEqual(['2026Q2', '2026Q3', '2026Q4']);
    expect(quarters('2026-01-01')).toHaveLength(4);
  });
});
