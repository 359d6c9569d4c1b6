import type { RecordReview, ReviewView } from '@sunlot/contract/directory-reviews.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { reviewView } from './list-reviews.ts';
import { countDirectories, insertReview } from './sql.ts';

/** Records that the directories were looked through on a day, by whom, and what was changed. Never edited. */
export async function recordReview(
  ctx: Context,
  { agency, changes, date = ctx.today }: RecordReview,
): Promise<ReviewView> {
  may(ctx.actor, 'directory.review', agency);
  if (date > ctx.today) throw new Problem('review.early', { date, today: ctx.today });
  const row = {
    id: ctx.newId('rvw'),
    agency,
    reviewed_on: date,
    changes,
    ...(await countDirectories(ctx.tx, agency)),
    reviewed_by: ctx.actor.id,
    reviewed_at: ctx.at,
  };
  await insertReview(ctx.tx, row);
  const view = reviewView({ ...row, login: ctx.actor.login });
  await ctx.audit({ action: 'directory.review', agency, subject: row.id, after: view });
  return view;
}
