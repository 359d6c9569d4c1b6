import { atLeast, type Ratio } from '../basics/ratios.ts';
import type { TaskType, VisitFact } from './facts.ts';
import { findRule, type Pack, type Rule } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';
import { inPeriod } from './visits.ts';

/** Campaigns (专项检查): how many of a stated scope are drawn, and who may be left out because a daily draw was there before. */

export interface CampaignAsk {
  /** Keys of the objects in the campaign's scope. */
  readonly scope: readonly string[];
  readonly visits: readonly VisitFact[];
  readonly year: number;
  /** The campaign's own ratio. */
  readonly min: Ratio;
  /** Left out or not where the scheme leaves it open; unsaid = as the pack reads it (AMB-48). */
  readonly skip?: boolean | undefined;
}

export interface CampaignPool {
  /** ⌈scope × ratio⌉: who is left out stays in the base. */
  readonly required: number;
  /** Keys that may be drawn, by bytes. */
  readonly pool: readonly string[];
  /** Keys that another random inspection of the year stands in for, by bytes. */
  readonly skippable: readonly string[];
  /** The rule by which they are left out, where they are. */
  readonly source?: Source;
}

export function campaignPool(pack: Pack, ask: CampaignAsk): CampaignPool {
  const rule = findRule(pack, 'replaceable');
  const { visits, year, min, skip = pack.settings['campaign.skipRecognised'] } = ask;
  const scope = [...new Set(ask.scope)].sort();
  const done = new Set(rule ? standingIn(rule, 'campaign', { visits, year }) : []);
  const skippable = scope.filter((key) => done.has(key));
  const leavesOut = skip && skippable.length > 0;
  return {
    required: atLeast(scope.length, min),
    pool: leavesOut ? scope.filter((key) => !done.has(key)) : scope,
    skippable,
    ...(leavesOut && rule ? { source: sourceOf(rule) } : {}),
  };
}

/** Objects that a finished random inspection of the other kind has covered this year. */
function standingIn(
  { value }: Rule<'replaceable'>,
  kind: TaskType,
  { visits, year }: Pick<CampaignAsk, 'visits' | 'year'>,
): readonly string[] {
  const others = value.either.includes(kind) ? value.either.filter((one) => one !== kind) : [];
  return visits
    .filter(
      (visit) =>
        visit.selection === 'random' &&
        visit.state === 'completed' &&
        others.includes(visit.taskType) &&
        inPeriod(visit, String(year)),
    )
    .map(({ objectId }) => objectId);
}
