import { describe, expect, test } from 'vitest';
import { answered, replaceable } from '../../test/replaceable.ts';
import { type Replacing, requestOf as sealedRequest } from '../../test/replacements.ts';
import { countyTerms, creditCode, inspectorRow, LIST_KEY, objectRow, WINDOW } from '../../test/session.ts';
import { fromHex, hex } from '../basics/bytes.ts';
import { hashOf } from '../hash/hash.ts';
import { replacementSeed } from './fresh-value.ts';
import { deriveKeys, replacedTeamSalt, rowLeaf, teamSalt } from './leaves.ts';
import type { RecusalRow } from './rows.ts';
import { openPlace, type ReplaceableSession, requestFault, runReplacement } from './run-replacement.ts';
import { seatKey, seatTicket } from './seat-tickets.ts';
import { stratumKey } from './seed.ts';
import type { TeamRow } from './teams.ts';
import { ticketsOf } from './tickets.ts';

const STD = hashOf('std');
const county = replaceable();
const requestOf = (no: number, replacing: Replacing) => sealedRequest({ hash: STD, listKey: LIST_KEY }, no, replacing);
const [, general] = county.session.strata;
const faultOf = (input: ReplaceableSession, rank: number, seat?: string) =>
  requestFault(input, requestOf(input.earlier.length + 1, { rank, ...(seat !== undefined && { seat }) }));
const teamOf = (input: typeof county, rank: number) => input.session.teams.find(({ row }) => row.rank === rank)!.row;
const seats = (row: TeamRow | undefined) => row?.team.map(({ seat, inspector }) => `${seat} ${inspector}`);

/** The session as drawn, on lists with one recusal more: in the manifest it would give another draw. */
function recused(input: typeof county, recusal: RecusalRow): typeof county {
  const { recusals } = replaceable({ recusals: [...countyTerms().recusals, recusal] }).rows;
  return { ...input, rows: { ...input.rows, recusals } };
}

describe('what is not replaced', () => {
  test('a rank that was not drawn, a seat where nobody sits', () => {
    expect(faultOf(county, 10)).toEqual({ kind: 'unknownRank' });
    expect(faultOf(county, 1, 'driver')).toEqual({ kind: 'emptySeat' });
    expect(faultOf(county, 1)).toBeUndefined();
    expect(faultOf(county, 1, 'leader')).toBeUndefined();
  });

  test('more than the manifest allows', () => {
    const once = answered(county, { rank: 1 }).after;
    const twice = answered(once, { rank: 2 }).after;
    expect(faultOf(once, 3)).toBeUndefined();
    expect(faultOf(twice, 3)).toEqual({ kind: 'max', max: 2 });
    expect(faultOf(replaceable({ replacement: { mode: 'next', max: 0 } }), 1)).toEqual({ kind: 'max', max: 0 });
  });

  test('a second request while the first has no answer, one with another number, the same again', () => {
    const open = { ...county, earlier: [{ request: requestOf(1, { rank: 1 }) }] };
    expect(faultOf(open, 2)).toEqual({ kind: 'pending' });
    expect(requestFault(county, requestOf(2, { rank: 1 }))).toEqual({ kind: 'number' });
    const once = answered(county, { rank: 1, seat: 'leader', evidence: '请假条' }).after;
    const again = requestOf(2, { rank: 1, seat: 'leader', evidence: '请假条' });
    expect(requestFault(once, again)).toEqual({ kind: 'repeated' });
    for (const other of [{ evidence: '另一张' }, { seat: 'member' }, { rank: 2 }])
      expect(
        requestFault(once, requestOf(2, { rank: 1, seat: 'leader', evidence: '请假条', ...other })),
      ).toBeUndefined();
    const answer = runReplacement(once, { request: again, window: WINDOW });
    expect(answer).toEqual({ ok: false, error: { kind: 'repeated' } });
  });
});

