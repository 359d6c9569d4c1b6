import type { LaterProof, Proofs, ReplacementProofs } from '@sunlot/core/draw/certificate.ts';
import { parseNote } from '@sunlot/core/draw/signed-note.ts';
import type { Context } from '../../context.ts';
import { gmKeyText, verifierKeyText } from '../../log/checkpoint.ts';
import { cosignedNote } from '../../log/cosignatures.ts';
import { consistencyPath, inclusionPath } from '../../log/proofs.ts';
import { closedSources } from './entropy-log.ts';
import type { ReplacementRow } from './replacement-store.ts';
import { type DrawRow, selectLogEntry } from './sql.ts';

/** Where the entries of a draw stand in the public log. */

type Standing = { readonly first: number; readonly replacements: readonly ReplacementRow[] };

/** `first`: size of the checkpoint that carries the commitment. */
export async function proofsOf(ctx: Context, draw: DrawRow, { first, replacements }: Standing): Promise<Proofs> {
  const closedBy = draw.result_size ?? draw.end_size;
  const manifest = await placed(ctx, draw.manifest_index, first);
  const checkpoint = await noteOf(ctx, first);
  return {
    log: verifierKeyText(ctx.keys.logPublicKey, 'public'),
    ...gmOf(ctx, checkpoint),
    manifest: { ...manifest, checkpoint },
    entropy: closedBy === null ? [] : await entropyProofs(ctx, draw, closedBy),
    ...(draw.result_size !== null && {
      result: await laterProof(ctx, { index: draw.result_index!, size: draw.result_size, first }),
    }),
    ...(replacements.length > 0 && { replacements: await replacementProofs(ctx, replacements, first) }),
    ...(draw.reveal_size !== null && {
      reveal: await laterProof(ctx, { index: draw.reveal_index!, size: draw.reveal_size, first }),
    }),
    ...(draw.end_size !== null && {
      end: await laterProof(ctx, { index: draw.end_index!, size: draw.end_size, first }),
    }),
  };
}

async function replacementProofs(
  ctx: Context,
  rows: readonly ReplacementRow[],
  first: number,
): Promise<readonly ReplacementProofs[]> {
  const proofs: ReplacementProofs[] = [];
  for (const row of rows) {
    const request = await laterProof(ctx, { index: row.request_index, size: row.request_size, first });
    const { result_index: index, result_size: size } = row;
    const isAnswered = index !== null && size !== null;
    proofs.push(isAnswered ? { request, result: await laterProof(ctx, { index, size, first }) } : { request });
  }
  return proofs;
}

async function entropyProofs(ctx: Context, draw: DrawRow, size: number): Promise<Proofs['entropy']> {
  const proofs: Proofs['entropy'][number][] = [];
  for (const { index } of await closedSources(ctx, draw)) proofs.push(await placed(ctx, index, size));
  return proofs;
}

async function laterProof(
  ctx: Context,
  { index, size, first }: { readonly index: number; readonly size: number; readonly first: number },
): Promise<LaterProof> {
  return {
    ...(await placed(ctx, index, size)),
    checkpoint: await noteOf(ctx, size),
    consistency: await consistencyPath(ctx.tx, 'public', { first, second: size }),
  };
}

/** The second key, where it had signed before this list was frozen: then it has signed every checkpoint since. */
function gmOf({ keys }: Context, checkpoint: string): Pick<Proofs, 'logGm'> {
  const logGm = gmKeyText(keys, 'public');
  if (logGm === undefined) return {};
  const [name, id] = logGm.split('+', 2);
  const isSigned = parseNote(checkpoint)!.lines.some((line) => line.name === name && line.keyId === id);
  return isSigned ? { logGm } : {};
}

async function noteOf({ tx }: Context, size: number): Promise<string> {
  return (await cosignedNote(tx, { tree: 'public', size }))!;
}

async function placed(ctx: Context, index: number, size: number) {
  const logged = await selectLogEntry(ctx.tx, index);
  const entry = JSON.parse(Buffer.from(logged.entry).toString('utf8')) as { readonly at: string };
  return { at: entry.at, index, path: await inclusionPath(ctx.tx, 'public', { index, size }) };
}
