import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * What a run of Vitest came to, read from the files it wrote. `skipped` holds the full names; `failures` the names with
 * the first line of what went wrong. `unfinished` are the files, as paths below the root, whose process ended before
 * their tests did, none having failed: nothing is known of those tests, and none of such a file's is in the other figures.
 */
export type TestCounts = {
  passed: number;
  failed: number;
  skipped: string[];
  failures: string[];
  unfinished: string[];
};

/** One measure of coverage: how many of how many. */
export type Coverage = { measure: string; covered: number; total: number };

type JsonReport = {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
};

const MEASURES = ['lines', 'branches', 'functions', 'statements'];

/**
 * Counts from Vitest's JSON report. A file that did not even load counts as one failure.
 * Undefined when there is no report: Vitest itself fell over.
 */
export function readTestCounts(reportFile: string, root: string): TestCounts | undefined {
  if (!existsSync(reportFile)) return undefined;
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as JsonReport;
  const counts: TestCounts = { passed: 0, failed: 0, skipped: [], failures: [], unfinished: [] };
  for (const file of report.testResults) {
    const path = relative(root, file.name);
    const fails = (name: string, why = ''): void => {
      counts.failed += 1;
      counts.failures.push(`${path}: ${name}: ${why.split('\n', 1)[0]}`);
    };
    // Vitest writes "pending" of a test that was running, or waiting its turn, when the run was over. A test that failed before that stands.
    const has = (status: string) => file.assertionResults.some((test) => test.status === status);
    if (has('pending') && !has('failed')) {
      counts.unfinished.push(path);
      continue;
    }
    const failedBefore = counts.failed;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1;
      else if (test.status === 'failed') fails(test.fullName, test.failureMessages[0]);
      else counts.skipped.push(`${path}: ${test.fullName}`);
    }
    if (file.status === 'failed' && counts.failed === failedBefore) fails('the file', file.message);
  }
  return counts;
}

/** The totals of a `coverage-summary.json`; empty when there is none. */
export function readCoverage(folder: string): Coverage[] {
  const file = join(folder, 'coverage-summary.json');
  if (!existsSync(file)) return [];
  const { total } = JSON.parse(readFileSync(file, 'utf8')) as {
    total: Record<string, { covered: number; total: number }>;
  };
  return MEASURES.map((measure) => ({
    measure,
    covered: total[measure]?.covered ?? 0,
    total: total[measure]?.total ?? 0,
  }));
}

/** Full means: something was measured, and all of it was run. */
export function isFull(coverage: Coverage[]): boolean {
  return (
    coverage.some(({ total }) => total > 0) &&
    coverage.length === MEASURES.length &&
    coverage.every(({ covered, total }) => covered === total)
  );
}
