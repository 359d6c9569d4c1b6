import { posix } from 'node:path';
import { type CheckResult, lineOf, readText, type Tree } from './tree.ts';

/** A link of a document to a file of this repository leads to one. */
export function checkLinks(tree: Tree): CheckResult {
  const pages = tree.files.filter((path) => path.endsWith('.md'));
  const findings = pages.flatMap((path) => {
    const text = readText(tree, path);
    return [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)]
      .filter((match) => !leadsSomewhere(tree, posix.join(posix.dirname(path), match[1] ?? '')))
      .map((match) => ({ rule: 'links', path, line: lineOf(text, match.index), message: `${match[1]} is not there` }));
  });
  return { findings, looked: pages.length };
}

function leadsSomewhere(tree: Tree, target: string): boolean {
  const wanted = target.replace(/\/$/, '');
  return tree.files.some((path) => path === wanted || path.startsWith(`${wanted}/`));
}
