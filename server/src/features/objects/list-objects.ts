import type { DirectoryQuery, ObjectView } from '@sunlot/contract/directories.ts';
import { classify } from '@sunlot/core/policy/classify.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { isListedOn, statusOn } from '@sunlot/core/policy/past-facts.ts';
import type { Context } from '../../context.ts';
import { keysetPage, type Page } from '../../http/pages.ts';
import { type JudgedObject, judgedObjects } from '../../objects/judged-object.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { type ListedObject, selectObjectPage } from './sql.ts';

/** The object directory by pinyin, each object with its class of today and why. */
export async function listObjects(ctx: Context, query: DirectoryQuery): Promise<Page<ObjectView>> {
  may(ctx.actor, 'objects.read', query.agency);
  const pack = await packInForce(ctx, { agency: query.agency, on: ctx.today });
  const page = await keysetPage(query, (from) => selectObjectPage(ctx.tx, { ...query, ...from }));
  const { agency } = query;
  const objects = await judgedObjects(ctx, { agency, keys: page.items.map(({ key }) => key) });
  const byKey = new Map(objects.map((one) => [one.facts.id, one]));
  return { ...page, items: page.items.map((row) => objectView(ctx, pack, { row, object: byKey.get(row.key)! })) };
}

type Listed = { readonly row: ListedObject; readonly object: JudgedObject };

function objectView(ctx: Context, pack: Pack, { row, object: { facts, visits } }: Listed): ObjectView {
  const found = classify(pack, { object: facts, date: ctx.today, visits });
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    region: row.region,
    permitCategory: row.permit_category,
    status: statusOn(facts, ctx.today),
    ...(row.status_since !== null && { statusSince: row.status_since }),
    ...(!isListedOn(facts, ctx.today) && { listedFrom: facts.listedFrom }),
    class: found.class,
    className: pack.classes.find(({ id }) => id === found.class)?.name ?? found.class,
    reasons: found.reasons.map(({ fact, date, document, clause }) => ({
      fact,
      ...(date !== undefined && { date }),
      ...(document !== undefined && { document }),
      section: clause.section,
    })),
  };
}
