import { periodDays, yearOf } from '../basics/dates.ts';
import { atLeast } from '../basics/ratios.ts';
import type { CandidateCounts, CandidatesInput, Member } from './candidate-list.ts';
import { withinCap } from './caps.ts';
import { classify } from './classify.ts';
import type { ClassId, Level, VisitFact } from './facts.ts';
import type { FindingCode } from './findings.ts';
import { findRule, type Pack, type Rule, type RuleScope } from './pack.ts';
import { capFor, type Source, sourceOf } from './requirements.ts';
import { servingVisits } from './serving-visits.ts';
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
  const units = unitsToCome(pack, ask);
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

/** The rule by which the draws of a level have a part drawn again. */
export function redrawRule(pack: Pack, scope: Required<RuleScope>): Rule<'redraw'> | undefined {
  const rule = findRule(pack, 'redraw', scope);
  return rule?.level === scope.level ? rule : undefined;
}

/** How the 再次抽查 of a year stands once its draw was held, visits to come included. */
export interface RedrawCounts {
  /** Objects that the level has drawn in the year. */
  readonly drawn: number;
  /** Of those, who was or will be inspected after the level below had finished. */
  readonly made: number;
  /** Who can be drawn again today. */
  readonly open: number;
}

export interface RedrawCounter {
  readonly add: (member: Member, today: { readonly isListed: boolean; readonly mayBeDrawn: boolean }) => void;
  readonly counts: () => RedrawCounts;
}

/** Of a supplement alone: the draw before it takes its part whatever was drawn without it. */
export function redrawCounter(
  pack: Pack,
  {
    supplements,
    class: cls,
    level,
    period,
    date,
  }: Pick<CandidatesInput, 'class' | 'level' | 'period' | 'date' | 'supplements'>,
): RedrawCounter | undefined {
  const scope = { class: cls, level };
  const rule = supplements && redrawRule(pack, scope);
  if (rule === undefined) return undefined;
  const year = yearOf(periodDays(period).from);
  const below = { among: rule.value.among, year };
  const seen = { drawn: 0, made: 0, open: 0 };
  return {
    add(member, { isListed, mayBeDrawn }) {
      // Nobody is waited for who has left the list: of them what was done counts.
      const own = servingVisits(pack, { ...scope, period: String(year), date }, member).filter(
        ({ state }) => isListed || state === 'completed',
      );
      if (own.length > 0) seen.drawn++;
      const isAgain = ({ state, date }: VisitFact) =>
        isRedrawable(member, { ...below, ...(state === 'completed' && { before: date }) });
      if (own.some(isAgain)) seen.made++;
      if (mayBeDrawn && isRedrawable(member, below)) seen.open++;
    },
    counts: () => seen,
  };
}

export interface RedrawsDue {
  readonly required: number;
  readonly made: number;
  readonly lacking: number;
  /** Who can be drawn again today. */
  readonly open: number;
  /** What a supplement takes of them: what is lacking, as far as there are any. */
  readonly n: number;
}

/** What the year's 再次抽查 lacks for a supplement that takes `n` by its number: it takes more where more is lacking. */
export function redrawsDue(pack: Pack, found: CandidateCounts, n: number): RedrawsDue | undefined {
  if (found.redraw === undefined) return undefined;
  const { drawn, made, open } = found.redraw;
  const { base } = found.measured!;
  // The minimum may be one of what is drawn (AMB-06), and grow with it.
  const askedWith = (again: number) => redrawMinimum(pack, found, { base, drawn: drawn + Math.max(n, again) });
  let again = 0;
  while (again < open && made + again < askedWith(again)) again++;
  const required = askedWith(again);
  return { required, made, lacking: Math.max(0, required - made), open, n: again };
}
