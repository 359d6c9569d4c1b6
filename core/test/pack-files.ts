import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Pack } from '../src/policy/pack.ts';
import { parsePack } from '../src/policy/parse-pack.ts';
import { type HolidayYear, parseHolidayYear } from '../src/policy/working-days.ts';

/** Names of the packs that ship, by bytes. */
export function packNames(): readonly string[] {
  const files = readdirSync(new URL('../packs/', import.meta.url)).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => file.slice(0, -'.yaml'.length)).sort();
}

/** The plain value of a shipped pack, fresh for every call. */
export function packValue(name: string): Record<string, unknown> {
  return parse(readFileSync(new URL(`../packs/${name}.yaml`, import.meta.url), 'utf8'));
}

export function loadPack(name: string, edit: (value: Record<string, unknown>) => void = () => {}): Pack {
  const value = packValue(name);
  edit(value);
  const parsed = parsePack(value);
  if (!parsed.ok) throw new Error(parsed.error.map(({ message }) => message).join('\n'));
  return parsed.value;
}

/** A pack under other readings: every switch named must be one the pack offers. */
export function withSwitches(pack: Pack, switches: Readonly<Record<string, string | boolean | number>>): Pack {
  for (const key of Object.keys(switches)) {
    if (!Object.hasOwn(pack.settings, key)) throw new Error(`no switch ${key}`);
  }
  return { ...pack, settings: { ...pack.settings, ...switches } };
}

export function loadHolidays(year: number): HolidayYear {
  const text = readFileSync(new URL(`../packs/holidays/${year}.yaml`, import.meta.url), 'utf8');
  const parsed = parseHolidayYear(parse(text));
  if (!parsed.ok) throw new Error(parsed.error.map(({ message }) => message).join('\n'));
  return parsed.value;
}
