import type { SessionView } from '@sunlot/contract/sessions.ts';
import type { Context } from '../context.ts';
import { selectResets } from './sql.ts';

/** As long as an office remembers who asked for a new password, and why. */
const TOLD_MS = 90 * 86_400_000;

/** What a person is told: who gave them a new initial password of late, and when and from where it was used. */
export async function recentResets(ctx: Context): Promise<NonNullable<SessionView['passwordResets']>> {
  const since = new Date(Date.parse(ctx.at) - TOLD_MS).toISOString();
  const rows = await selectResets(ctx.tx, ctx.actor.id, since);
  return rows.map(({ reset_at: at, by_login: by, used_at, used_from }) => ({
    ...{ at, by },
    ...(used_at !== null && { usedAt: used_at }),
    ...(used_from !== null && { usedFrom: used_from }),
  }));
}
