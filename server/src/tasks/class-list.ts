import { yearOf } from '@sunlot/core/basics/dates.ts';
import { type Candidates, type CandidatesInput, candidates } from '@sunlot/core/policy/candidates.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { officersOf } from '@sunlot/core/policy/officers.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { itemsForCaps } from '@sunlot/core/policy/visit-items.ts';
import type { Context } from '../context.ts';
import { frozenIds } from '../draws/frozen-lists.ts';
import { selectListedItems } from '../items/listed-items.ts';
import { type TodaysLists, todaysLists } from './todays-lists.ts';

type Asked = {
  readonly agency: string;
  readonly class: string;
  readonly level: string;
  readonly period: string;
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
  const list = asked.items ? await selectListedItems(ctx.tx, agency) : [];
  const task = { items: asked.items ?? [] };
  return candidates(pack, {
    ...about,
    ...(supplements && { supplements: await supplementOf(ctx, asked) }),
    level: level as Level,
    date: ctx.today,
    ...(asked.items && {
      itemsOf: (object) => itemsForCaps(pack, { object, drawnAs: asked.class, date: ctx.today, list, task }),
    }),
    objects: await lists.counted(pack, period),
    visits: await lists.visits(),
    officers: officersOf(pack, await lists.inspectors(), { year, asOf: ctx.today }).length,
  });
}

/** What a supplementary draw of a class and period goes by beside the directory of its day. */
export async function supplementOf(
  ctx: Pick<Context, 'tx' | 'keys'>,
  { agency, class: cls, period }: Pick<Asked, 'agency' | 'class' | 'period'>,
): Promise<NonNullable<CandidatesInput['supplements']>> {
  const listed = await frozenIds(ctx, { agency, class: cls, period });
  return listed ? { listed } : {};
}
