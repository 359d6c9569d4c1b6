import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import { type Period, periodDays, quarterOf } from '@sunlot/core/basics/dates.ts';
import type { MadeUp } from '@sunlot/core/policy/made-up.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { askedText } from './asked-text.ts';

type Place = { readonly agency: string; readonly period: Period };

/**
 * Nothing is drawn for what is judged for good: neither for a period whose verdict is closed, nor in a quarter or year that is. Whoever has
 * to make it up opens the verdict again, with a reason.
 *
 * @throws Problem task.periodClosed
 */
export async function refuseClosedPeriod({ tx }: Pick<Context, 'tx'>, { agency, period }: Place): Promise<void> {
  const { from, to } = periodDays(period);
  const quarter = quarterOf(from);
  const judged = [period.slice(0, 4), ...(to <= periodDays(quarter).to ? [quarter] : [])];
  const { rows } = await sql<{ period: string; state: string; at: string; by_name: string }>`
    select distinct on (period) period, state, at, by_name from period_verdict
    where agency = ${agency} and period = any(${judged})
    order by period, version desc`.execute(tx);
  const closed = rows.find(({ state }) => state === 'closed');
  if (!closed) return;
  const { period: of, at, by_name: by } = closed;
  const span = `--year ${of.slice(0, 4)}${of.length > 4 ? ` --quarter ${of.slice(4)}` : ''}`;
  throw new Problem('task.periodClosed', { agency, period, of, at, by, span });
}

/**
 * A draw that comes when its period is over: it counts for it, and the verdict tells its day. Visits of a campaign or of a joint entry of its own
 * count on their own days.
 */
export function periodOverTexts(
  { today }: Pick<Context, 'today'>,
  { class: cls, period }: { readonly class: string; readonly period: Period },
): readonly string[] {
  const { to } = periodDays(period);
  if (today <= to) return [];
  if (isScopedKind(cls)) return [`${period} 已于 ${to} 结束：这类任务按检查、办结的日期计数，不计入 ${period}`];
  return [`${period} 已于 ${to} 结束：现在抽取属于补抽，检查计入 ${period}，判定里认定为逾期抽取`];
}

type OfPeriod = { readonly period: Period };

/** What counts for it already is not drawn once more: the number of its plan is that of the whole period. */
export function madeUpTexts({ period }: OfPeriod, made: MadeUp | undefined): readonly string[] {
  if (!made) return [];
  const { lacking, n, unit } = made;
  const rest = n < lacking ? `缺 ${lacking} ${unit}，这次补抽 ${n} 家` : `只补抽缺的 ${n} ${unit}`;
  return [`${period} ${sumText(made)}，${rest}`];
}

/** @throws Problem task.nothingShort */
export function requireShort({ period }: OfPeriod, made: MadeUp | undefined): void {
  if (made?.n !== 0) return;
  const { asked, have } = made;
  throw new Problem('task.nothingShort', { period, asked, have, what: sumText(made) });
}

function sumText(made: MadeUp): string {
  return `${askedText(made)}，时段内已有 ${made.have} ${made.unit}`;
}
