import type { Context } from '../context.ts';
import { may } from '../rights.ts';
import type { Tree } from './append.ts';
import { makeCheckpoint } from './checkpoint.ts';

export type SignedCheckpoint = { readonly tree: Tree; readonly size: number; readonly note: string };

/** Signs a tree as it stands, to be kept where nobody who administers this machine can change it. */
export async function signCheckpoint(ctx: Context, { tree }: { readonly tree: Tree }): Promise<SignedCheckpoint> {
  may(ctx.actor, 'log.checkpoint', ctx.actor.agency);
  await ctx.audit({ action: 'log.checkpoint', agency: ctx.actor.agency, subject: tree });
  return { tree, ...(await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree, at: ctx.at })) };
}
