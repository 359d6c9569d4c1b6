import { makeDate, yearOf } from '../basics/dates.ts';
import type { ClassId, Level } from './facts.ts';
import { type ClassDefinition, findRule, type LevelDefinition, type Pack, type Rule, theRule } from './pack.ts';
import { inForceOf, versionOfYear, yearlyRules } from './yearly-rules.ts';

/**
 * Classes that a version which begins within a year leaves out or adds (decision 0038). What is asked of a whole year is that of 1 January, and it
 * can be served only while the class is there: it is kept until the year is over. A class that is asked for by the whole year alone
 * begins with the next one: until then nothing would be asked of its objects, and no other class would count them. So does one that is only
 * another id of a class that is kept.
 */
export interface ClassChange {
  readonly kept: readonly ClassId[];
  readonly waiting: readonly ClassId[];
}

/** What of the classes of a version waits for the next year, at one level or at any; nothing of the version that judges the year. */
export function classChange(version: Pack, ofYear: Pack, level?: Level): ClassChange {
  const levels = version.levels.filter(({ id }) => level === undefined || id === level);
  const changes = levels.map((one) => changeAt(one, { version, ofYear }));
  return {
    kept: unique(changes.flatMap(({ kept }) => kept)),
    waiting: unique(changes.flatMap(({ waiting }) => waiting)),
  };
}

/** Classes that a version leaves out and that end with its first period: nothing of the whole year is asked of them. */
export function endedClasses(version: Pack, ofYear: Pack, level: Level): readonly ClassId[] {
  const { kept } = classChange(version, ofYear, level);
  const now = classesAt(version, level);
  return classesAt(ofYear, level).filter((cls) => !now.includes(cls) && !kept.includes(cls));
}

interface Versions {
  readonly version: Pack;
  readonly ofYear: Pack;
}

function changeAt(level: LevelDefinition, { version, ofYear }: Versions): ClassChange {
  const before = classesAt(ofYear, level.id);
  const at = (cls: ClassId) => ({ class: cls, level: level.id });
  const kept = before.filter((cls) => !level.classes.includes(cls) && hasYearlyDuty(ofYear, at(cls)));
  const added = level.classes.filter((cls) => !before.includes(cls));
  const waits = (cls: ClassId) =>
    isYearlyAlone(version, at(cls)) || kept.some((one) => isSuccessor({ version, ofYear }, { kept: one, added: cls }));
  return { kept, waiting: added.filter(waits) };
}

function classesAt({ levels }: Pack, level: Level): readonly ClassId[] {
  return levels.find(({ id }) => id === level)?.classes ?? [];
}

interface Scope {
  readonly class: ClassId;
  readonly level: Level;
}

/** A rule of the whole year for this class, or a ratio of the year. */
function hasYearlyDuty(pack: Pack, scope: Scope): boolean {
  const ofClass = yearlyRules(pack).some(
    (rule) => rule.class === scope.class && (rule.level === 'all' || rule.level === scope.level),
  );
  return ofClass || findRule(pack, 'ratio', scope)?.value.every === 'year';
}

/** Not the class of whoever has no other: somebody is always in it. */
function isYearlyAlone(pack: Pack, scope: Scope): boolean {
  const ratio = findRule(pack, 'ratio', scope);
  return restOf(pack) !== scope.class && hasYearlyDuty(pack, scope) && (ratio?.value.every ?? 'year') === 'year';
}

/** The class of whoever has no other. */
function restOf(pack: Pack): ClassId {
  return theRule(pack, 'precedence').value.otherwise;
}

/** Is a class that is added one that is kept, by another id? They share a name, or both are the class of whoever has no other. */
function isSuccessor(
  { version, ofYear }: Versions,
  { kept, added }: { readonly kept: ClassId; readonly added: ClassId },
): boolean {
  if (restOf(ofYear) === kept && restOf(version) === added) return true;
  const known = wordsOf(ofYear, kept);
  return wordsOf(version, added).some((word) => known.includes(word));
}

function wordsOf({ classes }: Pack, cls: ClassId): readonly string[] {
  return classes.filter(({ id }) => id === cls).flatMap(({ name, aliases }) => [name, ...aliases]);
}

/**
 * The versions of a scheme as they hold: before one that leaves out or adds such classes stands the same version with the classes of
 * that year, until it is over.
 */
export function withClassesOfYear(versions: readonly Pack[]): readonly Pack[] {
  return versions.flatMap((version) => {
    const inYear = inFirstYear(version, versionOfYear(version, versions, yearOf(version.effectiveFrom)));
    return inYear === version ? [version] : [inYear, version];
  });
}

