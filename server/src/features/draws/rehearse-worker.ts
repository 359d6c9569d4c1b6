import { parentPort, workerData } from 'node:worker_threads';
import type { FreezeInput } from '@sunlot/core/draw/freeze-input.ts';
import { type Rehearsal, rehearse } from '@sunlot/core/draw/rehearse.ts';

const FEWEST = 20;
const MOST = 1000;
const BUDGET_MS = 10_000;

/**
 * Tries the terms with dummy seeds, as many as ten seconds allow (20 … 1,000): could every drawn object be visited
 * without putting any off? The first twenty are timed, and one run over the final number decides, so that the answer
 * never depends on how the rounds were cut.
 */
function rehearseLong(terms: Omit<FreezeInput, 'listKey'>): Rehearsal {
  const start = performance.now();
  const first = tried(terms, FEWEST);
  const perRound = Math.max((performance.now() - start) / FEWEST, 0.01);
  const rounds = Math.max(FEWEST, Math.min(MOST, Math.floor(BUDGET_MS / perRound / 2)));
  return first.failed > 0 || rounds === FEWEST ? first : tried(terms, rounds);
}

function tried(terms: Omit<FreezeInput, 'listKey'>, rounds: number): Rehearsal {
  const fallback = terms.fallback.filter((step) => step !== 'postpone');
  const rehearsed = rehearse({ ...terms, fallback }, rounds);
  if (!rehearsed.ok) throw new Error(`terms that froze do not rehearse: ${rehearsed.error.kind}`);
  return rehearsed.value;
}

parentPort?.postMessage(rehearseLong(workerData));
