import { expect, test } from 'vitest';
import { fullPlans, takingPart } from '../../test/seat-oracle.ts';
import { assigned, holders, seatedSessions } from '../../test/seat-sessions.ts';

/**
 * 参与率: no draw can let more people take part than the one that balances the loads of the year, since the least sum of squares over all ways
 * to fill the seats leaves the fewest people at zero. So there is no option that prefers who has not taken part yet.
 */

const sessions = seatedSessions(1_500).map((input) => ({ input, plans: fullPlans(input) }));

test('as many people take part as in any plan that fills the seats', () => {
  let improvable = 0;
  for (const { input, plans } of sessions) {
    const all = plans.map((plan) => takingPart(input.people, plan));
    expect(takingPart(input.people, [...holders(assigned(input)).values()])).toBe(Math.max(...all));
    if (Math.min(...all) < Math.max(...all)) improvable++;
  }
  expect(improvable).toBeGreaterThan(100);
});

test('control: a plan that only fills the seats often lets fewer take part', () => {
  const fewer = sessions.filter(({ input, plans }) => {
    const all = plans.map((plan) => takingPart(input.people, plan));
    return all[0]! < Math.max(...all);
  });
  expect(fewer.length).toBeGreaterThan(100);
});
