import { utf8 } from '../basics/bytes.ts';
import { ok, type Result } from '../basics/result.ts';
import type { LaneMaker } from '../hash/lanes.ts';
import { sha256 } from '../hash/sha256.ts';
import { freeze } from './freeze.ts';
import type { FreezeFault, FreezeInput } from './freeze-input.ts';
import { type LeafTable, tableOf } from './leaf-table.ts';
import type { Fallback, Manifest } from './manifest.ts';
import { type SeatingInput, seatTeams } from './seat-teams.ts';
import { rehearsalSeed } from './seed.ts';
import type { TeamsRecord } from './teams.ts';
import type { FreezeWarning } from './warnings.ts';
import { drawTable, winnersOf } from './winners.ts';

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
  const frozen = freeze({ ...input, listKey: REHEARSAL_KEY });
  if (!frozen.ok) return frozen;
  const { manifest, lines, objects, warnings } = frozen.value;
  const rowOf = new Map(objects.map(({ leaf, row }) => [leaf, row]));
  const list = { manifest, table: tableOf(lines), objectOf: (leaf: string) => rowOf.get(leaf)! };
  return ok({ ...rehearseList({ ...input, ...list }, rounds), warnings });
}

/** The list key of a list that is frozen only to be tried. */
export const REHEARSAL_KEY: Uint8Array = sha256(utf8('sunlot/1/rehearsal'));

/** A frozen list of any size. `objectOf`: id and needs of a leaf; an id only has to tell one object from another and to find its recusals. */
export type RehearsedList = Pick<FreezeInput, 'inspectors' | 'recusals' | 'fallback'> & {
  readonly manifest: Manifest;
  readonly table: LeafTable;
  readonly objectOf: SeatingInput['objectOf'];
  readonly makeLanes?: LaneMaker;
};

/** The same on a list that is frozen. */
export function rehearseList(input: RehearsedList, rounds: number): Omit<Rehearsal, 'warnings'> {
  const steps = new Map<Fallback, number>();
  const counts = { seated: 0, postponed: 0, failed: 0 };
  let deficit: Rehearsal['deficit'] = [];
  for (let round = 1; round <= rounds; round++) {
    const { record, missing } = rehearseRound(input, round);
    counts[missing.length === 0 ? 'seated' : input.fallback.includes('postpone') ? 'postponed' : 'failed']++;
    for (const step of record.steps) steps.set(step, (steps.get(step) ?? 0) + 1);
    if (deficit.length === 0) deficit = missing;
  }
  const counted = [...steps].map(([step, taken]) => ({ step, rounds: taken }));
  return { rounds, ...counts, steps: counted, deficit };
}

type Round = { readonly record: Omit<TeamsRecord, 'root' | 'size'>; readonly missing: Rehearsal['deficit'] };

/** Steps from `postpone` on are left out: they would hide which seats are missing. */
function rehearseRound({ manifest, table, makeLanes, ...rows }: RehearsedList, round: number): Round {
  const { objectOf, inspectors, recusals } = rows;
  const postpone = rows.fallback.indexOf('postpone');
  const fallback = postpone < 0 ? rows.fallback : rows.fallback.slice(0, postpone);
  const seed = rehearsalSeed(manifest, round);
  const { strata } = drawTable({ manifest, seed, table, makeLanes });
  const { record } = seatTeams({
    ...{ manifest: { ...manifest, fallback }, seed, strata, objectOf, inspectors, recusals },
    window: { from: manifest.revealBy, to: manifest.revealBy },
  });
  const leafOf = new Map(winnersOf(strata).map(({ rank, leaf }) => [rank, leaf]));
  const missing = (record.deficit ?? []).map(({ rank, seat }) => ({ objectId: objectOf(leafOf.get(rank)!).id, seat }));
  return { record, missing };
}
