import { describe, expect, test } from 'vitest';
import { assigned, COUNTY, countySession, holders } from '../../test/seat-sessions.ts';
import { hashOf } from '../hash/hash.ts';
import { eligible } from './seat-instance.ts';
import { replaceSeat } from './seat-replacement.ts';

const STD = hashOf('std');

describe('A7 a replacement changes that seat only', () => {
  const input = countySession(3, COUNTY);
  const plan = holders(assigned(input));
  const held = new Map<string, number>();
  for (const id of plan.values()) held.set(id, (held.get(id) ?? 0) + 1);
  const target = input.targets[16]!;
  const seat = input.seats[1]!;
  const team = [plan.get('17/leader')!, plan.get('17/member')!];
  const request = {
    hash: STD,
    seed: input.seed,
    target,
    seat,
    people: input.people,
    recusals: input.recusals,
    held,
    team,
  };

  test('by the smallest number of the seat, among people who may, have room and are not in the team', () => {
    const possible = input.people.filter(
      (person) =>
        eligible(person, seat, target, input.recusals) &&
        !team.includes(person.id) &&
        (held.get(person.id) ?? 0) < person.cap,
    );
    expect(possible.length).toBeGreaterThan(2);
    const left: string[] = [];
    for (const _ of possible) {
      const next = replaceSeat({ ...request, replaced: left });
      expect(next.ok && possible.map(({ id }) => id).includes(next.value) && !left.includes(next.value)).toBe(true);
      if (next.ok) left.push(next.value);
    }
    expect(left.toSorted()).toEqual(possible.map(({ id }) => id).toSorted());
    expect(replaceSeat({ ...request, replaced: left })).toEqual({ ok: false, error: 'nobody' });
  });

  test('is the seat rule of the draw: alone in the session, the draw would choose the same person', () => {
    const free = request.people.map((person) => ({ ...person, load: 0, cap: 1 }));
    const alone = assigned({
      ...input,
      targets: [target],
      people: free,
      seats: [{ ...seat, object: true }],
    });
    const replaced = replaceSeat({ ...request, people: free, held: new Map(), team: [], replaced: [] });
    expect(replaced).toEqual({ ok: true, value: alone.teams[0]!.team[0]!.inspector });
  });

  test('people at their cap and people recused stay out', () => {
    const first = replaceSeat({ ...request, replaced: [] });
    if (!first.ok) throw new Error('somebody is free');
    const full = new Map(held).set(first.value, 10_000);
    const recusals = [...input.recusals, { objectId: target.objectId, inspectorId: first.value }];
    const second = replaceSeat({ ...request, replaced: [first.value] });
    expect(replaceSeat({ ...request, held: full, replaced: [] })).toEqual(second);
    expect(replaceSeat({ ...request, recusals, replaced: [] })).toEqual(second);
    expect(second).not.toEqual(first);
  });
});
