import type { ReviewsView, ReviewView } from '@sunlot/contract/directory-reviews.ts';
import { byObject } from '@sunlot/core/policy/bases.ts';
import { directoryNotReviewed, reviewPeriod } from '@sunlot/core/policy/directory-review.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { listingReviewRule, listingsToReview } from '@sunlot/core/policy/positive-list-review.ts';
import type { Context } from '../../context.ts';
import { withDays } from '../../objects/judged-object.ts';
import { lastReview } from '../../objects/last-review.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { objectsOf } from '../../visits/directory.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import { territoryOf } from '../../visits/territory.ts';
import { type ReviewRow, selectListed, selectReviews } from './sql.ts';

/** Five years of monthly reviews. */
const MOST_SHOWN = 60;

/** The reviews of an agency's directories, and whether there is the one that a draw of today asks for. */
export async function listReviews(ctx: Context, { agency }: { readonly agency: string }): Promise<ReviewsView> {
  may(ctx.actor, 'objects.read', agency);
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const period = reviewPeriod(pack, ctx.today);
  const finding = directoryNotReviewed(pack, { date: ctx.today, lastReview: await lastReview(ctx, agency) });
  const rows = await selectReviews(ctx.tx, { agency, take: MOST_SHOWN });
  const listings = await listingTask(ctx, agency, pack);
  return {
    ...(period !== undefined && { period }),
    done: finding === undefined,
    ...(listings && { listings }),
    items: rows.map(reviewView),
  };
}

/** Which listings on the positive list are to be looked at again, as the directory is today (AMB-13). */
async function listingTask(ctx: Context, agency: string, pack: Pack): Promise<ReviewsView['listings']> {
  const rule = listingReviewRule(pack);
  if (!rule) return undefined;
  const territory = (await territoryOf(ctx, agency))!;
  const own = { agency: territory.agency, codes: [agency] };
  const keys = await selectListed(ctx.tx, agency);
  const visits = await recordedVisits(ctx, own, { to: ctx.today, keys });
  const placed = await withDays(ctx, { agency, objects: await objectsOf(ctx, own, { keys }), visits });
  const objects = placed.map(({ facts }) => facts);
  const found = listingsToReview(pack, byObject(visits, objects), ctx.today);
  const { section, quote } = rule.clause;
  const items = found.map(({ objectId: object, reasons, ...one }) => ({ object, ...one, reasons: [...reasons] }));
  return { section, quote, items };
}

export function reviewView(row: ReviewRow): ReviewView {
  const { id, reviewed_on: date, changes, objects, inspectors } = row;
  return { id, date, changes, objects, inspectors, reviewedBy: row.login ?? row.reviewed_by };
}
