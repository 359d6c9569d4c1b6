import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { DrawView } from '@sunlot/contract/draws.ts';
import { compareText, utf8 } from '@sunlot/core/basics/bytes.ts';
import type { Reveal } from '@sunlot/core/draw/certificate.ts';
import { type EvidenceFiles, evidenceBeside, FILES, sumsText } from '@sunlot/core/draw/evidence.ts';
import { type ZipEntry, zipEnd, zipHead } from '@sunlot/core/draw/evidence-zip.ts';
import { deriveKeys } from '@sunlot/core/draw/leaves.ts';
import { type OpenedReplacement, openReplacement } from '@sunlot/core/draw/opened-replacements.ts';
import type { DrawnSession } from '@sunlot/core/draw/run.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import type { Context } from '../../context.ts';
import { allowLongWork } from '../../draws/blocks.ts';
import { closedLines, idsOfLines, type Opening, openedRowsOf } from '../../draws/opened-rows.ts';
import { committedList, publicListOf } from '../../draws/public-list.ts';
import type { PackSink } from '../../evidence/pack-spool.ts';
import { sha256 } from '../../evidence/sha256.ts';
import { Problem } from '../../problem.ts';
import { committed } from './committed.ts';
import { certificateNow, revealOf, sessionOf } from './draw-certificate.ts';
import { phaseOf, storedManifest } from './draw-view.ts';
import { answeredOf } from './replaceable.ts';
import { openReason, type ReplacementRow, recordOf, selectReplacements } from './replacement-store.ts';
import { type DrawRow, selectDraw, selectPublicEntries } from './sql.ts';
import { openListKey, openPeople, type Vault } from './vault.ts';

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
  const pieces: Uint8Array[] = [];
  const sink: PackSink = async (piece) => void pieces.push(piece);
  const { phase, sha256: digest } = await writePack(ctx, { draw: id, sink });
  return { draw: id, phase, bytes: Buffer.concat(pieces), sha256: digest };
}

/** The same written piece by piece: the public list goes from its blocks into the zip, and never lies in memory as a whole. */
export async function writePack(
  ctx: Context,
  { draw: id, sink }: { readonly draw: string; readonly sink: PackSink },
): Promise<Omit<DrawPack, 'bytes'> & { readonly size: number }> {
  const draw = await selectDraw(ctx.tx, id);
  if (!draw) throw new Problem('draw.unknown', { draw: id });
  await allowLongWork(ctx.tx);
  const files = [...(await evidenceOf(ctx, draw))].map(([name, bytes]) => packFile(name, bytes));
  files.push(await streamedFile(FILES.objects, () => publicListOf(ctx, id)));
  const opened = await openedOf(ctx, draw);
  if (opened) files.push(await streamedFile(FILES.openedObjects, () => openedRowsOf(ctx, opened)));
  files.sort((a, b) => compareText(a.name, b.name));
  const sums = sumsText(files.map(({ name, sha }) => [name, sha]));
  files.push(packFile(FILES.sums, utf8(sums)));
  const whole = createHash('sha256');
  let size = 0;
  const put: PackSink = async (piece) => {
    whole.update(piece);
    size += piece.length;
    await sink(piece);
  };
  for (const file of files) {
    await put(zipHead(file));
    for await (const piece of file.pieces()) await put(piece);
  }
  await put(zipEnd(files));
  return { draw: id, phase: phaseOf(draw.state), size, sha256: whole.digest('hex') };
}

/** A file of the pack: what has to be known of it before its first byte, and its bytes. */
type PackFile = ZipEntry & {
  readonly sha: Uint8Array;
  readonly pieces: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
};

function packFile(name: string, bytes: Uint8Array): PackFile {
  return { name, crc: crc32(bytes), size: bytes.length, sha: sha256(bytes), pieces: () => [bytes] };
}

/** Made twice: its checksums stand before it. */
async function streamedFile(name: string, pieces: () => AsyncIterable<Uint8Array>): Promise<PackFile> {
  const hash = createHash('sha256');
  let [crc, size] = [0, 0];
  for await (const piece of pieces()) {
    hash.update(piece);
    crc = crc32(piece, crc);
    size += piece.length;
  }
  return { name, crc, size, sha: hash.digest(), pieces };
}

/** What opens the rows of the objects again; undefined before the reveal. */
async function openedOf(ctx: Context, draw: DrawRow): Promise<Opening | undefined> {
  const reveal = revealOf(draw);
  if (!reveal) return undefined;
  const manifest = storedManifest(draw);
  const table = await committedList(ctx, draw);
  const objectKey = deriveKeys(hashOf(manifest.profile), openListKey(ctx, draw)).object;
  return { draw: draw.id, manifest, objectKey, table, closed: new Set(closedLines(table, reveal)) };
}

/** Ids of the objects that stay closed after the reveal. */
async function closedIds(ctx: Context, draw: DrawRow): Promise<ReadonlySet<string>> {
  const reveal = revealOf(draw);
  if (!reveal || reveal.withheld.length === 0) return new Set();
  return idsOfLines(ctx, draw.id, closedLines(await committedList(ctx, draw), reveal));
}

/** The files of the pack by name, but for the public list, the opened rows of the objects and the sums. */
async function evidenceOf(ctx: Context, draw: DrawRow): Promise<EvidenceFiles> {
  const replayed = await sessionOf(ctx, draw);
  const session = replayed?.session;
  const vault = replayed?.vault ?? (await openPeople(ctx, draw));
  const { size: first, policy } = await committed(ctx, draw);
  const replacements = await selectReplacements(ctx.tx, draw.id);
  const size = lastSize(draw, replacements) ?? first;
  const log =
    size <= MOST_LOG_ENTRIES
      ? (await selectPublicEntries(ctx.tx, size)).map((entry) => Buffer.from(entry).toString('utf8'))
      : undefined;
  return evidenceBeside({
    certificate: await certificateNow(ctx, draw, { session, first, replacements }),
    ...(session && openedReplacements(ctx, { session, vault, replacements, reveal: revealOf(draw) })),
    rows: vault.rows,
    closed: await closedIds(ctx, draw),
    ...(session && { strata: session.strata }),
    teams: session?.teams ?? [],
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

type Answered = {
  readonly session: DrawnSession;
  readonly vault: Vault;
  readonly replacements: readonly ReplacementRow[];
  readonly reveal: Reveal | undefined;
};

/** What the reveal opens of each answered replacement; goes into the pack only with the reveal. */
function openedReplacements(
  ctx: Context,
  { session, vault, replacements, reveal }: Answered,
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
