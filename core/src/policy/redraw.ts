import { atLeast } from '../basics/ratios.ts';
import type { Member } from './candidates.ts';
import { withinCap } from './caps.ts';
import { classify } from './classify.ts';
import type { ClassId, Level } from './facts.ts';
import type { FindingCode } from './findings.ts';
import { findRule, type Pack } from './pack.ts';
import { capFor, type Source, sourceOf } from './requirements.ts';
import { unitsToCome } from './visit-units.ts';
import { counts, inPeriod } from './visits.ts';

/** 再次抽查: an upper level draws again among objects whose lower level has finished its own inspection this year. */

export interface RedrawAsk {
  readonly class: ClassId;
  readonly level: Level;
  readonly year: number;
  /** The day the pool is made. */
  readonly date: string;
  readonly items: readonly string[];
}

export interface RedrawPool extends Source {
  readonly eligible: readonly string[];
  readonly excluded: Readonly<Record<string, FindingCode>>;
}

/** Who may be drawn again, and why the others may not. Undefined where the pack has no such rule. */
export function redrawPool(pack: Pack, ask: RedrawAsk, members: readonly Member[]): RedrawPool | undefined {
  const rule = findRule(pack, 'redraw', ask);
  if (rule === undefined) return undefined;
  const excluded: Record<string, FindingCode> = {};
  const eligible: string[] = [];
  for (const member of members) {
    const why = exclusion(pack, { ...ask, among: rule.value.among }, member);
    if (why === undefined) eligible.push(member.object.id);
    else excluded[member.object.id] = why;
  }
  return { eligible, excluded, ...sourceOf(rule) };
}

function exclusion(
  pack: Pack,
  ask: RedrawAsk & { readonly among: Level },
  { object, visits }: Member,
): FindingCode | undefined {
  const { date, year, level, items } = ask;
  if (!classify(pack, { object, visits, date, level }).memberOf.includes(ask.class)) return 'NOT_KEY';
  if (!isRedrawable({ visits }, ask)) return 'NOT_COUNTY_COMPLETED';
  const cap = capFor(pack, ask);
  const [from, to] = [`${year}-01-01`, `${year}-12-31`];
  const units = unitsToCome(pack, ask.class);
  return cap && !withinCap(pack, cap, { visits, level, from, to, items, units }) ? 'OVER_CAP' : undefined;
}

/** Has the other level completed a random inspection of the object this year, before a day where one is given? */
export function isRedrawable(
  { visits }: Pick<Member, 'visits'>,
  { among, year, before }: { readonly among: Level; readonly year: number; readonly before?: string },
): boolean {
  return visits.some(
    (visit) =>
      counts(visit) &&
      visit.state === 'completed' &&
      visit.level === among &&
      inPeriod(visit, String(year)) &&
      (before === undefined || visit.date < before),
  );
}

/** How many of an upper level's draws are to be repeated ones (AMB-06): of all the class, or of what was drawn. */
export function redrawMinimum(
  pack: Pack,
  scope: { readonly class: ClassId; readonly level: Level },
  { base, drawn }: { readonly base: number; readonly drawn: number },
): number {
  const rule = findRule(pack, 'redraw', scope);
  return rule ? atLeast(pack.settings['redraw.base'] === 'drawn' ? drawn : base, rule.value.min) : 0;
}
