import type { DispatchView, DispatchVisitView } from '@sunlot/contract/dispatch.ts';
import type { Context } from '../../context.ts';
import { formMaker } from '../../items/form-items.ts';
import { partnerSeats } from '../../joint/joint-tasks.ts';
import { Problem } from '../../problem.ts';
import { isAllowed } from '../../rights.ts';
import { awayTeams } from '../../tasks/away-seats.ts';
import { changedRecognitions } from '../../tasks/recognised-results.ts';
import { selectSeats } from '../../tasks/standing-seats.ts';
import { vacanciesOf } from '../../tasks/vacancies.ts';
import { notTogether } from '../../visits/answered-merges.ts';
import { answersBetween } from '../../visits/answers-between.ts';
import { cancelledVisitView, changedView, openVisitView, sentVisitView } from './dispatch-view.ts';
import { drawnOf, drawnVisits, foundTask, packOf } from './drawn-visits.ts';
import { onTheSpot } from './going-seats.ts';
import { groupAsked, shortTeams } from './short-teams.ts';
import { type DrawnRow, selectAnswers, selectCertificate, selectDispatched, type TaskRow } from './sql.ts';

/**
 * The visits of a drawn task, with names. Before the visit these are closed: they are told to those who may see the names of
 * a draw and, once they are sent out, each to its own team. The look leaves an audit row.
 */
export async function showDispatch(ctx: Context, input: { readonly task: string }): Promise<DispatchView> {
  const task = await foundTask(ctx, input.task, 'dispatch.read');
  const seesAll = isAllowed(ctx.actor, 'draw.names', task.agency);
  const certificate = await selectCertificate(ctx.tx, ctx.actor.id);
  if (!seesAll && (certificate === undefined || task.dispatched_at === null))
    throw new Problem('draw.namesClosed', { who: ctx.actor.login });
  const view = await dispatchView(ctx, task);
  await ctx.audit({ action: 'dispatch.read', agency: task.agency, subject: task.id });
  if (seesAll) return view;
  const own = view.visits.filter(
    ({ choice, cancelledOn, team }) =>
      choice !== 'recognise' &&
      cancelledOn === undefined &&
      team.some(({ certificateNo }) => certificateNo === certificate),
  );
  return { ...view, visits: own.map(withoutReasons) };
}

/** What a team is told: not why an office decided so, and not who of the others declared what or is away. */
function withoutReasons({ reason: _, changed: __, team, notTogether, ...visit }: DispatchVisitView): DispatchVisitView {
  const apart = notTogether?.map(({ reason: _, ...one }) => one);
  return {
    ...visit,
    ...(apart && { notTogether: apart }),
    team: team.map(({ interestDeclaredAt: _, away: __, ...seat }) => seat),
  };
}

/** What a visit says of a team that is short. */
async function shortMarks(
  ctx: Context,
  asked: Parameters<typeof shortTeams>[1],
): Promise<(one: DrawnRow) => Pick<DispatchVisitView, 'short'>> {
  const all = await shortTeams(ctx, asked);
  const { min } = groupAsked(asked.pack);
  return ({ draw, rank }) => {
    const found = all.find((one) => one.draw === draw && one.rank === rank);
    return found ? { short: { seats: [...found.seats], people: found.people, min } } : {};
  };
}

/** All visits of a task; the caller has asked for the right to their names. */
export async function dispatchView(ctx: Context, task: TaskRow): Promise<DispatchView> {
  const pack = await packOf(ctx, task);
  const worked = task.dispatched_at === null ? await drawnVisits(ctx, task, pack) : [];
  const drawn = await drawnOf(ctx, task);
  const draws = [...new Set(drawn.map(({ draw }) => draw))];
  const seats = await selectSeats(ctx.tx, draws);
  const partners = await partnerSeats(ctx, task, pack);
  const vacant = await vacanciesOf(ctx, task.id);
  const changed = await changedRecognitions(ctx, task.id);
  const changedOf = (one: DrawnRow) => changed.filter(({ draw, rank }) => draw === one.draw && rank === one.rank);
  const forms = await formMaker(ctx, { task, pack });
  const about = {
    ...{ task: task.id, code: task.code, agency: task.agency },
    ...(partners.length > 0 && { partnerSeats: [...partners] }),
    ...(vacant.length > 0 && { vacant: vacant.map(({ draw, rank }) => ({ draw, rank })) }),
  };
  if (task.dispatched_at === null) {
    const { seats: away } = await awayTeams(ctx, { task, pack, seats });
    const marked = seats.map(
      (seat) => away.find((one) => one.draw === seat.draw && one.rank === seat.rank && one.seat === seat.seat) ?? seat,
    );
    const going = onTheSpot(worked).filter(({ cancelledOn }) => cancelledOn === null);
    const short = await shortMarks(ctx, { task, pack, going });
    const answerNeeded = worked.some(({ burden }) => burden.binding);
    return {
      ...about,
      answerNeeded,
      visits: worked.map((one) => ({
        ...openVisitView(ctx, one, { seats: marked, pack, form: forms.ofScope(one.drawn.facts, one.scope) }),
        ...short(one.drawn),
        ...changedView(changedOf(one.drawn)),
      })),
    };
  }
  const answers = new Map((await selectAnswers(ctx.tx, draws)).map((row) => [row.id, row]));
  const sent = await selectDispatched(ctx.tx, task.id);
  const apart = notTogether(await answersBetween(ctx, [task.agency]), task.id);
  const sentOf = (one: DrawnRow) => sent.find(({ draw_id, rank }) => draw_id === one.draw && rank === one.rank);
  const going = drawn.filter((one) => {
    const row = sentOf(one);
    return row?.method === 'onSite' && row.choice !== 'recognise' && one.cancelledOn === null;
  });
  const short = await shortMarks(ctx, { task, pack, going });
  const visits = drawn.flatMap((one) => {
    const row = sentOf(one);
    const answer = row && row.answer_id !== null ? answers.get(row.answer_id) : undefined;
    // Cancelled before anybody was sent.
    if (!row && one.cancelledOn !== null) return [cancelledVisitView(one, seats)];
    if (!row) return [];
    const seen = {
      ...{ drawn: one, sent: row, ...(answer && { answer }), changed: changedOf(one) },
      form: forms.ofSent({ ...one, items: row.items, left_out: row.left_out, sent_k: row.k }),
      notTogether: apart.filter(({ key }) => key === one.key),
    };
    return [{ ...sentVisitView(ctx, seen, seats), ...short(one) }];
  });
  return { ...about, dispatchedAt: task.dispatched_at, answerNeeded: false, visits };
}
