import { basename } from 'node:path';
import {
  HandDown,
  type HandedDownAbout,
  type HandedDownEntry,
  type HandedDownView,
} from '@sunlot/contract/handed-down.ts';
import { handedDownVocabulary } from '@sunlot/contract/handed-down-columns.ts';
import { type CalendarDate, makeDate } from '@sunlot/core/basics/dates.ts';
import { classify } from '@sunlot/core/policy/classify.ts';
import type { ClassId } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { type ListKind, listedClasses, listKindOf } from '@sunlot/core/policy/handed-down.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { directoriesOf, type Place, recordAfterWrite, recordUntilNow } from '../../objects/class-record.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { objectsOf } from '../../visits/directory.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import { withEarlierRows } from '../../visits/past-objects.ts';
import { type Territory, territoryOf } from '../../visits/territory.ts';
import { judgeHandedDown } from '../../workbooks/judge-handed-down.ts';
import { classNamed } from '../../workbooks/pack-words.ts';
import { readTable } from '../../workbooks/read-table.ts';
import { type EntryRow, insertList, lockLastVersion, selectEntries, selectNamed } from './sql.ts';

type FromFile = HandedDownAbout & { readonly file: string; readonly bytes: Uint8Array; readonly sheet?: string };

/**
 * The same from a workbook. A row that does not fit refuses the whole file: exactly those on a list have its class, so that
 * a part of it would take the class from somebody.
 */
export async function importHandedDownFile(
  ctx: Context,
  { file, bytes, sheet, ...about }: FromFile,
): Promise<HandedDownView> {
  may(ctx.actor, 'handedDown.import', about.agency);
  const name = basename(file);
  const table = await readTable(bytes, name, { vocabulary: handedDownVocabulary, ...(sheet && { sheet }) });
  if (!table.ok) throw new Problem('import.unreadable', { file: name, why: table.error.message });
  const judged = judgeHandedDown(table.value.rows);
  const unfit = judged.flatMap((row) =>
    row.ok ? [] : [`第 ${row.rowNumber} 行：${row.errors.map(({ message }) => message).join('；')}`],
  );
  if (unfit.length > 0) throw rowsUnfit(unfit);
  const { agency, ...given } = about;
  const { entries } = HandDown.pick({ entries: true }).parse({
    entries: judged.flatMap((row) => (row.ok ? [row.value] : [])),
  });
  return importHandedDown(ctx, { agency, ...given, entries });
}

/**
 * Takes in a list handed down: for its year and level exactly those on it have what the scheme's conditions read. The import of a
 * directory cannot give it to anybody else. Each object that gains or loses the class leaves an audit row.
 */
export async function importHandedDown(ctx: Context, input: HandDown): Promise<HandedDownView> {
  const { agency, level, year, document } = input;
  may(ctx.actor, 'handedDown.import', agency);
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const { cls, kind } = listedClass(pack, input.class);
  const found = await entriesFound(ctx, territory, input.entries);
  const last = await lockLastVersion(ctx.tx, { agency, kind, level, year });
  if (last && isSame(await selectEntries(ctx.tx, [last.id]), found))
    throw new Problem('handedDown.same', { year, version: last.version, document: last.document });
  const asked = { pack, cls, territory, date: dayIn(year, ctx.today) };
  const before = await membersNow(ctx, asked);
  const id = ctx.newId('hdl');
  const version = (last?.version ?? 0) + 1;
  const row = { id, agency, class: cls, kind, level, year, version, document };
  const touched = await touchedBy(ctx, territory, { before, found });
  for (const place of touched) await recordUntilNow(ctx, place);
  await insertList(ctx.tx, { ...row, imported_by: ctx.actor.id, imported_at: ctx.at }, found);
  for (const place of touched) await recordAfterWrite(ctx, place, { cause: 'handedDown', source: id });
  const after = await membersNow(ctx, asked);
  const changes = changesOf({ before, after, found });
  const about = { id, class: cls, className: className(pack, cls), level, year, version, document };
  const view = { ...about, listed: found.length, missing: missingOf(found, after), ...changes };
  await ctx.audit({
    action: 'handedDown.import',
    agency,
    subject: id,
    after: { ...about, listed: found.length, entries: found.map(entryJson) },
  });
  for (const [what, objects] of [
    ['enter', changes.entered],
    ['leave', changes.left],
  ] as const) {
    for (const object of objects) await auditChange(ctx, { agency, what, object: object.key, list: id, before, after });
  }
  return view;
}

function entryJson({ object_key, name, due }: Entry) {
  return { name, ...(object_key !== null && { key: object_key }), ...(due !== null && { due }) };
}

function listedClass(pack: Pack, text: string): { readonly cls: ClassId; readonly kind: ListKind } {
  const cls = classNamed(pack, text);
  if (cls === undefined)
    throw new Problem('class.unknown', {
      class: text,
      classes: pack.classes.map((one) => `${one.id} ${one.name}`).join('；'),
    });
  const kind = listKindOf(pack, cls);
  if (kind !== undefined) return { cls, kind };
  const classes = listedClasses(pack).map((one) => `${one.class} ${className(pack, one.class)}`);
  throw new Problem('handedDown.noList', { class: className(pack, cls), classes: classes.join('；') });
}

