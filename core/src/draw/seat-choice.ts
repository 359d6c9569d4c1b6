import { FROZEN, priceComponents } from './seat-components.ts';
import { cycleSearch } from './seat-cycle.ts';
import { peopleFor } from './seat-instance.ts';
import { nodeAfter, type SeatPlan } from './seat-plan.ts';

/** Who comes before whom. `order` = all seats, first drawn first. `open` gives the people in the order of their numbers for a seat. */
export type SeatTickets = {
  readonly order: Iterable<number>;
  readonly open: (seat: number, people: readonly number[]) => () => number;
};

/**
 * Turns an optimal plan into the canonical one: seat by seat, the first candidate with whom an optimal plan that contains all earlier
 * choices still exists. Whether one exists is a question of walks: giving the seat to the candidate starts a vacancy that must come back
 * to the seat through moves between nodes of one price.
 *
 * Nodes carry a component; no optimal plan needs a move between components. They start as the prices. A question answered with no has
 * explored all that can be reached from the candidate, or all that reaches the seat: a side that later choices cannot reopen, so it
 * becomes a component of its own. The two sides are explored in step, and each no costs as much as its smaller side.
 */
export function drawSeats(plan: SeatPlan, tickets: SeatTickets): void {
  const components = priceComponents(plan);
  const search = cycleSearch(plan, components);
  const { component } = components;
  const still = (seat: number, person: number): boolean =>
    plan.holder[seat] === person || component[nodeAfter(plan, seat, person)] === component[seat];
  for (const seat of tickets.order) {
    const people = peopleFor(plan.instance, seat).filter((person) => still(seat, person));
    if (people.length > 1) {
      const nextPerson = tickets.open(seat, people);
      for (let person = nextPerson(); ; person = nextPerson()) {
        if (plan.holder[seat] === person) break;
        if (still(seat, person) && search.reseat(seat, nodeAfter(plan, seat, person))) break;
      }
    }
    component[seat] = FROZEN;
  }
}
