import { verifyQuicknet } from '@sunlot/core/draw/drand.ts';
import { freeze } from '@sunlot/core/draw/freeze.ts';
import { verifyDraw } from '@sunlot/core/draw/verify.ts';
import { expect, test } from 'vitest';
import { MOST_PAGE_BYTES } from './browser.ts';
import { pageScript } from './browser-bundle.ts';
import { drawAll } from './draw-session.ts';
import { drawTerms } from './draw-terms.ts';
import { verifyEd25519 } from './page-ed25519.ts';
import { verifyOnPage } from './page-verify.ts';

test('the script of a verification is within its goal, and what only some packs need is no part of it', async () => {
  const { first, parts } = await pageScript('page-verify.ts');
  expect(first).toBeLessThanOrEqual(MOST_PAGE_BYTES);
  // Control: with its parts it would not be.
  expect(Object.keys(parts).sort()).toEqual(['drand', 'late-checks', 'page-ed25519', 'wasm-lanes']);
  expect(first + parts['late-checks']!).toBeGreaterThan(MOST_PAGE_BYTES);
});

test('a page finds what the command finds, before and after the opening', async () => {
  const frozen = freeze(drawTerms({ objects: 60, people: 10, drawn: 6 }));
  if (!frozen.ok) throw new Error(frozen.error.kind);
  const { closed, open } = drawAll(frozen.value);
  for (const files of [closed, open]) {
    const expected = verifyDraw(files, { verifySignature: verifyEd25519, verifyBeacon: verifyQuicknet });
    expect(await verifyOnPage(files)).toEqual(expected);
    expect(expected.ok).toBe(true);
  }
});
