import type { RowTexts } from '@sunlot/core/draw/restore-rows.ts';
import type { Keys } from '../keys.ts';

/** The rows of a frozen list, as the database keeps them: encrypted, bound to their draw. */

type Sealed = { readonly id: string; readonly sealed_rows: Uint8Array };

/** What the sealed rows of a draw are bound to. */
export function rowsPurpose(drawId: string): string {
  return `draw/${drawId}/rows`;
}

/** The texts of the rows. Who is in the list is closed: what is said of it outside is counts. */
export function openRowTexts(keys: Pick<Keys, 'open'>, { id, sealed_rows }: Sealed): RowTexts {
  return JSON.parse(Buffer.from(keys.open(sealed_rows, rowsPurpose(id))).toString('utf8')) as RowTexts;
}
