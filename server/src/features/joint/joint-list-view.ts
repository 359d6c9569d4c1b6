import { type JointItemView, JointListView } from '@sunlot/contract/joint.ts';
import type { JointItemRow, JointListRow } from './sql.ts';

export function jointListView(list: JointListRow, items: readonly JointItemRow[]): JointListView {
  return JointListView.parse({
    agency: list.agency,
    version: list.version,
    state: list.state,
    source: list.source,
    ...(list.published_at !== null && { publishedAt: list.published_at }),
    ...(list.channel !== null && { channel: list.channel }),
    ...(list.url !== null && { url: list.url }),
    items: items.map(jointItemView),
  });
}

export function jointItemView(item: JointItemRow): JointItemView {
  return {
    serial: item.serial,
    name: item.name,
    leadDepartment: item.lead_department,
    partnerDepartments: item.partner_departments,
    objectKind: item.object_kind,
    matters: item.matters,
    mode: item.mode,
    demands: item.demands,
  };
}
