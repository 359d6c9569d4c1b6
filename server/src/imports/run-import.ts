import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ImportResult } from '@sunlot/contract/imports.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { ok, type Result } from '@sunlot/core/basics/result.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { may } from '../rights.ts';
import { errorWorkbook, type RowError } from '../workbooks/error-workbook.ts';
import { type Reading, type ReadSettings, streamTable, type TableBatch } from '../workbooks/read-table.ts';
import type { Finding, Judged } from '../workbooks/row-reader.ts';
import {
  type Layout,
  type Note,
  ReadError,
  type ReadOptions,
  type ReadProblem,
  type TableRow,
} from '../workbooks/table.ts';
import { type DirectoryKind, recordDirectoryVersion } from './directory-version.ts';
import { createRowTree } from './row-tree.ts';

export type ImportInput = {
  readonly agency: string;
  /** Name of the file, for messages and the record. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** The sheet to take where several fit. */
  readonly sheet?: string;
  /** Judge and count only; nothing is written. Run it as a reading use case. */
  readonly dryRun?: boolean;
};

/** What an import answers: the counts, and everything an office wants to see of its file. */
export type ImportOutcome = {
  readonly result: ImportResult;
  readonly rejected: readonly RowError[];
  /** Rows kept with something odd about them. At most {@link MOST_SHOWN}. */
  readonly warnings: readonly RowError[];
  readonly notes: readonly Note[];
  readonly notesLeftOff: number;
  readonly unknownHeaders: readonly string[];
  readonly repeatedHeaders: readonly string[];
  /** The office's own workbook with the rejected rows marked; absent where none was rejected. */
  readonly errorsWorkbook?: Uint8Array;
};

export type Stored = {
  readonly added: number;
  readonly updated: number;
  readonly same: number;
  readonly suspects: readonly RowError[];
  /** Rows that are good in themselves and cannot be stored: they come back like those that are not. */
  readonly refused?: readonly RowError[];
  /** What else the office should know of rows that were kept. */
  readonly remarks?: readonly RowError[];
  /** The directory changed although no row is new or different: rows left it, or moved. */
  readonly isChanged?: boolean;
};

/** Rows of a file that have been judged. */
export type JudgedBatch<T> = {
  readonly read: number;
  readonly judged: readonly Judged<T>[];
  readonly notes: readonly Note[];
  readonly notesLeftOff: number;
};

type OpenOptions = Pick<ReadOptions, 'sheet'>;

/** What differs from noun to noun. */
export type Importing<T> = Reads<T> & (OfDirectory | { readonly kind: 'visits' | 'duties' });

/** A list that draws name by its version. */
type OfDirectory = {
  readonly kind: DirectoryKind;
  /** Row hashes of the whole directory after the import, in the order of their keys, one behind the other. */
  readonly allHashes: () => Promise<Uint8Array>;
};

type Reads<T> = {
  /** Starts reading and judging the file. */
  readonly open: (
    bytes: Uint8Array,
    file: string,
    options: OpenOptions,
  ) => Promise<Result<Reading<JudgedBatch<T>>, ReadProblem>>;
  readonly hashOf: (value: T) => Uint8Array;
  /** Stores the rows of a batch. */
  readonly store: (rows: readonly Kept<T>[]) => Promise<Stored>;
};

/** Judges here, row by row, what a thread reads: for lists that are never long. */
export async function openJudging<T>(
  bytes: Uint8Array,
  file: string,
  { judge, ...settings }: ReadSettings & { readonly judge: (rows: readonly TableRow[]) => readonly Judged<T>[] },
): Promise<Result<Reading<JudgedBatch<T>>, ReadProblem>> {
  const stream = await streamTable(bytes, file, settings);
  if (!stream.ok) return stream;
  const { layout, batches } = stream.value;
  return ok({ layout, batches: judgedBatches(batches, judge) });
}

async function* judgedBatches<T>(
  batches: Reading<TableBatch>['batches'],
  judge: (rows: readonly TableRow[]) => readonly Judged<T>[],
): AsyncGenerator<JudgedBatch<T>> {
  for await (const { rows, notes, notesLeftOff } of batches) {
    yield { read: rows.length, judged: judge(rows), notes, notesLeftOff };
  }
}

export type Kept<T> = { readonly rowNumber: number; readonly value: T; readonly hash: Uint8Array };

const MOST_SHOWN = 2000;

type Tally = {
  read: number;
  added: number;
  updated: number;
  same: number;
  suspect: number;
  isChanged: boolean;
  readonly rejected: RowError[];
  readonly warnings: RowError[];
  readonly notes: Note[];
  notesLeftOff: number;
};

/**
 * Imports a file into a directory, all of it in the caller's transaction: good rows are stored, bad ones come back
 * marked in the same workbook. One audit entry names the file's hash and the root of the rows taken from it.
 * @throws Problem `import.unreadable` where the file as a whole cannot be read; nothing is stored then.
 */
