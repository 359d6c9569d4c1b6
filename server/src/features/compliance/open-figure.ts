import type { FigureQuery, FigureRowView, FigureView } from '@sunlot/contract/figures.ts';
import type { EvaluationRow } from '@sunlot/core/policy/evaluation.ts';
import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { CLASS_FIGURES } from '@sunlot/core/policy/figure-names.ts';
import type { Figure } from '@sunlot/core/policy/standard-report.ts';
import type { Context } from '../../context.ts';
import { page } from '../../http/pages.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, may } from '../../rights.ts';
import { classNameOf, type FigureBook, figureBook } from './figure-book.ts';

const OF_PEOPLE: ReadonlySet<string> = new Set(['holders', 'participated']);
const OF_CLASS: ReadonlySet<string> = new Set(CLASS_FIGURES);

/**
 * The rows behind one figure: objects, visits or people, by code. The name of a drawn object that waits for its visit is
 * shown to those who may know the names of its draw, and the look is logged; for others the row counts and names nobody.
 */
export async function openFigure(ctx: Context, query: FigureQuery): Promise<FigureView> {
  may(ctx.actor, 'figures.open', query.agency);
  if (OF_PEOPLE.has(query.figure)) may(ctx.actor, 'appraisal.read', query.agency);
  if (query.figure === 'handedOver') may(ctx.actor, 'handOver.read', query.agency);
  const { agency, year, quarter, cursor, limit } = query;
  const book = await figureBook(ctx, { agency, year, quarter });
  const figure = figureAsked(book, query);
  const rows = book.report.rows(figure);
  const views = inOrder(rows.map((row) => rowView(ctx, book, row)));
  const shown = page(views, { cursor, limit }, ({ key }) => key);
  if (rows.some(({ visit }) => visit && isUnvisited(visit) && mayKnow(ctx, visit)))
    await ctx.audit({ action: 'figures.open', agency, subject: `${figure.figure}/${figure.class}/${figure.period}` });
  return {
    ...book.heading,
    cutOff: book.cutOff,
    figure: { ...figure, ...(figure.class !== undefined && { className: classNameOf(book, figure.class) }) },
    byRows: rows.reduce((sum, { units }) => sum + units, 0),
    rows: rows.length,
    ...shown,
    items: shown.items.map(({ view }) => view),
  };
}

/** Rows by code; a look at names that are closed to others is logged. */
export async function rowViews(
  ctx: Context,
  book: FigureBook,
  rows: readonly EvaluationRow[],
): Promise<readonly FigureRowView[]> {
  const { agency, period } = book.heading;
  if (rows.some(({ visit }) => visit && isUnvisited(visit) && mayKnow(ctx, visit)))
    await ctx.audit({ action: 'figures.open', agency, subject: `score/${period}` });
  return inOrder(rows.map((row) => rowView(ctx, book, row))).map(({ view }) => view);
}

/** @throws Problem request.invalid where the report has no such figure, with what it has */
function figureAsked({ report, pack }: FigureBook, query: FigureQuery): Figure {
  const { figure, class: cls, of, period = report.period } = query;
  const same = report.figures.filter((one) => one.figure === figure);
  const found = same.find((one) => one.class === cls && one.of === of && one.period === period);
  if (found) return found;
  const refuse = (what: string) => new Problem('request.invalid', { what });
  const classes = pack.classes.map(({ id, name }) => `${id}（${name}）`).join('、');
  if (OF_CLASS.has(figure) && cls === undefined) throw refuse(`${figure} 按类别统计，请写明类别：${classes}`);
  if (!OF_CLASS.has(figure) && cls !== undefined) throw refuse(`${figure} 不分类别，请去掉类别 ${cls}`);
  const choices = (all: readonly (string | undefined)[]) =>
    [...new Set(all)].filter((one) => one !== undefined).join('、');
  const named = choices(same.map((one) => one.of));
  if (named !== '' && !same.some((one) => one.of === of)) throw refuse(`${figure} 请写明是哪一种：${named}`);
  if (cls !== undefined && !same.some((one) => one.class === cls)) throw refuse(`本报表没有类别 ${cls}：${classes}`);
  const periods = choices(same.filter((one) => one.class === cls).map((one) => one.period));
  throw refuse(periods === '' ? `${figure} 不在 ${period} 的报表里` : `时段 ${period} 没有这个数，有：${periods}`);
}

type Keyed = { readonly key: string; readonly view: FigureRowView };

/** By code, people by certificate; those without a name last, where their place says nothing of them. */
function inOrder(views: readonly FigureRowView[]): readonly Keyed[] {
  const seen = new Map<string, number>();
  return views
    .map((view) => {
      const { object, person, date = '', agency = '', task = '', closed } = view;
      const own = closed ? `~/${task}` : `${object ?? person}/${date}/${agency}/${task}`;
      const n = (seen.get(own) ?? 0) + 1;
      seen.set(own, n);
      return { key: `${own}/${String(n).padStart(7, '0')}`, view };
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Drawn, and no visit has opened the name: it waits, or was cancelled. */
function isUnvisited({ state }: VisitFact): boolean {
  return state !== 'completed';
}

function mayKnow(ctx: Context, { agency }: VisitFact): boolean {
  return isAllowed(ctx.actor, 'draw.names', agency);
}

function rowView(
  ctx: Context,
  book: FigureBook,
  { units, object, visit, person, finding }: EvaluationRow,
): FigureRowView {
  const unvisited = visit && isUnvisited(visit) && { [visit.state === 'drawn' ? 'waiting' : 'cancelled']: true };
  if (unvisited && !mayKnow(ctx, visit)) return { units, ...unvisited, closed: true, ...drawnFor(visit) };
  return {
    units,
    ...(object !== undefined && { object, objectName: book.nameOf(object) }),
    ...(person !== undefined && { person, personName: book.personOf(person) }),
    ...(finding && { finding: finding.code, ...(finding.period !== undefined && { period: finding.period }) }),
    ...(visit && (unvisited ? { ...unvisited, ...drawnFor(visit) } : visitView(ctx, book, visit))),
  };
}

/** What is no secret of a drawn object: by whom and for which task. */
function drawnFor({ agency, taskId }: VisitFact) {
  return { agency, ...(taskId !== undefined && { task: taskId }) };
}

function visitView(ctx: Context, { enteredOn, cutOff }: FigureBook, visit: VisitFact) {
  const { date, method, taskType, results, publishedOn, handedOverOn, rectifyBy, rectifiedOn } = visit;
  const { withheldGround, withheldPart, withheldApproved } = visit;
  const entered = enteredOn(visit);
  return {
    ...drawnFor(visit),
    ...{ date, method, taskType, results: [...results] },
    ...(publishedOn !== undefined && { publishedOn }),
    ...(handedOverOn !== undefined && isAllowed(ctx.actor, 'handOver.read', visit.agency) && { handedOverOn }),
    ...(rectifyBy !== undefined && { rectifyBy }),
    ...(rectifiedOn !== undefined && { rectifiedOn }),
    ...(withheldPart && { withheldPart }),
    ...(withheldGround !== undefined && { withheldGround, ...(!withheldApproved && { unapproved: true }) }),
    ...(entered !== undefined && { enteredOn: entered, enteredLate: entered > cutOff.lastDay }),
  };
}
