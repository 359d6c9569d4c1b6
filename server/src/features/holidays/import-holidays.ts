import { type HolidayYear, parseHolidayYear } from '@sunlot/core/policy/working-days.ts';
import type { Context } from '../../context.ts';
import { storeHolidayYear } from '../../holidays/holiday-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';

/** Takes over a year's table of holidays and make-up days (the form of the files that ship). */
export async function importHolidays(ctx: Context, { content }: { readonly content: unknown }): Promise<HolidayYear> {
  may(ctx.actor, 'holiday.import', undefined);
  const parsed = parseHolidayYear(content);
  if (!parsed.ok) throw new Problem('holiday.invalid', { what: parsed.error.map(({ message }) => message).join('；') });
  await storeHolidayYear(ctx, parsed.value);
  const { year, status, off, work } = parsed.value;
  await ctx.audit({
    action: 'holiday.import',
    subject: String(year),
    after: { year, status, off: [...off], work: [...work] },
  });
  return parsed.value;
}
