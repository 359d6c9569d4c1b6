import { yearOf } from '@sunlot/core/basics/dates.ts';
import type { ItemFacts, Level, VisitFact } from '@sunlot/core/policy/facts.ts';
import { makeLedger } from '@sunlot/core/policy/ledger.ts';
import type { Supplements } from '@sunlot/core/policy/left-list.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { periodMembers } from '@sunlot/core/policy/tally-classes.ts';
import type { Context } from '../context.ts';
import { frozenIds } from '../draws/frozen-lists.ts';
import { objectsOf } from '../visits/directory.ts';
import { withHistory } from '../visits/former-places.ts';
import { territoryOf } from '../visits/territory.ts';

type Asked = {
  readonly agency: string;
  readonly class: string;
  readonly level: string;
  readonly period: string;
  /** The list of items in force. */
  readonly items: readonly ItemFacts[];
  readonly visits: readonly VisitFact[];
};

/**
 * What a supplementary draw of a class and period goes by beside the directory of its day: the list by which the verdict measures the
 * period. Where no draw here has frozen one, as where a lead department drew, that is the directory of the first day (0034).
 */
export async function supplementOf(
  ctx: Pick<Context, 'tx' | 'keys' | 'today'>,
  pack: Pack,
  asked: Asked,
): Promise<Supplements> {
  const { agency, class: cls, period } = asked;
  const listed = await frozenIds(ctx, { agency, class: cls, period });
  return listed ? { listed } : { listed: await listedAtFirst(ctx, pack, asked), isDirectory: true };
}

async function listedAtFirst(
  ctx: Pick<Context, 'tx' | 'keys' | 'today'>,
  pack: Pack,
  { agency, class: cls, level, period, items: itemList, visits }: Asked,
): Promise<ReadonlySet<string>> {
  const territory = (await territoryOf(ctx, agency))!;
  const [year, asOf] = [yearOf(period), ctx.today];
  const listed = await objectsOf(ctx, territory, { year });
  const objects = await withHistory(ctx, territory, { objects: listed, visits, year });
  const facts = objects.map((one) => one.facts);
  const ledger = makeLedger(pack, { agency, level: level as Level, year, asOf, objects: facts, visits, itemList });
  return new Set(periodMembers(pack, ledger, { class: cls, period, year, asOf }));
}
