import type { Publication } from '@sunlot/contract/plans.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes, type Json } from '@sunlot/core/basics/canonical-json.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import type { Context } from '../context.ts';
import { appendEntry } from './append.ts';

type Disclosed = {
  readonly what: 'items' | 'jointItems';
  readonly agency: string;
  readonly id: string;
  readonly version: number;
  /** As the view of the list has them. */
  readonly items: Json;
};

/** The public log keeps which version of a list was made public, the hash of its items, where and when. */
export async function discloseList(
  ctx: Context,
  { what, agency, id, version, items }: Disclosed,
  { channel, url }: Publication,
): Promise<void> {
  const hash = hex(sha256(canonicalBytes(items)));
  const entry = { type: 'disclosure', what, agency, version, hash, channel, url, at: ctx.at };
  await appendEntry(ctx.tx, { tree: 'public', type: 'disclosure', agency, subject: id, at: ctx.at, entry });
}
