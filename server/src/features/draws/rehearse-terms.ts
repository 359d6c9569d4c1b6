import { Worker } from 'node:worker_threads';
import type { FrozenStream } from '@sunlot/core/draw/freeze-stream.ts';
import { hexLeaves, type LeafTable } from '@sunlot/core/draw/leaf-table.ts';
import type { RehearsedList } from '@sunlot/core/draw/rehearse.ts';
import type { Context } from '../../context.ts';
import { seatName } from '../../packs/seat-name.ts';
import { type DrawInputs, namesOfRows } from './draw-inputs.ts';
import type { ListRehearsal } from './rehearse-worker.ts';

/** How often every team was formed in how many rounds; `deficit` says in words what stayed empty. */
export type Rehearsed = Pick<ListRehearsal, 'rounds' | 'seated'> & { readonly deficit: readonly string[] };

/** What the thread gets: a list, and the ids of those of its leaves that are objects of recusals. */
export type ThreadTerms = Omit<RehearsedList, 'objectOf' | 'makeLanes'> & {
  readonly recused: ReadonlyMap<string, string>;
};

/** Twenty rounds over four million rows take 20 s on a quiet processor; beyond this something hangs. */
const MOST_MS = 120_000;

/** Rehearses in a thread of its own: other requests are answered meanwhile. The columns of the list go to the thread and are gone here. */
export async function rehearseFrozen(
  ctx: Context,
  inputs: DrawInputs,
  { manifest, list }: FrozenStream,
): Promise<Rehearsed> {
  const { inspectors, recusals, fallback } = inputs.terms;
  const recused = leavesOfRows(list, inputs.recused);
  const rehearsal = await inThread({ manifest, table: list.table, inspectors, recusals, fallback, recused });
  const { rounds, seated, failed } = rehearsal;
  const deficit = failed === 0 ? [] : await deficitTexts(ctx, inputs, { rehearsal, rowOf: list.rowOf });
  return { rounds, seated, deficit };
}

/** Leaves of some rows, with the ids that belong to them. */
function leavesOfRows(
  { table, rowOf }: Pick<FrozenStream['list'], 'table' | 'rowOf'>,
  ids: ReadonlyMap<number, string>,
) {
  const found = new Map<string, string>();
  if (ids.size === 0) return found;
  for (const [line, row] of rowOf.entries()) {
    const id = ids.get(row);
    if (id !== undefined) found.set(hexLeaves(table.leaves, Uint32Array.of(line))[0]!, id);
  }
  return found;
}

function inThread(terms: ThreadTerms): Promise<ListRehearsal> {
  const worker = new Worker(new URL('./rehearse-worker.ts', import.meta.url), {
    workerData: terms,
    transferList: buffersOf(terms.table),
  });
  return new Promise((resolve, reject) => {
    const hung = setTimeout(() => {
      reject(new Error('the rehearsal took too long'));
      void worker.terminate();
    }, MOST_MS);
    worker.once('message', (rehearsal: ListRehearsal) => resolve(rehearsal));
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(hung);
      reject(new Error('the rehearsal ended without an answer'));
    });
  });
}

function buffersOf({ leaves, stratum, tier, weight, state }: LeafTable): ArrayBuffer[] {
  return [leaves, stratum, tier, weight, state].map(({ buffer }) => buffer as ArrayBuffer);
}

type Failed = { readonly rehearsal: ListRehearsal; readonly rowOf: Uint32Array };

/** The seats nobody can fill, by seat and how many objects. Names are those of possible objects, not of drawn ones. */
async function deficitTexts(
  ctx: Context,
  { task, pack }: DrawInputs,
  { rehearsal, rowOf }: Failed,
): Promise<readonly string[]> {
  const { deficit, failed, rounds } = rehearsal;
  const bySeat = [...Map.groupBy(deficit, ({ seat }) => seat)].map(
    ([seat, own]) => [seat, own.length, own.slice(0, 3).map(({ line }) => rowOf[line]!)] as const,
  );
  const names = await namesOfRows(ctx, task, new Set(bySeat.flatMap(([, , rows]) => rows)));
  const seats = bySeat.map(
    ([seat, count, rows]) =>
      `“${seatName(pack, seat)}”席位 ${count} 个排不满（如 ${rows.map((row) => names.get(row)).join('、')}）`,
  );
  return [`试算 ${rounds} 次有 ${failed} 次组不成小组`, ...seats];
}
