import { hex } from '@sunlot/core/basics/bytes.ts';
import { consistencyNodes, foldNodes, inclusionNodes, type NodeId } from '@sunlot/core/hash/compact-range.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { readNodes, type Tree } from './append.ts';

/** Inclusion path of an entry in the tree of a size, nearest first, lower-case hex (RFC 6962, 2.1.1). */
export async function inclusionPath(
  tx: Transaction<Schema>,
  tree: Tree,
  { index, size }: { readonly index: number; readonly size: number },
): Promise<readonly string[]> {
  return foldSteps(tx, tree, inclusionNodes(index, size));
}

/** Proof that the tree of `second` entries begins with the tree of `first`, lower-case hex (RFC 6962, 2.1.2). */
export async function consistencyPath(
  tx: Transaction<Schema>,
  tree: Tree,
  { first, second }: { readonly first: number; readonly second: number },
): Promise<readonly string[]> {
  return foldSteps(tx, tree, consistencyNodes(first, second));
}

async function foldSteps(
  tx: Transaction<Schema>,
  tree: Tree,
  steps: readonly (readonly NodeId[])[],
): Promise<readonly string[]> {
  const hashes = await readNodes(tx, tree, steps.flat());
  let at = 0;
  return steps.map((step) => {
    at += step.length;
    return hex(foldNodes(hashes.slice(at - step.length, at)));
  });
}
