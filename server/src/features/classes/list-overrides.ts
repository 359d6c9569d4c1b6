import type { ClassView, OverrideQuery, OverrideView, ShowObject } from '@sunlot/contract/class-overrides.ts';
import { dateInShanghai, quarterOf, yearOf } from '@sunlot/core/basics/dates.ts';
import { classHistory } from '@sunlot/core/policy/class-history.ts';
import { type ClassReason, classIntervals, classify } from '@sunlot/core/policy/classify.ts';
import { versionOn } from '@sunlot/core/policy/pack.ts';
import { isListedOn, statusOn } from '@sunlot/core/policy/past-facts.ts';
import type { Context } from '../../context.ts';
import { keyedPage, type Page } from '../../http/pages.ts';
import { classRecords } from '../../objects/class-record.ts';
import { judgedObject, judgedObjects } from '../../objects/judged-object.ts';
import { adoptedVersions, packInForce } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { classNameOf, overrideView } from './override-view.ts';
import { type ChangeRow, selectChanges, selectOverridePage } from './sql.ts';

/** The overrides of an agency with all their history, each with why it is to be looked at again. */
export async function listOverrides(ctx: Context, query: OverrideQuery): Promise<Page<OverrideView>> {
  const { agency, object } = query;
  may(ctx.actor, 'objects.read', agency);
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const page = await keyedPage(
    query,
    ({ after, take }) => selectOverridePage(ctx.tx, { agency, object, after, take }),
    ({ object_key, id }) => [object_key, id],
  );
  const objects = await judgedObjects(ctx, { agency, keys: page.items.map(({ object_key }) => object_key) });
  const byKey = new Map(objects.map((one) => [one.facts.id, one]));
  return {
    ...page,
    items: page.items.map((row) => overrideView(ctx, { pack, object: byKey.get(row.object_key) }, row)),
  };
}

/** The most overrides that are shown with one object. */
const MOST_SHOWN = 200;

/** An object's class on a day with the conditions that decided it, and its classes through the year. */
export async function showClass(ctx: Context, { agency, object: key, on = ctx.today }: ShowObject): Promise<ClassView> {
  may(ctx.actor, 'objects.read', agency);
  const versions = await adoptedVersions(ctx, agency);
  const object = await judgedObject(ctx, { agency, key });
  const { facts, visits } = object;
  const found = classify(versionOn(versions, on), { object: facts, date: on, visits });
  const year = String(yearOf(on));
  const span = { from: quarterOf(`${year}-01-01`), to: quarterOf(`${year}-12-31`) };
  const reckoned = classIntervals(versions, { object: facts, visits }, span);
  const intervals = classHistory(await classRecords(ctx, { agency, object: facts.id }), reckoned);
  // A day that is over has the class that was recorded then, whatever the row says since.
  const { class: cls, reasons } =
    intervals.find((one) => one.recorded && one.from <= on && on <= one.to && on < ctx.today) ?? found;
  const rows = await selectOverridePage(ctx.tx, { agency, object: facts.id, after: undefined, take: MOST_SHOWN });
  return {
    object: facts.id,
    objectName: facts.name,
    on,
    status: statusOn(facts, on),
    ...(!isListedOn(facts, on) && { listedFrom: facts.listedFrom }),
    class: cls,
    className: classNameOf(versionOn(versions, on), cls),
    reasons: reasons.map(reasonView),
    intervals: intervals.map(({ class: own, reasons: because, ...interval }) => ({
      ...{ class: own, className: classNameOf(versionOn(versions, interval.from), own), ...interval },
      reasons: because.map(reasonView),
    })),
    overrides: rows.map((row) => overrideView(ctx, { pack: versionOn(versions, ctx.today), object }, row)),
    changes: changeViews(await selectChanges(ctx.tx, { agency, object: facts.id, take: MOST_SHOWN })),
  };
}

function reasonView({ fact, date, document, clause }: ClassReason): ClassView['reasons'][number] {
  return {
    fact,
    ...(date !== undefined && { date }),
    ...(document !== undefined && { document }),
    section: clause.section,
  };
}

/** The latest first. One that was to come and was changed again before its day never held. */
function changeViews(rows: readonly ChangeRow[]): ClassView['changes'] {
  const dayOf = ({ since, at }: ChangeRow) => since ?? dateInShanghai(Date.parse(at));
  return rows.map((row, i) => {
    const later = rows.slice(0, i).filter(({ field }) => field === row.field);
    const isUndone = row.since !== null && later.some((one) => dayOf(one) <= row.since!);
    return { ...changeView(row), ...(isUndone && row.since! > dateInShanghai(Date.parse(row.at)) && { undone: true }) };
  });
}

function changeView({ field, before, after, since, at, file_name: source }: ChangeRow): ClassView['changes'][number] {
  return {
    field: field as ClassView['changes'][number]['field'],
    ...(before !== null && { before }),
    ...(after !== null && { after }),
    ...(since !== null && { since }),
    at,
    ...(source !== null && { source }),
  };
}
