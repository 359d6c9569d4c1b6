import { dateInShanghai } from '@sunlot/core/basics/dates.ts';
import { consoleActor } from '../accounts/actor.ts';
import { type Context, type Deps, read, write } from '../context.ts';
import { anchorAudit } from './anchor.ts';
import { treeSize } from './append.ts';
import { makeCheckpoint } from './checkpoint.ts';

const EVERY_MS = 3_600_000;

/** Anchors the audit tree in the public one, and signs both, once a day where something was written since. */
export async function anchorIfDue(deps: Deps): Promise<boolean> {
  if (!(await read(deps, consoleActor(), isDue))) return false;
  await write(deps, consoleActor(), anchorDay);
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

export type Anchoring = { readonly stop: () => Promise<void> };

/** Looks now and every hour; what fails is tried again an hour later and told to `report`. */
export function keepAnchored(deps: Deps, report: (error: unknown) => void): Anchoring {
  let work = look();
  const timer = setInterval(() => {
    work = look();
  }, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await work;
    },
  };

  async function look(): Promise<void> {
    try {
      await anchorIfDue(deps);
    } catch (error) {
      report(error);
    }
  }
}
