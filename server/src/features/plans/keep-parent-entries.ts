import { kindNames, type TaskKind } from '@sunlot/contract/task-kinds.ts';
import { basesOn } from '@sunlot/core/policy/bases.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { droppedEntries, type PlannedEntry, planAddOnlyClause } from '@sunlot/core/policy/parent-plan.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import { dayWithin } from '@sunlot/core/policy/requirements.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { objectsOf } from '../../visits/directory.ts';
import { withHistory } from '../../visits/former-places.ts';
import { visitLedger } from '../../visits/ledger.ts';
import { territoryOf } from '../../visits/territory.ts';
import { type PlanRow, selectParentEntries, selectPlanEntries } from './sql.ts';

/**
 * R-019, AMB-55: the plan that the superior has issued for the year may be added to, not dropped from.
 * @throws Problem plan.parentEntriesMissing
 */
export async function keepParentEntries(ctx: Context, plan: PlanRow, pack: Pack): Promise<void> {
  const clause = planAddOnlyClause(pack);
  if (!clause) return;
  const superior = await selectParentEntries(ctx.tx, plan);
  if (superior.length === 0) return;
  const dropped = droppedEntries({
    superior: superior.map((row) => planned({ ...row, scope: row.name === null ? null : { name: row.name } })),
    own: (await selectPlanEntries(ctx.tx, plan.id)).map(planned),
    classes: await classesHere(ctx, plan, pack),
  });
  if (dropped.length === 0) return;
  throw new Problem('plan.parentEntriesMissing', {
    parent: superior[0]!.parent,
    year: plan.year,
    n: dropped.length,
    missing: dropped.map((entry) => entryText(pack, entry)).join('；'),
    section: clause.section,
  });
}

type Row = {
  readonly entry: string;
  readonly class: string;
  readonly kind: string;
  readonly period: string;
  readonly n: number;
  readonly scope: { readonly name: string } | null;
};

function planned({ entry, class: cls, kind, period, n, scope }: Row): PlannedEntry {
  return { entry, class: cls, kind, period, n, ...(scope && { name: scope.name }) };
}

/** Classes of the agency's level that have an object in its territory: of the others there is nobody to plan for. */
async function classesHere(ctx: Context, { agency, year }: PlanRow, pack: Pack): Promise<readonly string[]> {
  const territory = (await territoryOf(ctx, agency))!;
  const classes = pack.levels.find(({ id }) => id === territory.agency.level)?.classes ?? [];
  const visits = await visitLedger(ctx, territory, { to: ctx.today });
  const listed = await withHistory(ctx, territory, { objects: await objectsOf(ctx, territory), visits, year });
  const objects = listed.map(({ facts }) => facts);
  const bases = basesOn(pack, {
    objects,
    visits,
    date: dayWithin(ctx.today, String(year)),
    level: territory.agency.level,
  });
  return bases.filter((one) => one.base > 0 && classes.includes(one.class)).map((one) => one.class);
}

function entryText(pack: Pack, { entry, class: cls, kind, name }: PlannedEntry): string {
  return name === undefined
    ? `${entry} ${className(pack, cls)}`
    : `${entry} ${kindNames[kind as TaskKind].zh}“${name}”`;
}
