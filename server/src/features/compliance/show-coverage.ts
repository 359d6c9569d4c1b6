import type { CoverageQuery, CoverageView } from '@sunlot/contract/figures.ts';
import { type CoverageLine, coverageMonitor } from '@sunlot/core/policy/coverage-monitor.ts';
import type { Source } from '@sunlot/core/policy/requirements.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { classNameOf, namesBy } from './figure-book.ts';
import { type JudgedYear, judgedYear } from './judge-compliance.ts';

/** 全覆盖监测: of each class who is covered in the year and in its window of years, who is not, and the pace that is needed. */
export async function showCoverage(
  ctx: Context,
  { agency, year, class: cls, names }: CoverageQuery,
): Promise<CoverageView> {
  may(ctx.actor, 'figures.open', agency);
  const judged = await judgedYear(ctx, { agency, year, only: undefined });
  const { pack, territory, input } = judged;
  const lines = coverageMonitor(pack, input);
  const wanted = lines.filter((line) => cls === undefined || line.class === cls);
  if (cls !== undefined && wanted.length === 0) {
    const known = [...new Set(lines.map((line) => line.class))].map((id) => `${id}（${classNameOf(judged, id)}）`);
    throw new Problem('request.invalid', { what: `没有要监测的类别 ${cls}，有：${known.join('、')}` });
  }
  const nameOf = namesBy(input.objects);
  return {
    ...{ agency, agencyName: territory.agency.name, level: input.level },
    ...{ packName: pack.name, packVersion: pack.version, year, period: String(year), asOf: ctx.today },
    lines: wanted.map((line) => ({
      ...lineView(judged, line),
      missing: line.uncovered.slice(0, names).map((object) => ({ object, name: nameOf(object) })),
    })),
  };
}

function lineView(judged: JudgedYear, { due, floor, periods, uncovered, ...line }: CoverageLine) {
  return {
    ...line,
    className: classNameOf(judged, line.class),
    uncovered: uncovered.length,
    periods: periods.map((one) => ({ ...one })),
    ...(due && { due: placeOf(due) }),
    ...(floor && { floor: { ...placeOf(floor), strict: floor.strict } }),
  };
}

function placeOf({ rule, clause: { section, quote } }: Source) {
  return { rule, section, quote };
}
