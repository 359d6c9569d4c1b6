import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HolidayYear, parseHolidayYear } from '@sunlot/core/policy/working-days.ts';
import { parse } from 'yaml';
import type { Context } from '../context.ts';
import { PACKS_FOLDER } from '../packs/packs-folder.ts';
import { storeHolidayYear } from './holiday-store.ts';

const folder = join(PACKS_FOLDER, 'holidays');

/** The tables of years that ship, oldest first. */
function shippedHolidays(): readonly HolidayYear[] {
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
