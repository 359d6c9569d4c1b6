import type { Certificate, Reveal, SessionEnd, SourceRecord } from '@sunlot/core/draw/certificate.ts';
import { SPEC } from '@sunlot/core/draw/manifest.ts';
import type { DrawnSession } from '@sunlot/core/draw/run.ts';
import type { Context } from '../../context.ts';
import { SOFTWARE } from '../../software.ts';
import { proofsOf } from './draw-proofs.ts';
import { storedCertificate, storedManifest } from './draw-view.ts';
import { closedSources } from './entropy-log.ts';
import { type ReplacementRow, recordOf } from './replacement-store.ts';
import { type DrawRow, selectTask } from './sql.ts';
import { type Replayed, replay } from './vault.ts';

/** The session run again: once it was drawn, and where it was abandoned with all its values on the table. */
export async function sessionOf(ctx: Context, draw: DrawRow): Promise<Replayed | undefined> {
  const entropy = storedCertificate(draw)?.entropy ?? (await closedRecords(ctx, draw));
  const isDrawn = draw.drawn_at !== null || draw.state === 'abandoned';
  if (!isDrawn || entropy.length < storedManifest(draw).entropy.length) return undefined;
  const task = (await selectTask(ctx.tx, draw.task_id))!;
  return replay(ctx, draw, { entropy, window: { from: task.window_from, to: task.window_to } });
}

async function closedRecords(ctx: Context, draw: DrawRow): Promise<readonly SourceRecord[]> {
  return (await closedSources(ctx, draw)).map(({ record }) => record);
}

export function revealOf({ reveal }: DrawRow): Reveal | undefined {
  return reveal === null ? undefined : (JSON.parse(reveal) as Reveal);
}

type Standing = {
  readonly session: DrawnSession | undefined;
  readonly first: number;
  readonly replacements: readonly ReplacementRow[];
};

/** The certificate as it is public now, with its proofs. `first`: size of the checkpoint that carries the commitment. */
export async function certificateNow(ctx: Context, draw: DrawRow, standing: Standing): Promise<Certificate> {
  const { session, replacements } = standing;
  const parts = storedCertificate(draw) ??
    session?.certificate ?? {
      spec: SPEC,
      manifest: storedManifest(draw),
      entropy: draw.ended_at === null ? [] : await closedRecords(ctx, draw),
      openings: [],
      replacements: [] as const,
      software: SOFTWARE,
    };
  const opened = revealOf(draw);
  const reveal = opened ? { reveal: opened } : {};
  const end =
    draw.ended_at === null ? {} : { end: { kind: draw.state as SessionEnd['kind'], reason: draw.end_reason! } };
  const told = { proofs: await proofsOf(ctx, draw, standing), replacements: replacements.map(recordOf) };
  return { ...parts, ...told, ...reveal, ...end };
}
