import { describe, expect, test } from 'vitest';
import { costOf, type OracleAnswer, oracle } from '../../test/seat-oracle.ts';
import { random, smallSession } from '../../test/seat-sessions.ts';
import { type AssignmentInput, assignSeats, type FallbackStep } from './seats.ts';

/**
 * Small sessions against brute force. Two faults that only such a test has ever found: a change may enter a seat through the same object's
 * other seat; a displaced person must not be credited with the gain of the one who displaced him.
 */

const SESSIONS = 20_000;
const PARTS = 8;
const parts = Array.from({ length: PARTS }, (_, part) => part);

function answerOf(input: AssignmentInput): OracleAnswer {
  const result = assignSeats(input);
  if (!result.ok) {
    const { seats, needed, possible, people, steps } = result.error;
    expect(needed).toBe(seats.length);
    expect(people.reduce((sum, { cap, objects }) => sum + Math.min(cap, objects), 0)).toBe(possible);
    expect(possible).toBeLessThan(needed);
    return { steps, deficit: seats.map(({ rank, seat }) => `${rank}/${seat}`) };
  }
  const { steps, postponed } = result.value;
  const teams = result.value.teams.map(({ team }) => team.map(({ inspector }) => inspector));
  const people = [...input.people, ...(steps.includes('borrow') ? input.borrow : [])];
  return { steps, postponed, teams, cost: costOf(people, teams.flat()) };
}

describe('assignment and brute force give the same answer', () => {
  test.each(parts)('seats filled, cost, choice or deficit set of 20,000 small sessions, part %i', (part) => {
    const seen = { seated: 0, short: 0 };
    for (let seed = part; seed < SESSIONS; seed += PARTS) {
      const input = smallSession(seed);
      const answer = answerOf(input);
      expect(answer, `session ${seed}`).toEqual(oracle(input));
      seen[answer.teams === undefined ? 'short' : 'seated']++;
    }
    expect(seen.seated).toBeGreaterThan(600);
    expect(seen.short).toBeGreaterThan(600);
  });

  test('fallback steps of 2,000 small sessions', () => {
    const known: readonly FallbackStep[] = ['swapObjectSeat', 'cap+1', 'borrow', 'postpone'];
    const taken = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed++) {
      const next = random(seed);
      const fallback = Array.from({ length: 1 + next(4) }, () => known[next(4)]!);
      const borrow = Array.from({ length: next(3) }, (_, i) => ({
        id: `B${i}`,
        tags: ['air', 'leader'],
        load: next(3),
        cap: 2,
      }));
      const input = { ...smallSession(50_000 + seed), fallback, borrow };
      const answer = answerOf(input);
      expect(answer, `session ${seed}`).toEqual(oracle(input));
      for (const step of answer.steps) taken.set(step, (taken.get(step) ?? 0) + 1);
    }
    for (const step of known) expect(taken.get(step), step).toBeGreaterThan(50);
  });
});