describe('of an object', () => {
  test('the first 候补 of the stratum takes the rank, and its team goes there', () => {
    const { places } = answered(county, { rank: 7 });
    expect(places).toHaveLength(1);
    expect(places[0]).toMatchObject({ rank: 7, k: 1, leaf: general!.reserve[0]!.leaf });
    expect(places[0]!.object!.row.stratum).toBe('general');
    expect(places[0]!.teamLeaf!.row).toEqual({ ...teamOf(county, 7), window: WINDOW });
    expect(places[0]).not.toHaveProperty('vacant');
  });

  test('a second time, the next 候补 takes it, until the reserve is spent: then the rank stays open', () => {
    const small = replaceable({ replacement: { mode: 'next', max: 9 } });
    const first = answered(small, { rank: 7 });
    const second = answered(first.after, { rank: 7 });
    const third = answered(second.after, { rank: 7 });
    const [inKey, inGeneral] = small.session.strata;
    expect([first, second].map(({ places: [place] }) => [place!.k, place!.leaf])).toEqual([
      [1, inGeneral!.reserve[0]!.leaf],
      [2, inGeneral!.reserve[1]!.leaf],
    ]);
    expect(third.places).toEqual([{ rank: 7, k: 3 }]);
    expect(faultOf(third.after, 7)).toEqual({ kind: 'unfilled' });
    expect(answered(third.after, { rank: 8 }).places).toEqual([{ rank: 8, k: 1 }]);
    expect(answered(third.after, { rank: 1 }).places[0]!.leaf).toBe(inKey!.reserve[0]!.leaf);
    expect(() => openPlace(third.places[0]!)).toThrow('rank 7.3 is filled');
  });

  test('a 候补 whose object has a rank elsewhere is passed over, before and after that object is replaced', () => {
    const take = (id: string, count: number, reserve: number) =>
      ({ id, rule: { kind: 'count', count, clause: '第四条' }, clause: '第四条', reserve }) as const;
    const objects = [
      objectRow(1),
      objectRow(1, { stratum: 'general', tier: 1 }),
      objectRow(2, { stratum: 'general' }),
      objectRow(3, { stratum: 'general', tier: 2 }),
      objectRow(4, { tier: 1 }),
    ];
    const both = replaceable({ objects, strata: [take('key', 1, 1), take('general', 1, 2)] });
    const inGeneral = answered(both, { rank: 2 });
    expect(inGeneral.places[0]!.object!.row.id).toBe(creditCode(3));
    const closed = answered(both, { rank: 1 }).after;
    expect(answered(closed, { rank: 2 }).places[0]!.object!.row.id).toBe(creditCode(3));
  });

  test('drawn in two strata, it leaves both ranks: its team keeps to the lower, the other gets one by the seat rule', () => {
    const take = (id: string, count: number) =>
      ({ id, rule: { kind: 'count', count, clause: '第四条' }, clause: '第四条', reserve: 1 }) as const;
    const objects = [
      ...[1, 2].map((n) => objectRow(n, { tier: n - 1 })),
      ...[1, 3].map((n) => objectRow(n, { stratum: 'general', tier: n - 1 })),
    ];
    const both = replaceable({ objects, strata: [take('key', 1), take('general', 1)] });
    expect(faultOf(both, 2)).toEqual({ kind: 'sharesTeam', rank: 1 });
    const { places, after } = answered(both, { rank: 1 });
    expect(places.map(({ rank, k, object }) => [rank, k, object!.row.id])).toEqual([
      [1, 1, creditCode(2)],
      [2, 1, creditCode(3)],
    ]);
    expect(seats(places[0]!.teamLeaf!.row)).toEqual(seats(teamOf(both, 1)));
    expect(seats(places[1]!.teamLeaf!.row)).toEqual(smallest(both, 2, ['leader', 'member']));
    expect(faultOf(after, 2, 'leader')).toBeUndefined();
  });

  /** By hand: on each seat the smallest number among those who may, are not in the team yet and have room. */
  function smallest({ rows, session }: typeof county, rank: number, ids: readonly string[]): readonly string[] {
    const drawSeed = fromHex(session.certificate.seed)!;
    const taken: string[] = [];
    return ids.map((seat) => {
      const [first] = rows.inspectors
        .filter(({ row }) => row.state === 'in' && !taken.includes(row.id))
        .filter(({ row }) => seat === 'member' || row.tags.includes('leader'))
        .map(({ row }) => ({
          id: row.id,
          t: hex(seatTicket({ hash: STD, seed: drawSeed }, seatKey(rank, seat), row.id)),
        }))
        .sort((a, b) => (a.t < b.t ? -1 : 1));
      taken.push(first!.id);
      return `${seat} ${first!.id}`;
    });
  }

  test('who may not go to the new object gives way; the other stays, and nobody changes his seat', () => {
    const [kept] = answered(county, { rank: 7 }).places;
    const before = teamOf(county, 7).team;
    for (const [i, { inspector }] of before.entries()) {
      const recusal = { objectId: kept!.object!.row.id, inspectorId: inspector, reason: 'kinship' };
      const team = answered(recused(county, recusal), { rank: 7 }).places[0]!.teamLeaf!.row.team;
      expect(team[1 - i]).toEqual(before[1 - i]);
      expect(team[i]!.seat).toBe(before[i]!.seat);
      expect(before.map((taken) => taken.inspector)).not.toContain(team[i]!.inspector);
    }
  });

  test('where nobody is left for a seat it is vacant, and where nobody at all, nobody is sent', () => {
    const needy = (n: number, tier: number) => objectRow(n, { tier, needs: tier > 0 ? ['water'] : [] });
    const two = [inspectorRow(1, { tags: ['leader'], cap: 1 }), inspectorRow(2, { cap: 1 })];
    const terms = { objects: [needy(1, 0), needy(2, 1)], inspectors: two, recusals: [], fallback: [] } as const;
    const one = {
      id: 'key',
      rule: { kind: 'count', count: 1, clause: '第四条' },
      clause: '第四条',
      reserve: 1,
    } as const;
    const short = answered(replaceable({ ...terms, strata: [one] }), { rank: 1 });
    expect(seats(short.places[0]!.teamLeaf!.row)).toEqual(['leader 140826-1']);
    expect(short.places[0]!.vacant).toEqual(['member']);
    expect(faultOf(short.after, 1, 'member')).toEqual({ kind: 'emptySeat' });
    const allNeedy = [{ id: 'leader', needs: ['leader'], object: true }] as const;
    const none = answered(replaceable({ ...terms, strata: [one], seats: allNeedy }), { rank: 1 });
    expect(none.places).toMatchObject([{ rank: 1, k: 1, vacant: ['leader'] }]);
    expect(none.places[0]).not.toHaveProperty('team');
    expect(openPlace(none.places[0]!)).not.toHaveProperty('teamRow');
    const last = answered(replaceable({ ...terms, strata: [one], seats: [{ id: 'leader', needs: ['leader'] }] }), {
      ...{ rank: 1, seat: 'leader' },
    });
    expect(last.places).toMatchObject([{ rank: 1, k: 0, vacant: ['leader'] }]);
    expect(last.places[0]).not.toHaveProperty('team');
  });

  test('without teams the object is replaced all the same', () => {
    const teamless = replaceable({ fallback: [], inspectors: [inspectorRow(1), inspectorRow(2)] });
    const { places } = answered(teamless, { rank: 1 });
    expect(places[0]).toMatchObject({ rank: 1, k: 1, leaf: teamless.session.strata[0]!.reserve[0]!.leaf });
    expect(places[0]).not.toHaveProperty('team');
    expect(faultOf(teamless, 1, 'leader')).toEqual({ kind: 'emptySeat' });
  });
});

