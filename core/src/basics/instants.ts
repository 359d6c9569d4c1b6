import { dateOfDayNumber, dayNumber, isDate } from './dates.ts';

/** An instant of the protocol: RFC 3339 in UTC and whole seconds, `2026-11-20T01:00:00Z`. Texts compare as instants do. */
export type Instant = string;

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)Z$/;
const DAY_SECONDS = 86_400;

export function isInstant(text: string): boolean {
  const match = INSTANT.exec(text);
  return match !== null && isDate(match[1]!);
}

/** Seconds since 1970-01-01T00:00:00Z. Throws on a text that is no instant. */
export function secondsOf(instant: Instant): number {
  const match = INSTANT.exec(instant);
  if (!match) throw new RangeError(`not an instant: ${instant}`);
  return dayNumber(match[1]!) * DAY_SECONDS + Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4]);
}

/** The instant a number of whole seconds after 1970-01-01T00:00:00Z. */
export function instantOf(seconds: number): Instant {
  const day = Math.floor(seconds / DAY_SECONDS);
  const rest = seconds - day * DAY_SECONDS;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${dateOfDayNumber(day)}T${two(rest / 3600)}:${two((rest % 3600) / 60)}:${two(rest % 60)}Z`;
}
