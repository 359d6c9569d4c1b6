import { hex, utf8 } from '@sunlot/core/basics/bytes.ts';
import type { Context } from '../context.ts';
import { appendEntry } from '../log/append.ts';
import { createRowTree } from './row-tree.ts';

const HASH_BYTES = 32;

export type DirectoryKind = 'objects' | 'inspectors' | 'items' | 'jointItems';

/**
 * Records that a directory changed: its next version with the root of all its rows, in the public log. Its
 * leaves are salted with a secret of the installation, so that nobody outside can guess a row. `rowHashes` are
 * all row hashes (32 bytes each) in the order of their keys, one behind the other: a list may be long.
 */
export async function recordDirectoryVersion(
  ctx: Context,
  { agency, kind }: { readonly agency: string; readonly kind: DirectoryKind },
  rowHashes: Uint8Array,
): Promise<void> {
  const tree = createRowTree(ctx.keys.mac(`directory/${agency}`, utf8(kind)));
  for (let at = 0; at < rowHashes.length; at += HASH_BYTES) await tree.add(rowHashes.subarray(at, at + HASH_BYTES));
  const version = (await lastVersion(ctx, agency, kind)) + 1;
  const { index } = await appendEntry(ctx.tx, {
    tree: 'public',
    type: 'directory-version',
    agency,
    subject: kind,
    at: ctx.at,
    entry: { type: 'directory-version', at: ctx.at, agency, kind, version, root: hex(tree.root()), size: tree.size() },
  });
  await ctx.tx
    .insertInto('directory_version')
    .values({ agency, kind, version, size: tree.size(), root: tree.root(), log_index: index, at: ctx.at })
    .execute();
}

async function lastVersion(ctx: Context, agency: string, kind: DirectoryKind): Promise<number> {
  const row = await ctx.tx
    .selectFrom('directory_version')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('agency', '=', agency)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.version ?? 0;
}
