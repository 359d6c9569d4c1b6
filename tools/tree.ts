import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vitest/node';

/** A rule broken at a place. `path` is relative to the root, with `/`; `line` counts from 1. */
export type Finding = { rule: string; path: string; line: number; message: string };

/** The files of a checkout that are under version control or about to be; paths are relative, with `/`, sorted. */
export type Tree = { root: string; files: string[] };

/** A node of the ESTree that oxc gives for TypeScript. */
export type AstNode = { type: string; start: number; [field: string]: unknown };

/** What a check answers: what it found and how much it looked at, so that looking at nothing is seen. */
export type CheckResult = { findings: Finding[]; looked: number };

const NOT_OURS = new Set(['.git', '.sunlot', '.tmp', '.tsbuild', 'coverage', 'node_modules']);
const BINARY = /\.(?:xlsx|zip|png|jpe?g|gif|ico|woff2?|pdf|docx|gz)$/;

/** Lists by git where there is a repository, otherwise (an unpacked archive) by walking. */
export function readTree(root: string): Tree {
  const files = existsSync(join(root, '.git')) ? listByGit(root) : walkFolder(root, '');
  return { root, files: files.filter((path) => existsSync(join(root, path))).sort() };
}

function listByGit(root: string): string[] {
  const args = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return [...new Set(listed.split('\0').filter((path) => path !== ''))];
}

function walkFolder(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (NOT_OURS.has(entry.name)) return [];
    return entry.isDirectory() ? walkFolder(root, path) : [path];
  });
}

export function readText(tree: Tree, path: string): string {
  return readFileSync(join(tree.root, path), 'utf8');
}

export function isText(path: string): boolean {
  return !BINARY.test(path);
}

/** TypeScript and JavaScript, with or without JSX. */
export function isCode(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

/** Tests, and what only tests use: `name.test.ts`, `test-name.ts`, everything in a folder `test`. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$|(?:^|\/)test-[\w-]+\.ts$/.test(path) || path.split('/').includes('test');
}

export function parse(path: string, text: string): AstNode {
  const program: unknown = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path);
  if (!isNode(program)) throw new Error(`${path} was not parsed`);
  return program;
}

/** Visits every node, parents first. */
export function walk(
  node: AstNode,
  visit: (node: AstNode, parent: AstNode | undefined) => void,
  parent?: AstNode,
): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit, node);
  }
}

export function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The line, from 1, of an offset in a text. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
