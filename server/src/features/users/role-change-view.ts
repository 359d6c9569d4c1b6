import type { RoleChangeView } from '@sunlot/contract/role-changes.ts';
import type { RoleChangeRow } from './sql.ts';

export function roleChangeView(row: RoleChangeRow): RoleChangeView {
  return {
    id: row.id,
    login: row.login,
    displayName: row.display_name,
    ...(row.agency !== null && { agency: row.agency }),
    change: row.change,
    roles: [...row.roles],
    state: row.outcome ?? 'proposed',
    proposedBy: row.proposer,
    proposedAt: row.proposed_at,
    ...(row.decider !== null && { decidedBy: row.decider }),
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
  };
}
