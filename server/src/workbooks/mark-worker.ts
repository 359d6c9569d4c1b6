import { parentPort, workerData } from 'node:worker_threads';
import { markWorkbook, type RowError } from './error-workbook.ts';
import { type Layout, ReadError, type ReadProblem } from './table.ts';

export type MarkMessage =
  | { readonly kind: 'marked'; readonly bytes: Uint8Array }
  | { readonly kind: 'problem'; readonly problem: ReadProblem };

type MarkRequest = { readonly bytes: Uint8Array; readonly layout: Layout; readonly errors: readonly RowError[] };

async function run({ bytes, layout, errors }: MarkRequest): Promise<MarkMessage> {
  try {
    return { kind: 'marked', bytes: await markWorkbook(bytes, layout, errors) };
  } catch (cause) {
    if (cause instanceof ReadError) return { kind: 'problem', problem: cause.problem };
    throw cause;
  }
}

parentPort!.postMessage(await run(workerData));
