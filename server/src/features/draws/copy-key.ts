import { SHORTEST_PASSPHRASE } from '@sunlot/contract/key-copy.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import type { Context } from '../../context.ts';
import { allowLongWork } from '../../draws/blocks.ts';
import { rowTextsOf } from '../../draws/sealed-rows.ts';
import { type KeptRows, writeKeyCopy } from '../../evidence/key-copy.ts';
import type { PackSink } from '../../evidence/pack-spool.ts';
import { Problem } from '../../problem.ts';
import { storedManifest } from './draw-view.ts';
import { ownDraw } from './own-draw.ts';
import { openListKey } from './vault.ts';

/**
 * Writes the sealed copy for the key holder, under a passphrase of his own: with it he opens all leaves himself, whatever the
 * office says later. Nobody else gets one, and taking it leaves an audit row.
 */
export async function copyKey(
  ctx: Context,
  { draw: id, passphrase, sink }: { readonly draw: string; readonly passphrase: string; readonly sink: PackSink },
): Promise<void> {
  const draw = await ownDraw(ctx, id, 'draw.keyCopy');
  if (draw.frozen_by === ctx.actor.id) throw new Problem('draw.sameWitness', { who: ctx.actor.login, did: '封存名单' });
  if ([...passphrase].length < SHORTEST_PASSPHRASE) {
    throw new Problem('request.invalid', { what: `口令至少 ${SHORTEST_PASSPHRASE} 个字符` });
  }
  await allowLongWork(ctx.tx);
  const { agency, task, seq } = storedManifest(draw);
  const named = { draw: `${agency}/${task}/${seq}`, fingerprint: hex(draw.fingerprint) };
  const secret = { listKey: openListKey(ctx, draw), rows: keptRows(ctx, draw.id) };
  await writeKeyCopy(named, secret, { passphrase, sink });
  await ctx.audit({ action: 'draw.keyCopy', agency: draw.agency, subject: draw.id });
}

async function* keptRows(ctx: Context, draw: string): AsyncGenerator<KeptRows> {
  for (const kind of ['objects', 'inspectors', 'recusals'] as const)
    for await (const texts of rowTextsOf(ctx, draw, kind)) yield { kind, texts };
}
