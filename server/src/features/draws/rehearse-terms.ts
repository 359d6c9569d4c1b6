import { Worker } from 'node:worker_threads';
import type { FreezeInput } from '@sunlot/core/draw/freeze-input.ts';
import type { Rehearsal } from '@sunlot/core/draw/rehearse.ts';

/** How often every team was formed in how many rounds; `deficit` says in words what stayed empty. */
export type Rehearsed = Pick<Rehearsal, 'rounds' | 'seated' | 'warnings'> & { readonly deficit: readonly string[] };

/** Half a minute more than the rounds may take: beyond it something hangs. */
const MOST_MS = 40_000;

/** Rehearses in a thread of its own: other requests are answered meanwhile. */
export async function rehearseTerms(input: FreezeInput): Promise<Rehearsed> {
  const { listKey: _, ...terms } = input;
  const rehearsal = await inThread(terms);
  const names = new Map(input.objects.map(({ id, name }) => [id, name]));
  return {
    rounds: rehearsal.rounds,
    seated: rehearsal.seated,
    warnings: rehearsal.warnings,
    deficit: rehearsal.failed === 0 ? [] : deficitTexts(rehearsal, names),
  };
}

function inThread(terms: Omit<FreezeInput, 'listKey'>): Promise<Rehearsal> {
  const worker = new Worker(new URL('./rehearse-worker.ts', import.meta.url), { workerData: terms });
  return new Promise((resolve, reject) => {
    const hung = setTimeout(() => {
      reject(new Error('the rehearsal took too long'));
      void worker.terminate();
    }, MOST_MS);
    worker.once('message', (rehearsal: Rehearsal) => resolve(rehearsal));
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(hung);
      reject(new Error('the rehearsal ended without an answer'));
    });
  });
}

/** The seats nobody can fill, by seat and how many objects. Names are those of possible objects, not of drawn ones. */
function deficitTexts({ deficit, failed, rounds }: Rehearsal, names: ReadonlyMap<string, string>): readonly string[] {
  const bySeat = Map.groupBy(deficit, ({ seat }) => seat);
  const seats = [...bySeat].map(([seat, own]) => {
    const some = own.slice(0, 3).map(({ objectId }) => names.get(objectId) ?? objectId);
    return `“${seat}”席位 ${own.length} 个排不满（如 ${some.join('、')}）`;
  });
  return [`试算 ${rounds} 次有 ${failed} 次组不成小组`, ...seats];
}
