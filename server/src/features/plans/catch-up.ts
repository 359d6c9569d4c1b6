import type { PlanView } from '@sunlot/contract/plans.ts';
import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import { calledOffInLast } from '@sunlot/core/policy/called-off.ts';
import { timesOf } from '@sunlot/core/policy/candidate-counts.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { versionOfPeriod } from '@sunlot/core/policy/judging-pack.ts';
import { wholeToday } from '@sunlot/core/policy/least-today.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import { ofOwnDraw, type PlanNumbers } from '@sunlot/core/policy/plan-numbers.ts';
import { type RedrawsDue, redrawRule } from '@sunlot/core/policy/redraw.ts';
import { dutyOf } from '@sunlot/core/policy/requirements.ts';
import { goalOfYear } from '@sunlot/core/policy/year-measure.ts';
import type { Context } from '../../context.ts';
import { ownRatioNamed } from '../../own-numbers/load-own-numbers.ts';
import { packOfPeriod } from '../../own-numbers/pack-with-own-ratios.ts';
import { packVersions } from '../../packs/pack-store.ts';
import type { PlanningYear } from '../../packs/plan-year.ts';
import { classList } from '../../tasks/class-list.ts';
import { lackOf, lostOf, standingBeside } from '../../tasks/lacking.ts';
import { isTakenWhole } from '../../tasks/parts.ts';
import { type TodaysLists, todaysLists } from '../../tasks/todays-lists.ts';
import { waitingOfYear } from '../../tasks/waiting-of-year.ts';
import { territoryOf } from '../../visits/territory.ts';
import { type NumbersToday, numbersToday } from './numbers-today.ts';
import { isWithoutRecords } from './planning-year.ts';
import { selectTasksOfYear } from './sql.ts';

const ENDED: readonly string[] = ['superseded', 'closed', 'archived'];
const DRAWN: readonly string[] = ['drawn', 'closed'];

/** Where earlier periods fell short or lists changed, what is left asks for more than the plan says. */
export async function catchUp(
  ctx: Context,
  { agency, year, state, entries }: PlanView,
): Promise<Pick<PlanView, 'catchUp' | 'redraws' | 'waiting' | 'cancelled' | 'unrecorded'>> {
  if (ENDED.includes(state)) return {};
  const { entries: today, ofYear, asked } = await numbersToday(ctx, { agency, year });
  const tasks = await selectTasksOfYear(ctx.tx, { agency, year });
  const lists = todaysLists(ctx, { agency, year });
  const behind: Behind[] = [];
  const versions = await packVersions(ctx, agency);
  const isEnded = ({ stated, n, class: cls, level, period }: Entry) => {
    if (stated || isScopedKind(cls) || n === 0 || periodDays(period).to < ctx.today) return false;
    const { levels } = versionOfPeriod(versions[0]!, versions, period);
    return !levels.some(({ id, classes }) => id === level && classes.includes(cls));
  };
  const redraws: Redraw[] = [];
  for (const entry of entries) {
    const whole = entry.stated ? undefined : today.get(entry.id);
    const own = tasks.filter((task) => task.entry === entry.id);
    // Of an entry drawn in parts these are among whom the period has.
    const isInParts = own.some(({ round }) => round !== null);
    const now = whole && (isInParts ? whole : ofOwnDraw(whole));
    const isTaken = isTakenWhole(entry, own);
    if (!now && !isTaken && isEnded(entry)) behind.push(endedEntry(entry));
    if (!now || own.some(willTakeIt)) continue;
    // What is lacking while parts are left to draw is drawn with them.
    const isDrawn = isTaken && own.every(({ state: at }) => DRAWN.includes(at));
    const drawn = isDrawn ? await afterDraw(ctx, { agency, entry, now, lists }) : undefined;
    if (drawn?.again) redraws.push(drawn.again);
    if (drawn ? hasEnough(entry, drawn) : entry.n >= wiseOf(now)) continue;
    const { id, class: cls, className, period, n, clause } = entry;
    const { base, required, recommended } = drawn ?? now;
    // Where the law lacks some, a supplementary draw has them, and its numbers are those of the period.
    const isShort = drawn !== undefined && drawn.drawn < required;
    const beside = isShort ? 0 : (drawn?.others ?? 0);
    const others = drawn || isInParts || !whole.own ? beside : whole.drawn!;
    behind.push({
      ...{ entry: id, class: cls, className, period, n, base, section: clause.section },
      ...{ required: Math.max(0, required - beside), recommended: recommended - beside },
      ...(others > 0 && { others }),
      ...(isShort && { supplement: supplementOf(drawn) }),
      ...ownRatioOf(asked, { class: cls, period }),
      ...(recommended > required && (await goalOf(ctx, { agency, year, entry }))),
    });
  }
  for (const one of await notPlanned(ctx, { agency, entries, lists }, ofYear))
    behind.push({ ...one, ...ownRatioOf(asked, one) });
  const left = entries.filter(({ stated, period }) => !stated && periodDays(period).to >= ctx.today);
  const waiting = asked ? await waitingOf(ctx, asked, left) : [];
  const cancelled = asked ? await cancelledOf(ctx, asked, { entries: left, lists }) : [];
  return {
    ...(behind.length > 0 && { catchUp: behind }),
    ...(redraws.length > 0 && { redraws }),
    ...(waiting.length > 0 && { waiting }),
    ...(cancelled.length > 0 && { cancelled }),
    ...(asked && isWithoutRecords(asked) && { unrecorded: true }),
  };
}

