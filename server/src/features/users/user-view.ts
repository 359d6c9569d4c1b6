import type { UserView } from '@sunlot/contract/users.ts';
import type { UserRow } from './sql.ts';

export function userView(row: UserRow): UserView {
  return {
    id: row.id,
    login: row.login,
    displayName: row.display_name,
    ...(row.agency !== null && { agency: row.agency }),
    roles: [...row.roles],
    disabled: row.disabled_at !== null,
  };
}
