import { resolve } from 'node:path';
import { checkDependencies } from './check-dependencies.ts';
import { checkDirections } from './check-directions.ts';
import { checkOrphans } from './check-orphans.ts';
import { checkPurity } from './check-purity.ts';
import { checkShape } from './check-shape.ts';
import { checkWords } from './check-words.ts';
import { REPOSITORY } from './run.ts';
import { type CheckResult, readTree, type Tree } from './tree.ts';

const CHECKS: Record<string, (tree: Tree) => CheckResult> = {
  directions: checkDirections,
  orphans: checkOrphans,
  purity: checkPurity,
  shape: checkShape,
  words: checkWords,
  dependencies: checkDependencies,
};

/** `node tools/check.ts [ROOT]`: prints each finding as `path:line rule: message`; exit code 1 when there is one. */
function main(root: string): void {
  const tree = readTree(root);
  for (const [name, check] of Object.entries(CHECKS)) {
    const { findings, looked } = check(tree);
    for (const { path, line, rule, message } of findings) process.stdout.write(`${path}:${line} ${rule}: ${message}\n`);
    process.stdout.write(`${name}: ${looked} looked at, ${findings.length} found\n`);
    // A check that looked at nothing has not passed.
    if (findings.length > 0 || looked === 0) process.exitCode = 1;
  }
}

main(resolve(process.argv[2] ?? REPOSITORY));
