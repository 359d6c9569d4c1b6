import type { ComplianceQuery, ComplianceView, IndicatorView } from '@sunlot/contract/compliance.ts';
import { type CalendarDate, makeDate, type Period, periodDays } from '@sunlot/core/basics/dates.ts';
import { type ComplianceInput, compliance } from '@sunlot/core/policy/compliance.ts';
import type { InspectorFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { programmeIndicators, shareText } from '@sunlot/core/policy/indicators.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { startsAtCompletion } from '@sunlot/core/policy/publication.ts';
import { withClassesOfDay } from '@sunlot/core/policy/visit-classes.ts';
import { versionOfVisit } from '@sunlot/core/policy/visit-version.ts';
import { drawsByGrade } from '@sunlot/core/policy/year-totals.ts';
import type { Context } from '../../context.ts';
import { drawDays } from '../../draws/draw-days.ts';
import { frozenLists } from '../../draws/frozen-lists.ts';
import { withListedGrades } from '../../draws/listed-grades.ts';
import { readCalendar } from '../../holidays/holiday-store.ts';
import { selectListedItems } from '../../items/listed-items.ts';
import { ownRatios, ruleJustifications, yearlyFigures } from '../../own-numbers/load-own-numbers.ts';
import { packVersions, versionOfPeriod } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { withCompletions, withTaskEnds } from '../../tasks/drawn-work.ts';
import { withAnsweredMethods } from '../../visits/answered-methods.ts';
import { objectsOf } from '../../visits/directory.ts';
import { foreignObjects } from '../../visits/foreign-objects.ts';
import { withHistory } from '../../visits/former-places.ts';
import { withHandOvers } from '../../visits/handed-over.ts';
import { recordedVisits, waitingVisits } from '../../visits/ledger.ts';
import { drawnSince, firstDraws, withOrigins } from '../../visits/origins.ts';
import { withPartnersDue } from '../../visits/partners-due.ts';
import { type Territory, territoryOf } from '../../visits/territory.ts';
import { complianceView } from './compliance-view.ts';
import { selectHandedIn, selectInterests, selectRedrawn } from './conduct-sql.ts';
import { selectListedTwice } from './listed-twice.ts';
import {
  selectCancelled,
  selectEnded,
  selectInspectors,
  selectOtherKind,
  selectPlanDates,
  selectSentReports,
} from './sql.ts';

/**
 * The verdict on a year of an agency, or on one quarter of it, from what is recorded here: the directory of its territory,
 * the visits of all levels, the lists its draws froze. It says counts, and names objects that were visited.
 */
export async function judgeCompliance(
  ctx: Context,
  { agency, year, quarter }: ComplianceQuery,
): Promise<ComplianceView> {
  may(ctx.actor, 'compliance.read', agency);
  return (await judgedNow(ctx, { agency, year, ...(quarter !== undefined && { quarter }) })).view;
}

/** The same for a use case that has asked for its own right, with how many objects there are to judge by. */
export async function judgedNow(ctx: Context, { agency, year, quarter }: ComplianceQuery): Promise<JudgedNow> {
  const only = quarter === undefined ? undefined : quarterOf(year, quarter);
  const { pack, territory, input } = await judgedYear(ctx, { agency, year, only });
  const period = only ?? String(year);
  const ended = within(await selectEnded(ctx, { agency, year }), period);
  const cancelled = within(await selectCancelled(ctx, { agency, year }), period);
  const listedTwice = await selectListedTwice(ctx, { agency, codes: territory.codes });
  const otherKind = within(await selectOtherKind(ctx, { agency, year }), period);
  const result = compliance(pack, input);
  const view = complianceView(pack, territory, { input, result, ended, cancelled, listedTwice, otherKind });
  // Without a scheme in force there are no goals of one.
  const indicators = () => (result.verdict === 'notJudged' ? [] : indicatorViews({ pack, input, result }));
  return { view, objects: input.objects.length, indicators };
}

type JudgedNow = {
  readonly view: ComplianceView;
  readonly objects: number;
  /** Of a whole year. */
  readonly indicators: () => readonly IndicatorView[];
};

/** The period that is asked for: `2026`, `2026Q4`. */
export function periodAsked({ year, quarter }: Pick<ComplianceQuery, 'year' | 'quarter'>): Period {
  return quarter === undefined ? String(year) : quarterOf(year, quarter);
}

/** The goals of the programme (工作目标) as shares of a year, each with its clause. */
function indicatorViews(judged: Parameters<typeof programmeIndicators>[0]): readonly IndicatorView[] {
  return programmeIndicators(judged).map(({ clause, ...one }) => ({
    ...one,
    share: shareText(one),
    clause: { ...clause },
  }));
}

/** Those whose period lies in the one that is judged. */
function within<Row extends { readonly period: string }>(rows: readonly Row[], judged: Period): readonly Row[] {
  const { from, to } = periodDays(judged);
  return rows.filter(({ period }) => {
    const own = periodDays(period);
    return from <= own.from && own.to <= to;
  });
}

export type JudgedYear = { readonly pack: Pack; readonly territory: Territory; readonly input: ComplianceInput };

/** @throws Problem agency.unknown; request.invalid before the period has begun */
export async function judgedYear(
  ctx: Context,
  { agency, year, only }: { readonly agency: string; readonly year: number; readonly only: Period | undefined },
): Promise<JudgedYear> {
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  const begins = periodDays(only ?? String(year)).from;
  if (begins > ctx.today) {
    throw new Problem('request.invalid', {
      what: `${only ?? year} 还没有开始（今天是 ${ctx.today}），没有可判定的内容`,
    });
  }
  const pack = await versionOfPeriod(ctx, { agency, period: only ?? String(year) });
  return { pack, territory, input: await complianceInput(ctx, territory, { pack, year, only }) };
}

/** `Q4`, `4` or `2026Q4`. */
function quarterOf(year: number, text: string): Period {
  const quarter = `Q${text.at(-1)}`;
  const stated = /^(\d{4})Q/i.exec(text)?.[1];
  if (stated !== undefined && Number(stated) !== year) {
    throw new Problem('request.invalid', { what: `季度 ${text} 不在 ${year} 年` });
  }
  return `${year}${quarter}`;
}

type Asked = { readonly pack: Pack; readonly year: number; readonly only: Period | undefined };

async function complianceInput(
  ctx: Context,
  territory: Territory,
  { pack, year, only }: Asked,
): Promise<ComplianceInput> {
  const { code: agency, level } = territory.agency;
  const place = { agency, year };
  const plan = await selectPlanDates(ctx, place);
  const figures = await yearlyFigures(ctx, place);
  const reports = (await selectSentReports(ctx, agency)).map(({ topic, period, sent_on }) => ({
    ...{ topic, period, sentOn: sent_on },
  }));
  const drawsSince = (await firstDraws(ctx, [agency])).get(agency);
  const tasksSince = await drawnSince(ctx, agency);
  // A visit of the next year may still belong to a task of this one.
  const versions = await packVersions(ctx, agency);
  const recorded = await recordedVisits(ctx, territory, { to: earlier(makeDate(year + 1, 12, 31), ctx.today) });
  const listed = await objectsOf(ctx, territory, { year });
  const objects = await withHistory(ctx, territory, { objects: listed, visits: recorded, year });
  const facts = objects.map((one) => one.facts);
  const classed = withClassesOfDay((date) => versionOfVisit(pack, versions, { date }), facts, recorded);
  const ended = versions.some(startsAtCompletion) ? await withCompletions(ctx, territory.codes, classed) : classed;
  const withGrades = async (of: readonly VisitFact[]) => (drawsByGrade(pack) ? withListedGrades(ctx, place, of) : of);
  const visits = await withTaskEnds(ctx, territory.codes, ended);
  return {
    agency,
    level,
    year,
    objects: facts,
    visits: await withHandOvers(
      ctx,
      territory,
      await withPartnersDue(
        ctx,
        territory,
        await withAnsweredMethods(ctx, territory, await withGrades(await withOrigins(ctx, territory, visits))),
      ),
    ),
    itemList: await selectListedItems(ctx.tx, agency),
    foreign: await foreignObjects(ctx, territory.codes),
    frozen: await frozenLists(ctx, place),
    draws: await drawDays(ctx, place),
    waiting: await waitingVisits(ctx, territory, recorded),
    inspectors: await selectInspectors(ctx, agency),
    interests: await selectInterests(ctx, agency),
    records: await selectHandedIn(ctx, place),
    redrawn: await selectRedrawn(ctx, place),
    judgedAbove: territory.agency.parent !== null,
    holders: await holdersOf(ctx, territory),
    asOf: ctx.today,
    calendar: await readCalendar(ctx),
    justifications: await ruleJustifications(ctx, place),
    versions,
    ownRatios: await ownRatios(ctx, agency),
    ...(drawsSince !== undefined && { drawsSince }),
    ...(tasksSince !== undefined && { tasksSince }),
    reports,
    ...(figures && { figures }),
    ...(plan && { plan }),
    ...(only !== undefined && { only }),
  };
}

/** Everybody of the directories of a territory, each once: participation is judged over all of it (AMB-51). */
async function holdersOf(ctx: Context, { codes }: Territory): Promise<readonly InspectorFacts[]> {
  const people = new Map<string, InspectorFacts>();
  for (const code of codes) for (const one of await selectInspectors(ctx, code)) people.set(one.id, one);
  return [...people.values()];
}

function earlier(a: CalendarDate, b: CalendarDate): CalendarDate {
  return [a, b].sort()[0]!;
}
