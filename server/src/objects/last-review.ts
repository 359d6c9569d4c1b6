import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import type { Context } from '../context.ts';

/** The day of the latest review of an agency's directories. */
export async function lastReview({ tx }: Pick<Context, 'tx'>, agency: string): Promise<CalendarDate | undefined> {
  const row = await tx
    .selectFrom('directory_review')
    .select('reviewed_on')
    .where('agency', '=', agency)
    .orderBy('reviewed_on', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.reviewed_on;
}
