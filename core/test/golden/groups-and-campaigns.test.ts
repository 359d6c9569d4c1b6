import { expect, test } from 'vitest';
import { campaignPool } from '../../src/policy/campaign.ts';
import { groupFaults, substitutionAllowed } from '../../src/policy/group.ts';
import { overlapsOf, type PlannedVisit } from '../../src/policy/overlap.ts';
import { aVisit } from '../facts-fixtures.ts';
import { loadPack } from '../pack-files.ts';
import { GROUP_CASES, goldenCase } from './golden-case.ts';

/** The golden cases about who goes together, who is replaced, and inspections that stand in for one another. */

const pack = loadPack('yingkou');
const done = new Set<string>();
const golden: typeof goldenCase = (id) => {
  done.add(id);
  return goldenCase(id);
};

test('Y-17 groupComposition', () => {
  const { input, expected } = golden<
    { groups: { members: string[]; leader: string | null; recused?: string[] }[] },
    { valid: boolean[]; reasons: (string | null)[] }
  >('Y-17');
  const faults = input.groups.map(({ members, leader, recused = [] }) =>
    groupFaults(pack, {
      members: members.map((id) => ({ id, staffKind: 'enforcement' })),
      leader: leader ?? undefined,
      recused,
    }),
  );
  expect(faults.map((found) => found.length === 0)).toEqual(expected.valid);
  expect(faults).toEqual(expected.reasons.map((reason) => (reason === null ? [] : [reason])));
});

test('Y-18 substitution', () => {
  const { input, expected } = golden<
    { attempts: { reason: string | null; approvedBy: string | null }[] },
    { allowed: boolean[] }
  >('Y-18');
  const answers = input.attempts.map(({ reason, approvedBy }) =>
    substitutionAllowed(pack, { reason: reason ?? undefined, approvedBy: approvedBy ?? undefined }),
  );
  expect(answers.map(({ allowed }) => allowed)).toEqual(expected.allowed);
});

test('Y-19 overlap', () => {
  const { input, expected } = golden<{ planned: PlannedVisit[] }, { reminders: string[][] }>('Y-19');
  const { reminders, merges } = overlapsOf(pack, input.planned);
  expect(reminders).toEqual(expected.reminders);
  expect(merges).toEqual([['C1', 'C3']]);
});

test('Y-21 eligiblePool: a campaign after the daily draws', () => {
  const { input, period, expected } = golden<
    { scope: number; ratioPercent: number; dailyDoneInYear: number },
    { required: number; pool: number; skippable: number }
  >('Y-21');
  const scope = Array.from({ length: input.scope }, (_, i) => `K-${i}`);
  const { required, pool, skippable } = campaignPool(pack, {
    scope,
    visits: scope
      .slice(0, input.dailyDoneInYear)
      .map((objectId) => aVisit({ objectId, date: `${period.year}-03-10`, taskType: 'daily' })),
    year: period.year!,
    min: { p: input.ratioPercent, q: 100 },
  });
  expect({ required, pool: pool.length, skippable: skippable.length }).toEqual(expected);
});

test('every case left to this file was run', () => {
  expect([...done].sort()).toEqual([...GROUP_CASES]);
});
