import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The tests that mutants of the hashes and the draw run against: without the long ones, whose figures stand on other files. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['core/src/{basics,hash,draw}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/seat-oracle.test.ts', '**/seat-choice.test.ts', '**/mutations.test.ts'],
    expect: { requireAssertions: true },
    testTimeout: 60_000,
  },
});
