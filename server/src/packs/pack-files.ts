import { readdirSync, readFileSync } from 'node:fs';
import type { PackFault } from '@sunlot/core/policy/decode.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { packWarnings } from '@sunlot/core/policy/pack-warnings.ts';
import { checkPack } from '@sunlot/core/policy/parse-pack.ts';
import { type Document, isMap, isNode, isScalar, LineCounter, type Pair, parseDocument } from 'yaml';
import { PACKS_FOLDER } from './packs-folder.ts';
import { roleFaults } from './role-faults.ts';
import { type Position, yamlFaults } from './yaml-faults.ts';

export type PackSource = { readonly name: string; readonly text: string };

/** A fault with its place in the file, and the id of the rule, class or ambiguity it stands in. */
export type LocatedFault = PackFault & Position & { readonly about?: string };

export type LoadedPack = {
  readonly pack: Pack;
  /** The plain value of the file. */
  readonly content: unknown;
  /** What is allowed but most likely not meant. */
  readonly warnings: readonly LocatedFault[];
};

/** Names of the packs that ship, by bytes. */
export function packNames(): readonly string[] {
  return readdirSync(PACKS_FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -5))
    .sort();
}

export function readPackSource(name: string): PackSource | undefined {
  return packNames().includes(name) ? { name, text: readFileSync(`${PACKS_FOLDER}/${name}.yaml`, 'utf8') } : undefined;
}

/** Parses a pack's text (YAML 1.2). Each fault says what is wrong and where, in the order of the file. */
export function loadPack({ text }: PackSource): LoadedPack | { readonly faults: readonly LocatedFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2' });
  const broken = yamlFaults(document.errors, text, lines).map((fault) => ({ ...fault, path: [] }));
  const isReadable = document.errors.every(({ code }) => code === 'DUPLICATE_KEY');
  const content = isReadable ? plainValue(document) : undefined;
  if (content === undefined) return { faults: [...broken, ...(isReadable ? [UNREADABLE] : [])] };
  const checked = checkPack(content.value, roleFaults);
  if (checked.ok && broken.length === 0) {
    return { pack: checked.value, content: content.value, warnings: located(packWarnings(checked.value)) };
  }
  return { faults: inOrder([...broken, ...located(checked.ok ? [] : checked.error)]) };

  function located(faults: readonly PackFault[]): readonly LocatedFault[] {
    return inOrder(faults.map((fault) => ({ ...fault, ...placeOf({ document, lines }, fault.path) })));
  }
}

const UNREADABLE: LocatedFault = {
  path: [],
  line: 1,
  column: 1,
  message: '文件里的“*”引用了没有的“&”，或引用得太多；请把内容直接写出来。',
};

function inOrder(faults: readonly LocatedFault[]): readonly LocatedFault[] {
  return faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/** The value of the file; undefined where an alias names nothing or names too much. */
function plainValue(document: Document): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

type Read = { readonly document: Document; readonly lines: LineCounter };

/** Where the thing at a path begins, or the innermost part of the path that is there. */
function placeOf({ document, lines }: Read, path: PackFault['path']): Position & { readonly about?: string } {
  const about = aboutOf(document, path);
  const named = about === undefined ? {} : { about };
  for (let depth = path.length; depth > 0; depth--) {
    const offset = offsetOf(document, path.slice(0, depth));
    if (offset !== undefined) return { ...positionOf(lines, offset), ...named };
  }
  return { ...positionOf(lines, document.contents?.range?.[0] ?? 0), ...named };
}

function positionOf(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** A text stands where it begins; a group of fields where its key stands. */
function offsetOf(document: Document, path: PackFault['path']): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const step = path.at(-1);
  const pair: Pair | undefined = isMap(parent)
    ? parent.items.find(({ key }) => (isScalar(key) ? key.value : key) === step)
    : undefined;
  const node = document.getIn(path, true);
  if (isScalar(node) && node.range) return node.range[0];
  if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
  return isNode(node) ? node.range?.[0] : undefined;
}

/** The id of what the path leads into: a rule, a class, a level, an ambiguity. */
function aboutOf(document: Document, [list, index]: PackFault['path']): string | undefined {
  if (typeof index !== 'number') return undefined;
  const id = document.getIn([list, index, 'id']);
  return typeof id === 'string' ? id : undefined;
}
