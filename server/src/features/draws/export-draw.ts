import type { DrawView } from '@sunlot/contract/draws.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import type { Reveal } from '@sunlot/core/draw/certificate.ts';
import { type EvidenceFiles, evidenceFiles } from '@sunlot/core/draw/evidence.ts';
import { deriveKeys } from '@sunlot/core/draw/leaves.ts';
import { type OpenedReplacement, openReplacement } from '@sunlot/core/draw/opened-replacements.ts';
import type { DrawnSession } from '@sunlot/core/draw/run.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import type { Context } from '../../context.ts';
import { sha256 } from '../../evidence/sha256.ts';
import { zipEvidence } from '../../evidence/zip-evidence.ts';
import { Problem } from '../../problem.ts';
import { committed } from './committed.ts';
import { certificateNow, revealOf, sessionOf } from './draw-certificate.ts';
import { phaseOf } from './draw-view.ts';
import { answeredOf } from './replaceable.ts';
import { openReason, type ReplacementRow, recordOf, selectReplacements } from './replacement-store.ts';
import { type DrawRow, selectDraw, selectPublicEntries } from './sql.ts';
import { openVault, type Vault } from './vault.ts';

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
  return { draw: id, phase: phaseOf(draw.state), bytes, sha256: hex(sha256(bytes)) };
}

/** The files of the pack by name. */
async function evidenceOf(ctx: Context, draw: DrawRow): Promise<EvidenceFiles> {
  const vault = openVault(ctx, draw);
  const session = await sessionOf(ctx, draw, vault);
  const { size: first, policy } = await committed(ctx, draw);
  const replacements = await selectReplacements(ctx.tx, draw.id);
  const size = lastSize(draw, replacements) ?? first;
  const log =
    size <= MOST_LOG_ENTRIES
      ? (await selectPublicEntries(ctx.tx, size)).map((entry) => Buffer.from(entry).toString('utf8'))
      : undefined;
  return evidenceFiles({
    certificate: await certificateNow(ctx, draw, { session, first, replacements }),
    ...(session && openedReplacements(ctx, { session, vault, replacements, reveal: revealOf(draw) })),
    rows: vault.rows,
    ...(session && { strata: session.strata }),
    teams: session?.teams ?? [],
    sha256,
    ...(log && { log }),
    ...(policy.witnesses.length > 0 && { witnesses: policy }),
  });
}

/** Size of the log at the last thing that was said of the draw; undefined before its result. */
function lastSize(draw: DrawRow, replacements: readonly ReplacementRow[]): number | undefined {
  const sizes = [draw.result_size, draw.reveal_size, draw.end_size, ...replacements.flatMap(sizesOf)];
  const known = sizes.filter((size) => size !== null);
  return known.length === 0 ? undefined : Math.max(...known);
}

function sizesOf({ request_size, result_size }: ReplacementRow): readonly (number | null)[] {
  return [request_size, result_size];
}

type Opening = {
  readonly session: DrawnSession;
  readonly vault: Vault;
  readonly replacements: readonly ReplacementRow[];
  readonly reveal: Reveal | undefined;
};

/** What the reveal opens of each answered replacement; goes into the pack only with the reveal. */
function openedReplacements(
  ctx: Context,
  { session, vault, replacements, reveal }: Opening,
): { readonly replacements?: readonly OpenedReplacement[] } {
  const answered = answeredOf(session, vault, replacements.map(recordOf));
  if (answered.length === 0) return {};
  const hash = hashOf(session.certificate.manifest.profile);
  const { staff } = deriveKeys(hash, vault.listKey);
  const withheld = new Set(reveal?.withheld.map(({ leaf }) => leaf));
  const opened = answered.map(({ record: { request }, places, left }, i) => {
    const isClosed = left !== undefined && withheld.has(left);
    return openReplacement(hash, staff, {
      request,
      places,
      reason: isClosed ? undefined : openReason(ctx, replacements[i]!).reason,
    });
  });
  return { replacements: opened };
}
