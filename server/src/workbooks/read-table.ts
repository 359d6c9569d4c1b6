import { Worker } from 'node:worker_threads';
import type { Vocabulary } from '@sunlot/contract/columns.ts';
import { err, ok, type Result } from '@sunlot/core/basics/result.ts';
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
import type { TableEvent, TableRequest } from './table-events.ts';
import { THREAD_LIMITS, takeOver } from './worker-stream.ts';

export type TableBatch = {
  readonly rows: readonly TableRow[];
  readonly notes: readonly Note[];
  readonly notesLeftOff: number;
};

/** A file being read: its layout, and what comes of its rows in batches, read on only as fast as they are taken. */
export type Reading<Batch> = { readonly layout: Layout; readonly batches: AsyncGenerator<Batch> };

export type ReadSettings = ReadOptions & { readonly vocabulary: Vocabulary };

/**
 * Reads a workbook or text file whole, in a thread of its own.
 * Errors: `ReadProblem` where the file cannot be read, with a Chinese sentence that says what to do.
 */
export async function readTable(
  bytes: Uint8Array,
  fileName: string,
  settings: ReadSettings,
): Promise<Result<Table, ReadProblem>> {
  const streamed = await streamTable(bytes, fileName, settings);
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
export function streamTable(
  bytes: Uint8Array,
  fileName: string,
  { vocabulary, ...options }: ReadSettings,
): Promise<Result<Reading<TableBatch>, ReadProblem>> {
  const script = new URL('./read-worker.ts', import.meta.url);
  const request: TableRequest = { bytes, fileName, vocabulary, options };
  return startReading<Exclude<TableEvent, { kind: 'layout' }>>(script, request);
}

type LayoutEvent = Extract<TableEvent, { kind: 'layout' }>;

/** Starts a thread that says the layout first and batches then. */
export async function startReading<Batch extends { readonly kind: 'rows' }>(
  script: URL,
  request: { readonly options: ReadOptions },
): Promise<Result<Reading<Batch>, ReadProblem>> {
  const worker = new Worker(script, { workerData: request, resourceLimits: THREAD_LIMITS });
  const events = takeOver<LayoutEvent | Batch>(worker, request.options.limits?.maxSeconds ?? readLimits.maxSeconds);
  try {
    const first = await events.next();
    if (first.done || first.value.kind !== 'layout') throw new Error('the reading thread ended before the layout');
    return ok({ layout: first.value.layout, batches: batchesOf(events) });
  } catch (cause) {
    if (cause instanceof ReadError) return err(cause.problem);
    throw cause;
  }
}

async function* batchesOf<Batch extends { readonly kind: 'rows' }>(
  events: AsyncGenerator<LayoutEvent | Batch>,
): AsyncGenerator<Batch> {
  for await (const event of events) {
    if (event.kind === 'rows') yield event;
  }
}
