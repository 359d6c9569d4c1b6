import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The long tests: `npm run test:full`. They take minutes each, so that a change is not held up by them. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['{core,server}/test/full/**/*.full.test.ts'],
    expect: { requireAssertions: true },
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
    maxWorkers: 2,
  },
});
