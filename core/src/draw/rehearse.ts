import { utf8 } from '../basics/bytes.ts';
import { ok, type Result } from '../basics/result.ts';
import { sha256 } from '../hash/sha256.ts';
import { type Frozen, freeze } from './freeze.ts';
import type { FreezeFault, FreezeInput } from './freeze-input.ts';
import type { Fallback } from './manifest.ts';
import { rehearsalSeed } from './seed.ts';
import { seatTeams, type TeamsRecord } from './teams.ts';
import type { FreezeWarning } from './warnings.ts';
import { drawWinners, winnersOf } from './winners.ts';

/**
 * How a draw would go with dummy seeds (试算·不作数): none of it can become a draw. `seated`: rounds in which every drawn
 * object got its team, `postponed`: rounds that would leave objects to later, `failed`: rounds without any plan.
 * `steps`: in how many rounds each fallback step was taken. `deficit`: the seats that could not be filled in the first
 * round with such seats, by object id and seat.
 */
export type Rehearsal = {
  readonly rounds: number;
  readonly seated: number;
  readonly postponed: number;
  readonly failed: number;
  readonly steps: readonly { readonly step: Fallback; readonly rounds: number }[];
  readonly deficit: readonly { readonly objectId: string; readonly seat: string }[];
  readonly warnings: readonly FreezeWarning[];
};

/** Tries terms and rows with `rounds` dummy seeds; the same input always gives the same answer. */
export function rehearse(input: Omit<FreezeInput, 'listKey'>, rounds: number): Result<Rehearsal, FreezeFault> {
  const frozen = freeze({ ...input, listKey: sha256(utf8('sunlot/1/rehearsal')) });
  if (!frozen.ok) return frozen;
  const steps = new Map<Fallback, number>();
  const counts = { seated: 0, postponed: 0, failed: 0 };
  let deficit: Rehearsal['deficit'] = [];
  for (let round = 1; round <= rounds; round++) {
    const { record, missing } = rehearseRound(frozen.value, round);
    counts[missing.length === 0 ? 'seated' : input.fallback.includes('postpone') ? 'postponed' : 'failed']++;
    for (const step of record.steps) steps.set(step, (steps.get(step) ?? 0) + 1);
    if (deficit.length === 0) deficit = missing;
  }
  const counted = [...steps].map(([step, taken]) => ({ step, rounds: taken }));
  return ok({ rounds, ...counts, steps: counted, deficit, warnings: frozen.value.warnings });
}

type Round = { readonly record: Omit<TeamsRecord, 'root' | 'size'>; readonly missing: Rehearsal['deficit'] };

/** Steps from `postpone` on are left out: they would hide which seats are missing. */
function rehearseRound({ manifest, lines, objects, inspectors, recusals }: Frozen, round: number): Round {
  const rowOf = new Map(objects.map(({ leaf, row }) => [leaf, row]));
  const postpone = manifest.fallback.indexOf('postpone');
  const fallback = postpone < 0 ? manifest.fallback : manifest.fallback.slice(0, postpone);
  const seed = rehearsalSeed(manifest, round);
  const strata = drawWinners({ manifest, seed, lines });
  const { record } = seatTeams({
    ...{ manifest: { ...manifest, fallback }, seed, strata },
    objectOf: (leaf) => rowOf.get(leaf)!,
    ...{ inspectors: inspectors.map(({ row }) => row), recusals: recusals.map(({ row }) => row) },
    window: { from: manifest.revealBy, to: manifest.revealBy },
  });
  const leafOf = new Map(winnersOf(strata).map(({ rank, leaf }) => [rank, leaf]));
  const missing = (record.deficit ?? []).map(({ rank, seat }) => ({
    objectId: rowOf.get(leafOf.get(rank)!)!.id,
    seat,
  }));
  return { record, missing };
}
