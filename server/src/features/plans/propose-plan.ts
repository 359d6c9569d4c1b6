import { type PlanView, type PlanYear, planStates } from '@sunlot/contract/plans.ts';
import { makeDate } from '@sunlot/core/basics/dates.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { type PlanEntry, planQuotas } from '@sunlot/core/policy/plan.ts';
import type { Context } from '../../context.ts';
import { packInForce, packVersions } from '../../packs/pack-store.ts';
import { entriesOfVersions, type PlanningYear } from '../../packs/plan-year.ts';
import { Problem } from '../../problem.ts';
import { territoryOf } from '../../visits/territory.ts';
import { entryRows } from './entry-rows.ts';
import { interdepartmentalEntries } from './interdepartmental-entries.ts';
import { planView } from './plan-view.ts';
import { isWithoutRecords, planningYear } from './planning-year.ts';
import { requireDrafter } from './require-drafter.ts';
import {
  asNew,
  deletePlanEntries,
  insertPlan,
  insertPlanEntries,
  lockPlan,
  type PlanRow,
  selectPlan,
  selectPlanEntries,
  updatePlan,
} from './sql.ts';

/**
 * Works out what the pack asks of the year from the directory as it is, and stores it as a draft. A draft is made
 * anew, with what was added to it by hand; a plan that has left the office is changed only by adjustment.
 */
export async function proposePlan(ctx: Context, { agency, year }: PlanYear): Promise<PlanView> {
  await requireDrafter(ctx, 'plan.draft', { agency, year });
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  const existing = await lockPlan(ctx.tx, { agency, year });
  if (existing && (existing.state !== 'draft' || existing.version > 1)) {
    throw new Problem('plan.exists', { agency, year, state: planStates[existing.state as PlanView['state']] });
  }
  const pack = await packInForce(ctx, { agency, on: makeDate(year, 12, 31) });
  const asked = await planningYear(ctx, territory, year);
  const entries = await propose(ctx, pack, asked);
  const id = existing?.id ?? (await insertDraft(ctx, { agency, year, pack }));
  const kept = (await selectPlanEntries(ctx.tx, id)).filter(({ scope }) => scope !== null);
  await deletePlanEntries(ctx.tx, id);
  if (existing)
    await updatePlan(ctx.tx, id, {
      ...{ pack: pack.id, pack_version: pack.version },
      ...{ drafted_by: ctx.actor.id, drafted_at: ctx.at },
    });
  await insertPlanEntries(ctx.tx, [
    ...entryRows(ctx, id, { pack, entries }),
    ...kept.map((row, i) => ({ ...asNew(row), position: entries.length + i })),
  ]);
  const view = await planView(ctx, (await selectPlan(ctx.tx, { agency, year }))!);
  await ctx.audit({
    action: 'plan.draft',
    agency,
    subject: id,
    after: { entries: view.entries.length, totalVisits: view.totalVisits },
  });
  return { ...view, ...(isWithoutRecords(asked) && { unrecorded: true }) };
}

async function propose(ctx: Context, pack: Pack, asked: PlanningYear): Promise<readonly PlanEntry[]> {
  const { agency, year } = asked;
  const versions = await packVersions(ctx, agency.code);
  const entries = entriesOfVersions(versions, asked);
  const quotas = planQuotas(pack, { level: agency.level, year, versions }, entries);
  return [...entries, ...interdepartmentalEntries(pack, agency, { quotas })];
}

async function insertDraft(
  ctx: Context,
  { agency, year, pack }: { readonly agency: string; readonly year: number; readonly pack: Pack },
): Promise<string> {
  const id = ctx.newId('pln');
  const empty: Omit<
    PlanRow,
    'id' | 'agency' | 'year' | 'version' | 'state' | 'pack' | 'pack_version' | 'drafted_by' | 'drafted_at'
  > = {
    made_on: null,
    submitted_by: null,
    approved_by: null,
    issued_by: null,
    issued_on: null,
    published_by: null,
    published_at: null,
    channel: null,
    url: null,
    log_index: null,
    reason: null,
  };
  await insertPlan(ctx.tx, {
    ...empty,
    id,
    agency,
    year,
    version: 1,
    state: 'draft',
    pack: pack.id,
    pack_version: pack.version,
    drafted_by: ctx.actor.id,
    drafted_at: ctx.at,
  });
  return id;
}
