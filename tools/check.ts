import { resolve } from 'node:path';
import { CHECKS } from './checks.ts';
import { REPOSITORY } from './run.ts';
import { readTree } from './tree.ts';

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
