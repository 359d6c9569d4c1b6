import { type HolidayYear, parseHolidayYear } from '@sunlot/core/policy/working-days.ts';
import type { Context } from '../../context.ts';
import { storeHolidayYear } from '../../holidays/holiday-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';

/** Takes over a year's table of holidays and make-up days (the form of the files that ship). */
export async function importHolidays(ctx: Context, { content }: { readonly content: unknown }): Promise<HolidayYear> {
  may(ctx.actor, 'holiday.import', undefined);
  const parsed = parseHolidayYear(content);
  if (!parsed.ok)
    throw new Problem('holiday.invalid', {
      what: parsed.error.map(({ message }) => message.replace(/。$/, '')).join('；'),
    });
  const { year, status, off, work, notice } = parsed.value;
  const before = await storedYear(ctx, year);
  await storeHolidayYear(ctx, parsed.value);
  await ctx.audit({
    action: 'holiday.import',
    subject: String(year),
    ...(before && { before }),
    after: { year, status, off: [...off], work: [...work], notice: notice && { ...notice } },
  });
  return parsed.value;
}

/** The table that is replaced, for the record. */
async function storedYear({ tx }: Context, year: number) {
  const row = await tx.selectFrom('holiday_calendar').selectAll().where('year', '=', year).executeTakeFirst();
  return row && { notice: row.notice ?? undefined, off: row.off_days, work: row.work_days };
}