/** One for each pair: a version is a key elsewhere. */
const MADE = new WeakMap<Pack, WeakMap<Pack, Pack>>();

function inFirstYear(version: Pack, ofYear: Pack): Pack {
  const known = MADE.get(version) ?? new WeakMap<Pack, Pack>();
  MADE.set(version, known);
  const made = known.get(ofYear) ?? changed(version, ofYear);
  known.set(ofYear, made);
  return made;
}

function changed(version: Pack, ofYear: Pack): Pack {
  const { kept, waiting } = classChange(version, ofYear);
  if (kept.length + waiting.length === 0) return version;
  const levels = version.levels.map((level) => {
    const change = classChange(version, ofYear, level.id);
    const left = level.classes.filter((cls) => !change.waiting.includes(cls));
    return { ...level, classes: inPlace(left, classesAt(ofYear, level.id), change.kept) };
  });
  const gone = new Set(waiting.filter((cls) => !levels.some(({ classes }) => classes.includes(cls))));
  const own = idsOf(version).filter((id) => !gone.has(id));
  const back = kept.filter((cls) => !own.includes(cls));
  const taken = own.flatMap((cls) => wordsOf(version, cls));
  const definitions = new Map([
    ...ofYear.classes.map((one): Definition => [one.id, withWords(one, { version, ofYear, gone, taken })]),
    ...version.classes.map((one): Definition => [one.id, one]),
  ]);
  const end = makeDate(yearOf(version.effectiveFrom), 12, 31);
  const { effectiveTo = end } = version;
  return {
    ...version,
    effectiveTo: [effectiveTo, end].sort()[0]!,
    levels,
    classes: inPlace(own, idsOf(ofYear), back).map((id) => definitions.get(id)!),
    rules: [
      ...version.rules
        .filter((rule) => !gone.has(rule.class))
        .map((rule) => (rule.topic === 'precedence' ? withPlaces(rule, { ofYear, back, gone }) : rule)),
      ...inForceOf(ofYear).filter(
        (rule) =>
          back.includes(rule.class) ||
          (rule.level !== 'all' && classChange(version, ofYear, rule.level).kept.includes(rule.class)),
      ),
    ],
  };
}

type Definition = readonly [ClassId, ClassDefinition];

/** A class that is kept answers to the words of its successor too: workbooks and item lists may have them already. */
function withWords(
  kept: ClassDefinition,
  {
    version,
    ofYear,
    gone,
    taken,
  }: Versions & { readonly gone: ReadonlySet<ClassId>; readonly taken: readonly string[] },
): ClassDefinition {
  const successors = [...gone].filter((added) => isSuccessor({ version, ofYear }, { kept: kept.id, added }));
  const words = [...kept.aliases, ...successors.flatMap((cls) => wordsOf(version, cls))];
  return { ...kept, aliases: unique(words).filter((word) => word !== kept.name && !taken.includes(word)) };
}

function idsOf({ classes }: Pack): readonly ClassId[] {
  return classes.map(({ id }) => id);
}

/** The order of the classes with those that are kept in their old places, and without those that wait. */
function withPlaces(
  rule: Rule<'precedence'>,
  {
    ofYear,
    back,
    gone,
  }: { readonly ofYear: Pack; readonly back: readonly ClassId[]; readonly gone: ReadonlySet<ClassId> },
): Rule<'precedence'> {
  const { order: before } = theRule(ofYear, 'precedence').value;
  const left = rule.value.order.filter((cls) => !gone.has(cls));
  const rest = restOf(ofYear);
  return {
    ...rule,
    value: {
      order: inPlace(left, before, back),
      otherwise: back.includes(rest) ? rest : rule.value.otherwise,
    },
  };
}

/** A list with more of an earlier one, each behind its next neighbour of then that is still there. */
function inPlace(list: readonly ClassId[], before: readonly ClassId[], more: readonly ClassId[]): readonly ClassId[] {
  const out = [...list];
  for (const [at, id] of before.entries()) {
    if (!more.includes(id) || out.includes(id)) continue;
    const neighbour = before.slice(0, at).findLast((one) => out.includes(one));
    out.splice(neighbour === undefined ? 0 : out.indexOf(neighbour) + 1, 0, id);
  }
  return out;
}

/** Names of classes, also of those that only a later version of the year has; the first that has a class names it. */
export function classNames(packs: readonly Pack[]): Readonly<Record<ClassId, string>> {
  return Object.fromEntries(packs.toReversed().flatMap(({ classes }) => classes.map(({ id, name }) => [id, name])));
}

function unique(ids: readonly ClassId[]): readonly ClassId[] {
  return [...new Set(ids)];
}
