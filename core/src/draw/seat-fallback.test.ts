import { describe, expect, test } from 'vitest';
import { seedOf } from '../../test/seat-sessions.ts';
import { hashOf } from '../hash/hash.ts';
import { type AssignmentInput, assignSeats, type FallbackStep, type SeatPerson } from './seats.ts';

const STD = hashOf('std');

const leader = { id: 'leader', needs: ['leader'] };
const member = { id: 'member', needs: [], object: true };

function person(id: string, tags: string, cap = 9): SeatPerson {
  return { id, tags: tags.split(' '), load: 0, cap };
}

function input(rest: Partial<AssignmentInput>): AssignmentInput {
  return {
    ...{ hash: STD, seed: seedOf('fallback'), targets: [], people: [], recusals: [], fallback: [], borrow: [] },
    ...{ seats: [leader, member], ...rest },
  };
}

function objects(...needs: string[][]): AssignmentInput['targets'] {
  return needs.map((tags, i) => ({ rank: i + 1, objectId: `O${i + 1}`, needs: tags }));
}

const ALL: readonly FallbackStep[] = ['swapObjectSeat', 'cap+1', 'borrow', 'postpone'];

describe('no step is taken', () => {
  test('where the seats can be filled', () => {
    const result = assignSeats(
      input({ targets: objects(['air']), people: [person('A', 'leader'), person('B', 'air')], fallback: ALL }),
    );
    expect(result).toMatchObject({ ok: true, value: { steps: [], postponed: [], swapped: [] } });
  });

  test('that would change nothing, nor reported', () => {
    const result = assignSeats(
      input({ targets: objects([]), people: [person('A', 'leader')], fallback: ['swapObjectSeat', 'borrow'] }),
    );
    expect(result).toMatchObject({ ok: false, error: { steps: [], needed: 2, possible: 1 } });
  });
});

describe('swapObjectSeat', () => {
  const people = [person('A', 'leader air'), person('B', 'office'), person('C', 'leader water'), person('D', 'water')];
  const targets = objects(['air'], ['water']);

  test('lets the specialist lead where the object is short, and only there', () => {
    const result = assignSeats(input({ targets, people, fallback: ALL, recusals: recuse('O1', 'C', 'D') }));
    expect(result).toMatchObject({ ok: true, value: { steps: ['swapObjectSeat'], swapped: [1], postponed: [] } });
    if (!result.ok) return;
    expect(result.value.teams[0]!.team).toEqual([
      { seat: 'leader', inspector: 'A' },
      { seat: 'member', inspector: 'B' },
    ]);
    expect(['C', 'D']).toContain(result.value.teams[1]!.team[1]!.inspector);
  });

  test('control: without it the object stays short', () => {
    const result = assignSeats(input({ targets, people, recusals: recuse('O1', 'C', 'D') }));
    expect(result).toMatchObject({
      ok: false,
      error: {
        seats: [
          { rank: 1, seat: 'leader' },
          { rank: 1, seat: 'member' },
        ],
        needed: 2,
        possible: 1,
        people: [{ id: 'A', cap: 9, objects: 1 }],
      },
    });
  });

  test('moves one duty in a longer team: from the first seat that has it to the first that has not', () => {
    const seats = [leader, member, { id: 'second', needs: ['air'], object: true }];
    const result = assignSeats(
      input({
        targets: objects(['water']),
        seats,
        people: [person('A', 'leader water'), person('B', 'office'), person('C', 'air water')],
        fallback: ['swapObjectSeat'],
      }),
    );
    expect(result).toMatchObject({ ok: true, value: { swapped: [1] } });
    if (result.ok) expect(result.value.teams[0]!.team.map(({ inspector }) => inspector)).toEqual(['A', 'B', 'C']);
  });

  test.each([
    ['no seat', [leader, { id: 'member', needs: [] }]],
    ['every seat', [{ ...leader, object: true }, member]],
  ])('is passed over where %s has the duty', (_, seats) => {
    const result = assignSeats(
      input({ targets: objects(['air']), seats, people: [person('A', 'leader air')], fallback: ['swapObjectSeat'] }),
    );
    expect(result).toMatchObject({ ok: false, error: { steps: [] } });
  });

  function recuse(objectId: string, ...ids: string[]): AssignmentInput['recusals'] {
    return ids.map((inspectorId) => ({ objectId, inspectorId }));
  }
});

describe('cap+1', () => {
  const targets = objects([], []);
  const people = [person('A', 'leader', 1), person('B', 'office', 1)];

  test('gives everybody one place more, once', () => {
    const enough = assignSeats(input({ targets, people, fallback: ['cap+1', 'cap+1'] }));
    expect(enough).toMatchObject({ ok: true, value: { steps: ['cap+1'] } });
    const never = assignSeats(input({ targets: objects([], [], []), people, fallback: ['cap+1', 'cap+1'] }));
    expect(never).toMatchObject({ ok: false, error: { steps: ['cap+1'], needed: 6, possible: 4 } });
  });

  test('holds for people already borrowed, not for those borrowed later', () => {
    const three = objects([], [], []);
    const borrow = [person('X', 'leader', 1)];
    const lent = (fallback: readonly FallbackStep[]) =>
      assignSeats(input({ targets: three, people, borrow, fallback }));
    expect(lent(['borrow', 'cap+1'])).toMatchObject({ ok: true, value: { steps: ['borrow', 'cap+1'] } });
    expect(lent(['cap+1', 'borrow'])).toMatchObject({ ok: false, error: { steps: ['cap+1', 'borrow'], possible: 5 } });
  });
});

test('borrow brings in the frozen list, recusals included', () => {
  const targets = objects(['air']);
  const people = [person('A', 'leader')];
  const borrow = [person('X', 'air'), person('Y', 'air')];
  const recusals = [{ objectId: 'O1', inspectorId: 'X' }];
  const result = assignSeats(input({ targets, people, borrow, recusals, fallback: ['borrow'] }));
  expect(result).toMatchObject({ ok: true, value: { steps: ['borrow'] } });
  if (result.ok) expect(result.value.teams[0]!.team.map(({ inspector }) => inspector)).toEqual(['A', 'Y']);
});

describe('postpone', () => {
  test('leaves out the last object that is short, again and again, and no other', () => {
    const targets = objects(['air'], ['water'], ['air'], ['air'], ['water']);
    const people = [person('A', 'leader', 9), person('B', 'air', 1), person('C', 'water', 9)];
    const result = assignSeats(input({ targets, people, fallback: ['postpone'] }));
    expect(result).toMatchObject({ ok: true, value: { steps: ['postpone'], postponed: [3, 4] } });
    if (result.ok) expect(result.value.teams.map(({ rank }) => rank)).toEqual([1, 2, 5]);
  });

  test('with nobody at all postpones everything', () => {
    const result = assignSeats(input({ targets: objects([], []), fallback: ALL }));
    expect(result).toMatchObject({ ok: true, value: { teams: [], postponed: [1, 2] } });
  });
});

test('a step that this version does not know is refused', () => {
  const fallback = ['prayer'] as unknown as readonly FallbackStep[];
  expect(() => assignSeats(input({ targets: objects([]), fallback }))).toThrow('illegal value: prayer');
});
