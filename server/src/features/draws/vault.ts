import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import type { CertificateParts, SourceRecord, ToldParts } from '@sunlot/core/draw/certificate.ts';
import { type FrozenRows, restoreRows, rowTexts } from '@sunlot/core/draw/restore-rows.ts';
import { type DrawnSession, runDraw } from '@sunlot/core/draw/run.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import type { Context } from '../../context.ts';
import { openRowTexts, rowsPurpose } from '../../draws/sealed-rows.ts';
import { lanesFor } from '../../lanes.ts';
import { SOFTWARE } from '../../software.ts';
import { storedCertificate, storedManifest } from './draw-view.ts';
import type { DrawRow } from './sql.ts';

/** The secret side of a frozen session: encrypted at rest, opened only inside a use case that may. */
export type Vault = { readonly listKey: Uint8Array; readonly rows: FrozenRows };

type Sealing = Pick<Context, 'keys'>;

export function sealVault(
  { keys }: Sealing,
  drawId: string,
  { listKey, rows }: Vault,
): { readonly sealed_key: Uint8Array; readonly sealed_rows: Uint8Array } {
  return {
    sealed_key: keys.seal(listKey, `draw/${drawId}/key`),
    sealed_rows: keys.seal(utf8(canonicalJson(rowTexts(rows))), rowsPurpose(drawId)),
  };
}

export function openVault(
  { keys }: Sealing,
  row: Pick<DrawRow, 'id' | 'manifest' | 'sealed_key' | 'sealed_rows'>,
): Vault {
  const listKey = keys.open(row.sealed_key, `draw/${row.id}/key`);
  const rows = restoreRows(hashOf(storedManifest(row).profile), listKey, openRowTexts(keys, row));
  if (!rows.ok) throw new Error(`draw ${row.id}: a stored row does not parse (${rows.error.field})`);
  return { listKey, rows: rows.value };
}

type Window = { readonly from: string; readonly to: string };

/** Runs the session on its frozen rows; asked again it gives the same winners and teams. */
export function replay(
  row: Pick<DrawRow, 'id' | 'manifest'>,
  vault: Vault,
  { entropy, window }: { readonly entropy: readonly SourceRecord[]; readonly window: Window },
): DrawnSession {
  const makeLanes = lanesFor(vault.rows.objects.length);
  const ran = runDraw({ manifest: storedManifest(row), ...vault, entropy, window, software: SOFTWARE, makeLanes });
  if (!ran.ok) throw new Error(`draw ${row.id}: ${ran.error.kind} do not fit the manifest`);
  return ran.value;
}

/** The stored certificate of a session that has run; throws before. */
export function certificateOf(row: DrawRow): CertificateParts & ToldParts {
  const certificate = storedCertificate(row);
  if (!certificate) throw new Error(`draw ${row.id} has no certificate`);
  return certificate;
}
