import { expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { CITY, EAST, openTree, rule } from '../agencies/test-tree.ts';
import { closeVerdict } from './close-verdict.ts';
import { listIndicators } from './show-indicators.ts';

describeDatabases('a county whose city answers for a share of the whole territory (R-040)', (target) => {
  test('has its year shown and closed, and so has the city', async () => {
    const tree = await openTree(target, (pack) => {
      pack.rules.push(rule('participation/all/all', { min: '90%' }));
    });
    await tree.furnish(EAST, [{ key: inventedCode(1), class: 'key' }], 4);
    for (const [login, agency, asked] of [
      ['east-head', EAST, false],
      ['city-head', CITY, true],
    ] as const) {
      const { items } = await tree.looks(login, listIndicators, { agency, year: 2025 });
      const share = items.find(({ id }) => id === 'participation');
      expect([share?.state === 'shown', share && 'required' in share]).toEqual([!asked, asked]);
      const { standing } = await tree.does(login, closeVerdict, { agency, year: 2025 });
      expect(standing?.state).toBe('closed');
    }
    await tree.close();
  });
});
