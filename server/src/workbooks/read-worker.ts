import { parentPort, workerData } from 'node:worker_threads';
import { ReadError, type ReadProblem } from './table.ts';
import { type TableEvent, type TableRequest, tableEvents } from './table-events.ts';

/** What the reading thread says: an event, then waits until it is asked to go on; a problem; or the end. */
export type WorkerMessage =
  | TableEvent
  | { readonly kind: 'problem'; readonly problem: ReadProblem }
  | { readonly kind: 'end' };

async function run(request: TableRequest): Promise<void> {
  const port = parentPort!;
  const send = (message: WorkerMessage) => port.postMessage(message);
  try {
    for await (const event of tableEvents(request)) {
      const next = new Promise((resolve) => port.once('message', resolve));
      send(event);
      await next;
    }
    send({ kind: 'end' });
  } catch (cause) {
    if (!(cause instanceof ReadError)) throw cause;
    send({ kind: 'problem', problem: cause.problem });
  } finally {
    port.close();
  }
}

await run(workerData);
