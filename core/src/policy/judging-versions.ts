import { type CalendarDate, liesWithin, type Period, periodDays } from '../basics/dates.ts';
import type { ClassTally, EvaluationInput } from './evaluate.ts';
import { packFor } from './judging-pack.ts';
import type { Measure } from './measures.ts';
import { isUnderScheme, type Pack, packOf } from './pack.ts';

/** A version of the scheme with the parts of the year that it judged, and the first and the last day of them. */
export interface JudgingVersion {
  readonly pack: Pack;
  readonly periods: readonly Period[];
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

type Judged = Pick<EvaluationInput, 'versions' | 'ownRatios' | 'only'> & {
  readonly tallies: readonly ClassTally[];
  readonly measures: readonly Measure[];
};

/**
 * By which version each part of a verdict was judged, in their order; nothing where the pack at hand judged all of it.
 * What is asked of the whole year is always judged by that one.
 */
export function judgingVersions(pack: Pack, judged: Judged): readonly JudgingVersion[] {
  const found = new Map<number, { readonly pack: Pack; readonly periods: Set<Period> }>();
  for (const { period, under } of partsOf(pack, judged)) {
    const version = found.get(under.version) ?? { pack: under, periods: new Set() };
    found.set(under.version, version);
    version.periods.add(period);
  }
  if ([...found.keys()].every((version) => version === pack.version)) return [];
  return [...found.values()]
    .map(({ pack: under, periods }) => {
      const days = [...periods].map((period) => periodDays(period));
      const [from] = days.map((one) => one.from).sort();
      const to = days
        .map((one) => one.to)
        .sort()
        .at(-1)!;
      return { pack: under, periods: [...periods].sort(), from: from!, to };
    })
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Parts of the year with their own numbers: those of the classes, and those in which tasks with other departments are due. */
function partsOf(pack: Pack, { tallies, measures, only, ...input }: Judged) {
  const ofClasses = tallies.flatMap((tally) =>
    tally.periods
      .filter(({ period }) => (only === undefined || liesWithin(period, only)) && isUnderScheme(input.versions, period))
      .map(({ period }) => ({ period, under: packFor(pack, input, { ...tally, period }) })),
  );
  const joint = measures
    .filter(({ topic }) => topic === 'interdepartmental')
    .map(({ period }) => ({ period, under: packOf(pack, input.versions, period) }));
  return [...ofClasses, ...joint].filter(({ period }) => period.length > 4);
}