export async function runImport<T>(ctx: Context, input: ImportInput, importing: Importing<T>): Promise<ImportOutcome> {
  may(ctx.actor, `${importing.kind}.import`, input.agency);
  const file = basename(input.file);
  const stream = await importing.open(input.bytes, file, input.sheet === undefined ? {} : { sheet: input.sheet });
  if (!stream.ok) throw new Problem('import.unreadable', { file, why: stream.error.message });
  const { layout } = stream.value;
  const tree = createRowTree();
  const id = ctx.newId('imp');
  // What the database writes along (object_change) names the import by it.
  await sql`select set_config('sunlot.import', ${id}, true)`.execute(ctx.tx);
  const tally = await takeRows(stream.value, importing, { tree, file });
  const counts = countsOf(tally);
  const result = { file, sheet: layout.sheet, ...counts, errorsFile: null };
  if (!input.dryRun) await record(ctx, { id, input, importing, result, tally, root: tree.root() });
  const errorsWorkbook =
    tally.rejected.length === 0 ? undefined : await markErrors(input.bytes, layout, tally.rejected);
  const { rejected, warnings, notes, notesLeftOff } = tally;
  const { unknownHeaders, repeatedHeaders } = layout;
  return {
    result,
    rejected,
    warnings,
    notes,
    notesLeftOff,
    unknownHeaders,
    repeatedHeaders,
    ...(errorsWorkbook && { errorsWorkbook }),
  };
}

function countsOf({ read, added, updated, same, rejected, suspect }: Tally) {
  return { read, added, updated, same, rejected: rejected.length, suspect };
}

type Taking = { readonly tree: ReturnType<typeof createRowTree>; readonly file: string };

async function takeRows<T>(
  stream: Reading<JudgedBatch<T>>,
  importing: Importing<T>,
  { tree, file }: Taking,
): Promise<Tally> {
  const tally: Tally = {
    read: 0,
    added: 0,
    updated: 0,
    same: 0,
    suspect: 0,
    isChanged: false,
    rejected: [],
    warnings: [],
    notes: [],
    notesLeftOff: 0,
  };
  const take = async (batch: JudgedBatch<T>) => {
    tally.read += batch.read;
    tally.notes.push(...batch.notes);
    tally.notesLeftOff += batch.notesLeftOff;
    const kept = keep(importing, batch.judged, tally);
    const stored = await importing.store(kept);
    const { refused = [] } = stored;
    const back = new Set(refused.map(({ rowNumber }) => rowNumber));
    for (const { rowNumber, hash } of kept) if (!back.has(rowNumber)) await tree.add(hash);
    tally.rejected.push(...refused);
    tally.added += stored.added;
    tally.updated += stored.updated;
    tally.same += stored.same;
    tally.isChanged ||= stored.added + stored.updated > 0 || stored.isChanged === true;
    tally.suspect += stored.suspects.length;
    warn(tally, [...stored.suspects, ...(stored.remarks ?? [])]);
  };
  try {
    for await (const batch of stream.batches) await take(batch);
  } catch (cause) {
    if (cause instanceof ReadError) throw new Problem('import.unreadable', { file, why: cause.message });
    throw cause;
  }
  return tally;
}

function keep<T>(importing: Importing<T>, judged: readonly Judged<T>[], tally: Tally): readonly Kept<T>[] {
  const kept: Kept<T>[] = [];
  for (const row of judged) {
    const { rowNumber } = row;
    if (!row.ok) {
      tally.rejected.push({ rowNumber, findings: row.errors });
      continue;
    }
    if (row.warnings.length > 0) warn(tally, [{ rowNumber, findings: row.warnings }]);
    if (row.warnings.some(({ code }: Finding) => code === 'suspectDuplicate')) tally.suspect += 1;
    kept.push({ rowNumber, value: row.value, hash: importing.hashOf(row.value) });
  }
  return kept;
}

function warn(tally: Tally, rows: readonly RowError[]): void {
  tally.warnings.push(...rows.slice(0, Math.max(0, MOST_SHOWN - tally.warnings.length)));
}

type Recording<T> = {
  readonly id: string;
  readonly input: ImportInput;
  readonly importing: Importing<T>;
  readonly result: ImportResult;
  readonly tally: Tally;
  readonly root: Uint8Array;
};

async function record<T>(ctx: Context, { id, input, importing, result, tally, root }: Recording<T>): Promise<void> {
  const { agency } = input;
  const { kind } = importing;
  const { file, sheet, errorsFile: _, ...counts } = result;
  const fileHash = createHash('sha256').update(input.bytes).digest();
  if (tally.isChanged && 'allHashes' in importing) {
    await recordDirectoryVersion(ctx, { agency, kind: importing.kind }, await importing.allHashes());
  }
  await ctx.tx
    .insertInto('import_run')
    .values({
      id,
      agency,
      kind,
      file_name: file,
      file_hash: fileHash,
      sheet,
      counts: JSON.stringify(counts),
      by_user: ctx.actor.id,
      at: ctx.at,
    })
    .execute();
  await ctx.audit({
    action: `${kind}.import`,
    agency,
    subject: id,
    after: { file, sheet, fileHash: hex(fileHash), rowRoot: hex(root), ...counts },
  });
}

/** The rows are stored by now: a workbook that cannot be marked must not undo that. */
async function markErrors(
  bytes: Uint8Array,
  layout: Layout,
  rejected: readonly RowError[],
): Promise<Uint8Array | undefined> {
  const marked = await errorWorkbook(bytes, layout, rejected);
  return marked.ok ? marked.value : undefined;
}
