import type { NonceReceipt, SendNonce } from '@sunlot/contract/sources.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { instantOf, secondsOf } from '@sunlot/core/basics/instants.ts';
import { isNonce } from '@sunlot/core/draw/alphabet.ts';
import { nonceEntry } from '@sunlot/core/draw/log-entries.ts';
import { momentText } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { appendEntry } from '../../log/append.ts';
import { makeCheckpoint, verifierKeyText } from '../../log/checkpoint.ts';
import { inclusionPath } from '../../log/proofs.ts';
import { Problem } from '../../problem.ts';
import { requireCommitted } from './committed.ts';
import { storedManifest } from './draw-view.ts';
import { countNonces, lockDraw } from './sql.ts';

/** More than a draw can use, and few enough for the log. */
const MOST_NONCES = 10_000;

type Sent = SendNonce & { readonly draw: string };

/**
 * A number from anybody, for a draw whose window is open: it enters the log at once, and the sender keeps the entry with its
 * path to a signed checkpoint. So leaving it out later is provable, and the agency cannot know the root before it closes.
 */
export async function sendNonce(ctx: Context, input: Sent): Promise<NonceReceipt> {
  const { draw: id } = input;
  const nonce = 'nonce' in input ? input.nonce : Buffer.from(input.text.normalize('NFC'), 'utf8').toString('hex');
  if (!isNonce(nonce)) throw new Problem('request.invalid', { what: '应为 16 至 64 字节（汉字每个 3 字节）' });
  const draw = await lockDraw(ctx.tx, id);
  if (!draw) throw new Problem('draw.unknown', { draw: id });
  const manifest = storedManifest(draw);
  const source = manifest.entropy[0];
  const closed = (why: string) => new Problem('draw.noncesClosed', { draw: id, why });
  if (source?.k !== 'nonces') throw closed('清单没有外部数源');
  if (draw.state !== 'frozen' || ctx.at > source.deadline) throw closed(`截止时间是 ${momentText(source.deadline)}`);
  const opens = secondsOf(await requireCommitted(ctx, draw)) + manifest.lead;
  if (secondsOf(ctx.at) < opens) throw closed(`${momentText(instantOf(opens))} 起开放`);
  if ((await countNonces(ctx.tx, id)) >= MOST_NONCES) throw closed(`已收满 ${MOST_NONCES} 个`);
  return logNonce(ctx, { id, agency: draw.agency, entry: nonceEntry(manifest, nonce, ctx.at) });
}

type Logged = { readonly id: string; readonly agency: string; readonly entry: ReturnType<typeof nonceEntry> };

async function logNonce(ctx: Context, { id, agency, entry }: Logged): Promise<NonceReceipt> {
  const { index } = await appendEntry(ctx.tx, {
    ...{ tree: 'public', type: 'nonce', agency, subject: id, at: ctx.at, entry },
  });
  const { size, note } = await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at: ctx.at });
  await ctx.audit({ action: 'draw.nonce', agency, subject: id, after: { index } });
  return {
    entry: canonicalJson(entry),
    index,
    path: [...(await inclusionPath(ctx.tx, 'public', { index, size }))],
    checkpoint: note,
    log: verifierKeyText(ctx.keys.logPublicKey, 'public'),
  };
}
