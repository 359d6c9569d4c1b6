import { compareBytes } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { eligible, type SeatPerson, type SeatRecusal, type SeatTarget, type SeatTemplate } from './seat-instance.ts';
import { type SeatSource, seatKey, seatTicket } from './seat-tickets.ts';

/**
 * `seat` = the seat as it holds for this object (its object duty already passed on where the assignment swapped it). `held` = seats each
 * person holds in the session now; `team` = who is in the team now, the one who leaves included; `replaced` = who has left this seat before.
 */
export type SeatReplacementInput = SeatSource & {
  readonly target: SeatTarget;
  readonly seat: SeatTemplate;
  readonly people: readonly SeatPerson[];
  readonly recusals: readonly SeatRecusal[];
  readonly held: ReadonlyMap<string, number>;
  readonly team: readonly string[];
  readonly replaced: readonly string[];
};

/**
 * Who takes a seat that somebody must leave: of the people eligible, under their cap, not in the team and never replaced on this seat, the
 * one with the smallest number for the seat. Nobody else moves. Answers with the id, or `nobody` where no such person is left.
 */
export function replaceSeat(input: SeatReplacementInput): Result<string, 'nobody'> {
  const { target, seat, recusals, held, team, replaced } = input;
  const key = seatKey(target.rank, seat.id);
  const candidates = input.people
    .filter((person) => eligible(person, seat, target, recusals))
    .filter((person) => (held.get(person.id) ?? 0) < person.cap)
    .filter((person) => !team.includes(person.id) && !replaced.includes(person.id))
    .map((person) => ({ id: person.id, ticket: seatTicket(input, key, person.id) }))
    .sort((a, b) => compareBytes(a.ticket, b.ticket));
  return candidates[0] === undefined ? err('nobody') : ok(candidates[0].id);
}
