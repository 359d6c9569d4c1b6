import { type EditPlanEntry, type PlanView, planStates } from '@sunlot/contract/plans.ts';
import { isScopedKind, kindNames, type TaskKind } from '@sunlot/contract/task-kinds.ts';
import { isInterdepartmentalClass } from '@sunlot/core/policy/joint-draw.ts';
import type { Clause, Pack } from '@sunlot/core/policy/pack.ts';
import { renewedFields } from '@sunlot/core/policy/plan.ts';
import { isPrinciple, reasonGiven } from '@sunlot/core/policy/principle.ts';
import type { Context } from '../../context.ts';
import { ruleJustifications } from '../../own-numbers/load-own-numbers.ts';
import { packOfPeriod } from '../../own-numbers/pack-with-own-ratios.ts';
import { versionOfPeriod } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { requireKind } from '../../tasks/stated.ts';
import { rangeOf } from './entry-numbers.ts';
import { planView } from './plan-view.ts';
import { requireDrafter } from './require-drafter.ts';
import { lockPlan, type PlanEntryRow, type PlanRow, selectPlanEntries, updatePlanEntry } from './sql.ts';

/** Changes the number or the texts of one entry of a draft: upward freely, below what the rule requires only for an approved reason. */
export async function editPlanEntry(ctx: Context, input: EditPlanEntry): Promise<PlanView> {
  const { agency, year } = input;
  await requireDrafter(ctx, 'plan.draft', { agency, year });
  const plan = await lockPlan(ctx.tx, { agency, year });
  if (!plan) throw new Problem('plan.unknown', { agency, year });
  if (plan.state !== 'draft' || plan.version > 1) {
    const state = planStates[plan.state as PlanView['state']];
    throw new Problem('plan.wrongState', { year, state, action: '修改', next: '调整计划（plan adjust）' });
  }
  const { row, n } = await changeEntry(ctx, plan, input);
  await ctx.audit({
    action: 'plan.edit',
    agency,
    subject: row.id,
    before: { n: row.n, kind: row.kind, fields: row.fields },
    after: { n, ...(input.kind && { kind: input.kind }), ...(input.fields && { fields: input.fields }) },
  });
  return planView(ctx, plan);
}

/** A number that the entry states itself follows what is planned. */
function withNumber(scope: PlanEntryRow['scope'], n: number | undefined): PlanEntryRow['scope'] {
  return scope?.number?.kind === 'count' && n !== undefined ? { ...scope, number: { kind: 'count', n } } : scope;
}

/** Only an entry of a class is of one office or of several sections; what the class itself makes joint stays so. */
function requireKindOf(pack: Pack, row: PlanEntryRow, kind: TaskKind): void {
  if (isScopedKind(row.class) || isInterdepartmentalClass(pack, row.class))
    throw new Problem('request.invalid', { what: `${row.entry} 的任务类型不能改` });
  requireKind(pack, kind);
}

type Below = {
  readonly plan: PlanRow;
  readonly pack: Pack;
  readonly row: PlanEntryRow;
  readonly planned: number;
  readonly required: number;
};

/** Below the minimum only where the rule holds in principle, for a reason that is recorded and approved. */
async function requireReason(
  ctx: Context,
  { plan: { agency, year }, pack, row, planned, required }: Below,
): Promise<void> {
  const rule = pack.rules.find(({ id }) => id === row.rule);
  const details = { entry: row.entry, n: planned, required, clause: (row.clause as Clause).section };
  if (!rule || !isPrinciple(pack, rule)) throw new Problem('plan.belowMinimum', details);
  const given = reasonGiven(await ruleJustifications(ctx, { agency, year }), { rule: row.rule, period: row.period });
  if (!given) throw new Problem('plan.reasonNeeded', { ...details, agency, rule: row.rule, period: row.period });
}

type Changed = { readonly row: PlanEntryRow; readonly n: number };

type Change = Pick<EditPlanEntry, 'entry' | 'n' | 'kind' | 'fields'> & {
  /** The least that may be planned, where it is known better than what the entry was made with. */
  readonly least?: number;
  /** The most, where not all of its base can be drawn. */
  readonly most?: number;
  /** The entry as it was, where its base was renewed first. */
  readonly before?: PlanEntryRow;
};

/** Writes the new number and texts of an entry, within what the law and the directory allow. A number that stays is not judged anew. */
export async function changeEntry(
  ctx: Context,
  plan: PlanRow,
  { entry: id, n, kind, fields, least, most, before }: Change,
): Promise<Changed> {
  const row = (await selectPlanEntries(ctx.tx, plan.id)).find(({ entry }) => entry === id);
  if (!row) throw new Problem('plan.entryUnknown', { entry: id, agency: plan.agency, year: plan.year });
  const planned = n ?? row.n;
  const clause = (row.clause as Clause).section;
  const isNew = n !== undefined && (n !== row.n || least !== undefined);
  const base = Math.min(row.base, most ?? row.base);
  if (isNew && planned > base)
    throw new Problem('request.invalid', { what: `${id} 的抽查数 ${planned} 超过基数 ${base}` });
  const pack = await versionOfPeriod(ctx, { agency: plan.agency, period: row.period });
  const required = least ?? row.required;
  if (isNew && planned < required) await requireReason(ctx, { plan, pack, row, planned, required });
  const { max } = rangeOf(pack, row);
  if (isNew && max !== undefined && planned > max && pack.settings['tier.rangeUpperBound'] === 'hard') {
    throw new Problem('plan.aboveRange', { entry: id, n: planned, max, clause });
  }
  if (kind !== undefined) requireKindOf(pack, row, kind);
  await updatePlanEntry(ctx.tx, row.id, {
    n: planned,
    kind: kind ?? row.kind,
    scope: withNumber(row.scope, n),
    fields: {
      ...row.fields,
      ...(await renewedTexts(ctx, plan, { before: before ?? row, after: { ...row, n: planned } })),
      ...(kind !== undefined && { taskType: kindNames[kind].zh }),
      ...fields,
    },
  });
  return { row, n: planned };
}

/** Texts that say the numbers of an entry say the new ones, under the ratio that holds for its period. */
async function renewedTexts(
  ctx: Context,
  { agency: code, year }: PlanRow,
  { before, after }: { readonly before: PlanEntryRow; readonly after: PlanEntryRow },
) {
  const { class: cls, period, fields } = after;
  const pack = await packOfPeriod(ctx, { agency: code, class: cls, period });
  const rule = pack.rules.find(({ id }) => id === after.rule);
  if (!rule) return {};
  const { name } = await ctx.tx.selectFrom('agency').select('name').where('code', '=', code).executeTakeFirstOrThrow();
  const ask = { agency: { name }, year, fields };
  return renewedFields(pack, ask, { before: { ...before, rule }, after: { ...after, rule } });
}
