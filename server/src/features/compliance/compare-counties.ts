import type { CountiesView, YearOnly } from '@sunlot/contract/figures.ts';
import { countedOnce } from '@sunlot/core/policy/counted-once.ts';
import { evaluation, pointsText } from '@sunlot/core/policy/evaluation.ts';
import type { StandardReport } from '@sunlot/core/policy/standard-report.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { type PlacedAgency, territoryOf } from '../../visits/territory.ts';
import { reportOf } from './figure-book.ts';
import { judgedYear } from './judge-compliance.ts';

/** 通报: the authorities below an agency beside each other, each by its own pack, its own objects and its own visits; none where none is below. */
export async function compareCounties(ctx: Context, { agency, year }: YearOnly): Promise<CountiesView> {
  may(ctx.actor, 'compliance.read', agency);
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  const below = territory.tree.filter(({ code }) => code !== agency && territory.codes.includes(code));
  const lines: CountiesView['lines'] = [];
  for (const county of below) lines.push(await lineOf(ctx, county, year));
  return { agency, agencyName: territory.agency.name, year, asOf: ctx.today, lines };
}

async function lineOf(ctx: Context, county: PlacedAgency, year: number): Promise<CountiesView['lines'][number]> {
  const judged = await judgedYear(ctx, { agency: county.code, year, only: undefined });
  const { pack } = judged;
  const report = await reportOf(ctx, judged);
  const { verdict, totals } = report.verdict;
  const { participation } = totals;
  // Without a scheme in force there is nothing to give points for.
  const score = verdict === 'notJudged' ? undefined : evaluation(pack, report);
  const whole = (name: string) => report.figures.find(({ figure }) => figure === name)!.value;
  return {
    agency: county.code,
    agencyName: county.name,
    packName: pack.name,
    minimum: minimumOf(report),
    ...countedOnce(pack, report),
    ...{ results: whole('results'), withheld: whole('withheld'), published: whole('published'), late: whole('late') },
    ...(participation && { holders: participation.holders, participated: participation.participated }),
    ...(score && { score: { full: score.full, points: pointsText(score.tenths) } }),
    verdict,
  };
}

/** What the classes ask of the year, one beside the other: each is judged on its own objects. */
function minimumOf({ period, minimums }: StandardReport): number {
  return minimums.filter((one) => one.period === period).reduce((sum, { required }) => sum + required, 0);
}