describe('of a person', () => {
  const many = replaceable({ replacement: { mode: 'next', max: 99 } });

  test('the smallest number of the seat comes in; who has left the rank does not come back to it on any seat', () => {
    const team = teamOf(many, 1).team.map(({ inspector }) => inspector);
    const may = many.rows.inspectors.filter(({ row }) => row.state === 'in' && row.tags.includes('leader'));
    const expected = may
      .map(({ row }) => ({
        id: row.id,
        t: hex(seatTicket({ hash: STD, seed: fromHex(many.session.certificate.seed)! }, '1/leader', row.id)),
      }))
      .filter(({ id }) => !team.includes(id))
      .sort((a, b) => (a.t < b.t ? -1 : 1));
    const { places, after } = answered(many, { rank: 1, seat: 'leader' });
    expect(seats(places[0]!.teamLeaf!.row)).toEqual([`leader ${expected[0]!.id}`, `member ${team[1]}`]);
    let session = after;
    const members: string[] = [];
    for (let n = 0; n < 6; n++) {
      const next = answered(session, { rank: 1, seat: 'member' });
      const member = next.places[0]!.teamLeaf!.row.team[1];
      session = next.after;
      if (!member) break;
      members.push(member.inspector);
    }
    expect(members.length).toBeGreaterThan(3);
    expect(members).not.toContain(team[0]);
    expect(members).not.toContain(team[1]);
    expect(new Set(members).size).toBe(members.length);
  });

  test('nor with another object on the rank', () => {
    const [leader] = teamOf(many, 7).team;
    const left = answered(many, { rank: 7, seat: 'leader' });
    const moved = answered(left.after, { rank: 7 });
    expect(seats(moved.places[0]!.teamLeaf!.row)).toEqual(seats(left.places[0]!.teamLeaf!.row));
    const again = answered(moved.after, { rank: 7, seat: 'leader' });
    expect(again.places[0]).toMatchObject({ rank: 7, k: 1, leaf: moved.places[0]!.leaf });
    expect(JSON.stringify(again.places[0]!.teamLeaf!.row)).not.toContain(leader!.inspector);
  });

  test('caps hold as the draw left them: with one more place each where that step was needed, and those borrowed', () => {
    const terms = countyTerms();
    const leaders = (cap: number) => [
      inspectorRow(0, { tags: ['leader', 'water'], cap }),
      inspectorRow(1, { tags: ['leader', 'water'], cap }),
      ...terms.inspectors.slice(4),
    ];
    const drawn = (cap: number, fallback: typeof terms.fallback) =>
      replaceable({ inspectors: leaders(cap), fallback, recusals: [], replacement: { mode: 'next', max: 99 } });
    const coming = (input: typeof county) =>
      input.session.teams.map(({ row }) => {
        const { places } = answered(input, { rank: row.rank, seat: 'leader' });
        const next = places[0]!.teamLeaf!.row.team.find(({ seat }) => seat === 'leader')?.inspector;
        const seatsHeld = input.session.teams.flatMap((each) => each.row.team).filter((t) => t.inspector === next);
        return { next, held: seatsHeld.length + 1 };
      });
    const tight = drawn(4, ['cap+1']);
    expect(tight.session.certificate.teams.steps).toEqual(['cap+1']);
    expect(coming(tight).some(({ next, held }) => next !== undefined && held === 5)).toBe(true);
    expect(coming(tight).some(({ next }) => next === undefined)).toBe(true);
    const lent = drawn(3, ['borrow']);
    expect(lent.session.certificate.teams.steps).toEqual(['borrow']);
    expect(coming(lent).some(({ next }) => next === '140826-9')).toBe(true);
    expect(coming(lent).every(({ next, held }) => next === undefined || next === '140826-9' || held <= 3)).toBe(true);
    expect(coming(drawn(20, ['borrow'])).every(({ next }) => next !== '140826-9')).toBe(true);
  });
});

