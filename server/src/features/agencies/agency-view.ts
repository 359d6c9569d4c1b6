import { AgencyView } from '@sunlot/contract/agencies.ts';
import type { AgencyRow } from './sql.ts';

export function agencyView(row: AgencyRow): AgencyView {
  return AgencyView.parse({
    code: row.code,
    name: row.name,
    level: row.level,
    ...(row.parent !== null && { parent: row.parent }),
    pack: row.pack,
  });
}
