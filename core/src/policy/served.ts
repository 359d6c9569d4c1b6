import { addDays, makeDate, yearOf } from '../basics/dates.ts';
import { classify } from './classify.ts';
import type { ClassId, ObjectFacts, VisitFact } from './facts.ts';
import { isInterdepartmentalClass, namedPartners } from './joint-draw.ts';
import { type ClassDefinition, findRule, type Pack, type RuleScope } from './pack.ts';

/** Which classes a visit counts for. */

/** Partner departments that had to be there and had nobody there; none where nothing was agreed here, or nobody was there yet. */
export function absentPartners({ state, partners = [], partnersDue = [] }: VisitFact): readonly string[] {
  return state === 'drawn' ? [] : partnersDue.filter((name) => !partners.includes(name));
}

/** The classes a visit was recorded for. */
export function classesNamed({ class: cls, alsoClasses = [] }: VisitFact): readonly ClassId[] {
  return [cls, ...alsoClasses];
}

/** Did other departments go along? It was recorded as joint, or says who was there. */
export function wasJoint({ taskType, partners = [], departments = 1, drawnElsewhere = false }: VisitFact): boolean {
  return taskType === 'interdepartmentalJoint' || partners.length > 0 || departments > 1 || drawnElsewhere;
}

/**
 * Was a visit made with everybody whom a class needs, and by going there, or without, where only that serves it? How
 * somebody will be inspected is not known of those only drawn: they serve the class they were drawn in.
 */
export function isMadeFor(pack: Pack, visit: VisitFact) {
  const wentThere = visit.method === 'onSite';
  const isWaiting = visit.state === 'drawn';
  return (cls: ClassId) => {
    const scope = { class: cls, level: visit.level };
    if (isInterdepartmentalClass(pack, cls) && !isMadeWithOthers(pack, visit, cls)) return false;
    if (!wentThere) return !isOnSiteOnly(pack, scope);
    return (isWaiting && visit.class === cls) || !isOffSite(pack, scope);
  };
}

/**
 * Were those there with whom a class is inspected? What is only drawn in the class itself waits for them. A visit or an open draw of another
 * class serves this one too where its partners are on record (AMB-26), and otherwise leaves the duty open: the object is drawn for it.
 */
function isMadeWithOthers(pack: Pack, visit: VisitFact, cls: ClassId): boolean {
  const isOwn = classesNamed(visit).includes(cls);
  const isDrawn = visit.state === 'drawn';
  if (isOwn && isDrawn) return true;
  if (!wasJoint(visit) || absentPartners(visit).length > 0) return false;
  const { partners = [], partnersDue = [] } = visit;
  const known = isDrawn ? partnersDue : partners;
  if (isOwn || (!isDrawn && known.length === 0)) return true;
  return namedPartners(pack, cls)?.departments.every((name) => known.includes(name)) ?? true;
}

type Known = { readonly object: ObjectFacts; readonly visits: readonly VisitFact[] };

/**
 * What a visit was recorded for, and the flags and rows the object had beside its class on that day. A record that names a class or row in
 * which the object did not stand that day says otherwise than the directory: with it counts only what it may stand beside, or one visit would
 * serve two that exclude each other (正面清单 and the rest). Rows of one table that go together count as ever: it has left one of them (AMB-31).
 */
export function recordedClasses(pack: Pack, visit: VisitFact, known: Known): readonly ClassId[] {
  const { beside, memberOf } = classify(pack, { ...known, date: visit.date, level: visit.level });
  const named = classesNamed(visit);
  const left = definitionsOf(pack, named).filter(({ id }) => !memberOf.includes(id));
  if (left.length === 0) return [...new Set([...named, ...beside])];
  const also = definitionsOf(pack, beside).filter((other) =>
    left.every((row) => goTogether(pack, row, other) ?? stoodTogether(pack, [row, other], { ...known, visit })),
  );
  return [...new Set([...named, ...also.map(({ id }) => id)])];
}

function definitionsOf({ classes }: Pack, ids: readonly ClassId[]): readonly ClassDefinition[] {
  return ids.flatMap((id) => classes.find((cls) => cls.id === id) ?? []);
}

/** May an object that has left the first one have stood in both? Undefined where the scheme does not say so of overlays. */
function goTogether({ settings }: Pack, row: ClassDefinition, other: ClassDefinition): boolean | undefined {
  if (row.unless.includes(other.id) || other.unless.includes(row.id)) return false;
  if (row.standing !== 'overlay') return true;
  if (row.table !== undefined && row.table === other.table) return settings['tier.multiMembership'] === 'everyRow';
  return undefined;
}

type Seen = Known & { readonly visit: VisitFact };

/** Did the object stand in both when it last stood in the first one? */
function stoodTogether(
  pack: Pack,
  [row, other]: readonly [ClassDefinition, ClassDefinition],
  { visit, ...known }: Seen,
): boolean {
  const { earlier = [] } = known.object;
  const ended = earlier.flatMap(({ until = visit.date }) => (until < visit.date ? [addDays(until, -1)] : []));
  const lastYear = makeDate(yearOf(visit.date) - 1, 12, 31);
  const then = [...ended, lastYear]
    .sort()
    .reverse()
    .map((date) => classify(pack, { ...known, date, level: visit.level }).memberOf)
    .find((memberOf) => memberOf.includes(row.id));
  return then?.includes(other.id) ?? false;
}

/**
 * Every class, row and overlay a visit counts for: what it was recorded for, and the flags and rows the object had beside
 * its class on that day, because one visit serves all of them (AMB-26, AMB-31), where it was made as they ask.
 */
export function servedClasses(pack: Pack, visit: VisitFact, known: Known): readonly ClassId[] {
  return recordedClasses(pack, visit, known).filter(isMadeFor(pack, visit));
}

/** Is a duty served by nothing but a visit on the spot (核技术利用单位)? */
export function isOnSiteOnly(pack: Pack, scope: RuleScope): boolean {
  return findRule(pack, 'ratio', scope)?.value.onSite ?? false;
}

/** Is a class inspected without going there (正面清单 every quarter)? Such checks are not drawn. */
export function isOffSite(pack: Pack, scope: RuleScope): boolean {
  return findRule(pack, 'ratio', scope)?.value.offSite ?? false;
}
