import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, Interrupted, REPOSITORY, runScript } from './run.ts';
import { makeScratch } from './scratch.ts';
import { isFull, readCoverage, readTestCounts } from './vitest-report.ts';

type Step = { name: string; passed: number; failed: number };

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

async function tests(folder: string): Promise<Step[]> {
  const reportFile = join(folder, 'tests.json');
  const coverageFolder = join(folder, 'coverage');
  const exitCode = await runScript(REPOSITORY, [
    commandOf(REPOSITORY, 'vitest', 'vitest'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    '--coverage',
    `--coverage.reportsDirectory=${coverageFolder}`,
  ]);
  const counts = readTestCounts(reportFile, REPOSITORY);
  if (counts === undefined) return [{ name: 'tests', passed: 0, failed: 1 }];
  for (const name of counts.skipped) process.stdout.write(`skipped: ${name}\n`);
  const full = isFull(readCoverage(coverageFolder));
  if (counts.passed + counts.failed === 0) process.stdout.write('no test ran\n');
  // A non-zero exit that no test and no coverage figure explains (an unhandled rejection, say) is a failure of its own.
  const unexplained = exitCode !== 0 && counts.failed === 0 && full;
  const nothingRan = counts.passed + counts.failed === 0;
  return [
    { name: 'tests', passed: counts.passed, failed: counts.failed + (unexplained || nothingRan ? 1 : 0) },
    { name: 'coverage of core', passed: full ? 1 : 0, failed: full ? 0 : 1 },
  ];
}

async function main(): Promise<void> {
  const folder = makeScratch();
  process.env.TMPDIR = folder;
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
  for (const { name, passed, failed } of steps) {
    process.stdout.write(`${failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${passed} passed, ${failed} failed\n`);
  }
  const total = (key: 'passed' | 'failed') => steps.reduce((sum, step) => sum + step[key], 0);
  process.stdout.write(`\n${total('passed')} passed, ${total('failed')} failed\n`);
  process.exitCode = total('failed') === 0 ? 0 : 1;
}

await main();
