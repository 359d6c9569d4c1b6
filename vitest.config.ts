import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,contract,portal,server,cli,tools,bench}/**/*.test.ts'],
    // The long tests have a configuration of their own: tools/full.
    exclude: ['**/node_modules/**', '**/.tsbuild/**', '**/test/full/**'],
    expect: { requireAssertions: true },
    // Half of the time is spent waiting for databases and processes: three files at once also on two cores.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['core/src/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reporter: [['text', { skipFull: true }], 'json-summary'],
      reportOnFailure: true,
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});
