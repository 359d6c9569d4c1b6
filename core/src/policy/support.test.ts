import { describe, expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import type { InspectorFacts } from './facts.ts';
import type { Pack } from './pack.ts';
import { hasDirectoryOf, type SupporterWish, type SupportWish, seatOut, seatTags, teamSeats } from './support.ts';

const wish: SupporterWish = { kind: 'expert', industry: '医药' };
const person = (staffKind: InspectorFacts['staffKind'], more: Partial<InspectorFacts> = {}): InspectorFacts => ({
  ...{ id: 'P1', name: '示例一', department: '示范站', staffKind, onStaff: true, mayLead: false },
  ...{ certificateValidTo: '2029-12-31', specialties: ['医药'], region: '133100' },
  ...more,
});
const date = '2026-11-20';

describe('seats of a draw with supporters', () => {
  const pack = loadPack('xiongan');

  test('those of the staff are closed to an expert, also to one whose row says may lead', () => {
    const [expertSeat, ...others] = [...teamSeats(pack, [wish])].reverse();
    expect(expertSeat).toEqual({ id: 'expert', needs: ['expert'] });
    const tags = seatTags(person('expert', { mayLead: true }), { pack, wishes: [wish], date });
    expect(tags).toEqual(['expert']);
    expect(others.length).toBeGreaterThanOrEqual(2);
    expect(others.every(({ needs }) => !needs.every((need) => tags.includes(need)))).toBe(true);
    const officer = seatTags(person('enforcement', { mayLead: true }), { pack, wishes: [wish], date });
    expect(others.every(({ needs }) => needs.every((need) => officer.includes(need)))).toBe(true);
    expect(officer).not.toContain('expert');
  });

  test('without a wish they are those of the pack, and who supports has no tag', () => {
    expect(teamSeats(pack, []).map(({ needs }) => needs)).toEqual([['leader'], []]);
    const none = { pack, wishes: [], date };
    expect(seatTags(person('expert'), none)).toEqual([]);
    expect(seatTags(person('enforcement', { mayLead: true }), none)).toEqual(['leader']);
    expect(seatTags(person('enforcement'), none)).toEqual([]);
  });
});

test('who is drawn as an expert has the trade, the region and a mandate on the day', () => {
  const pack = loadPack('xiongan');
  const out = (expert: InspectorFacts, more: Partial<SupporterWish> = {}) =>
    seatOut(expert, { pack, wishes: [{ ...wish, ...more }], date });
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
  expect(['xinxian', 'yiliang', 'yingkou'].map((name) => hasDirectoryOf(loadPack(name), 'supervision'))).toEqual([
    true,
    true,
    false,
  ]);
});

describe('daily supervisors without a certificate', () => {
  const { certificateValidTo: _, ...supervisor } = person('dailySupervision', { mayLead: true });
  const officer = person('enforcement');
  const leader = person('enforcement', { mayLead: true });
  const besides: readonly SupportWish[] = [{ kind: 'supervision' }];
  const grouped = (value: object) =>
    loadPack('xinxian', (tree) => {
      const { rules } = tree as { rules: { id: string; value: object }[] };
      const rule = rules.find(({ id }) => id.includes('/group/'))!;
      rule.value = { ...rule.value, ...value };
    });
  const member = (id: string) => ({ id, name: '组员', needs: [], object: false });
  const three = { seats: [{ id: 'leader', name: '小组长', needs: ['leader'] }, member('member'), member('third')] };
  /** The seats that a person may take under a pack, by id; `-` where the person is left out before. */
  const open = (one: InspectorFacts, pack: Pack, wishes: readonly SupportWish[] = []) => {
    const ask = { pack, wishes, date };
    if (seatOut(one, ask) !== undefined) return seatOut(one, ask);
    const tags = seatTags(one, ask);
    return teamSeats(pack, wishes)
      .filter(({ needs }) => needs.every((need) => tags.includes(need)))
      .map(({ id }) => id)
      .join(' ');
  };

  test('take a seat of their own where a task asks for one; the two of the law stay with certificates', () => {
    for (const name of ['xinxian', 'yiliang']) {
      const pack = loadPack(name);
      expect(open(supervisor, pack, besides)).toBe('supervision');
      expect(open(officer, pack, besides)).toBe('member');
      expect(open(leader, pack, besides)).toBe('leader member');
      // A supervisor who holds a certificate may sit on either side.
      expect(open(person('dailySupervision'), pack, besides)).toBe('member supervision');
      expect(teamSeats(pack, besides)).toHaveLength(3);
    }
  });

  test('are left out of a team in which every seat needs a certificate, and said to lack one', () => {
    const pack = loadPack('xinxian');
    expect(open(supervisor, pack)).toBe('no-certificate');
    expect(open(officer, pack)).toBe('member');
    expect(teamSeats(pack, []).map(({ needs }) => needs)).toEqual([['leader'], []]);
    expect(open(supervisor, loadPack('jiangxian'), besides)).toBe('no-certificate');
  });

  test('take a member seat beyond the smallest group, and never lead', () => {
    const pack = grouped(three);
    expect(open(supervisor, pack)).toBe('third');
    expect(open(officer, pack)).toBe('member third');
    expect(open(leader, pack)).toBe('leader member third');
    const expired = person('dailySupervision', { certificateValidTo: '2026-11-19' });
    expect(open(expired, pack)).toBe('certificate-expired');
  });

  test('take every seat but as many as the scheme keeps for certificates, leaders first', () => {
    expect(open(supervisor, grouped({ certified: 1 }))).toBe('member');
    expect(open(officer, grouped({ certified: 1 }))).toBe('member');
    expect(open(supervisor, grouped({ ...three, certified: 3 }))).toBe('no-certificate');
    const last = { seats: [member('member'), three.seats[0]], certified: 1 };
    expect(open(supervisor, grouped(last))).toBe('member');
  });

  test('are no supporters: an expert beside them takes neither their seat nor one of the staff', () => {
    const pack = grouped(three);
    const both: readonly SupportWish[] = [wish, ...besides];
    expect(open(supervisor, pack, both)).toBe('third supervision');
    expect(open(person('expert'), pack, both)).toBe('expert');
    expect(open(officer, pack, both)).toBe('member third');
  });
});
