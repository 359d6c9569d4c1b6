import type { CertificateParts, SourceRecord, ToldParts } from '@sunlot/core/draw/certificate.ts';
import { type FrozenRows, type RowTexts, restoreRows } from '@sunlot/core/draw/restore-rows.ts';
import { type DrawnSession, drawList, type RunFault, seatDrawn } from '@sunlot/core/draw/run.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import type { Context } from '../../context.ts';
import { readPublicList } from '../../draws/public-list.ts';
import { allTexts, textsOfLines } from '../../draws/sealed-rows.ts';
import { lanesFor } from '../../lanes.ts';
import { SOFTWARE } from '../../software.ts';
import { storedCertificate, storedManifest } from './draw-view.ts';
import type { DrawRow } from './sql.ts';

/** The secret side of a frozen session: encrypted at rest, opened only inside a use case that may. */
export type Vault = { readonly listKey: Uint8Array; readonly rows: FrozenRows };

type Reading = Pick<Context, 'tx' | 'keys'>;
type Stored = Pick<DrawRow, 'id' | 'manifest' | 'sealed_key'>;

export function sealListKey({ keys }: Pick<Context, 'keys'>, drawId: string, listKey: Uint8Array): Uint8Array {
  return keys.seal(listKey, `draw/${drawId}/key`);
}

export function openListKey({ keys }: Pick<Context, 'keys'>, row: Pick<Stored, 'id' | 'sealed_key'>): Uint8Array {
  return keys.open(row.sealed_key, `draw/${row.id}/key`);
}

/** People and recusals alone. */
export function openPeople(ctx: Reading, row: Stored): Promise<Vault> {
  return restored(ctx, row, []);
}

/** People and recusals, and of the objects only those behind some lines of the public list. */
async function openLines(ctx: Reading, row: Stored, lines: readonly number[]): Promise<Vault> {
  return restored(ctx, row, await textsOfLines(ctx, row.id, lines));
}

async function restored(ctx: Reading, row: Stored, objects: RowTexts['objects']): Promise<Vault> {
  const listKey = openListKey(ctx, row);
  const inspectors = await allTexts(ctx, row.id, 'inspectors');
  const recusals = await allTexts(ctx, row.id, 'recusals');
  const rows = restoreRows(hashOf(storedManifest(row).profile), listKey, { objects, inspectors, recusals });
  if (!rows.ok) throw new Error(`draw ${row.id}: a stored row does not parse (${rows.error.field})`);
  return { listKey, rows: rows.value };
}

type Window = { readonly from: string; readonly to: string };

/** A session that has run, with the vault as far as it matters to it: of the objects the winners and the 候补. */
export type Replayed = {
  readonly session: DrawnSession;
  readonly vault: Vault;
  /** Lines of the public list where these stand. */
  readonly lines: readonly number[];
};

/**
 * Runs the session on its frozen list; asked again it gives the same winners and teams. The list is read as columns, and only the rows
 * that are drawn or wait are opened, so that memory grows by 40 bytes a row.
 */
export async function replay(
  ctx: Reading,
  row: Stored,
  { entropy, window }: { readonly entropy: readonly SourceRecord[]; readonly window: Window },
): Promise<Replayed> {
  const manifest = storedManifest(row);
  const makeLanes = lanesFor(manifest.lists.objects.size);
  const thrown = drawList({ manifest, entropy, makeLanes, list: await readPublicList(ctx, row) });
  if (!thrown.ok) throw unfit(row, thrown.error);
  const vault = await openLines(ctx, row, thrown.value.lines);
  const seated = seatDrawn({ manifest, ...vault, entropy, window, software: SOFTWARE, makeLanes }, thrown.value);
  if (!seated.ok) throw unfit(row, seated.error);
  return { session: seated.value, vault, lines: thrown.value.lines };
}

function unfit(row: Pick<DrawRow, 'id'>, { kind }: RunFault): Error {
  return new Error(`draw ${row.id}: ${kind} do not fit the manifest`);
}

/** The stored certificate of a session that has run; throws before. */
export function certificateOf(row: DrawRow): CertificateParts & ToldParts {
  const certificate = storedCertificate(row);
  if (!certificate) throw new Error(`draw ${row.id} has no certificate`);
  return certificate;
}
