import { type CalendarDate, quarterOf } from '../basics/dates.ts';
import type { TaskType } from './facts.ts';
import { groupBy } from './grouping.ts';
import type { PlannedVisit } from './overlap.ts';
import { findRule, type Pack } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';

/** 应联合尽联合: an object that several open tasks are going to visit in a quarter is visited once by all of them. */

export interface OpenVisit extends PlannedVisit {
  readonly taskType: TaskType;
  /** Serials of the items; empty where they are not known here. */
  readonly items: readonly string[];
}

export interface JointProposal extends Source {
  readonly object: string;
  /** Two levels together, with other departments, or sections of one office. */
  readonly kind: 'levels' | 'interdepartmental' | 'internal';
  /** Ids of the visits that become one, in the order of the input. */
  readonly visits: readonly string[];
  readonly items: readonly string[];
}

/** One proposal for each object and run of quarters; none where the scheme does not ask to go together. */
export function jointProposals(pack: Pack, open: readonly OpenVisit[]): readonly JointProposal[] {
  const rule = findRule(pack, 'leastBurden');
  if (!rule?.value.offers.includes('joint')) return [];
  return [...groupBy(open, ({ object }) => object)].flatMap(([object, visits]) =>
    together(visits).map((some) => ({
      object,
      kind: kindOf(some),
      visits: visits.filter((visit) => some.includes(visit)).map(({ id }) => id),
      items: [...new Set(some.flatMap(({ items }) => items))].sort(),
      ...sourceOf(rule),
    })),
  );
}

/** Groups of two or more whose quarters meet, one after the other. */
function together(visits: readonly OpenVisit[]): readonly (readonly OpenVisit[])[] {
  const groups: { to: CalendarDate; readonly visits: OpenVisit[] }[] = [];
  for (const visit of [...visits].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = groups.at(-1);
    if (last && quarterOf(visit.from) <= quarterOf(last.to)) {
      last.visits.push(visit);
      if (visit.to > last.to) last.to = visit.to;
    } else groups.push({ to: visit.to, visits: [visit] });
  }
  return groups.map((group) => group.visits).filter(({ length }) => length > 1);
}

function kindOf(visits: readonly OpenVisit[]): JointProposal['kind'] {
  if (new Set(visits.map(({ level }) => level)).size > 1) return 'levels';
  return visits.some(({ taskType }) => taskType === 'interdepartmentalJoint') ? 'interdepartmental' : 'internal';
}
