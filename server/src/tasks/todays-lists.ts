import type { InspectorFacts, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../context.ts';
import { standingInspectors } from '../inspectors/standing-inspectors.ts';
import { objectsOf } from '../visits/directory.ts';
import { visitLedger } from '../visits/ledger.ts';
import { territoryOf } from '../visits/territory.ts';

/** Directories and visits of an agency as they stand today, each read when it is first asked for and then no more. */
export type TodaysLists = {
  readonly objects: () => Promise<readonly ObjectFacts[]>;
  readonly visits: () => Promise<readonly VisitFact[]>;
  readonly inspectors: () => Promise<readonly InspectorFacts[]>;
};

/** For one use case, which must not change what it has read. */
export function todaysLists(ctx: Pick<Context, 'tx' | 'keys' | 'today'>, agency: string): TodaysLists {
  const territory = once(async () => (await territoryOf(ctx, agency))!);
  return {
    objects: once(async () => (await objectsOf(ctx, await territory())).map(({ facts }) => facts)),
    visits: once(async () => visitLedger(ctx, await territory(), { to: ctx.today })),
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
