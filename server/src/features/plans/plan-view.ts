import { PlanView } from '@sunlot/contract/plans.ts';
import { dateInShanghai } from '@sunlot/core/basics/dates.ts';
import type { Clause } from '@sunlot/core/policy/pack.ts';
import { planTimes } from '@sunlot/core/policy/plan-times.ts';
import type { Context } from '../../context.ts';
import { readCalendar } from '../../holidays/holiday-store.ts';
import { packVersion } from '../../packs/pack-store.ts';
import { type PlanEntryRow, type PlanRow, selectPlanEntries } from './sql.ts';

/** A plan with its entries, its deadlines and what was missed as of today. */
export async function planView(ctx: Context, plan: PlanRow): Promise<PlanView> {
  const entries = await selectPlanEntries(ctx.tx, plan.id);
  const pack = await packVersion(ctx, { pack: plan.pack, version: plan.pack_version });
  const times = planTimes(
    pack,
    {
      year: plan.year,
      ...(plan.made_on !== null && { madeOn: plan.made_on }),
      ...(plan.issued_on !== null && { issuedOn: plan.issued_on }),
      ...(plan.published_at !== null && { publishedOn: dateInShanghai(Date.parse(plan.published_at)) }),
      asOf: ctx.today,
    },
    await readCalendar(ctx),
  );
  return PlanView.parse({
    agency: plan.agency,
    pack: plan.pack,
    packVersion: plan.pack_version,
    year: plan.year,
    version: plan.version,
    state: plan.state,
    entries: entries.map(entryView),
    totalVisits: entries.reduce((sum, { n }) => sum + n, 0),
    ...(times.planDue && { planDue: times.planDue }),
    ...(plan.issued_on !== null && { issuedOn: plan.issued_on }),
    ...(times.publicationDue && { publicationDue: times.publicationDue }),
    ...(plan.published_at !== null && { publishedAt: plan.published_at }),
    ...(plan.channel !== null && { channel: plan.channel }),
    ...(plan.url !== null && { url: plan.url }),
    findings: times.findings.map(({ code, clause }) => ({
      code,
      message: `${code === 'PLAN_LATE' ? `计划应于 ${times.planDue} 前制定完成` : `计划应于 ${times.publicationDue} 前公开`}（${clause.section}）`,
    })),
  });
}

function entryView(row: PlanEntryRow): PlanView['entries'][number] {
  return {
    id: row.entry,
    rule: row.rule,
    class: row.class,
    level: row.level,
    period: row.period,
    base: row.base,
    required: row.required,
    recommended: row.recommended,
    n: row.n,
    clause: row.clause as Clause,
    fields: row.fields,
  };
}
