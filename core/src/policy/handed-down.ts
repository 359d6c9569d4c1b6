import type { CalendarDate } from '../basics/dates.ts';
import type { ClassId, GovernmentLevel, KeyListEntry, ObjectFacts } from './facts.ts';
import { type ClassDefinition, type Pack, theRule } from './pack.ts';

/**
 * Lists handed down by a higher authority, 下发名单: who stands on one has the flag that the pack's conditions read, and nobody
 * else has it, whatever the directory says (新县 三（五）1「市生态环境局发布的重点排污单位」, 绛县 四（五）4「市局下发的在建工程建设项目名单和检查时限」).
 */

/** What a list fixes: standing on a list of key dischargers, being a construction project, or a row of the pack's table. */
export type ListKind = 'keyList' | 'construction' | `row:${ClassId}`;

export interface HandedDownList {
  readonly kind: ListKind;
  readonly year: number;
  readonly level: GovernmentLevel;
  /** By object id; with 检查时限 where the list gives one. */
  readonly members: ReadonlyMap<string, { readonly due?: CalendarDate }>;
}

/** The kind of list that fixes a class, read off the class's own conditions; undefined where no list does. */
export function listKindOf(pack: Pack, id: ClassId): ListKind | undefined {
  const cls = pack.classes.find((one) => one.id === id);
  // Who matches nothing has this class: no list can fix it.
  if (cls === undefined || id === theRule(pack, 'precedence').value.otherwise) return undefined;
  const sources = conditionsOf(cls);
  if (sources.some((source) => /object\.key(?:Lists|Discharger)/.test(source))) return 'keyList';
  if (sources.some((source) => /(?<!!)object\.constructionProject/.test(source))) return 'construction';
  return sources.some((source) => source.includes(`"${id}" in object.tierRows`)) ? `row:${id}` : undefined;
}

/** The classes of a pack that a list can fix, in the pack's order. */
export function listedClasses(pack: Pack): readonly { readonly class: ClassId; readonly kind: ListKind }[] {
  return pack.classes.flatMap(({ id }) => {
    const kind = listKindOf(pack, id);
    return kind === undefined ? [] : [{ class: id, kind }];
  });
}

function conditionsOf({ conditions }: ClassDefinition): readonly string[] {
  return conditions.flatMap((condition) => (condition.kind === 'fields' ? [condition.when.source] : []));
}

/**
 * An object as the lists have it in a year. A list of key dischargers holds from its year until the next of its level, the last one
 * to the end of the year after `year`, because plans are made before new lists come. Of the other kinds the latest begun holds.
 */
export function withHandedDown(
  object: ObjectFacts,
  { lists, year: current }: { readonly lists: readonly HandedDownList[]; readonly year: number },
): ObjectFacts {
  const keyLists = lists.filter(({ kind }) => kind === 'keyList');
  const begun = lists.filter(({ year }) => year <= current);
  return {
    ...object,
    ...(keyLists.length > 0 && { keyListMember: keyListEntries(object, keyLists, current + 1) }),
    ...constructionFacts(object, begun),
    ...rowFacts(object, begun),
  };
}

function keyListEntries(
  { id, keyListMember = [] }: ObjectFacts,
  lists: readonly HandedDownList[],
  through: number,
): readonly KeyListEntry[] {
  const ordered = [...lists].sort((a, b) => a.year - b.year);
  const governs = ({ level, year }: KeyListEntry) =>
    ordered.some((list) => (level ?? list.level) === list.level && (year === undefined || year >= list.year));
  const listed = ordered.flatMap((list, at) => {
    const next = ordered.slice(at + 1).find(({ level }) => level === list.level);
    const last = next ? next.year - 1 : Math.max(list.year, through);
    return list.members.has(id) ? years(list.year, last).map((year) => ({ year, level: list.level })) : [];
  });
  return [...keyListMember.filter((entry) => !governs(entry)), ...listed];
}

function years(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function constructionFacts(object: ObjectFacts, lists: readonly HandedDownList[]): Partial<ObjectFacts> {
  const latest = latestOf(lists, 'construction');
  if (latest.length === 0) return {};
  const entries = latest.flatMap(({ members }) => members.get(object.id) ?? []);
  const due = entries.flatMap((entry) => entry.due ?? []).sort()[0];
  return { constructionProject: entries.length > 0, ...(due !== undefined && { inspectionDue: due }) };
}

function rowFacts({ id, tierRows = [] }: ObjectFacts, lists: readonly HandedDownList[]): Partial<ObjectFacts> {
  const kinds = [...new Set(lists.map(({ kind }) => kind))].filter((kind) => kind.startsWith('row:'));
  if (kinds.length === 0) return {};
  const fixed = kinds.map((kind) => kind.slice('row:'.length));
  const has = kinds.filter((kind) => latestOf(lists, kind).some(({ members }) => members.has(id)));
  return {
    tierRows: [...tierRows.filter((row) => !fixed.includes(row)), ...has.map((kind) => kind.slice('row:'.length))],
  };
}

/** The latest list of a kind at each level. */
function latestOf(lists: readonly HandedDownList[], kind: ListKind): readonly HandedDownList[] {
  const own = lists.filter((list) => list.kind === kind);
  return own.filter(({ level, year }) => !own.some((other) => other.level === level && other.year > year));
}
