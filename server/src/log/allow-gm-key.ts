import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { may } from '../rights.ts';
import { gmKeyText } from './checkpoint.ts';

/** Records that the log gets a second key, SM2 with SM3; the file itself is made once this is kept. */
export async function allowGmKey(ctx: Context): Promise<{ readonly folder: string }> {
  may(ctx.actor, 'log.gmKey', ctx.actor.agency);
  const key = gmKeyText(ctx.keys, 'public');
  if (key !== undefined) throw new Problem('log.gmKeyThere', { key });
  await ctx.audit({ action: 'log.gmKey' });
  return { folder: ctx.folder.path };
}
