import { parentPort, type Worker } from 'node:worker_threads';
import { ReadError, type ReadProblem } from './table.ts';

/** What a thread says: an event, then waits until it is asked to go on; why it cannot; that it is done. */
type WorkerMessage<Event> =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'problem'; readonly problem: ReadProblem }
  | { readonly kind: 'end' };

/** Heap of a thread; a file that does not fit in is refused, and the process lives on. */
export const THREAD_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

/** Inside the thread: hands events over one by one, each made when the one before has been taken. */
export async function handOver<Event>(events: AsyncGenerator<Event>): Promise<void> {
  const port = parentPort!;
  const send = (message: WorkerMessage<Event>) => port.postMessage(message);
  try {
    for await (const event of events) {
      const next = new Promise((resolve) => port.once('message', resolve));
      send({ kind: 'event', event });
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

/** Outside: the thread's events. Throws `ReadError`; leaving the loop ends the thread; so does running out of time. */
export async function* takeOver<Event>(worker: Worker, maxSeconds: number): AsyncGenerator<Event> {
  const inbox: (WorkerMessage<Event> | Error)[] = [];
  let wake = () => {};
  const put = (message: WorkerMessage<Event> | Error) => {
    inbox.push(message);
    wake();
  };
  const timer = setTimeout(() => put(tooSlow(maxSeconds)), maxSeconds * 1000);
  worker.on('message', put);
  worker.on('error', (cause) => put(isOutOfMemory(cause) ? outOfMemory() : toError(cause)));
  worker.on('exit', () => put(new Error('the reading thread ended')));
  try {
    for (;;) {
      if (inbox.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const message = inbox.shift()!;
      if (message instanceof Error) throw message;
      if (message.kind === 'end') return;
      if (message.kind === 'problem') {
        throw new ReadError(message.problem.code, message.problem.message, message.problem.sheets);
      }
      worker.postMessage('next');
      yield message.event;
    }
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function toError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}

function isOutOfMemory(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function outOfMemory(): ReadError {
  return new ReadError('tooLarge', '文件展开后过大，内存放不下，没有读取。请拆分成几个文件，或另存为 .csv 再导入。');
}

function tooSlow(maxSeconds: number): ReadError {
  return new ReadError(
    'tooSlow',
    `读取超过 ${maxSeconds} 秒，已停止，没有导入。请拆分成几个文件，或另存为 .csv 再导入。`,
  );
}
