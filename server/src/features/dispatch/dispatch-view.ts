import { type DispatchVisitView, offerCodes } from '@sunlot/contract/dispatch.ts';
import type { JointBeside } from '@sunlot/core/policy/joint-partners.ts';
import type { BurdenChoice, OfferMade } from '@sunlot/core/policy/least-burden.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import type { OthersResult } from '@sunlot/core/policy/recognised-results.ts';
import type { Context } from '../../context.ts';
import type { FormItems } from '../../items/form-items.ts';
import type { AwaySeat } from '../../tasks/away-seats.ts';
import type { ChangedRecognition } from '../../tasks/recognised-results.ts';
import type { SeatRow } from '../../tasks/standing-seats.ts';
import type { NotTogether } from '../../visits/answered-merges.ts';
import { answerReason } from '../../visits/answers-between.ts';
import { notTogetherView } from '../../visits/not-together-view.ts';
import { type DrawnVisit, openOf } from './drawn-visits.ts';
import type { AnswerRow, DispatchedRow, DrawnRow } from './sql.ts';

type Viewing = Pick<Context, 'keys' | 'actor'>;

/** A drawn object before it is sent out: with what is offered and what was answered. */
export function openVisitView(
  ctx: Viewing,
  visit: DrawnVisit,
  {
    seats,
    pack,
    form,
  }: { readonly seats: readonly (SeatRow | AwaySeat)[]; readonly pack: Pack; readonly form: FormItems },
): DispatchVisitView {
  const { drawn, others, burden, answer, heard, method, beside } = visit;
  const open = openOf(visit);
  const othersOf = (refs: readonly string[]) =>
    others
      .filter(({ ref }) => refs.includes(ref))
      .map(({ kind, ref, code, agency, from, to }) => ({
        ...{ kind, ref, agency, from, to, ...(code !== undefined && { code }) },
        ...heardView(
          ctx,
          heard.find(({ task_id: task }) => task === ref),
        ),
      }));
  return {
    ...placed(drawn, seats),
    method,
    ...itemsView(form),
    ...(beside.length > 0 && drawn.cancelledOn === null && { alsoWith: alsoWith(pack, beside) }),
    ...(answer && answerView(ctx, answer)),
    ...apartView(ctx, drawn, visit.notTogether),
    offers: burden.offers.map(({ offer, refs, clause, items }) => ({
      offer,
      code: offerCodes[offer],
      others: othersOf(refs),
      clause,
      ...(items && { items: [...items] }),
      open: drawn.cancelledOn === null && open.some((one: OfferMade) => one.offer === offer),
    })),
  };
}

/** What the other task answered: whether it goes together, or why it goes separately. */
function heardView(ctx: Pick<Context, 'keys'>, heard: DrawnVisit['heard'][number] | undefined) {
  if (!heard) return {};
  // A visit that is to serve own tasks too is joint for the other level.
  if (heard.choice !== 'separate') return { answer: heard.agency === heard.other_agency ? heard.choice : 'joint' };
  return { answer: 'separate' as const, reason: answerReason(ctx, heard)! };
}

function apartView(ctx: Viewing, { rank, cancelledOn }: DrawnRow, all: readonly NotTogether[]) {
  if (all.length === 0 || cancelledOn !== null) return {};
  return {
    notTogether: all.map((one) => ({
      ...notTogetherView(ctx, rank, one),
      ...(one.heard && { reason: answerReason(ctx, one.heard)! }),
    })),
  };
}

/** What else a visit may count for, in the words of the scheme. */
export function alsoWith(pack: Pack, beside: readonly JointBeside[]): NonNullable<DispatchVisitView['alsoWith']> {
  return beside.map(({ class: cls, departments, clause }) => ({
    ...{ class: cls, name: className(pack, cls), clause },
    departments: [...departments],
  }));
}

type Sent = {
  readonly drawn: DrawnRow;
  readonly sent: DispatchedRow;
  readonly form: FormItems;
  readonly answer?: AnswerRow;
  readonly notTogether: readonly NotTogether[];
  readonly changed: readonly ChangedRecognition[];
};

/** A visit that was sent out, as it goes now; `changed` are the results it was recognised by that say something else since. */
export function sentVisitView(
  ctx: Viewing,
  { drawn, sent, form, answer, notTogether, changed }: Sent,
  seats: readonly SeatRow[],
): DispatchVisitView {
  return {
    ...placed(drawn, seats),
    method: sent.method as DispatchVisitView['method'],
    ...itemsView(form),
    ...(answer && answerView(ctx, { ...answer, choice: sent.choice })),
    ...apartView(ctx, drawn, notTogether),
    ...changedView(changed),
    offers: [],
  };
}

/** A drawn object whose visit was cancelled before the others were sent out. */
export function cancelledVisitView(drawn: DrawnRow, seats: readonly SeatRow[]): DispatchVisitView {
  return { ...placed(drawn, seats), method: 'onSite', offers: [] };
}

/** What a visit was recognised by and that says something else since. */
export function changedView(changed: readonly ChangedRecognition[]): Pick<DispatchVisitView, 'changed'> {
  const said = ({ items, results }: OthersResult) => ({ items: [...items], results: [...results] });
  if (changed.length === 0) return {};
  return { changed: changed.map(({ was, now }) => ({ ref: now.ref, was: said(was), now: said(now) })) };
}

/** What the form of the visit has, and what it says below of others. */
function itemsView({ items, leftOut }: FormItems): Pick<DispatchVisitView, 'items' | 'leftOut'> {
  return {
    items: items.map(({ serialNo }) => serialNo),
    ...(leftOut.length > 0 && { leftOut: leftOut.map(({ item, reason }) => ({ item, reason })) }),
  };
}

function placed({ draw, rank, key, name, cancelledOn }: DrawnRow, seats: readonly (SeatRow | AwaySeat)[]) {
  return {
    draw,
    rank,
    object: { key, name },
    ...(cancelledOn !== null && { cancelledOn }),
    team: seats
      .filter((one) => one.draw === draw && one.rank === rank)
      .map(({ seat, certificate, name: person, declared_at: declared, ...more }) => ({
        seat,
        certificateNo: certificate,
        name: person,
        ...(declared !== null && { interestDeclaredAt: declared }),
        ...('away' in more && { away: [...more.away] }),
      })),
  };
}

function answerView(ctx: Pick<Context, 'keys'>, answer: AnswerRow) {
  const { choice, trigger, approver } = answer;
  const reason = answerReason(ctx, answer);
  return {
    ...(choice !== null && { choice: choice as BurdenChoice }),
    ...(trigger !== null && { trigger }),
    ...(reason !== undefined && { reason }),
    ...(approver !== null && { approvedBy: approver }),
  };
}
