import type { LoadQuery, LoadView } from '@sunlot/contract/load.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { loadOf } from '@sunlot/core/policy/load.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { objectsOf } from '../../visits/directory.ts';
import { loadedVisits } from '../../visits/load.ts';
import { territoryOf } from '../../visits/territory.ts';

/**
 * The load per object, area and week, so that visits are spread. It names objects that were drawn and are not
 * visited yet, so it is for those who dispatch, and the look leaves an audit row.
 */
export async function showLoad(ctx: Context, { agency, year }: LoadQuery): Promise<LoadView> {
  may(ctx.actor, 'task.overlaps', agency);
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const visits = await loadedVisits(ctx, territory, { year });
  const load = loadOf(pack, visits);
  const several = [...groupBy(visits, ({ object }) => object)].filter(([, own]) => own.length > 1);
  const objects = await objectsOf(ctx, territory, { keys: several.map(([key]) => key) });
  const names = new Map(objects.map(({ facts }) => [facts.id, facts.name]));
  const clusters = new Map(load.clusters.map(({ object, ...cluster }) => [object, cluster]));
  await ctx.audit({ action: 'task.load', agency, after: { objects: several.length, clustered: clusters.size } });
  return {
    agency,
    year,
    weeks: [...load.weeks],
    fullWeeks: [...load.fullWeeks],
    objects: several
      .toSorted(([a, own], [b, other]) => other.length - own.length || (a < b ? -1 : 1))
      .map(([key, own]) => {
        const cluster = clusters.get(key);
        return {
          object: { key, name: names.get(key) ?? key },
          visits: own.length,
          ...(cluster && { clustered: { ...cluster, tasks: [...cluster.tasks] } }),
        };
      }),
    ...(load.source && { clause: load.source.clause }),
  };
}
