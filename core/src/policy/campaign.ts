import { atLeast, type Ratio } from '../basics/ratios.ts';
import { replaceableBy, standingIn } from './exclusions.ts';
import type { VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';

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
  const rule = replaceableBy(pack, 'campaign');
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
