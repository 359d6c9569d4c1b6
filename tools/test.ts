import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, Interrupted, REPOSITORY, runScript } from './run.ts';
import { makeScratch } from './scratch.ts';
import { isFull, readCoverage, readTestCounts, type TestCounts } from './vitest-report.ts';

/** `failures`: what the last lines name again, so that nobody has to look for it. */
type Step = { name: string; passed: number; failed: number; failures?: string[] };

const CHECKS: { name: string; args: () => string[] }[] = [
  { name: 'types', args: () => [commandOf(REPOSITORY, 'typescript', 'tsc'), '-b'] },
  {
    name: 'format and lint',
    args: () => [
      commandOf(REPOSITORY, '@biomejs/biome', 'biome'),
      'check',
      '--error-on-warnings',
      '--max-diagnostics=100',
      '.',
    ],
  },
  {
    name: 'lost promises',
    args: () => [commandOf(REPOSITORY, 'oxlint', 'oxlint'), '--type-aware', '--deny-warnings', '.'],
  },
  { name: 'house rules', args: () => [join(REPOSITORY, 'tools', 'check.ts')] },
  { name: 'unused files, exports and dependencies', args: () => [commandOf(REPOSITORY, 'knip', 'knip')] },
];

function heading(text: string): void {
  process.stdout.write(`\n=== ${text}\n`);
}

async function timed(name: string, run: () => Promise<Step[]>): Promise<Step[]> {
  heading(name);
  const start = performance.now();
  const steps = await run();
  const bad = steps.some((step) => step.failed > 0);
  process.stdout.write(
    `--- ${name}: ${bad ? 'FAILED' : 'ok'} (${((performance.now() - start) / 1000).toFixed(1)} s)\n`,
  );
  return steps;
}

async function check(name: string, args: string[]): Promise<Step[]> {
  const clean = (await runScript(REPOSITORY, args)) === 0;
  return [{ name, passed: clean ? 1 : 0, failed: clean ? 0 : 1 }];
}

type Run = { exitCode: number; counts: TestCounts | undefined };

async function runVitest(reportFile: string, more: string[]): Promise<Run> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const exitCode = await runScript(REPOSITORY, [
    commandOf(REPOSITORY, 'vitest', 'vitest'),
    'run',
    ...reporters,
    ...more,
  ]);
  return { exitCode, counts: readTestCounts(reportFile, REPOSITORY) };
}

/**
 * Counts of a run as they are told. A non-zero exit that no test explains (an unhandled rejection, say) is a failure of
 * its own, and so is a file whose process ended before its tests did.
 */
function told({ exitCode, counts }: Run, explained: boolean): Required<Step> {
  if (counts === undefined) return { name: 'tests', passed: 0, failed: 1, failures: ['vitest wrote no report'] };
  for (const name of counts.skipped) process.stdout.write(`skipped: ${name}\n`);
  const failures = [
    ...counts.failures,
    ...counts.unfinished.map((file) => `${file}: its process ended before its tests`),
  ];
  if (exitCode !== 0 && failures.length === 0 && !explained) failures.push('vitest says no, and no test says why');
  return { name: 'tests', passed: counts.passed, failed: failures.length, failures };
}

/**
 * Everything once; then, once more and by themselves, the files whose process was ended from outside or by a fault of
 * the runtime (Node 24 was seen to stop itself, SIGTRAP in a thread of V8): of their tests nothing is known yet. A test
 * that failed is not asked again.
 */
async function tests(folder: string): Promise<Step[]> {
  const coverageFolder = join(folder, 'coverage');
  const all = await runVitest(join(folder, 'tests.json'), [
    '--coverage',
    `--coverage.reportsDirectory=${coverageFolder}`,
  ]);
  const full = isFull(readCoverage(coverageFolder));
  const unfinished = all.counts?.unfinished ?? [];
  const once = told(unfinished.length === 0 ? all : withoutUnfinished(all), !full || unfinished.length > 0);
  if (unfinished.length > 0) {
    process.stdout.write(`\ntheir process ended before their tests did, run again: ${unfinished.join(' ')}\n`);
    const again = told(await runVitest(join(folder, 'again.json'), unfinished), false);
    once.passed += again.passed;
    once.failed += again.failed;
    once.failures.push(...again.failures);
  }
  if (once.passed + once.failed === 0) {
    once.failed = 1;
    once.failures.push('no test ran');
  }
  return [once, { name: 'coverage of core', passed: full ? 1 : 0, failed: full ? 0 : 1 }];
}

function withoutUnfinished({ exitCode, counts }: Run): Run {
  return { exitCode, counts: counts && { ...counts, unfinished: [] } };
}

async function main(): Promise<void> {
  const folder = makeScratch();
  process.env.TMPDIR = folder;
  // Hundreds of processes and threads load the same sources.
  process.env.NODE_COMPILE_CACHE = join(folder, 'compiled');
  const steps: Step[] = [];
  try {
    for (const { name, args } of CHECKS) steps.push(...(await timed(name, () => check(name, args()))));
    steps.push(...(await timed('tests', () => tests(folder))));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.stdout.write(`\n${error.message}\n`);
    process.exitCode = error.exitCode;
    return;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  heading('result');
  for (const { name, passed, failed, failures } of steps) {
    process.stdout.write(`${failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${passed} passed, ${failed} failed\n`);
    for (const failure of failures ?? []) process.stdout.write(`       ${failure}\n`);
  }
  const total = (key: 'passed' | 'failed') => steps.reduce((sum, step) => sum + step[key], 0);
  process.stdout.write(`\n${total('passed')} passed, ${total('failed')} failed\n`);
  process.exitCode = total('failed') === 0 ? 0 : 1;
}

await main();
