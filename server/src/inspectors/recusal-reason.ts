import { utf8 } from '@sunlot/core/basics/bytes.ts';
import type { Context } from '../context.ts';
import type { Keys } from '../keys.ts';

/** Which recusal: its key in the table. */
type Place = { readonly agency: string; readonly certificate_no: string; readonly object_key: string };

const purposeOf = ({ agency, certificate_no, object_key }: Place) =>
  `recusal/${agency}/${certificate_no}/${object_key}`;

/** The reason as it is stored: what is between two people is not kept in clear. */
export function sealRecusalReason({ seal }: Pick<Keys, 'seal'>, place: Place, reason: string): Uint8Array {
  return seal(utf8(reason), purposeOf(place));
}

export function openRecusalReason(
  { open }: Pick<Keys, 'open'>,
  row: Place & { readonly reason: string | null; readonly sealed_reason: Uint8Array | null },
): string {
  if (row.sealed_reason === null) return row.reason ?? '';
  return Buffer.from(open(row.sealed_reason, purposeOf(row))).toString('utf8');
}

/** Did an earlier version leave reasons in clear? */
export async function hasOldReasons(tx: Context['tx']): Promise<boolean> {
  const row = await tx
    .selectFrom('recusal')
    .select('agency')
    .where('reason', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Seals them; the audit row says how many. */
export async function sealOldReasons(ctx: Context): Promise<void> {
  const rows = await ctx.tx.selectFrom('recusal').selectAll().where('reason', 'is not', null).forUpdate().execute();
  for (const row of rows) {
    await ctx.tx
      .updateTable('recusal')
      .set({ reason: null, sealed_reason: sealRecusalReason(ctx.keys, row, row.reason!) })
      .where('agency', '=', row.agency)
      .where('certificate_no', '=', row.certificate_no)
      .where('object_key', '=', row.object_key)
      .execute();
  }
  await ctx.audit({ action: 'recusal.seal', after: { sealed: rows.length } });
}