/** What beyond its own period raises the advice of an entry. */
async function goalOf(
  ctx: Context,
  { agency, year, entry }: { readonly agency: string; readonly year: number; readonly entry: Entry },
): Promise<Pick<Behind, 'goal'>> {
  const { class: cls, level, period } = entry;
  const pack = await packOfPeriod(ctx, { agency, class: cls, period });
  const goal = goalOfYear(pack, { class: cls, level: level as Level, year });
  return goal ? { goal: { section: goal.rule.clause.section, ...(goal.window && { window: goal.window }) } } : {};
}

type Behind = NonNullable<PlanView['catchUp']>[number];
type Redraw = NonNullable<PlanView['redraws']>[number];

function ownRatioOf(
  asked: NumbersToday['asked'],
  { class: cls, period }: Pick<Behind, 'class' | 'period'>,
): Pick<Behind, 'ownRatio'> {
  return ownRatioNamed(asked?.ownRatios ?? [], { class: cls, period });
}

/** What is planned of a class that the version of the period has no more. */
function endedEntry({ id: entry, class: cls, className: name, period, n, clause: { section } }: Entry): Behind {
  const numbers = { base: 0, required: 0, recommended: 0 };
  return { entry, class: cls, className: name, period, n, ...numbers, section, ended: true };
}

type Planned = { readonly agency: string; readonly entries: PlanView['entries']; readonly lists: TodaysLists };

/**
 * A class that had nobody when the plan was made, or that its scheme did not have yet, and of which more is asked by now than was inspected
 * without a plan; of a period that is over what the law asks, which a late draw makes up.
 */
async function notPlanned(
  ctx: Context,
  { agency, entries, lists }: Planned,
  ofYear: NumbersToday['ofYear'],
): Promise<readonly Behind[]> {
  const planned = new Set(entries.map(({ id }) => id));
  const missing = [...ofYear.values()].filter(({ id }) => !planned.has(id));
  const found: Behind[] = [];
  for (const now of missing) {
    const { id, class: cls, level, period, clause } = now;
    const { base, required, recommended } = ofOwnDraw(now);
    const wanted = periodDays(period).to < ctx.today ? now.required : wiseOf(now);
    if (wanted === 0) continue;
    const pack = await packOfPeriod(ctx, { agency, class: cls, period });
    const list = await classList(ctx, pack, { agency, class: cls, level, period, lists, supplements: true });
    if ((list?.measured?.counted ?? 0) >= wanted) continue;
    const place = { entry: id, class: cls, className: className(pack, cls), period };
    found.push({
      ...place,
      ...(now.own && { others: now.drawn! }),
      n: 0,
      base,
      required,
      recommended,
      section: clause.section,
      missing: true,
    });
  }
  return found;
}

/** Of entries of the last period: whom earlier ones drew and nobody has inspected. */
async function waitingOf(
  ctx: Context,
  { agency, visits = [] }: PlanningYear,
  entries: PlanView['entries'],
): Promise<NonNullable<PlanView['waiting']>> {
  const territory = (await territoryOf(ctx, agency.code))!;
  const found: NonNullable<PlanView['waiting']>[number][] = [];
  for (const { id: entry, class: cls, className: name, level, period } of entries) {
    const pack = await packOfPeriod(ctx, { agency: agency.code, class: cls, period });
    const waiting = await waitingOfYear(ctx, territory, { pack, visits, class: cls, level, period });
    if (waiting) found.push({ entry, class: cls, className: name, period, ...waiting, tasks: [...waiting.tasks] });
  }
  return found;
}

