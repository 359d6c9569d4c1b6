import type { AddDirected, DirectedView } from '@sunlot/contract/directed.ts';
import { addDays, yearOf } from '@sunlot/core/basics/dates.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { directedGrounds } from '@sunlot/core/policy/paperwork.ts';
import type { Named } from '@sunlot/core/policy/rule-topics.ts';
import type { Context } from '../../context.ts';
import { selectPublishedItems } from '../../items/published-items.ts';
import { knownObject } from '../../objects/known-object.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { namedOf } from '../../workbooks/pack-words.ts';
import { directedView } from './directed-view.ts';
import { insertDirected, nextCode, selectSame } from './sql.ts';

/** As for visits. */
const EARLIEST = '2000-01-01';
const MOST_DAYS_AHEAD = 366;

/**
 * Records an inspection that is directed at one object. Without a ground of the scheme and the document behind it nobody
 * is picked by hand: the object would have to be drawn. It counts for no ratio, cap or coverage.
 */
export async function addDirected(ctx: Context, input: AddDirected): Promise<DirectedView> {
  const { agency, date } = input;
  may(ctx.actor, 'directed.add', agency);
  requireNearDay(ctx, date);
  const pack = await packInForce(ctx, { agency, on: date });
  const ground = groundOf(pack, input.ground);
  const reference = input.reference ?? '';
  if (reference === '') throw new Problem('directed.documentMissing', {});
  const object = await knownObject(ctx, { agency, key: input.object });
  const list = await itemsOf(ctx, input);
  // Before the look for the same: of two requests at once the second one waits here, and sees the first.
  const code = await nextCode(ctx.tx, { agency, year: yearOf(date) });
  if (!input.again) await refuseSame(ctx, { agency, object: object.key, date, ground: ground.id, document: reference });
  const row = {
    id: ctx.newId('dir'),
    agency,
    code,
    object_key: object.key,
    ground: ground.id,
    ground_text: ground.text,
    document: reference,
    planned_on: date,
    items: list.items,
    item_list_id: list.id,
    recorded_by: ctx.actor.id,
    recorded_at: ctx.at,
  };
  await insertDirected(ctx.tx, row);
  const view = directedView({ ...row, object_name: object.name, visited_on: null });
  await ctx.audit({ action: 'directed.add', agency, subject: row.id, after: view });
  return view;
}

/** A slip in the year would put the inspection where nobody looks for it: visits before 2000 are none either. */
function requireNearDay({ today }: Context, date: string): void {
  const last = addDays(today, MOST_DAYS_AHEAD);
  if (date < EARLIEST || date > last)
    throw new Problem('request.invalid', { what: `检查日期 ${date} 应在 ${EARLIEST} 至 ${last} 之间，请核对年份` });
}

async function refuseSame(ctx: Context, asked: Parameters<typeof selectSame>[1]): Promise<void> {
  const same = await selectSame(ctx.tx, asked);
  if (same) throw new Problem('directed.exists', { code: same.code, at: same.recorded_at });
}

function groundOf(pack: Pack, given = ''): Named {
  const list = directedGrounds(pack);
  const grounds = list.map(({ id, text }) => `${id} ${text}`).join('；') || '无';
  if (given === '') throw new Problem('directed.groundMissing', { grounds });
  const ground = namedOf(list, given);
  if (!ground) throw new Problem('directed.groundUnknown', { ground: given, grounds });
  return ground;
}

/** No list, no item, no law: the same as for what is drawn. */
async function itemsOf(ctx: Context, { agency, items }: AddDirected) {
  const published = await selectPublishedItems(ctx.tx, agency);
  if (published.length === 0) throw new Problem('items.notPublished', { agency });
  const usable = published.filter(({ missing, legalBasis }) => missing.length === 0 && legalBasis.length > 0);
  const serials = usable.map(({ serial }) => serial);
  const unknown = items.filter((item) => !serials.includes(item));
  if (unknown.length > 0)
    throw new Problem('items.outsideList', { items: unknown.join('、'), serials: serials.join('、') || '无' });
  return { id: published[0]!.listId, items: serials.filter((serial) => items.includes(serial)) };
}
