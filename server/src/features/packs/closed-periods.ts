import { type CalendarDate, type PeriodUnit, periodDays, periodsOfYear, yearOf } from '@sunlot/core/basics/dates.ts';
import { type Pack, rulesOf } from '@sunlot/core/policy/pack.ts';
import { periodName } from '@sunlot/core/policy/plan.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { selectFrozenDraws } from './sql.ts';

type Asked = {
  readonly effectiveFrom: CalendarDate;
  /** The versions whose periods count: the one in force and the new one. */
  readonly packs: readonly Pack[];
};

/**
 * A period is judged by the version in force on its first day. So a version may not begin to hold on the first day of a
 * period, or before it, that has ended or whose list is frozen: that would change what was said of it.
 * @throws Problem pack.periodEnded | pack.listFrozen
 */
export async function refuseClosedPeriods(ctx: Context, asked: Asked & { readonly agency: string }): Promise<void> {
  const { agency, effectiveFrom } = asked;
  const frozen = await frozenPeriods(ctx, agency);
  const ended = firstEnded(asked, ctx.today);
  const held = heldFrom(frozen, effectiveFrom);
  if (!ended && !held) return;
  const next = firstOpen(asked, { today: ctx.today, frozen });
  if (ended)
    throw new Problem('pack.periodEnded', { effectiveFrom, period: periodName(ended), ...periodDays(ended), next });
  if (held)
    throw new Problem('pack.listFrozen', { period: periodName(held.period), draw: held.id, effectiveFrom, next });
}

/** The first beginning of a period on which the version could come into force. A list of a whole year holds its first day alone. */
function firstOpen(
  { effectiveFrom, packs }: Asked,
  { today, frozen }: { readonly today: CalendarDate; readonly frozen: readonly Frozen[] },
): CalendarDate {
  const first = yearOf(effectiveFrom);
  const last = Math.max(first, yearOf(today), ...frozen.map(({ from }) => yearOf(from))) + 1;
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return unitsOf(packs)
    .flatMap((unit) => years.flatMap((year) => periodsOfYear(year, unit)))
    .map((period) => periodDays(period).from)
    .filter(
      (day) => day >= effectiveFrom && !firstEnded({ effectiveFrom: day, packs }, today) && !heldFrom(frozen, day),
    )
    .sort()[0]!;
}

function heldFrom(frozen: readonly Frozen[], day: CalendarDate): Frozen | undefined {
  return frozen.find(({ from }) => from >= day);
}

function unitsOf(packs: readonly Pack[]): readonly PeriodUnit[] {
  const used = packs.flatMap((pack) => rulesOf(pack, 'ratio').map(({ value }) => value.every));
  return [...new Set<PeriodUnit>(['year', ...used])];
}

/** The first period that would come under the new version although it is over. */
function firstEnded({ effectiveFrom, packs }: Asked, today: CalendarDate): string | undefined {
  const years = [yearOf(effectiveFrom), yearOf(effectiveFrom) + 1];
  return unitsOf(packs)
    .flatMap((unit) => years.flatMap((year) => periodsOfYear(year, unit)))
    .map((period) => ({ period, ...periodDays(period) }))
    .filter(({ from, to }) => from >= effectiveFrom && to < today)
    .sort((a, b) => (a.from === b.from ? (a.to < b.to ? -1 : 1) : a.from < b.from ? -1 : 1))[0]?.period;
}

type Frozen = { readonly id: string; readonly period: string; readonly from: CalendarDate };

/** Periods of the agency whose list is frozen, with their first day; draws that were given up do not hold any. */
async function frozenPeriods(ctx: Context, agency: string): Promise<readonly Frozen[]> {
  const rows = await selectFrozenDraws(ctx.tx, agency);
  return rows.map((row) => ({ ...row, from: periodDays(row.period).from }));
}
