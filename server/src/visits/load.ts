import { makeDate } from '@sunlot/core/basics/dates.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { commonWindow, type Load, type LoadedVisit, loadOf } from '@sunlot/core/policy/load.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { recordsOfVisits } from '@sunlot/core/policy/visit-units.ts';
import { inPeriod } from '@sunlot/core/policy/visits.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { withAnswers } from './answered-together.ts';
import { objectsOf } from './directory.ts';
import { visitLedger } from './ledger.ts';
import type { Territory } from './territory.ts';

type Reading = Pick<Context, 'tx' | 'keys' | 'today'>;

type OfYear = {
  readonly year: number;
  /** Those of the territory, where the caller has read them already. */
  readonly objects?: readonly ObjectFacts[];
};

/**
 * What falls on the objects of a territory in a year: visits made, and drawn objects with the window of their task. Those that were answered to be
 * one visit are one, within the window that their tasks have in common.
 */
export async function loadedVisits(
  ctx: Reading,
  territory: Territory,
  { year, objects: given }: OfYear,
): Promise<readonly LoadedVisit[]> {
  const listed = given ?? (await objectsOf(ctx, territory)).map(({ facts }) => facts);
  const objects = new Map(listed.map(({ id, region }) => [id, region]));
  const windows = await windowsOf(ctx, territory.codes);
  const ledger = await visitLedger(ctx, territory, { to: makeDate(year, 12, 31) });
  const visits = await withAnswers(ctx, territory, ledger);
  const going = visits.filter(
    (visit) => visit.state !== 'cancelled' && !visit.recognised && inPeriod(visit, String(year)),
  );
  return recordsOfVisits(going).map((records) => {
    const { objectId, date, taskId, state } = records[0]!;
    const made = { from: date, to: date };
    const spans = records.map((one) => windows.get(`${one.agency} ${one.taskId}`) ?? made);
    return {
      task: taskId ?? date,
      object: objectId,
      area: objects.get(objectId) ?? '',
      ...(state === 'drawn' ? commonWindow(spans) : made),
    };
  });
}

async function windowsOf({ tx }: Pick<Context, 'tx'>, agencies: readonly string[]) {
  const rows = await tx
    .selectFrom('task')
    .select(['agency', 'code', 'window_from as from', 'window_to as to'])
    .where(sql<boolean>`agency = any(${[...agencies]})`)
    .where('state', '<>', 'void')
    .execute();
  return new Map(rows.map((row) => [`${row.agency} ${row.code}`, row] as const));
}

/** CLUSTERED in words, objects counted and not named. Nothing where nobody crowds. */
export function clusterTexts({ clusters, fullWeeks, source }: Load): readonly string[] {
  const section = source?.clause.section ?? '';
  return [
    ...(clusters.length > 0 ? [`${clusters.length} 家对象的检查过于集中，请错开检查时间或合并（${section}）`] : []),
    ...fullWeeks.map(
      ({ area, week, fixed }) => `${area} 在 ${week} 起的一周有 ${fixed} 家次检查，请错开（${section}）`,
    ),
  ];
}

/**
 * How many objects would be crowded upon if a further task drew them: those whose visits so far leave no room beside its
 * window.
 */
export function crowdedBy(
  pack: Pack,
  visits: readonly LoadedVisit[],
  task: { readonly code: string; readonly from: string; readonly to: string },
): Load {
  const objects = new Map(visits.map((visit) => [visit.object, visit.area]));
  const added = [...objects].map(([object, area]) => ({ task: task.code, object, area, from: task.from, to: task.to }));
  const { clusters, ...load } = loadOf(pack, [...visits, ...added]);
  return { ...load, fullWeeks: [], clusters: clusters.filter(({ tasks }) => tasks.includes(task.code)) };
}
