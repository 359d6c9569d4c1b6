import { periodDays } from '../basics/dates.ts';
import type { ClassId } from './facts.ts';
import type { Clause, Pack } from './pack.ts';
import { mayDropPlanEntry } from './paperwork.ts';

/** 上下一致、只增不减: the annual plan of an agency beside the one its superior has issued (AMB-55). */

export interface PlannedEntry {
  /** Id inside its plan: `2026q4.key`. */
  readonly entry: string;
  readonly class: ClassId;
  readonly kind: string;
  readonly period: string;
  readonly n: number;
  /** Of an entry with a scope of its own, a campaign or a joint inspection: what the plan calls it. */
  readonly name?: string;
}

/**
 * The clause under which entries of the superior's plan stay; undefined where the scheme has no such phrase, or the pack reads it
 * of items alone.
 */
export function planAddOnlyClause(pack: Pack): Clause | undefined {
  if (mayDropPlanEntry(pack, { handedDown: true })) return undefined;
  return pack.ambiguities.find(({ switches }) => switches.some(({ key }) => key === 'plan.addOnly'))?.clause;
}

/**
 * Entries of the superior's plan that one's own plan lacks. An entry of a class is asked only of a level that has the class, and
 * where the territory has an object of it: `classes` are those.
 */
export function droppedEntries(plans: {
  readonly superior: readonly PlannedEntry[];
  readonly own: readonly PlannedEntry[];
  readonly classes: readonly ClassId[];
}): readonly PlannedEntry[] {
  const { superior, own, classes } = plans;
  const isAsked = ({ name, n, class: cls }: PlannedEntry) => name !== undefined || (n > 0 && classes.includes(cls));
  return superior.filter((entry) => isAsked(entry) && !own.some((one) => sameEntry(entry, one)));
}

/**
 * An entry with a scope of its own is the same by kind and name, an entry of a class by class and period. A superior plans the year where
 * a county plans its quarters: one period inside the other is the same time. With nobody to inspect an entry is no longer there.
 */
function sameEntry(superior: PlannedEntry, own: PlannedEntry): boolean {
  if (superior.name !== undefined || own.name !== undefined)
    return superior.kind === own.kind && squeezed(superior.name) === squeezed(own.name);
  return own.n > 0 && superior.class === own.class && isNested(superior.period, own.period);
}

function squeezed(name: string | undefined): string | undefined {
  return name?.normalize('NFKC').replace(/\s/g, '');
}

function isNested(a: string, b: string): boolean {
  const [one, other] = [periodDays(a), periodDays(b)];
  const inside = (x: typeof one, y: typeof one) => y.from <= x.from && x.to <= y.to;
  return inside(one, other) || inside(other, one);
}
