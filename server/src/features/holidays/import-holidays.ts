import type { HolidayYearView } from '@sunlot/contract/holidays.ts';
import { type HolidayYear, parseHolidayYear } from '@sunlot/core/policy/working-days.ts';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import { storeHolidayYear } from '../../holidays/holiday-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';

/**
 * Takes over a year's table of holidays and make-up days (the form of the files that ship). What was announced is replaced by another
 * notice only; days that are over and change are told, for limits and open verdicts go by them.
 */
export async function importHolidays(
  ctx: Context,
  { content }: { readonly content: unknown },
): Promise<z.infer<typeof HolidayYearView>> {
  may(ctx.actor, 'holiday.import', undefined);
  const parsed = parseHolidayYear(content);
  if (!parsed.ok)
    throw new Problem('holiday.invalid', {
      what: parsed.error.map(({ message }) => message.replace(/。$/, '')).join('；'),
    });
  const { year, status, off, work, notice } = parsed.value;
  const before = await storedYear(ctx, year);
  if (status === 'estimated' && before?.notice !== undefined)
    throw new Problem('holiday.invalid', { what: `${year} 年的安排已经公布（${before.notice}），不能换成推算的` });
  const changedPast = before ? changedDays(before, parsed.value).filter((day) => day <= ctx.today) : [];
  await storeHolidayYear(ctx, parsed.value);
  await ctx.audit({
    action: 'holiday.import',
    subject: String(year),
    ...(before && { before }),
    after: { year, status, off: [...off], work: [...work], notice: notice && { ...notice } },
  });
  return { year, status, off: [...off], work: [...work], ...(changedPast.length > 0 && { changedPast }) };
}

type Days = Pick<HolidayYear, 'off' | 'work'>;

/** Days that one table has off, or at work, and the other has not; by date. */
function changedDays(before: Days, after: Days): string[] {
  const onlyIn = (one: readonly string[], other: readonly string[]) => one.filter((day) => !other.includes(day));
  const differ = (a: readonly string[], b: readonly string[]) => [...onlyIn(a, b), ...onlyIn(b, a)];
  return [...new Set([...differ(before.off, after.off), ...differ(before.work, after.work)])].sort();
}

/** The table that is replaced, for the record. */
async function storedYear({ tx }: Context, year: number) {
  const row = await tx.selectFrom('holiday_calendar').selectAll().where('year', '=', year).executeTakeFirst();
  return row && { notice: row.notice ?? undefined, off: row.off_days, work: row.work_days };
}
