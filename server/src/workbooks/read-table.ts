import { Worker } from 'node:worker_threads';
import type { Vocabulary } from '@sunlot/contract/columns.ts';
import { err, ok, type Result } from '@sunlot/core/basics/result.ts';
import type { WorkerMessage } from './read-worker.ts';
import {
  type Layout,
  type Note,
  ReadError,
  type ReadOptions,
  type ReadProblem,
  readLimits,
  type Table,
  type TableRow,
} from './table.ts';

export type TableBatch = {
  readonly rows: readonly TableRow[];
  readonly notes: readonly Note[];
  readonly notesLeftOff: number;
};

/** A file being read: its layout, and its rows in batches, read on only as fast as they are taken. */
export type TableStream = { readonly layout: Layout; readonly batches: AsyncGenerator<TableBatch> };

/** Heap of the reading thread; what does not fit in is refused, and the process lives on. */
const WORKER_HEAP_MB = 512;

/**
 * Reads a workbook or text file whole, in a thread of its own.
 * Errors: `ReadProblem` where the file cannot be read, with a Chinese sentence that says what to do.
 */
export async function readTable(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions & { readonly vocabulary: Vocabulary },
): Promise<Result<Table, ReadProblem>> {
  const streamed = await streamTable(bytes, fileName, options);
  if (!streamed.ok) return streamed;
  const rows: TableRow[] = [];
  const notes: Note[] = [];
  let notesLeftOff = 0;
  try {
    for await (const batch of streamed.value.batches) {
      rows.push(...batch.rows);
      notes.push(...batch.notes);
      notesLeftOff += batch.notesLeftOff;
    }
  } catch (cause) {
    if (cause instanceof ReadError) return err(cause.problem);
    throw cause;
  }
  return ok({ ...streamed.value.layout, rows, notes, notesLeftOff });
}

/**
 * The same for lists of any length: rows arrive in batches of some hundreds. A file that turns out to be damaged
 * half-way makes `batches` throw a `ReadError`; leaving the loop early ends the thread.
 */
export async function streamTable(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions & { readonly vocabulary: Vocabulary },
): Promise<Result<TableStream, ReadProblem>> {
  const { vocabulary, ...rest } = options;
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    workerData: { bytes, fileName, vocabulary, options: rest },
    resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
    stdout: false,
  });
  const messages = receive(worker, rest.limits?.maxSeconds ?? readLimits.maxSeconds);
  try {
    const first = await messages.next();
    if (first.done || first.value.kind !== 'layout') throw new Error('the reading thread ended before the layout');
    return ok({ layout: first.value.layout, batches: batchesOf(messages) });
  } catch (cause) {
    await worker.terminate();
    if (cause instanceof ReadError) return err(cause.problem);
    throw cause;
  }
}

type Event = Exclude<WorkerMessage, { kind: 'problem' | 'end' }>;

async function* batchesOf(messages: AsyncGenerator<Event>): AsyncGenerator<TableBatch> {
  for await (const message of messages) {
    if (message.kind === 'rows') yield message;
  }
}

/** The thread's messages one by one, each asked for; the time it may take in all is bounded. */
async function* receive(worker: Worker, maxSeconds: number): AsyncGenerator<Event> {
  const inbox: (WorkerMessage | Error)[] = [];
  let wake = () => {};
  const put = (message: WorkerMessage | Error) => {
    inbox.push(message);
    wake();
  };
  const timer = setTimeout(
    () =>
      put(
        new ReadError(
          'tooSlow',
          `读取超过 ${maxSeconds} 秒，已停止，没有导入。请拆分成几个文件，或另存为 .csv 再导入。`,
        ),
      ),
    maxSeconds * 1000,
  );
  worker.on('message', put);
  worker.on('error', (cause) => put(isOutOfMemory(cause) ? outOfMemory() : cause));
  worker.on('exit', () => put(new Error('the reading thread ended')));
  try {
    for (;;) {
      if (inbox.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const message = inbox.shift()!;
      if (message instanceof Error) throw message;
      if (message.kind === 'end') return;
      if (message.kind === 'problem')
        throw new ReadError(message.problem.code, message.problem.message, message.problem.sheets);
      worker.postMessage('next');
      yield message;
    }
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function isOutOfMemory(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function outOfMemory(): ReadError {
  return new ReadError('tooLarge', '文件展开后过大，内存放不下，没有读取。请拆分成几个文件，或另存为 .csv 再导入。');
}
