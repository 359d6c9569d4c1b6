import { expect, test } from 'vitest';
import { MOST_PAGE_BYTES } from './browser.ts';
import { verificationSizes } from './browser-bundle.ts';

test('the script of a verification is within its goal, and what only some packs need is no part of it', async () => {
  const { first, parts } = await verificationSizes();
  expect(first).toBeLessThanOrEqual(MOST_PAGE_BYTES);
  // Control: with its parts it would not be.
  expect(Object.keys(parts).sort()).toEqual(['drand', 'ed25519', 'late-checks']);
  expect(first + parts['late-checks']!).toBeGreaterThan(MOST_PAGE_BYTES);
});
