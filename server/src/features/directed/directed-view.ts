import { DirectedView } from '@sunlot/contract/directed.ts';
import type { DirectedRow } from './sql.ts';

export function directedView(row: DirectedRow): DirectedView {
  return DirectedView.parse({
    id: row.id,
    code: row.code,
    agency: row.agency,
    object: row.object_key,
    objectName: row.object_name ?? row.object_key,
    ground: row.ground,
    groundText: row.ground_text,
    reference: row.document,
    date: row.planned_on,
    items: row.items,
    recordedAt: row.recorded_at,
    ...(row.visited_on !== null && { visitedOn: row.visited_on }),
  });
}
