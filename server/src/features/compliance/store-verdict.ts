import { ComplianceView, IndicatorsView, type IndicatorView } from '@sunlot/contract/compliance.ts';
import { hex, utf8 } from '@sunlot/core/basics/bytes.ts';
import type { Period } from '@sunlot/core/basics/dates.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { judgedNow } from './judge-compliance.ts';
import { insertVerdictAct, type VerdictRow } from './sql.ts';

/** The goals of a year are fixed with the verdict on it. */
const Indicators = IndicatorsView.shape.items;

type Closing = {
  readonly agency: string;
  readonly period: Period;
  readonly ground: 'time' | 'concluded';
  /** What was done to the verdict before. */
  readonly acts: readonly VerdictRow[];
};

/** Judges a period by what is recorded now, and keeps the answer whole; where nothing is judged it says why instead. */
export async function closePeriod(
  ctx: Context,
  { agency, period, ground, acts }: Closing,
): Promise<Problem | undefined> {
  const judged = await judgedNow(ctx, queryOf(agency, period));
  if (judged.objects === 0) return new Problem('verdict.nothing', { agency });
  const { verdict, schemeFrom } = judged.view;
  if (verdict === 'notJudged') return new Problem('verdict.noScheme', { period, from: schemeFrom! });
  const view = JSON.stringify({
    ...ComplianceView.parse(judged.view),
    ...(!period.includes('Q') && { indicators: Indicators.parse(judged.indicators()) }),
  });
  const row = { agency, period, version: acts.length + 1, ground, verdict, sum: sumOf(view) };
  const id = ctx.newId('vdt');
  const person = ctx.actor.via === 'system' ? null : ctx.actor.id;
  await insertVerdictAct(ctx, {
    ...{ ...row, id, state: 'closed', view, by_user: person, by_name: ctx.actor.name, at: ctx.at },
  });
  await ctx.audit({
    action: 'compliance.close',
    agency,
    subject: id,
    after: { ...row, ...(person === null && { by: 'system' }) },
  });
  return undefined;
}

/** A period as the use cases ask for it. */
export function queryOf(agency: string, period: Period): { agency: string; year: number; quarter?: string } {
  const [year = '', quarter] = period.split(/(?=Q)/);
  return { agency, year: Number(year), ...(quarter !== undefined && { quarter }) };
}

/** The verdict of a closing as it was stored; undefined where it does not have its sum any more. */
export function storedView({ view, sum }: VerdictRow): ComplianceView | undefined {
  if (view === null || sumOf(view) !== sum) return undefined;
  return ComplianceView.parse(JSON.parse(view));
}

/** The goals as they were fixed with a verdict; undefined where they were not kept with it, or where it does not have its sum any more. */
export function storedIndicators({ view, sum }: VerdictRow): IndicatorView[] | undefined {
  if (view === null || sumOf(view) !== sum) return undefined;
  const { indicators } = JSON.parse(view) as { readonly indicators?: unknown };
  return indicators === undefined ? undefined : Indicators.parse(indicators);
}

function sumOf(text: string): string {
  return hex(sha256(utf8(text)));
}
