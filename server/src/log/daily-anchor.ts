import { dateInShanghai } from '@sunlot/core/basics/dates.ts';
import { systemActor } from '../accounts/actor.ts';
import { type Context, type Deps, read, write } from '../context.ts';
import type { Job } from '../upkeep.ts';
import { anchorAudit } from './anchor.ts';
import { treeSize } from './append.ts';
import { makeCheckpoint } from './checkpoint.ts';

/** Anchors the audit tree in the public one, and signs both, once a day where something was written since. */
export async function anchorIfDue(deps: Deps): Promise<boolean> {
  if (!(await read(deps, systemActor(), isDue))) return false;
  await write(deps, systemActor(), anchorDay);
  return true;
}

async function isDue({ tx, today }: Context): Promise<boolean> {
  const last = await tx
    .selectFrom('log_entry')
    .select(['entry', 'at'])
    .where('tree', '=', 'public')
    .where('type', '=', 'audit-root')
    .orderBy('index', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return (await treeSize(tx, 'audit')) > 0;
  const { size } = JSON.parse(Buffer.from(last.entry).toString('utf8')) as { readonly size: number };
  // The anchor's own audit row and checkpoint are no reason for another one.
  return dateInShanghai(Date.parse(last.at)) < today && (await treeSize(tx, 'audit')) > size;
}

async function anchorDay(ctx: Context): Promise<void> {
  await ctx.audit({ action: 'log.anchor' });
  await anchorAudit(ctx);
  await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'audit', at: ctx.at });
  await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at: ctx.at });
}

/** The anchor as a job of the running server. */
export function dailyAnchor(deps: Deps): Job {
  const what = '日志的每日锚定';
  return { name: 'daily anchor', what, steps: async () => [{ what, run: () => anchorIfDue(deps) }] };
}
