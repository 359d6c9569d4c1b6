import type { Period } from '@sunlot/core/basics/dates.ts';
import type { InspectorFacts, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../context.ts';
import { standingInspectors } from '../inspectors/standing-inspectors.ts';
import { ledgerForDraws } from '../visits/classes-of-day.ts';
import { objectsOf } from '../visits/directory.ts';
import { withSnapshot } from '../visits/snapshot-objects.ts';
import { territoryOf } from '../visits/territory.ts';

/** Directories and visits of an agency as they stand today, each read when it is first asked for and then no more. */
export type TodaysLists = {
  readonly objects: () => Promise<readonly ObjectFacts[]>;
  /** The objects with all that a list of a period under the scheme goes by. */
  readonly counted: (pack: Pack, period: Period) => Promise<readonly ObjectFacts[]>;
  readonly visits: () => Promise<readonly VisitFact[]>;
  readonly inspectors: () => Promise<readonly InspectorFacts[]>;
};

/** For one use case about draws of a year, which must not change what it has read. */
export function todaysLists(
  ctx: Pick<Context, 'tx' | 'keys' | 'today'>,
  { agency, year }: { readonly agency: string; readonly year: number },
): TodaysLists {
  const territory = once(async () => (await territoryOf(ctx, agency))!);
  const placed = once(async () => objectsOf(ctx, await territory()));
  const visits = once(async () => ledgerForDraws(ctx, await territory(), { to: ctx.today, year }));
  return {
    objects: once(async () => (await placed()).map(({ facts }) => facts)),
    async counted(pack, period) {
      const read = { pack, period, objects: await placed(), visits: await visits(), year };
      return (await withSnapshot(ctx, await territory(), read)).map(({ facts }) => facts);
    },
    visits,
    inspectors: once(() => standingInspectors(ctx, agency)),
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => {
    kept ??= read();
    return kept;
  };
}
