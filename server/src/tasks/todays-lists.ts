import type { InspectorFacts, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../context.ts';
import { standingInspectors } from '../inspectors/standing-inspectors.ts';
import { ledgerForDraws } from '../visits/classes-of-day.ts';
import { objectsOf } from '../visits/directory.ts';
import { territoryOf } from '../visits/territory.ts';

/** Directories and visits of an agency as they stand today, each read when it is first asked for and then no more. */
export type TodaysLists = {
  readonly objects: () => Promise<readonly ObjectFacts[]>;
  readonly visits: () => Promise<readonly VisitFact[]>;
  readonly inspectors: () => Promise<readonly InspectorFacts[]>;
};

/** For one use case about draws of a year, which must not change what it has read. */
export function todaysLists(
  ctx: Pick<Context, 'tx' | 'keys' | 'today'>,
  { agency, year }: { readonly agency: string; readonly year: number },
): TodaysLists {
  const territory = once(async () => (await territoryOf(ctx, agency))!);
  return {
    objects: once(async () => (await objectsOf(ctx, await territory())).map(({ facts }) => facts)),
    visits: once(async () => ledgerForDraws(ctx, await territory(), { to: ctx.today, year })),
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