/** Of the same entries: whom their own tasks drew, whose visit was cancelled, and whom no draw takes any more. */
async function cancelledOf(
  ctx: Context,
  { agency: { code: agency, level: own }, visits = [] }: PlanningYear,
  { entries, lists }: Pick<Planned, 'entries' | 'lists'>,
): Promise<NonNullable<PlanView['cancelled']>> {
  const found: NonNullable<PlanView['cancelled']>[number][] = [];
  const isCancelled = (entry: Entry) =>
    visits.some(
      ({ state, class: cls, period }) => state === 'cancelled' && cls === entry.class && period === entry.period,
    );
  for (const entry of entries.filter(isCancelled)) {
    const { id, class: cls, className: name, level, period } = entry;
    const pack = await packOfPeriod(ctx, { agency, class: cls, period });
    const list = await classList(ctx, pack, { agency, class: cls, level, period, lists, supplements: true });
    const known = { agency, level: own, visits };
    const open = calledOffInLast(pack, known, { class: cls, period, rows: list?.rows ?? [] });
    if (open) found.push({ entry: id, class: cls, className: name, period, ...open, tasks: [...open.tasks] });
  }
  return found;
}

type Numbers = Pick<PlanNumbers, 'base' | 'required' | 'recommended' | 'n'>;
type Drawn = Numbers & {
  /**
   * Of what was drawn, or visited otherwise, so many count for the period; so many were drawn and cannot be inspected any more, and so many were
   * inspected, and not as the class asks.
   */
  readonly drawn: number;
  readonly lost: number;
  readonly otherwise: number;
  /** Of `drawn`: whom no draw of the entry took. */
  readonly others: number;
  /** The base of the list that was frozen, and that of the list which a supplement would freeze, where that is longer. */
  readonly grown?: { readonly from: number; readonly to: number };
  /** What the year lacks of 再次抽查, where somebody can be drawn again. */
  readonly again?: Redraw | undefined;
};
type Entry = PlanView['entries'][number];

type After = {
  readonly agency: string;
  readonly entry: Entry;
  readonly now: Numbers;
  readonly lists: TodaysLists;
};

/** The numbers by which its supplementary draw would go. Where each object is wanted several times in the period, those of a round, which is drawn. */
async function afterDraw(ctx: Context, { agency, entry, now, lists }: After): Promise<Drawn> {
  const { id, class: cls, level, period, n: planned } = entry;
  const pack = await packOfPeriod(ctx, { agency, class: cls, period });
  const found = await classList(ctx, pack, { agency, class: cls, level, period, lists, supplements: true });
  if (!found || timesOf(dutyOf(pack, found)!) > 1) return { ...now, others: 0, drawn: planned, ...lostOf(found, 0) };
  const { counted, base, listed = 0 } = found.measured!;
  const isGrown = listed > 0 && base > listed;
  const { drawn, again } = await lackOf(ctx, { agency, entry: id, planned, found, pack });
  const whole = wholeToday(pack, found);
  return {
    others: await standingBeside(ctx, { agency, entry: id, found }),
    ...{ ...whole, n: counted + found.pool, drawn: counted, ...lostOf(found, drawn - counted) },
    ...(isGrown && { grown: { from: listed, to: base } }),
    again: again && redrawOf(pack, { entry, again }),
  };
}

function redrawOf(
  pack: Pack,
  {
    entry: { id, class: cls, className: name, level, period },
    again,
  }: { readonly entry: Entry; readonly again: RedrawsDue },
): Redraw | undefined {
  const { required, made, open, n } = again;
  const { section } = redrawRule(pack, { class: cls, level: level as Level })!.clause;
  return n === 0 ? undefined : { entry: id, class: cls, className: name, period, section, required, made, open, n };
}

function supplementOf({ drawn, lost, otherwise, grown }: Drawn): Behind['supplement'] {
  return { drawn, lost, ...(otherwise > 0 && { otherwise }), ...(grown && { grown }) };
}

/** All that is wise is drawn; or what the law asks is, and the plan has what is only advised. */
function hasEnough({ n }: Entry, drawn: Drawn): boolean {
  const wise = wiseOf(drawn);
  return drawn.drawn >= wise || (n >= wise - drawn.others && drawn.drawn >= drawn.required);
}

/** What is wise as far as there is anybody to draw. */
function wiseOf({ required, recommended, n }: Numbers): number {
  return Math.min(n, Math.max(required, recommended));
}

type TaskOfEntry = Awaited<ReturnType<typeof selectTasksOfYear>>[number];

/** A sealed list has the number already, but for that of a part; and a supplement that is only created takes what is lacking at its freeze. */
function willTakeIt({ state, round, supplement }: TaskOfEntry): boolean {
  return (state === 'frozen' && round === null) || (state === 'initiated' && supplement !== null);
}
