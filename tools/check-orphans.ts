import { importsOf, placesOf, targetOf } from './imports.ts';
import { type CheckResult, isCode, isTest, readText, type Tree } from './tree.ts';

/**
 * Files of a workspace's src that nothing names. knip cannot say it: with `"./*": "./src/*"` in a package's exports it
 * takes every file for a way in.
 */
export function checkOrphans(tree: Tree): CheckResult {
  const code = tree.files.filter(isCode);
  const named = new Set(
    code.flatMap((path) => {
      const text = readText(tree, path);
      return [...importsOf(path, text), ...placesOf(path, text)].map(targetOf);
    }),
  );
  const judged = code.filter((path) => /^[\w-]+\/src\//.test(path) && !isTest(path) && !path.endsWith('/main.ts'));
  const findings = judged
    .filter((path) => !named.has(path))
    .map((path) => ({ rule: 'orphans', path, line: 1, message: 'nothing names this file' }));
  return { findings, looked: judged.length };
}
