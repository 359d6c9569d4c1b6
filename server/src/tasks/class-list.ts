import { yearOf } from '@sunlot/core/basics/dates.ts';
import type { Candidates } from '@sunlot/core/policy/candidate-list.ts';
import { candidates } from '@sunlot/core/policy/candidates.ts';
import { goesByItem } from '@sunlot/core/policy/exclusions.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { officersOf } from '@sunlot/core/policy/officers.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { itemsForCaps } from '@sunlot/core/policy/visit-items.ts';
import type { Context } from '../context.ts';
import { selectListedItems } from '../items/listed-items.ts';
import { selectPublishedItems } from '../items/published-items.ts';
import { itemsOfClass, usableItems } from './items-of-class.ts';
import { yearMeasureOf } from './past-ledger.ts';
import { supplementOf } from './supplement-of.ts';
import { type TodaysLists, todaysLists } from './todays-lists.ts';

type Asked = {
  readonly agency: string;
  readonly class: string;
  readonly level: string;
  readonly period: string;
  /** Serials of the items that a visit may take; those that a task of the class would have where not said. */
  readonly items?: readonly string[];
  /** What is lacking after the draws of the period: by the list that the verdict measures it by, with who has come since. */
  readonly supplements?: boolean;
  /** Where the caller has read them already. */
  readonly lists?: TodaysLists;
};

/** Who of a class may be drawn in a period, as directories and visits stand today. Undefined where the scheme asks nothing of it. */
export async function classList(ctx: Context, pack: Pack, asked: Asked): Promise<Candidates | undefined> {
  const { supplements = false, ...about } = asked;
  const { agency, period, level } = about;
  const year = yearOf(period);
  const lists = asked.lists ?? todaysLists(ctx, { agency, year });
  const items = asked.items ?? (await itemsOfTask(ctx, pack, { ...about, lists }));
  const list = await selectListedItems(ctx.tx, agency);
  const past = { ...asked, items: list, visits: await lists.visits() };
  const ofYear = await yearMeasureOf(ctx, pack, past);
  return candidates(pack, {
    ...about,
    items,
    ...(supplements && { supplements: await supplementOf(ctx, pack, past) }),
    ...(ofYear && { ofYear }),
    level: level as Level,
    date: ctx.today,
    itemsOf: (object) => itemsForCaps(pack, { object, drawnAs: asked.class, date: ctx.today, list, task: { items } }),
    objects: await lists.counted(pack, period),
    visits: await lists.visits(),
    officers: officersOf(pack, await lists.inspectors(), { year, asOf: ctx.today }).length,
  });
}

/** What `task create` takes unless it is told otherwise: asked only where cap or exemption go item by item. */
async function itemsOfTask(
  ctx: Context,
  pack: Pack,
  { lists, ...about }: Asked & { readonly lists: TodaysLists },
): Promise<readonly string[]> {
  if (!goesByItem(pack)) return [];
  const published = await selectPublishedItems(ctx.tx, about.agency);
  const found = await itemsOfClass(ctx, pack, { ...about, published, lists });
  return usableItems(found).map(({ serial }) => serial);
}
