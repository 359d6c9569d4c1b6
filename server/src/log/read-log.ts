import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { may } from '../rights.ts';
import { type Checkpoint, readNote, tidyNote } from './checkpoint.ts';
import { type LogVerdict, verifyLog } from './verify-log.ts';

/** `outside` is the text of a checkpoint kept elsewhere, `file` what it is called when it is refused. */
export type VerifyLogs = { readonly outside: string | undefined; readonly file?: string };

/**
 * Recomputes both trees, whoever of those with the right to read logs asks: the answer names places, never contents.
 * @throws Problem log.checkpointUnreadable | log.checkpointForeign where what came from outside says nothing about this log
 */
export async function verifyLogs(ctx: Context, { outside, file = '外部检查点' }: VerifyLogs): Promise<LogVerdict> {
  may(ctx.actor, 'log.read', ctx.actor.agency);
  const checkpoint = outside === undefined ? undefined : readOutside(ctx, { note: outside, file });
  return aboveAgencies(ctx, () => verifyLog(ctx.tx, { publicKey: ctx.keys.logPublicKey, outside: checkpoint }));
}

/** A checkpoint that somebody brings. @throws Problem log.checkpointUnreadable | log.checkpointForeign */
export function readOutside(
  { keys }: Pick<Context, 'keys'>,
  { note, file }: { readonly note: string; readonly file: string },
): Checkpoint {
  const read = readNote(tidyNote(note), keys.logPublicKey);
  if (read.ok) return read.value;
  throw new Problem(read.error === 'form' ? 'log.checkpointUnreadable' : 'log.checkpointForeign', { file });
}

export type LogLine = {
  readonly index: number;
  readonly at: string;
  readonly type: string;
  readonly agency: string | undefined;
  readonly subject: string | undefined;
};

/** The last entries of a tree, the newest last; who stands in an agency gets those of their territory. */
export async function tailLog(
  ctx: Context,
  { tree, lines }: { readonly tree: 'public' | 'audit'; readonly lines: number },
): Promise<readonly LogLine[]> {
  const { agency, sees } = ctx.actor;
  may(ctx.actor, tree === 'audit' ? 'log.readAudit' : 'log.read', agency);
  const wanted = ctx.tx
    .selectFrom('log_entry')
    .select(['index', 'at', 'type', 'agency', 'subject'])
    .where('tree', '=', tree)
    .$if(agency !== undefined, (query) => query.where('agency', 'in', sees))
    .orderBy('index', 'desc')
    .limit(lines);
  const rows = await aboveAgencies(ctx, () => wanted.execute());
  return rows.reverse().map((row) => ({ ...row, agency: row.agency ?? undefined, subject: row.subject ?? undefined }));
}

/** The trees are those of the whole installation: work on them sees every row, and only that work does. */
async function aboveAgencies<T>({ tx, actor }: Context, work: () => Promise<T>): Promise<T> {
  if (actor.agency === undefined) return work();
  await sql`select set_config('sunlot.system', 'on', true)`.execute(tx);
  const answer = await work();
  await sql`select set_config('sunlot.system', '', true)`.execute(tx);
  return answer;
}
