import { type HolidayYear, type WorkingDays, workingDays } from '@sunlot/core/policy/working-days.ts';
import type { Context } from '../context.ts';

/** Stores a year's table; a later one for the same year replaces it. */
export async function storeHolidayYear(
  ctx: Pick<Context, 'tx' | 'at'>,
  { year, status, notice, off, work }: HolidayYear,
): Promise<void> {
  const values = {
    notice: status === 'announced' && notice ? [notice.title, notice.number].filter(Boolean).join(' ') : null,
    off_days: [...off],
    work_days: [...work],
    updated_at: ctx.at,
  };
  await ctx.tx
    .insertInto('holiday_calendar')
    .values({ year, ...values })
    .onConflict((conflict) => conflict.column('year').doUpdateSet(values))
    .execute();
}

/** The calendar as it is stored now; a year without a notice is 推算. */
export async function readCalendar({ tx }: Pick<Context, 'tx'>): Promise<WorkingDays> {
  const rows = await tx.selectFrom('holiday_calendar').selectAll().orderBy('year').execute();
  return workingDays(
    rows.map(({ year, notice, off_days, work_days }) => ({
      year,
      status: notice === null ? 'estimated' : 'announced',
      off: off_days,
      work: work_days,
    })),
  );
}
