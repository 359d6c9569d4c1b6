import type { SeatPlan } from './seat-plan.ts';
import { LOCKED, potentials } from './seat-potentials.ts';

/** The component of a seat whose person is chosen for good. */
export const FROZEN = -1;

/**
 * Beside seats and people there is one node a price, the *exchange*: a person who may take one more seat at this price hands the excess
 * to it, and a person who may give one up at this price takes it from there.
 */
export type SeatComponents = {
  readonly component: Int32Array;
  readonly exchangeOf: Int32Array;
  readonly peopleAt: readonly (readonly number[])[];
  readonly price: Int32Array;
};

export function priceComponents(plan: SeatPlan): SeatComponents {
  const { seatCount, personCount } = plan.instance;
  const price = potentials(plan);
  const values = [...new Set(price)].filter((value) => value !== LOCKED).sort((a, b) => a - b);
  const indexOf = new Map(values.map((value, i) => [value, i]));
  const nodes = seatCount + personCount;
  const component = new Int32Array(nodes + values.length);
  const exchangeOf = new Int32Array(personCount);
  const peopleAt: number[][] = values.map(() => []);
  for (let node = 0; node < nodes; node++) component[node] = indexOf.get(price[node]!) ?? values.length;
  values.forEach((_, i) => {
    component[nodes + i] = i;
  });
  for (let person = 0; person < personCount; person++) {
    const at = component[seatCount + person]!;
    exchangeOf[person] = nodes + at;
    peopleAt[at]?.push(person);
  }
  return { component, exchangeOf, peopleAt, price };
}
