import { hasRoom, level, type SeatPlan } from './seat-plan.ts';
import { stepsBackward } from './seat-steps.ts';

/** The price of a node from which no person with room can be reached: whoever is there keeps the number of seats he has. */
export const LOCKED = -1;

/**
 * Prices of an optimal plan with all seats filled, one a node: the lowest level + 1 of a person with room that a vacancy there could reach.
 * They prove the plan optimal: a price never falls along a move, no person who holds a seat has a price below the level, and nobody with
 * room one above level + 1. And they bound all optimal plans: none differs from this one by a move between nodes of different price.
 */
export function potentials(plan: SeatPlan): Int32Array {
  const { seatCount, personCount } = plan.instance;
  const prices = new Int32Array(seatCount + personCount).fill(LOCKED);
  const steps = stepsBackward(plan);
  for (const person of byLevel(plan)) {
    const price = level(plan, person) + 1;
    if (prices[seatCount + person] !== LOCKED) continue;
    prices[seatCount + person] = price;
    const queue = [seatCount + person];
    for (let head = 0; head < queue.length; head++) {
      steps.from(queue[head]!, (from) => {
        if (prices[from] === LOCKED) {
          prices[from] = price;
          queue.push(from);
        }
        return false;
      });
    }
  }
  return prices;
}

/** People with room, the least loaded first. */
function byLevel(plan: SeatPlan): number[] {
  const people: number[] = [];
  for (let person = 0; person < plan.instance.personCount; person++) if (hasRoom(plan, person)) people.push(person);
  return people.sort((a, b) => level(plan, a) - level(plan, b));
}
