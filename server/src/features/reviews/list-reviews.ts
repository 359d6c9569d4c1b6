import type { ReviewsView, ReviewView } from '@sunlot/contract/directory-reviews.ts';
import { directoryNotReviewed, reviewPeriod } from '@sunlot/core/policy/directory-review.ts';
import type { Context } from '../../context.ts';
import { lastReview } from '../../objects/last-review.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { type ReviewRow, selectReviews } from './sql.ts';

/** Five years of monthly reviews. */
const MOST_SHOWN = 60;

/** The reviews of an agency's directories, and whether there is the one that a draw of today asks for. */
export async function listReviews(ctx: Context, { agency }: { readonly agency: string }): Promise<ReviewsView> {
  may(ctx.actor, 'objects.read', agency);
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const period = reviewPeriod(pack, ctx.today);
  const finding = directoryNotReviewed(pack, { date: ctx.today, lastReview: await lastReview(ctx, agency) });
  const rows = await selectReviews(ctx.tx, { agency, take: MOST_SHOWN });
  return { ...(period !== undefined && { period }), done: finding === undefined, items: rows.map(reviewView) };
}

export function reviewView(row: ReviewRow): ReviewView {
  const { id, reviewed_on: date, changes, objects, inspectors } = row;
  return { id, date, changes, objects, inspectors, reviewedBy: row.login ?? row.reviewed_by };
}