function className(pack: Pack, id: ClassId): string {
  return pack.classes.find((cls) => cls.id === id)!.name;
}

/** Rows with the key of the object they name. A name that several objects have, or an object that two rows name, is refused. */
async function entriesFound(
  ctx: Context,
  { codes }: Territory,
  entries: readonly HandedDownEntry[],
): Promise<readonly Entry[]> {
  const nameless = entries.filter(({ key }) => key === undefined).map(({ name }) => name);
  const keys = entries.flatMap(({ key }) => key ?? []);
  const byName = groupBy(await selectNamed(ctx.tx, { codes, keys, names: nameless }), ({ name }) => name);
  const several = nameless.filter((name) => (byName.get(name) ?? []).length > 1);
  const found = entries.map(({ name, key, due }) => ({
    object_key: key ?? byName.get(name)?.[0]?.key ?? null,
    name,
    due: due ?? null,
  }));
  const twice = [...groupBy(found, ({ object_key, name }) => object_key ?? name).values()].filter(
    ({ length }) => length > 1,
  );
  const unfit = [
    ...several.map((name) => `名录中有几个“${name}”，请写明统一社会信用代码`),
    ...twice.map(([one]) => `“${one!.name}”出现几次，请只保留一行`),
  ];
  if (unfit.length > 0) throw rowsUnfit(unfit);
  return found;
}

type Entry = Omit<EntryRow, 'list_id' | 'position'>;

const MOST_NAMED = 20;

function rowsUnfit(rows: readonly string[]): Problem {
  const more = rows.length > MOST_NAMED ? '；……' : '';
  return new Problem('handedDown.rowsUnfit', { count: rows.length, rows: rows.slice(0, MOST_NAMED).join('；') + more });
}

function isSame(known: readonly Entry[], given: readonly Entry[]): boolean {
  const textOf = (entries: readonly Entry[]) =>
    JSON.stringify(entries.map(({ object_key, name, due }) => [object_key, name, due]).sort());
  return textOf(known) === textOf(given);
}

/** Today, or the day of the list's year that is next to it. */
function dayIn(year: number, today: CalendarDate): CalendarDate {
  return [makeDate(year, 1, 1), today, makeDate(year, 12, 31)].sort()[1]!;
}

type Asked = {
  readonly pack: Pack;
  readonly cls: ClassId;
  readonly territory: Territory;
  readonly date: CalendarDate;
};

type Standing = { readonly name: string; readonly class: ClassId; readonly isMember: boolean };

/** Every object of the territory with its class and whether it meets a condition of the list's class. */
async function membersNow(ctx: Context, { pack, cls, territory, date }: Asked): Promise<ReadonlyMap<string, Standing>> {
  const visits = groupBy(await recordedVisits(ctx, territory, { to: ctx.today }), ({ objectId }) => objectId);
  // A row that speaks of a day to come changes nobody's class before that day.
  const objects = await withEarlierRows(ctx, territory, { objects: await objectsOf(ctx, territory) });
  return new Map(
    objects.map(({ facts }) => {
      const found = classify(pack, { object: facts, date, visits: visits.get(facts.id) ?? [] });
      const isMember = found.matched.some((one) => one.class === cls);
      return [facts.id, { name: facts.name, class: found.class, isMember }];
    }),
  );
}

type Changing = {
  readonly before: ReadonlyMap<string, Standing>;
  readonly after: ReadonlyMap<string, Standing>;
  readonly found: readonly Entry[];
};

function changesOf({ before, after, found }: Changing) {
  const listed = new Set(found.map(({ object_key }) => object_key));
  const objects = [...after].map(([key, { name, isMember }]) => ({
    key,
    name,
    isMember,
    was: before.get(key)!.isMember,
  }));
  const named = (wanted: (one: (typeof objects)[number]) => boolean) =>
    objects.filter(wanted).map(({ key, name }) => ({ key, name }));
  return {
    entered: named(({ isMember, was }) => isMember && !was),
    left: named(({ isMember, was }) => !isMember && was),
    others: named(({ key, isMember }) => isMember && !listed.has(key)),
  };
}

function missingOf(found: readonly Entry[], known: ReadonlyMap<string, Standing>) {
  return found
    .filter(({ object_key }) => object_key === null || !known.has(object_key))
    .map(({ object_key, name }) => ({ ...(object_key !== null && { key: object_key }), name }));
}

/** Who is on the list or had the class, in every directory of the territory that has them. */
async function touchedBy(
  ctx: Context,
  { codes }: Territory,
  { before, found }: Pick<Changing, 'before' | 'found'>,
): Promise<readonly Place[]> {
  const members = [...before].flatMap(([key, { isMember }]) => (isMember ? key : []));
  const keys = [...new Set([...found.flatMap(({ object_key }) => object_key ?? []), ...members])];
  return directoriesOf(ctx, { codes, keys });
}

type ObjectChange = Pick<Changing, 'before' | 'after'> & {
  readonly agency: string;
  readonly what: 'enter' | 'leave';
  readonly object: string;
  readonly list: string;
};

async function auditChange(ctx: Context, { agency, what, object, list, before, after }: ObjectChange): Promise<void> {
  await ctx.audit({
    action: `handedDown.${what}`,
    agency,
    subject: object,
    before: { class: before.get(object)!.class },
    after: { class: after.get(object)!.class, list },
  });
}
