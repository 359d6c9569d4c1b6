import { createHash } from 'node:crypto';
import type { DrawView } from '@sunlot/contract/draws.ts';
import type {
  Certificate,
  LaterProof,
  Proofs,
  Reveal,
  SessionEnd,
  SourceRecord,
} from '@sunlot/core/draw/certificate.ts';
import { type EvidenceFiles, evidenceFiles } from '@sunlot/core/draw/evidence.ts';
import { SPEC } from '@sunlot/core/draw/manifest.ts';
import type { DrawnSession } from '@sunlot/core/draw/run.ts';
import { parseNote } from '@sunlot/core/draw/signed-note.ts';
import type { Context } from '../../context.ts';
import { zipEvidence } from '../../evidence/zip-evidence.ts';
import { gmKeyText, verifierKeyText } from '../../log/checkpoint.ts';
import { cosignedNote } from '../../log/cosignatures.ts';
import { consistencyPath, inclusionPath } from '../../log/proofs.ts';
import { Problem } from '../../problem.ts';
import { SOFTWARE } from '../../software.ts';
import { committed } from './committed.ts';
import { phaseOf, storedCertificate, storedManifest } from './draw-view.ts';
import { closedSources } from './entropy-log.ts';
import { type DrawRow, selectDraw, selectLogEntry, selectPublicEntries, selectTask } from './sql.ts';
import { openVault, replay } from './vault.ts';

export type DrawPack = {
  readonly draw: string;
  readonly phase: DrawView['phase'];
  readonly bytes: Uint8Array;
  readonly sha256: string;
};

/** Beyond this many entries the pack goes without the log's text; its checks then rest on the proofs alone. */
const MOST_LOG_ENTRIES = 20_000;

/** The evidence pack as a zip: what is public of the draw now, so that anybody can verify it. */
export async function exportDraw(ctx: Context, { draw: id }: { readonly draw: string }): Promise<DrawPack> {
  const draw = await selectDraw(ctx.tx, id);
  if (!draw) throw new Problem('draw.unknown', { draw: id });
  const files = await evidenceOf(ctx, draw);
  const bytes = zipEvidence(files);
  return { draw: id, phase: phaseOf(draw.state), bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The files of the pack by name. */
async function evidenceOf(ctx: Context, draw: DrawRow): Promise<EvidenceFiles> {
  const vault = openVault(ctx, draw);
  const session = await sessionOf(ctx, draw, vault);
  const { size: first, policy } = await committed(ctx, draw);
  const size = draw.end_size ?? draw.reveal_size ?? draw.result_size ?? first;
  const log =
    size <= MOST_LOG_ENTRIES
      ? (await selectPublicEntries(ctx.tx, size)).map((entry) => Buffer.from(entry).toString('utf8'))
      : undefined;
  return evidenceFiles({
    certificate: await certificateNow(ctx, draw, { session, first }),
    rows: vault.rows,
    teams: session?.teams ?? [],
    ...(log && { log }),
    ...(policy.witnesses.length > 0 && { witnesses: policy }),
  });
}

/** The session run again: once it was drawn, and where it was abandoned with all its values on the table. */
async function sessionOf(
  ctx: Context,
  draw: DrawRow,
  vault: ReturnType<typeof openVault>,
): Promise<DrawnSession | undefined> {
  const entropy = storedCertificate(draw)?.entropy ?? (await closedRecords(ctx, draw));
  const isDrawn = draw.drawn_at !== null || draw.state === 'abandoned';
  if (!isDrawn || entropy.length < storedManifest(draw).entropy.length) return undefined;
  const task = (await selectTask(ctx.tx, draw.task_id))!;
  return replay(draw, vault, { entropy, window: { from: task.window_from, to: task.window_to } });
}

async function closedRecords(ctx: Context, draw: DrawRow): Promise<readonly SourceRecord[]> {
  return (await closedSources(ctx, draw)).map(({ record }) => record);
}

type Standing = { readonly session: DrawnSession | undefined; readonly first: number };

async function certificateNow(ctx: Context, draw: DrawRow, { session, first }: Standing): Promise<Certificate> {
  const parts = storedCertificate(draw) ??
    session?.certificate ?? {
      spec: SPEC,
      manifest: storedManifest(draw),
      entropy: draw.ended_at === null ? [] : await closedRecords(ctx, draw),
      openings: [],
      replacements: [] as const,
      software: SOFTWARE,
    };
  const reveal = draw.reveal === null ? {} : { reveal: JSON.parse(draw.reveal) as Reveal };
  const end =
    draw.ended_at === null ? {} : { end: { kind: draw.state as SessionEnd['kind'], reason: draw.end_reason! } };
  return { ...parts, proofs: await proofsOf(ctx, draw, first), ...reveal, ...end };
}

/** `first`: size of the checkpoint that carries the commitment. */
async function proofsOf(ctx: Context, draw: DrawRow, first: number): Promise<Proofs> {
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
    ...(draw.reveal_size !== null && {
      reveal: await laterProof(ctx, { index: draw.reveal_index!, size: draw.reveal_size, first }),
    }),
    ...(draw.end_size !== null && {
      end: await laterProof(ctx, { index: draw.end_index!, size: draw.end_size, first }),
    }),
  };
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
