import { PlanView } from '@sunlot/contract/plans.ts';
import type { TaskKind } from '@sunlot/contract/task-kinds.ts';
import { dateInShanghai, makeDate } from '@sunlot/core/basics/dates.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { versionOfPeriod } from '@sunlot/core/policy/judging-pack.ts';
import { type Clause, findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { planQuotas } from '@sunlot/core/policy/plan.ts';
import { planTableRows } from '@sunlot/core/policy/plan-table.ts';
import { missedTargets } from '@sunlot/core/policy/plan-targets.ts';
import { planReminder, planTimes } from '@sunlot/core/policy/plan-times.ts';
import { versionOfYear, withYearlyRules } from '@sunlot/core/policy/yearly-rules.ts';
import type { Context } from '../../context.ts';
import { readCalendar } from '../../holidays/holiday-store.ts';
import { packOfPlan, packVersions } from '../../packs/pack-store.ts';
import { entryClassName } from '../../plans/entry-class-name.ts';
import { estimatesOf } from '../../plans/estimates.ts';
import { plannedNumber } from '../../plans/planned-number.ts';
import { schemeDocument } from '../../plans/scheme-document.ts';
import { entryStated } from '../../tasks/stated.ts';
import { withDepartments } from './entry-departments.ts';
import { entryNumbers } from './entry-numbers.ts';
import { planEnds } from './plan-ends.ts';
import { type PlanEntryRow, type PlanRow, selectPlanEntries } from './sql.ts';

/** A plan with its entries, its deadlines and what was missed as of today. */
export async function planView(ctx: Context, plan: PlanRow): Promise<PlanView> {
  const entries = await selectPlanEntries(ctx.tx, plan.id);
  const pack = await packOfPlan(ctx, plan);
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
  const agency = await ctx.tx
    .selectFrom('agency')
    .select('level')
    .where('code', '=', plan.agency)
    .executeTakeFirstOrThrow();
  const versions = await packVersions(ctx, plan.agency);
  const shown = entries.map((row) => {
    const under = versionOfPeriod(pack, versions, row.period);
    // A class that a version leaves out within the year keeps its name.
    const named = under.classes.some(({ id }) => id === row.class) ? under : pack;
    return { ...entryView(named, row), ...entryNumbers(under, row) };
  });
  const ends = await planEnds(ctx, pack, plan);
  const scheme = await schemeDocument(ctx.tx, plan);
  const drawn = shown.filter(({ offSite }) => !offSite);
  const totalVisits = visitsOf(drawn);
  // What has begun is drawn, or judged, by members that are known.
  const there = shown.filter(({ class: cls, period }) =>
    versionOfPeriod(pack, versions, period).classes.some(({ id }) => id === cls),
  );
  const estimates = estimatesOf(pack, there, ctx.today);
  const ofYear = versionOfYear(pack, versions, plan.year);
  return PlanView.parse({
    agency: plan.agency,
    pack: plan.pack,
    packVersion: plan.pack_version,
    year: plan.year,
    version: plan.version,
    ...ends,
    entries: shown,
    totalDraws: drawn.length,
    totalVisits,
    offSiteChecks: visitsOf(shown) - totalVisits,
    quotas: planQuotas(
      withYearlyRules(pack, ofYear),
      { year: plan.year, level: agency.level as Level, versions },
      await withDepartments(ctx, ofYear, { plan, entries: shown }),
    ),
    ...printedTable(pack, shown),
    ...(estimates.length > 0 && { estimates }),
    ...(plan.reason !== null && { reason: plan.reason }),
    ...(times.planDue && { planDue: times.planDue }),
    ...reminderOf(pack, plan, ctx.today),
    ...(plan.issued_on !== null && { issuedOn: plan.issued_on }),
    ...(times.publicationDue && { publicationDue: times.publicationDue }),
    ...(plan.published_at !== null && { publishedAt: plan.published_at }),
    ...(plan.channel !== null && { channel: plan.channel }),
    ...(plan.url !== null && { url: plan.url }),
    ...(scheme && { scheme }),
    findings: [
      ...times.findings.map(({ code, clause }) => ({
        code,
        message: `${code === 'PLAN_LATE' ? `计划应于 ${times.planDue} 前制定完成` : `计划应于 ${times.publicationDue} 前公开`}（${clause.section}）`,
      })),
      ...republication(pack, plan, times.publicationDue),
      ...overRange(shown),
      ...belowTarget(ctx, ofYear, {
        ...{ entries: drawn, state: ends.state, year: plan.year },
        isDraft: plan.state === 'draft' && plan.version === 1,
      }),
      ...(ends.inForce && plan.state === 'issued' && plan.version === 1 ? [NOT_PUBLIC] : []),
    ],
  });
}

const NOT_PUBLIC = {
  code: 'PLAN_NOT_PUBLIC',
  message: '计划已经开始执行，还没有公开；请公开（plan publish）',
} as const;

/** Of a first version that is still drafted: the adjustment of a plan that was made has no such day. */
function reminderOf(pack: Pack, { year, version, made_on }: PlanRow, today: string): Pick<PlanView, 'reminder'> {
  if (version > 1 || made_on !== null) return {};
  const reminder = planReminder(pack, { year }, today);
  return reminder ? { reminder: { ...reminder, clause: { ...reminder.clause } } } : {};
}

/** The table that the scheme prints, filled with the entries. */
function printedTable(pack: Pack, entries: PlanView['entries']): Pick<PlanView, 'table'> {
  const rule = findRule(pack, 'planTable');
  if (!rule) return {};
  const { title, columns } = rule.value;
  const rows = planTableRows(pack, entries).map((cells) => [...cells]);
  return { table: { title, columns: columns.map(({ label }) => label), rows } };
}

/** An adjusted plan has to be made public again. */
function republication(pack: Pack, { version, state }: PlanRow, due: string | undefined): PlanView['findings'] {
  if (version === 1 || !['draft', 'submitted', 'approved', 'issued'].includes(state)) return [];
  const clause = findRule(pack, 'planAdjustment')?.clause ?? findRule(pack, 'planPublication')?.clause;
  const by = due === undefined ? '及时' : `于 ${due} 前`;
  const message = `调整后的计划（第 ${version} 版）须经送审、批准、印发，并${by}重新向社会公开${clause ? `（${clause.section}）` : ''}`;
  return [{ code: 'PLAN_TO_REPUBLISH', message, ...(due !== undefined && { due }) }];
}

/** Only where the range is read as advice (AMB-32) can more be planned, or where its base has shrunk since. */
function overRange(entries: PlanView['entries']): PlanView['findings'] {
  return entries
    .filter(({ n, required, max }) => max !== undefined && n > Math.max(required, max))
    .map(({ id, n, max, clause }) => ({
      code: 'OVER_RANGE',
      message: `${id} 的抽查数 ${n} 超过方案规定的上限 ${max}（${clause.section}）`,
    }));
}

const ENDED: readonly string[] = ['superseded', 'closed', 'archived'];

/** What the verdict on the year will ask by the plan table, under the version that judges the year. */
function belowTarget(
  { today }: Context,
  ofYear: Pack,
  { entries, state, year, isDraft }: Pick<PlanView, 'entries' | 'state' | 'year'> & { readonly isDraft: boolean },
): PlanView['findings'] {
  if (ENDED.includes(state) || today > makeDate(year, 12, 31)) return [];
  const planned = entries.filter(({ stated }) => stated === undefined);
  return missedTargets(
    ofYear,
    planned.map((entry) => ({ ...entry, level: entry.level as Level })),
  ).map(({ entries: ids, planned: n, required, wanted, clause }) => ({
    code: 'PLAN_BELOW_TARGET',
    message: `${ids.join('、')} 共计划 ${n} 家，方案的计划表要求 ${required} 家（${clause.section}）：年底没有查到的判不合规；要按计划表安排的，用 ${isDraft ? `plan edit --entry ${ids.at(-1)} --n ${wanted}` : `plan adjust --entry ${ids.at(-1)} --n ${wanted} --reason …`} 调整`,
  }));
}

function visitsOf(entries: readonly { readonly n: number }[]): number {
  return entries.reduce((sum, { n }) => sum + n, 0);
}

function entryView(pack: Pack, row: PlanEntryRow): PlanView['entries'][number] {
  return {
    id: row.entry,
    rule: row.rule,
    class: row.class,
    className: entryClassName(pack, row),
    level: row.level,
    period: row.period,
    base: row.base,
    required: row.required,
    recommended: row.recommended,
    n: plannedNumber(row),
    clause: row.clause as Clause,
    fields: row.fields,
    kind: row.kind as TaskKind,
    ...(row.scope && { stated: entryStated(row.scope) }),
  };
}
