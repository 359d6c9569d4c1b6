import { type KeyCopy, SHORTEST_PASSPHRASE } from '@sunlot/contract/key-copy.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { rowTexts } from '@sunlot/core/draw/restore-rows.ts';
import type { Context } from '../../context.ts';
import { sealKeyCopy } from '../../evidence/key-copy.ts';
import { Problem } from '../../problem.ts';
import { storedManifest } from './draw-view.ts';
import { ownDraw } from './own-draw.ts';
import { openVault } from './vault.ts';

/**
 * The sealed copy for the key holder, under a passphrase of his own: with it he opens all leaves himself, whatever the
 * office says later. Nobody else gets one, and taking it leaves an audit row.
 */
export async function copyKey(
  ctx: Context,
  { draw: id, passphrase }: { readonly draw: string; readonly passphrase: string },
): Promise<KeyCopy> {
  const draw = await ownDraw(ctx, id, 'draw.keyCopy');
  if (draw.frozen_by === ctx.actor.id) throw new Problem('draw.sameWitness', { who: ctx.actor.login, did: '封存名单' });
  if ([...passphrase].length < SHORTEST_PASSPHRASE) {
    throw new Problem('request.invalid', { what: `口令至少 ${SHORTEST_PASSPHRASE} 个字符` });
  }
  const { listKey, rows } = await openVault(ctx, draw);
  const { agency, task, seq } = storedManifest(draw);
  const named = { draw: `${agency}/${task}/${seq}`, fingerprint: hex(draw.fingerprint) };
  const copy = await sealKeyCopy(named, { listKey, rows: rowTexts(rows) }, passphrase);
  await ctx.audit({ action: 'draw.keyCopy', agency: draw.agency, subject: draw.id });
  return copy;
}
