import type { Context } from '../context.ts';
import { may } from '../rights.ts';
import { type LogVerdict, verifyLog } from './verify-log.ts';

/** Recomputes both trees; `outside` is a checkpoint note kept elsewhere. */
export function verifyLogs(ctx: Context, { outside }: { readonly outside: string | undefined }): Promise<LogVerdict> {
  may(ctx.actor, 'log.read', undefined);
  return verifyLog(ctx.tx, { publicKey: ctx.keys.logPublicKey, outside });
}

export type LogLine = {
  readonly index: number;
  readonly at: string;
  readonly type: string;
  readonly agency: string | undefined;
  readonly subject: string | undefined;
};

/** The last entries of a tree, the newest last. */
export async function tailLog(
  ctx: Context,
  { tree, lines }: { readonly tree: 'public' | 'audit'; readonly lines: number },
): Promise<readonly LogLine[]> {
  may(ctx.actor, 'log.read', undefined);
  const rows = await ctx.tx
    .selectFrom('log_entry')
    .select(['index', 'at', 'type', 'agency', 'subject'])
    .where('tree', '=', tree)
    .orderBy('index', 'desc')
    .limit(lines)
    .execute();
  return rows.reverse().map((row) => ({ ...row, agency: row.agency ?? undefined, subject: row.subject ?? undefined }));
}
