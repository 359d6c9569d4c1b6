import type { Ledger } from './ledger.ts';
import { statusOn } from './past-facts.ts';

/** Of the objects that a duty is measured by, those that it still lacks: a base may hold who has closed since (AMB-01), and nobody can go there. */

/** How many visits would still reach them, by what the directory says of today. */
export interface Outstanding {
  readonly open: number;
  /** Of those that have closed, were struck off or moved away. */
  readonly gone: number;
}

/** Nothing where nobody of them is gone. `made`: how often each was visited; absent = each is one that was not. */
export function outstandingOf(
  { objectOf, asOf }: Pick<Ledger, 'objectOf' | 'asOf'>,
  members: readonly string[],
  { times = 1, made }: { readonly times?: number; readonly made?: ReadonlyMap<string, number> } = {},
): Outstanding | undefined {
  const seen = { open: 0, gone: 0 };
  for (const id of members) {
    const object = objectOf.get(id);
    const status = object && statusOn(object, asOf);
    const isGone = status !== undefined && status !== 'active' && status !== 'suspended';
    seen[isGone ? 'gone' : 'open'] += Math.max(0, times - (made?.get(id) ?? 0));
  }
  return seen.gone > 0 ? seen : undefined;
}

/** How much of a shortage no visit can make good: what is beyond everybody who could still be visited. */
export function goneAmong(
  outstanding: Outstanding | undefined,
  { required, actual }: { readonly required: number; readonly actual: number },
): { readonly gone?: number } {
  if (outstanding === undefined) return {};
  const gone = Math.min(outstanding.gone, required - actual - outstanding.open);
  return gone > 0 ? { gone } : {};
}
