import type { CosignedView } from '@sunlot/contract/witnesses.ts';
import { type Cosigned, readCosignatures } from '@sunlot/core/draw/cosignature.ts';
import { parseNote, parseSignatureLines } from '@sunlot/core/draw/signed-note.ts';
import { wholeSeconds } from '../clock.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { may } from '../rights.ts';
import { type Checkpoint, tidyNote, verifySignature } from './checkpoint.ts';
import { readOutside } from './read-log.ts';
import { knownWitnesses } from './witness-policies.ts';

/** The texts of two files: a checkpoint of this log, and what a witness gave back for it, lines alone or the whole note. */
export type CosignLog = {
  readonly checkpoint: string;
  readonly checkpointFile: string;
  readonly lines: string;
  readonly linesFile: string;
};

type Brought = Cosigned & { readonly line: string };

/**
 * Keeps the cosignatures of witnesses on a checkpoint of this log. Lines of keys that no policy knows are left out; one of
 * a witness that does not verify, or is dated in the future, refuses them all.
 * @throws Problem log.checkpoint… | log.cosignature…
 */
export async function cosignLog(ctx: Context, input: CosignLog): Promise<CosignedView> {
  may(ctx.actor, 'log.cosign', ctx.actor.agency);
  const checkpoint = readOutside(ctx, { note: input.checkpoint, file: input.checkpointFile });
  const body = await ownBody(ctx, checkpoint, input);
  const lines = linesFor(body, input);
  const brought = await verified(ctx, { body, lines });
  if (brought.length === 0) throw new Problem('log.cosignatureStrange', { file: input.linesFile });
  const added = await keep(ctx, checkpoint, brought);
  const { tree, size } = checkpoint;
  const shown = added.map(({ witness, time }) => ({ witness: witness.name, time }));
  await ctx.audit({
    action: 'log.cosign',
    agency: ctx.actor.agency,
    subject: `${tree}/${size}`,
    after: { added: shown.map(({ witness, time }) => `${witness} ${time}`) },
  });
  return { tree, size, added: shown, known: brought.length - added.length, ignored: lines.length - brought.length };
}

/** The text of the checkpoint as this log signed it: a size is signed once, so what differs is of another past. */
async function ownBody({ tx }: Context, { tree, size }: Checkpoint, { checkpoint, checkpointFile }: CosignLog) {
  const row = await tx
    .selectFrom('log_checkpoint')
    .select('note')
    .where('tree', '=', tree)
    .where('size', '=', size)
    .executeTakeFirst();
  const body = parseNote(tidyNote(checkpoint))!.body;
  if (!row || parseNote(row.note)!.body !== body)
    throw new Problem('log.checkpointUnknown', { file: checkpointFile, size });
  return body;
}

function linesFor(body: string, { lines, linesFile, checkpointFile }: CosignLog): readonly string[] {
  const text = tidyNote(lines);
  const note = parseNote(text);
  if (note && note.body !== body) {
    throw new Problem('log.cosignatureOther', { file: linesFile, checkpoint: checkpointFile });
  }
  const alone = note ? text.slice(note.body.length + 1) : text;
  if (!parseSignatureLines(alone)) throw new Problem('log.cosignatureUnreadable', { file: linesFile });
  return alone.trimEnd().split('\n');
}

type Bringing = { readonly body: string; readonly lines: readonly string[] };

async function verified({ tx, at }: Context, { body, lines }: Bringing): Promise<readonly Brought[]> {
  const policy = { quorum: 0, witnesses: await knownWitnesses(tx) };
  return lines.flatMap((text) => {
    const line = `${text}\n`;
    const read = readCosignatures(`${body}\n${line}`, { policy, verify: verifySignature });
    if (!read.ok) throw new Problem('log.cosignatureWrong', { witness: read.error });
    const early = read.value.find(({ time }) => time > at);
    if (early) throw new Problem('log.cosignatureEarly', { witness: early.witness.name, time: early.time });
    return read.value.map((each) => ({ ...each, line }));
  });
}

/** The ones that were not known before. */
async function keep(
  { tx, actor, at }: Context,
  { tree, size }: Checkpoint,
  brought: readonly Brought[],
): Promise<readonly Brought[]> {
  const stored = await tx
    .insertInto('log_cosignature')
    .values(
      brought.map(({ witness, time, line }) => ({
        ...{ tree, size, witness: witness.key, time, line },
        ...{ brought_by: actor.id, at },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['witness', 'time'])
    .execute();
  const fresh = new Set(stored.map(({ witness, time }) => `${witness} ${wholeSeconds(time)}`));
  return brought.filter(({ witness, time }) => fresh.has(`${witness.key} ${time}`));
}
