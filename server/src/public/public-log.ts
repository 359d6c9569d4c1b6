import type { Context } from '../context.ts';
import { treeSize } from '../log/append.ts';
import { verifierKeyText } from '../log/checkpoint.ts';
import { lastCheckpoint } from '../log/log-tiles.ts';
import { Problem } from '../problem.ts';
import { selectPublicLog } from './sql.ts';

const ENTRIES_A_PAGE = 500;

type Entries = {
  readonly from: number;
  readonly size: number;
  readonly items: readonly {
    readonly index: number;
    readonly at: string;
    readonly type: string;
    readonly entry: string;
  }[];
};

/** Entries of the public log from an index on, each as the bytes that were hashed. */
export async function publicEntries(ctx: Context, { from }: { readonly from: number }): Promise<Entries> {
  const rows = await selectPublicLog(ctx.tx, { from, limit: ENTRIES_A_PAGE });
  return {
    from,
    size: await treeSize(ctx.tx, 'public'),
    items: rows.map(({ entry, ...row }) => ({ ...row, entry: Buffer.from(entry).toString('utf8') })),
  };
}

/** The last signed checkpoint of the public log with its cosignatures, and the key that signed it. */
export async function publicCheckpoint(
  ctx: Context,
): Promise<{ readonly size: number; readonly note: string; readonly key: string }> {
  const last = await lastCheckpoint(ctx.tx);
  if (!last) throw new Problem('request.notFound', { what: '日志检查点（还没有封存过名单）' });
  return { ...last, key: verifierKeyText(ctx.keys.logPublicKey, 'public') };
}
