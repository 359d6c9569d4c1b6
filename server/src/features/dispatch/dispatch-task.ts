import { type DispatchedView, type DispatchTask, offerCodes } from '@sunlot/contract/dispatch.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { type OfferMade, offerKeys } from '@sunlot/core/policy/least-burden.ts';
import type { Context } from '../../context.ts';
import { requireConsulted } from '../../joint/joint-tasks.ts';
import { Problem } from '../../problem.ts';
import { awayTeams } from '../../tasks/away-seats.ts';
import { vacanciesOf } from '../../tasks/vacancies.ts';
import { notTogetherView } from '../../visits/not-together-view.ts';
import { alsoWith } from './dispatch-view.ts';
import { alreadySent, type DrawnVisit, drawnVisits, openOf, openTask, packOf } from './drawn-visits.ts';
import { requireWholeTeams } from './excuse.ts';
import { goingSeats, onTheSpot, refuseInterests, shortList } from './going-seats.ts';
import { isClosed, keptChoice, recognise, refuseGone } from './recognise.ts';
import { groupAsked, shortTeams } from './short-teams.ts';
import { insertDispatched, setDispatched, type TaskRow } from './sql.ts';

type Open = { readonly visit: DrawnVisit; readonly offers: readonly OfferMade[] };

/**
 * Sends the visits of a drawn task out, once. Before that nobody of a team has an interest in its object, no team lacks people for whom nobody was left or is away all the time that is left, partners have confirmed what was agreed, and every offer to
 * recognise, merge or join has an answer where the scheme binds; elsewhere open offers are warnings, and are kept. Nobody is sent where the
 * visit was cancelled.
 */
export async function dispatchTask(ctx: Context, input: DispatchTask): Promise<DispatchedView> {
  const task = await openTask(ctx, input.task);
  if (task.dispatched_at !== null) throw alreadySent(task);
  const pack = await packOf(ctx, task);
  const visits = (await drawnVisits(ctx, task, pack)).filter(({ drawn }) => drawn.cancelledOn === null);
  if (visits.length === 0) await refuseNobody(ctx, task);
  for (const visit of visits) if (visit.answer?.choice === 'recognise') refuseGone(visit);
  await requireConsulted(ctx, task, pack);
  const seats = await goingSeats(ctx, visits);
  refuseInterests(seats);
  const teams = await awayTeams(ctx, { task, pack, seats });
  const short = await shortTeams(ctx, { task, pack, going: onTheSpot(visits) });
  const excuse = await requireWholeTeams(ctx, task, { pack, teams, short, excuse: input });
  const open = visits.map((visit) => ({ visit, offers: openOf(visit) }));
  refuseUnanswered(open);
  await insertDispatched(
    ctx.tx,
    open.map(({ visit, visit: { drawn, answer, method, scope }, offers }) => ({
      draw_id: drawn.draw,
      rank: drawn.rank,
      agency: task.agency,
      task_id: task.id,
      choice: keptChoice(visit, answer?.choice ?? null),
      method,
      trigger: answer?.trigger ?? null,
      answer_id: answer?.id ?? null,
      open_offers: [...offerKeys(offers)],
      items: [...scope.items],
      left_out: JSON.stringify(scope.leftOut),
      k: drawn.k,
    })),
  );
  for (const visit of visits) await recognise(ctx, task, visit);
  await setDispatched(ctx.tx, { task: task.id, at: ctx.at, by: ctx.actor.id });
  const methods: Record<string, number> = {};
  const going = visits.filter((visit) => !isClosed(visit));
  for (const { method } of going) methods[method] = (methods[method] ?? 0) + 1;
  const warnings = open.flatMap(textsOf);
  const leftOut = leftOutOf(going);
  const away = teams.seats.flatMap(({ rank, seat, away: all }) => all.map((days) => ({ rank, seat, ...days })));
  const { min } = groupAsked(pack);
  const shortOf = short.map(({ rank, seats, people }) => ({ rank, seats: [...seats], people, min }));
  await ctx.audit({
    action: 'task.dispatch',
    agency: task.agency,
    subject: task.id,
    after: { visits: going.length, methods, warnings, leftOut, away, short: shortOf, excuse },
  });
  const { id, code, agency } = task;
  const recognised = visits.length - going.length;
  const sent = { task: id, code, agency, dispatchedAt: ctx.at, visits: going.length, recognised };
  const also = going.flatMap(({ drawn: { rank }, beside }) => alsoWith(pack, beside).map((one) => ({ rank, ...one })));
  const apart = going.flatMap(({ drawn: { rank }, notTogether }) =>
    notTogether.map((one) => notTogetherView(ctx, rank, one)),
  );
  return { ...sent, methods, leftOut, away, short: shortOf, alsoWith: also, notTogether: apart, warnings };
}

/** Nobody is left to go to: every visit is cancelled, or its rank stands empty. */
async function refuseNobody(ctx: Context, { id, code: task }: TaskRow): Promise<never> {
  const n = (await vacanciesOf(ctx, id)).length;
  throw n > 0 ? new Problem('dispatch.nobodyLeft', { task, n }) : new Problem('dispatch.allCancelled', { task });
}

/** What is left out, each item and reason once, with the number of visits: nobody is named. */
function leftOutOf(visits: readonly DrawnVisit[]): DispatchedView['leftOut'] {
  const all = visits.flatMap(({ scope }) => scope.leftOut);
  const groups = groupBy(all, ({ item, reason }) => JSON.stringify([item, reason]));
  return [...groups.values()].map((of) => ({ ...of[0]!, visits: of.length }));
}

/** Numbers and codes, never a name: what is refused may be read aloud. */
function textsOf({ visit, offers }: Open): readonly string[] {
  return offers.map(({ offer }) => `第 ${visit.drawn.rank} 号 ${offerCodes[offer]}`);
}

function refuseUnanswered(open: readonly Open[]): void {
  const waiting = open.filter(({ visit, offers }) => visit.burden.binding && offers.length > 0);
  if (waiting.length === 0) return;
  const texts = waiting.flatMap(textsOf);
  const [first] = waiting[0]!.offers;
  throw new Problem('dispatch.unanswered', { n: waiting.length, what: shortList(texts), ...first!.clause });
}
