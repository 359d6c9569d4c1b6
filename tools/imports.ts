import { posix } from 'node:path';
import { type AstNode, isNode, lineOf, parse, walk } from './tree.ts';

/** A module named in a file, as it is written there. */
export type Import = { from: string; specifier: string; line: number };

/** Every module a file names: import, export from, import() and import types. */
export function importsOf(path: string, text: string): Import[] {
  return named(path, text, importedName);
}

/** Every file a file names by its place: `new URL('./x', import.meta.url)` and `import.meta.resolve('x')`. */
export function placesOf(path: string, text: string): Import[] {
  return named(path, text, placedName);
}

/** The file a specifier means, when it lies in this repository. */
export function targetOf({ from, specifier }: Import): string | undefined {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier));
  const own = /^@sunlot\/([^/]+)\/(.+)$/.exec(specifier);
  if (own === null) return undefined;
  return own[2]?.startsWith('packs/') ? `${own[1]}/${own[2]}` : `${own[1]}/src/${own[2]}`;
}

function named(path: string, text: string, nameIn: (node: AstNode) => string | undefined): Import[] {
  const found: Import[] = [];
  walk(parse(path, text), (node) => {
    const specifier = nameIn(node);
    if (specifier !== undefined) found.push({ from: path, specifier, line: lineOf(text, node.start) });
  });
  return found;
}

function importedName(node: AstNode): string | undefined {
  if (!/^(?:Import(?:Declaration|Expression)|Export(?:Named|All)Declaration|TSImportType)$/.test(node.type)) return;
  return textOf(node.source);
}

function placedName(node: AstNode): string | undefined {
  const isUrl = node.type === 'NewExpression' && isNode(node.callee) && node.callee.name === 'URL';
  const isResolve =
    node.type === 'CallExpression' &&
    isNode(node.callee) &&
    isNode(node.callee.object) &&
    node.callee.object.type === 'MetaProperty';
  return (isUrl || isResolve) && Array.isArray(node.arguments) ? textOf(node.arguments[0]) : undefined;
}

function textOf(node: unknown): string | undefined {
  return isNode(node) && typeof node.value === 'string' ? node.value : undefined;
}
