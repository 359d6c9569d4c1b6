import { describe, expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import type { InspectorFacts } from './facts.ts';
import { hasDirectoryOf, type SupportWish, seatOut, seatTags, teamSeats } from './support.ts';

const wish: SupportWish = { kind: 'expert', industry: '医药' };
const person = (staffKind: InspectorFacts['staffKind'], more: Partial<InspectorFacts> = {}): InspectorFacts => ({
  ...{ id: 'P1', name: '示例一', department: '示范站', staffKind, onStaff: true, mayLead: false },
  ...{ certificateValidTo: '2029-12-31', specialties: ['医药'], region: '133100' },
  ...more,
});

describe('seats of a draw with supporters', () => {
  const pack = loadPack('xiongan');

  test('those of the staff are closed to an expert, also to one whose row says may lead', () => {
    const [expertSeat, ...others] = [...teamSeats(pack, [wish])].reverse();
    expect(expertSeat).toEqual({ id: 'expert', needs: ['expert'] });
    const tags = seatTags(person('expert', { mayLead: true }), [wish]);
    expect(tags).toEqual(['expert']);
    expect(others.length).toBeGreaterThanOrEqual(2);
    expect(others.every(({ needs }) => !needs.every((need) => tags.includes(need)))).toBe(true);
    const officer = seatTags(person('enforcement', { mayLead: true }), [wish]);
    expect(others.every(({ needs }) => needs.every((need) => officer.includes(need)))).toBe(true);
    expect(officer).not.toContain('expert');
  });

  test('without a wish they are those of the pack, and who supports has no tag', () => {
    expect(teamSeats(pack, []).map(({ needs }) => needs)).toEqual([['leader'], []]);
    expect(seatTags(person('expert'), [])).toEqual([]);
    expect(seatTags(person('enforcement', { mayLead: true }), [])).toEqual(['leader']);
    expect(seatTags(person('enforcement'), [])).toEqual([]);
  });
});

test('who is drawn as an expert has the trade, the region and a mandate on the day', () => {
  const out = (expert: InspectorFacts, more: Partial<SupportWish> = {}) =>
    seatOut(expert, { wishes: [{ ...wish, ...more }], date: '2026-11-20' });
  expect(out(person('expert'))).toBeUndefined();
  expect(out(person('expert'), { region: '133100' })).toBeUndefined();
  expect(out(person('expert'), { region: '133200' })).toBe('outside-filter');
  expect(out(person('expert', { specialties: ['化工'] }))).toBe('outside-filter');
  expect(out(person('expert', { onDuty: [{ from: '2026-01-01', to: '2026-11-20' }] }))).toBeUndefined();
  expect(out(person('expert', { onDuty: [{ from: '2026-01-01', to: '2026-11-19' }] }))).toBe('off-duty');
  expect(out(person('expert', { onStaff: false }))).toBe('off-staff');
  expect(out(person('auxiliary'))).toBe('support-only');
  expect(out(person('enforcement', { specialties: [] }))).toBeUndefined();
});

test('only a scheme with a directory of that kind offers them', () => {
  expect(hasDirectoryOf(loadPack('xiongan'), 'expert')).toBe(true);
  expect(hasDirectoryOf(loadPack('xiongan'), 'auxiliary')).toBe(false);
  expect(hasDirectoryOf(loadPack('yingkou'), 'auxiliary')).toBe(true);
});
