import type { OwnRatioNamed } from '@sunlot/contract/own-numbers.ts';
import { type Period, type PeriodUnit, periodDays } from '@sunlot/core/basics/dates.ts';
import type { RuleJustification } from '@sunlot/core/policy/evaluate.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import type { OwnRatio } from '@sunlot/core/policy/own-ratios.ts';
import { ratioText } from '@sunlot/core/policy/plan.ts';
import type { Context } from '../context.ts';

/** What an agency decides itself, as the rules read it. Nothing is ever changed: a later choice takes the place of an earlier one. */

type Reading = Pick<Context, 'tx'>;

/** The ratios that an agency chose, oldest first; of two for the same class and day the one that was set last. */
export async function ownRatios({ tx }: Reading, agency: string): Promise<readonly OwnRatio[]> {
  const rows = await tx
    .selectFrom('own_ratio')
    .innerJoin('agency', 'agency.code', 'own_ratio.agency')
    .select(['class', 'level', 'every', 'p', 'q', 'valid_from'])
    .where('own_ratio.agency', '=', agency)
    .orderBy('set_at')
    .orderBy('own_ratio.id')
    .execute();
  const latest = new Map(rows.map((row) => [`${row.class} ${row.valid_from}`, row]));
  return [...latest.values()].map(({ class: cls, level, every, p, q, valid_from }) => ({
    class: cls,
    level: level as Level,
    every: every as PeriodUnit,
    min: { p, q },
    from: valid_from,
  }));
}

/** The ratio of a class that an agency chose and that holds for a period, in words. */
export function ownRatioNamed(
  choices: readonly OwnRatio[],
  { class: cls, period }: { readonly class: string; readonly period: Period },
): { readonly ownRatio?: OwnRatioNamed } {
  const { from: first } = periodDays(period);
  const [held] = choices
    .filter((one) => one.class === cls && one.from <= first)
    .sort((a, b) => (a.from < b.from ? 1 : -1));
  return held ? { ownRatio: { ratio: ratioText(held.min), from: held.from } } : {};
}

/** Figures of an outside office for the interdepartmental inspections of a year. */
export type YearlyFigures = {
  readonly year: number;
  readonly tasks: number;
  readonly objects: number;
  readonly document: string;
};

/** The figures that hold for a year: those that were entered last. */
export async function yearlyFigures(
  { tx }: Reading,
  { agency, year }: { readonly agency: string; readonly year: number },
): Promise<YearlyFigures | undefined> {
  return tx
    .selectFrom('yearly_figures')
    .select(['year', 'tasks', 'objects', 'document'])
    .where('agency', '=', agency)
    .where('year', '=', year)
    .orderBy('set_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The approved reasons of a year for leaving rules that hold in principle; one for the whole year has no period. */
export async function ruleJustifications(
  { tx }: Reading,
  { agency, year }: { readonly agency: string; readonly year: number },
): Promise<readonly RuleJustification[]> {
  const rows = await tx
    .selectFrom('rule_justification')
    .leftJoin('app_user', 'app_user.id', 'rule_justification.approved_by')
    .select(['rule', 'period', 'reason', 'approved_by', 'app_user.display_name'])
    .where('rule_justification.agency', '=', agency)
    .where('period', 'like', `${year}%`)
    .orderBy('rule_justification.at')
    .orderBy('rule_justification.id')
    .execute();
  return rows.map(({ rule, period, reason, approved_by, display_name }) => ({
    rule,
    ...(period.length > 4 && { period }),
    reason,
    approvedBy: display_name ?? approved_by,
  }));
}
