import { yearOf } from '@sunlot/core/basics/dates.ts';
import type { ItemFacts, Level, VisitFact } from '@sunlot/core/policy/facts.ts';
import { type Ledger, type LedgerInput, makeLedger } from '@sunlot/core/policy/ledger.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { yearMeasure } from '@sunlot/core/policy/tally-classes.ts';
import { isMeasuredByFirst, type YearMeasure } from '@sunlot/core/policy/year-measure.ts';
import type { Context } from '../context.ts';
import { frozenLists } from '../draws/frozen-lists.ts';
import { ownRatios } from '../own-numbers/load-own-numbers.ts';
import { packVersions } from '../packs/pack-store.ts';
import { objectsOf } from '../visits/directory.ts';
import { withHistory } from '../visits/former-places.ts';
import { territoryOf } from '../visits/territory.ts';

/** Lists of days gone by, for a draw that is measured by one: read as the verdict reads them. */

type Reading = Pick<Context, 'tx' | 'keys' | 'today'>;

export type PastAsk = {
  readonly agency: string;
  readonly class: string;
  readonly level: string;
  readonly period: string;
  /** The list of items in force. */
  readonly items: readonly ItemFacts[];
  readonly visits: readonly VisitFact[];
};

export async function pastLedger(
  ctx: Reading,
  pack: Pack,
  {
    agency,
    level,
    period,
    items: itemList,
    visits,
    versions,
    countsDrawn = false,
  }: PastAsk & Pick<LedgerInput, 'versions' | 'countsDrawn'>,
): Promise<Ledger> {
  const territory = (await territoryOf(ctx, agency))!;
  const year = yearOf(period);
  const listed = await objectsOf(ctx, territory, { year });
  const objects = (await withHistory(ctx, territory, { objects: listed, visits, year })).map(({ facts }) => facts);
  return makeLedger(pack, {
    agency,
    level: level as Level,
    year,
    asOf: ctx.today,
    objects,
    visits,
    itemList,
    countsDrawn,
    ...(versions && { versions }),
  });
}

/** Whom the duties of the year are measured by, where that is the first list of the year (AMB-54); what is drawn counts (C0-4). */
export async function yearMeasureOf(ctx: Reading, pack: Pack, asked: PastAsk): Promise<YearMeasure | undefined> {
  const { agency, class: cls, level, period } = asked;
  if (!isMeasuredByFirst(pack, { class: cls, level: level as Level, year: yearOf(period) })) return undefined;
  const versions = await packVersions(ctx, agency);
  const ledger = await pastLedger(ctx, pack, { ...asked, versions, countsDrawn: true });
  const { year, asOf } = ledger;
  const frozen = await frozenLists(ctx, { agency, year });
  const input = { class: cls, period, year, asOf, frozen, versions, ownRatios: await ownRatios(ctx, agency) };
  return yearMeasure(pack, ledger, input);
}