test('A7 a replacement changes the place it names only, and the answer is always the same', () => {
  let session = replaceable({ replacement: { mode: 'next', max: 99 } });
  let now = new Map(session.session.teams.map(({ row }) => [row.rank, row]));
  for (const replacing of [{ rank: 3, seat: 'member' }, { rank: 5 }, { rank: 5, seat: 'leader' }, { rank: 9 }]) {
    const { after, places } = answered(session, replacing);
    expect(answered(session, replacing).places).toEqual(places);
    expect(places.map(({ rank }) => rank)).toEqual([replacing.rank]);
    const next = new Map(now).set(replacing.rank, places[0]!.teamLeaf!.row);
    const changed = [...next].filter(([rank, row]) => row.team !== now.get(rank)!.team);
    expect(changed.map(([rank]) => rank)).toEqual([replacing.rank]);
    if (replacing.seat !== undefined) {
      const moved = places[0]!.teamLeaf!.row.team.filter(
        (t, i) => t.inspector !== now.get(replacing.rank)!.team[i]!.inspector,
      );
      expect(moved.map(({ seat }) => seat)).toEqual([replacing.seat]);
    }
    [session, now] = [after, next];
  }
  expect(session.earlier).toHaveLength(4);
});

test('A8 a recusal that no team and no replacement uses changes nothing', () => {
  const plain = answered(county, { rank: 3, seat: 'leader' }).places[0]!;
  const used = new Set(plain.teamLeaf!.row.team.map(({ inspector }) => inspector));
  const idle = county.rows.inspectors.filter(
    ({ row }) => row.state === 'in' && !used.has(row.id) && !JSON.stringify(teamOf(county, 3)).includes(row.id),
  );
  const objectId = plain.object!.row.id;
  for (const { row } of idle.slice(0, 3)) {
    const other = recused(county, { objectId, inspectorId: row.id, reason: 'kinship' });
    const places = answered(other, { rank: 3, seat: 'leader' }).places;
    expect(places[0]!.teamLeaf!.row.team).toEqual(plain.teamLeaf!.row.team);
  }
  expect(idle.length).toBeGreaterThan(2);
});

