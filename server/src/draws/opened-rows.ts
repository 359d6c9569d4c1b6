import { compareBytes, fromHex } from '@sunlot/core/basics/bytes.ts';
import type { Reveal } from '@sunlot/core/draw/certificate.ts';
import { type LeafTable, lineOfLeaf } from '@sunlot/core/draw/leaf-table.ts';
import { LEAF_BYTES } from '@sunlot/core/draw/line-bytes.ts';
import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { lineOpener } from '@sunlot/core/draw/opened-lines.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import type { Context } from '../context.ts';
import { lanesFor } from '../lanes.ts';
import { textsByLine } from './line-order.ts';
import { textsOfLines } from './sealed-rows.ts';

type Reading = Pick<Context, 'tx' | 'keys'>;

/** `closed`: lines whose rows stay closed. `table`: the public list, by which each row is checked. */
export type Opening = {
  readonly draw: string;
  readonly manifest: Manifest;
  readonly objectKey: Uint8Array;
  readonly table: LeafTable;
  readonly closed: ReadonlySet<number>;
};

/**
 * The file of opened rows, piece by piece, in the order of the public list. Throws where a stored row is not the one behind its line:
 * what would come out could never be verified.
 */
export async function* openedRowsOf(ctx: Reading, opening: Opening): AsyncGenerator<Uint8Array> {
  const { draw, manifest, objectKey, table, closed } = opening;
  const open = lineOpener(hashOf(manifest.profile), { objectKey, makeLanes: lanesFor(table.size) });
  let line = 0;
  for await (const texts of textsByLine(ctx, { draw, size: table.size })) {
    const first = line;
    const piece = open(texts, (i) => closed.has(first + i));
    if (!piece.ok) throw new Error(`draw ${draw}: a stored row does not parse (${piece.error.field})`);
    line += texts.length;
    const { bytes, leaves } = piece.value;
    if (compareBytes(leaves, table.leaves.subarray(first * LEAF_BYTES, line * LEAF_BYTES)) !== 0)
      throw new Error(`draw ${draw}: a stored row between lines ${first + 1} and ${line} is not behind its leaf`);
    yield bytes;
  }
}

/** Lines of the leaves that a reveal has left closed. */
export function closedLines(table: LeafTable, { withheld }: Pick<Reveal, 'withheld'>): readonly number[] {
  return withheld.map(({ leaf }) => lineOfLeaf(table, fromHex(leaf)!));
}

/** Ids of the objects behind some lines. */
export async function idsOfLines(ctx: Reading, draw: string, lines: readonly number[]): Promise<ReadonlySet<string>> {
  if (lines.length === 0) return new Set();
  return new Set((await textsOfLines(ctx, draw, lines)).map((text) => text.split('\t', 2)[1]!));
}
