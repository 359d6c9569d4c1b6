import { parentPort, workerData } from 'node:worker_threads';
import { hexLeaves, type LeafTable } from '@sunlot/core/draw/leaf-table.ts';
import { type Rehearsal, type RehearsedList, rehearseList } from '@sunlot/core/draw/rehearse.ts';
import { lanesFor } from '../../lanes.ts';
import type { ThreadTerms } from './rehearse-terms.ts';

const FEWEST = 20;
const MOST = 1000;
const BUDGET_MS = 10_000;

/** The seats that stayed empty by the lines of the list whose objects they belong to. */
export type ListRehearsal = Pick<Rehearsal, 'rounds' | 'seated' | 'failed'> & {
  readonly deficit: readonly { readonly line: number; readonly seat: string }[];
};

/**
 * Tries the list with dummy seeds, as many as ten seconds allow (20 … 1,000): could every drawn object be visited
 * without putting any off? The first twenty are timed, and one run over the final number decides, so that the answer
 * never depends on how the rounds were cut.
 */
function rehearseLong(terms: ThreadTerms): ListRehearsal {
  const { table } = terms;
  const list = {
    ...{ ...terms, fallback: terms.fallback.filter((step) => step !== 'postpone'), makeLanes: lanesFor(table.size) },
    // Objects without a recusal only have to be told apart, which their leaves do. No object of a server's list has needs of its own.
    objectOf: (leaf: string) => ({ id: terms.recused.get(leaf) ?? leaf, needs: [] }),
  };
  const start = performance.now();
  const first = rehearseList(list, FEWEST);
  const perRound = Math.max((performance.now() - start) / FEWEST, 0.01);
  const rounds = Math.max(FEWEST, Math.min(MOST, Math.floor(BUDGET_MS / perRound / 2)));
  const tried = first.failed > 0 || rounds === FEWEST ? first : rehearseList(list, rounds);
  return {
    rounds: tried.rounds,
    seated: tried.seated,
    failed: tried.failed,
    deficit: lines(tried, list, terms.recused),
  };
}

function lines(
  { deficit }: Pick<Rehearsal, 'deficit'>,
  { table }: Pick<RehearsedList, 'table'>,
  recused: ThreadTerms['recused'],
): ListRehearsal['deficit'] {
  const leaves = new Map([...recused].map(([leaf, id]) => [id, leaf]));
  return deficit.map(({ objectId, seat }) => ({ seat, line: lineOf(table, leaves.get(objectId) ?? objectId) }));
}

/** Leaves ascend. */
function lineOf(table: LeafTable, leaf: string): number {
  let [low, high] = [0, table.size - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hexLeaves(table.leaves, Uint32Array.of(middle))[0]! < leaf) low = middle + 1;
    else high = middle;
  }
  return low;
}

parentPort?.postMessage(rehearseLong(workerData));