describe('fresh', () => {
  const fresh = replaceable({ replacement: { mode: 'fresh', max: 3 } });
  const value = { k: 'dice', value: '00112233445566778899' } as const;

  test('without its value, or with one that is none, there is no answer; a value that is not asked for is refused', () => {
    const request = requestOf(1, { rank: 1 });
    const refused = { ok: false, error: { kind: 'value' } };
    const base = { request, window: WINDOW };
    expect(runReplacement(fresh, base)).toEqual(refused);
    expect(runReplacement(fresh, { ...base, value: { k: 'dice', value: '1' } })).toEqual(refused);
    expect(runReplacement(fresh, { ...base, value: { k: 'coins' as 'dice', value: value.value } })).toEqual(refused);
    expect(runReplacement(county, { ...base, value })).toEqual(refused);
    expect(runReplacement(fresh, { ...base, value }).ok).toBe(true);
  });

  test('the 候补 are ordered anew by tickets under seed_r, lower tiers first; seats likewise', () => {
    const own = fromHex(fresh.session.certificate.seed)!;
    const reserve = fresh.session.strata[0]!.reserve;
    const rowOf = (leaf: string) => fresh.rows.objects.find((each) => each.leaf === leaf)!.row;
    const came = new Set<string>();
    for (let n = 0; n < 12; n++) {
      const thrown = { k: 'dice', value: String(n).padStart(20, '1') } as const;
      const seedR = replacementSeed(STD, own, thrown);
      const [first] = reserve
        .map(({ leaf, tier }) => ({
          leaf,
          tier,
          t: ticketsOf(STD, stratumKey(STD, seedR, { stratum: 'key', tier }))(leaf, rowOf(leaf).weight),
        }))
        .sort((a, b) => a.tier - b.tier || (a.t < b.t ? -1 : 1));
      const { places } = answered(fresh, { rank: 1, value: thrown });
      expect(places[0]!.leaf).toBe(first!.leaf);
      came.add(first!.leaf);
      const [person] = answered(fresh, { rank: 3, seat: 'leader', value: thrown }).places;
      const leader = person!.teamLeaf!.row.team[0]!.inspector;
      const better = fresh.rows.inspectors.filter(
        ({ row }) =>
          row.state === 'in' &&
          row.tags.includes('leader') &&
          hex(seatTicket({ hash: STD, seed: seedR }, '3/leader', row.id)) <
            hex(seatTicket({ hash: STD, seed: seedR }, '3/leader', leader)),
      );
      for (const { row } of better) expect(JSON.stringify(teamOf(fresh, 3))).toContain(row.id);
    }
    expect(came.size).toBeGreaterThan(1);
  });

  test('an earlier answer stands on its own value', () => {
    const first = answered(fresh, { rank: 1, value });
    const second = answered(first.after, { rank: 1, value: { ...value, value: '99887766554433221100' } });
    expect(second.places[0]!.leaf).not.toBe(first.places[0]!.leaf);
    expect(second.places[0]!.k).toBe(2);
  });
});

test('a new team row has a salt of its own, and an opening shows object and team of the place', () => {
  const { staff } = deriveKeys(STD, LIST_KEY);
  const [place] = answered(county, { rank: 7 }).places;
  const salt = replacedTeamSalt(STD, staff, { rank: 7, no: 1 });
  expect(hex(place!.teamLeaf!.salt)).toBe(hex(salt));
  expect(hex(salt)).not.toBe(hex(teamSalt(STD, staff, 7)));
  const opening = openPlace(place!);
  expect(opening).toMatchObject({ rank: 7, k: 1, row: place!.object!.text, teamRow: place!.teamLeaf!.text });
  expect(hex(rowLeaf(STD, fromHex(opening.salt)!, opening.row))).toBe(place!.leaf);
  expect(hex(rowLeaf(STD, fromHex(opening.teamSalt!)!, opening.teamRow!))).toBe(place!.team);
  expect(openPlace(answered(county, { rank: 7, seat: 'leader' }).places[0]!)).not.toHaveProperty('k');
});
