import { expect, test } from 'vitest';
import { byTicket } from './winners.ts';

test('the smaller ticket comes first; equal tickets are told apart by their leaves', () => {
  const rows = [
    { t: 'b0', leaf: '01' },
    { t: 'a0', leaf: 'ff' },
    { t: 'a0', leaf: '10' },
  ];
  const sorted = rows.toSorted(byTicket).map(({ t, leaf }) => t + leaf);
  expect(sorted).toEqual(['a010', 'a0ff', 'b001']);
  expect(
    rows
      .toReversed()
      .toSorted(byTicket)
      .map(({ t, leaf }) => t + leaf),
  ).toEqual(sorted);
});
