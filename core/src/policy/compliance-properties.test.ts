import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, packNames } from '../../test/pack-files.ts';
import { atLeast } from '../basics/ratios.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { quota } from './minimum-sequence.ts';
import { findRule, rulesOf } from './pack.ts';
import { workingDays } from './working-days.ts';

/** What holds of every pack whatever its numbers. */

const packs = packNames().map((name) => loadPack(name));
const calendar = workingDays([2025, 2026].map(loadHolidays));
const ratios = packs.flatMap((pack) =>
  rulesOf(pack, 'ratio').map((rule) => [`${rule.id} ${rule.value.every}`, pack, rule] as const),
);

describe.each(ratios)('%s', (_, pack, { class: cls, level }) => {
  const scope = { class: cls, level: level === 'all' ? 'county' : level, year: 2026 } as const;
  const { min } = findRule(pack, 'ratio', scope)!.value;
  const required = (base: number) => quota(pack, { ...scope, bases: [base] })[0]!.required;

  test('the minimum is the least whole number that reaches the ratio, and grows with the base', () => {
    fc.assert(
      fc.property(fc.nat(5_000_000), fc.nat(1000), (base, more) => {
        const n = required(base);
        const [share, goal] = [BigInt(n) * BigInt(min.q), BigInt(base) * BigInt(min.p)];
        expect(Number.isInteger(n)).toBe(true);
        expect(share >= goal && (n === 0 || share - BigInt(min.q) < goal)).toBe(true);
        expect(required(base + more)).toBeGreaterThanOrEqual(n);
      }),
      { numRuns: 200 },
    );
  });
});

test('a ratio of a number that doubles get wrong is exact', () => {
  expect([7, 14, 28, 55].map((p) => atLeast(100, { p, q: 100 }))).toEqual([7, 14, 28, 55]);
});

const anyObject = (i: number): fc.Arbitrary<ObjectFacts> =>
  fc
    .record({
      permitCategory: fc.constantFrom('重点管理', '简化管理', '登记管理'),
      status: fc.constantFrom('active', 'active', 'active', 'suspended', 'closed'),
      creditRiskGrade: fc.constantFrom('A', 'B', 'C', 'D'),
      listed: fc.boolean(),
      positive: fc.boolean(),
      nuclearUser: fc.boolean(),
      constructionProject: fc.constantFrom(false, false, false, true),
      penalised: fc.boolean(),
    } as const)
    .map(({ listed, positive, penalised, ...facts }) =>
      anObject({
        id: `O-${i}`,
        ...facts,
        ...(listed ? { keyListMember: [{ level: 'municipal' as const }] } : {}),
        ...(positive ? { positiveList: { from: '2026-04-15' } } : {}),
        ...(penalised ? { events: [{ kind: 'penalty' as const, date: '2026-02-03' }] } : {}),
      }),
    );

const anyVisit = (objects: number, level: VisitFact['level'], classes: readonly string[]): fc.Arbitrary<VisitFact> =>
  fc
    .record({
      object: fc.nat(objects - 1),
      month: fc.integer({ min: 1, max: 12 }),
      class: fc.constantFrom(...classes),
      level: fc.constantFrom(level, level, 'municipal', 'county'),
      method: fc.constantFrom('onSite', 'tech'),
      taskType: fc.constantFrom('daily', 'internalJoint', 'interdepartmentalJoint'),
      selection: fc.constantFrom('random', 'random', 'directed'),
      state: fc.constantFrom('completed', 'completed', 'drawn', 'cancelled'),
      creditBased: fc.boolean(),
      published: fc.boolean(),
    } as const)
    .map(({ object, month, published, ...facts }) => {
      const date = `2026-${String(month).padStart(2, '0')}-10`;
      return aVisit({
        objectId: `O-${object}`,
        date,
        ...facts,
        resultDeterminedOn: date,
        inspectionEndedOn: date,
        taskCompletedOn: date,
        ...(published ? { publishedOn: date } : {}),
      });
    });

describe.each(packs.flatMap((pack) => pack.levels.map((level) => [`${pack.id} ${level.id}`, pack, level] as const)))(
  '%s',
  (_, pack, { id: level, classes }) => {
    const SIZE = 40;
    const year = fc.record({
      objects: fc.tuple(...Array.from({ length: SIZE }, (_, i) => anyObject(i))),
      visits: fc.array(anyVisit(SIZE, level, classes), { maxLength: 60 }),
      asOf: fc.constantFrom('2026-03-31', '2026-08-15', '2026-12-31', '2027-03-01'),
    });
    const judge = ({ objects, visits, asOf }: Pick<ComplianceInput, 'objects' | 'visits' | 'asOf'>) =>
      compliance(pack, { agency: '999999', level, year: 2026, objects, visits, asOf, calendar });

    test('the order of objects and visits changes nothing', () => {
      fc.assert(
        fc.property(year, fc.nat(1000), ({ objects, visits, asOf }, turn) => {
          const turned = <T>(all: readonly T[]) => all.map((_, i) => all[(i + turn) % all.length]!).reverse();
          const here = judge({ objects, visits, asOf });
          expect(judge({ objects: turned(objects), visits: turned(visits), asOf })).toEqual(here);
        }),
        { numRuns: 30 },
      );
    });

    test('every finding names a rule of the pack with its clause, and its numbers agree', () => {
      fc.assert(
        fc.property(year, (given) => {
          const { findings, tables } = judge(given);
          for (const { rule, clause, required, actual, shortBy } of [...findings, ...tables]) {
            expect(pack.rules.some((one) => one.id === rule && one.clause === clause)).toBe(true);
            if (shortBy !== undefined) expect(shortBy).toBe(required! - actual!);
          }
        }),
        { numRuns: 30 },
      );
    });

    test('under three time zones alike', () => {
      const zone = process.env['TZ'];
      fc.assert(
        fc.property(year, (given) => {
          const answers = ['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'].map((TZ) => {
            process.env['TZ'] = TZ;
            return JSON.stringify(judge(given));
          });
          expect(new Set(answers).size).toBe(1);
        }),
        { numRuns: 10 },
      );
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    });
  },
);
