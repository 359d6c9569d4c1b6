import type { Vocabulary } from '@sunlot/contract/columns.ts';
import { ok, type Result } from '@sunlot/core/basics/result.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { type Reading, type ReadSettings, readTable } from '../workbooks/read-table.ts';
import type { Judged } from '../workbooks/row-reader.ts';
import type { ReadProblem, Table, TableRow } from '../workbooks/table.ts';
import type { DirectoryKind } from './directory-version.ts';
import {
  type ImportInput,
  type ImportOutcome,
  type JudgedBatch,
  type Kept,
  runImport,
  type Stored,
} from './run-import.ts';

/** What differs from list to list. */
type WholeList<Row> = {
  readonly kind: DirectoryKind | 'duties';
  readonly vocabulary: Vocabulary;
  readonly judge: (rows: readonly TableRow[]) => readonly Judged<Row>[];
  readonly hashOf: (row: Row) => Uint8Array;
  readonly store: (rows: readonly Kept<Row>[]) => Promise<Stored>;
};

/**
 * Imports a list that is one thing: it is read to its end before it is judged, because its rows lean on each other, and the
 * file replaces what stands.
 */
export async function importWholeList<Row>(
  ctx: Context,
  input: ImportInput,
  { kind, vocabulary, judge, hashOf, store }: WholeList<Row>,
): Promise<ImportOutcome> {
  const { agency } = input;
  const known = await ctx.tx.selectFrom('agency').select('code').where('code', '=', agency).executeTakeFirst();
  if (!known) throw new Problem('agency.unknown', { code: agency });
  let hashes: Uint8Array = new Uint8Array();
  const reads = {
    open: (bytes: Uint8Array, file: string, options: Pick<ReadSettings, 'sheet'>) =>
      openList(bytes, file, { settings: { ...options, vocabulary }, judge }),
    hashOf,
    store: (kept: readonly Kept<Row>[]) => {
      hashes = Buffer.concat(kept.map(({ hash }) => hash));
      return store(kept);
    },
  };
  if (kind === 'duties') return runImport<Row>(ctx, input, { ...reads, kind });
  return runImport<Row>(ctx, input, { ...reads, kind, allHashes: async () => hashes });
}

type Opening<Row> = { readonly settings: ReadSettings; readonly judge: WholeList<Row>['judge'] };

async function openList<Row>(
  bytes: Uint8Array,
  file: string,
  { settings, judge }: Opening<Row>,
): Promise<Result<Reading<JudgedBatch<Row>>, ReadProblem>> {
  const table = await readTable(bytes, file, settings);
  if (!table.ok) return table;
  return ok({ layout: table.value, batches: wholeList(table.value, judge) });
}

async function* wholeList<Row>(
  { rows, notes, notesLeftOff }: Table,
  judge: WholeList<Row>['judge'],
): AsyncGenerator<JudgedBatch<Row>> {
  yield { read: rows.length, judged: judge(rows), notes, notesLeftOff };
}

/** How a list differs from the one that stands; `contentOf` says what a row states, `serial` which row it is. */
export function countChanges<Row extends { readonly serial: string }>(
  before: readonly Row[],
  after: readonly Row[],
  contentOf: (row: Row) => string,
): Stored & { readonly isChanged: boolean } {
  const known = new Map(before.map((row) => [row.serial, contentOf(row)]));
  const same = after.filter((row) => known.get(row.serial) === contentOf(row)).length;
  const updated = after.filter((row) => known.has(row.serial)).length - same;
  const isChanged = same < after.length || before.length !== after.length;
  return { added: after.length - same - updated, updated, same, suspects: [], isChanged };
}
