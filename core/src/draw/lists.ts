import { fromHex, hex, utf8 } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import type { Hash } from '../hash/hash.ts';
import { treeRoot } from '../hash/tree-root.ts';
import { EMPTY_FIELD } from './alphabet.ts';
import type { ObjectRow } from './rows.ts';

/**
 * The public side of the frozen rows. The list of objects is a text of lines `stratum⇥tier⇥weight⇥state⇥leaf`, the lists
 * of inspectors and recusals are texts of leaves; leaves are lower-case hex, strictly increasing, each line ends in LF.
 */

/** One public line; `out` lines have no tier and no weight. `leaf` is 64 hex digits. */
export type PublicLine =
  | {
      readonly stratum: string;
      readonly state: 'in' | 'base';
      readonly tier: number;
      readonly weight: number;
      readonly leaf: string;
    }
  | { readonly stratum: string; readonly state: 'out'; readonly leaf: string };

/** The line (counted from 1) at which a list is not what it must be. */
export type ListFault = { readonly line: number; readonly problem: 'form' | 'order' };

const LEAF = /^[0-9a-f]{64}$/;

/** What the public sees of a row; `leaf` in hex. */
export function publicLine(row: ObjectRow, leaf: string): PublicLine {
  const { stratum, state, tier, weight } = row;
  return state === 'out' ? { stratum, state, leaf } : { stratum, state, tier, weight, leaf };
}

/** The line without its LF: the data of its tree leaf. */
export function publicLineText(line: PublicLine): string {
  const [tier, weight] = line.state === 'out' ? [EMPTY_FIELD, EMPTY_FIELD] : [line.tier, line.weight];
  return `${line.stratum}\t${tier}\t${weight}\t${line.state}\t${line.leaf}`;
}

export function publicListText(lines: readonly PublicLine[]): string {
  return lines.map((line) => `${publicLineText(line)}\n`).join('');
}

/** RFC 6962 root over the lines without LF, hex. */
export function objectsRoot(hash: Hash, lines: readonly PublicLine[]): string {
  return hex(treeRoot(hash, lineBytes(lines)));
}

function* lineBytes(lines: readonly PublicLine[]): Generator<Uint8Array> {
  for (const line of lines) yield utf8(publicLineText(line));
}

/** The leaves of rows, in their order. */
export function leafTexts(rows: readonly { readonly leaf: string }[]): readonly string[] {
  return rows.map(({ leaf }) => leaf);
}

export function leafListText(leaves: readonly string[]): string {
  return leaves.map((leaf) => `${leaf}\n`).join('');
}

/** Reads a list of leaves that must strictly increase. */
export function parseLeafList(text: string): Result<readonly string[], ListFault> {
  return parseLines(text, parseLeaf, (leaf) => leaf);
}

/** Reads a list of leaves in any order (teams stand in the order of their ranks). */
export function parseLeaves(text: string): Result<readonly string[], ListFault> {
  return parseLines(text, parseLeaf, undefined);
}

/** RFC 6962 root over the raw 32-byte leaves, hex. */
export function leavesRoot(hash: Hash, leaves: readonly string[]): string {
  return hex(
    treeRoot(
      hash,
      leaves.map((leaf) => fromHex(leaf)!),
    ),
  );
}

function parseLines<T>(
  text: string,
  parse: (line: string) => T | undefined,
  orderedBy: ((item: T) => string) | undefined,
): Result<readonly T[], ListFault> {
  const lines = text.split('\n');
  if (lines.pop() !== '') return err({ line: lines.length + 1, problem: 'form' });
  const items: T[] = [];
  let before = '';
  for (const [i, line] of lines.entries()) {
    const item = parse(line);
    if (item === undefined) return err({ line: i + 1, problem: 'form' });
    const key = orderedBy?.(item);
    if (key !== undefined && key <= before) return err({ line: i + 1, problem: 'order' });
    before = key ?? before;
    items.push(item);
  }
  return ok(items);
}

function parseLeaf(text: string): string | undefined {
  return LEAF.test(text) ? text : undefined;
}
