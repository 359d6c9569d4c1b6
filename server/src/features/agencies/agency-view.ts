import { AgencyView } from '@sunlot/contract/agencies.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { AgencyRow } from './sql.ts';

/** An agency with the classes its level may draw under its pack: none for a level that only looks on. */
export function agencyView(row: AgencyRow, pack: Pack): AgencyView {
  return AgencyView.parse({
    code: row.code,
    name: row.name,
    level: row.level,
    ...(row.parent !== null && { parent: row.parent }),
    pack: row.pack,
    draws: pack.levels.find(({ id }) => id === row.level)?.classes ?? [],
  });
}
