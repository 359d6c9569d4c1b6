import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type HolidayYear, parseHolidayYear } from '@sunlot/core/policy/working-days.ts';
import { parse } from 'yaml';
import type { Context } from '../context.ts';
import { storeHolidayYear } from './holiday-store.ts';

const folder = fileURLToPath(import.meta.resolve('@sunlot/core/packs/holidays/'));

/** The tables of years that ship, oldest first. */
export function shippedHolidays(): readonly HolidayYear[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const parsed = parseHolidayYear(parse(readFileSync(`${folder}/${file}`, 'utf8')));
      if (!parsed.ok) throw new Error(`${file}: ${parsed.error[0]?.message}`);
      return parsed.value;
    });
}

/** Stores what ships; `init` calls it in its own transaction. */
export async function loadShippedHolidays(ctx: Context): Promise<void> {
  for (const year of shippedHolidays()) await storeHolidayYear(ctx, year);
}
