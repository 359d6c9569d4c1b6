import { yearOf } from '@sunlot/core/basics/dates.ts';
import { type Candidates, candidates } from '@sunlot/core/policy/candidates.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { officersOf } from '@sunlot/core/policy/officers.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { itemsForCaps } from '@sunlot/core/policy/visit-items.ts';
import type { Context } from '../context.ts';
import { standingInspectors } from '../inspectors/standing-inspectors.ts';
import { selectListedItems } from '../items/listed-items.ts';
import { objectsOf } from '../visits/directory.ts';
import { visitLedger } from '../visits/ledger.ts';
import { territoryOf } from '../visits/territory.ts';

type Asked = {
  readonly agency: string;
  readonly class: string;
  readonly level: string;
  readonly period: string;
  readonly items?: readonly string[];
};

/** Who of a class may be drawn in a period, as directories and visits stand today. Undefined where the scheme asks nothing of it. */
export async function classList(ctx: Context, pack: Pack, asked: Asked): Promise<Candidates | undefined> {
  const { agency, period, level } = asked;
  const territory = (await territoryOf(ctx, agency))!;
  const year = yearOf(period);
  const list = asked.items ? await selectListedItems(ctx.tx, agency) : [];
  const task = { items: asked.items ?? [] };
  return candidates(pack, {
    ...asked,
    level: level as Level,
    date: ctx.today,
    ...(asked.items && {
      itemsOf: (object) => itemsForCaps(pack, { object, drawnAs: asked.class, date: ctx.today, list, task }),
    }),
    objects: (await objectsOf(ctx, territory)).map(({ facts }) => facts),
    visits: await visitLedger(ctx, territory, { to: ctx.today }),
    officers: officersOf(pack, await standingInspectors(ctx, agency), { year, asOf: ctx.today }).length,
  });
}
