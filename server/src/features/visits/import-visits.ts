import { visitVocabulary } from '@sunlot/contract/visit-columns.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes, canonicalJson, type Json } from '@sunlot/core/basics/canonical-json.ts';
import { ok } from '@sunlot/core/basics/result.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import type { Context } from '../../context.ts';
import {
  type ImportInput,
  type ImportOutcome,
  type JudgedBatch,
  type Kept,
  runImport,
  type Stored,
} from '../../imports/run-import.ts';
import { Problem } from '../../problem.ts';
import { type EndedTask, endedTasks } from '../../tasks/open-task.ts';
import { deviationPurpose, isVisitOf, lockLedger } from '../../visits/ledger.ts';
import { type Territory, territoryOf } from '../../visits/territory.ts';
import { factsJson, remarksPurpose, visitHash } from '../../visits/visit-hash.ts';
import type { RowError } from '../../workbooks/error-workbook.ts';
import { judgeVisits, type VisitRow } from '../../workbooks/judge-visits.ts';
import type { Entry } from '../../workbooks/read-secrecy.ts';
import { type Reading, streamTable, type TableBatch } from '../../workbooks/read-table.ts';
import type { Note, TableRow } from '../../workbooks/table.ts';
import { takeLater } from './after-closing.ts';
import { insertVisits, type KnownVisit, type NewVisit, selectVisitsOf, updateVisits } from './sql.ts';
import { visitsContext } from './visits-context.ts';

const ROWS_A_BATCH = 1000;

/** `byForm`: the row was made of a form and typed in one by one, so that what it lacks is typed and not imported. */
export type VisitsInput = ImportInput & { readonly byForm?: boolean };

/**
 * Imports visits of the past, or results recorded elsewhere. A visit is known by its object, day, authority and task, so the
 * same file again changes nothing; one that another agency recorded is left as that agency has it, unless
 * it is a visit of the importing agency itself.
 */
export async function importVisits(ctx: Context, input: VisitsInput): Promise<ImportOutcome> {
  const territory = await territoryOf(ctx, input.agency);
  if (!territory) throw new Problem('agency.unknown', { code: input.agency });
  return runImport<VisitRow>(ctx, input, {
    kind: 'visits',
    open: async (bytes, file, options) => {
      const stream = await streamTable(bytes, file, { ...options, vocabulary: visitVocabulary });
      if (!stream.ok) return stream;
      await lockLedger(ctx, territory.tree[0]!.code);
      const { layout, batches } = stream.value;
      const entry = entryOf(input);
      return ok({ layout, batches: judgedWhole(ctx, { territory, entry }, batches) });
    },
    hashOf: (value) => visitHash(ctx, value),
    store: (rows) => storeVisits(ctx, { input, territory }, rows),
  });
}

function entryOf({ byForm, dryRun }: VisitsInput): Entry {
  if (byForm) return 'form';
  return dryRun ? 'rehearsal' : 'import';
}

/** The rows lean on each other (the same visit twice, classes that rest on earlier findings): read whole, then judged. */
async function* judgedWhole(
  ctx: Context,
  { territory, entry }: { readonly territory: Territory; readonly entry: Entry },
  batches: Reading<TableBatch>['batches'],
): AsyncGenerator<JudgedBatch<VisitRow>> {
  const rows: TableRow[] = [];
  const notes: Note[] = [];
  let notesLeftOff = 0;
  for await (const batch of batches) {
    rows.push(...batch.rows);
    notes.push(...batch.notes);
    notesLeftOff += batch.notesLeftOff;
  }
  const judged = judgeVisits(rows, { ...(await visitsContext(ctx, territory, rows)), entry });
  yield { read: 0, judged: [], notes, notesLeftOff };
  for (let at = 0; at < judged.length; at += ROWS_A_BATCH) {
    const some = judged.slice(at, at + ROWS_A_BATCH);
    yield { read: some.length, judged: some, notes: [], notesLeftOff: 0 };
  }
}

type Storing = { readonly input: ImportInput; readonly territory: Territory };

async function storeVisits(
  ctx: Context,
  { input, territory }: Storing,
  rows: readonly Kept<VisitRow>[],
): Promise<Stored> {
  if (rows.length === 0) return { added: 0, updated: 0, same: 0, suspects: [] };
  const keys = [...new Set(rows.map(({ value }) => value.facts.objectId))];
  const known = groupBy(await selectVisitsOf(ctx.tx, keys), ({ objectKey }) => objectKey);
  const ended = await endedTasks(ctx, { agencies: territory.codes, keys });
  const placed = rows.map((row) => {
    const place = placeOf(row, known.get(row.value.facts.objectId) ?? [], input.agency);
    const task = place.kind === 'same' ? undefined : ended.find((one) => isOf(one, row.value.facts));
    if (!task) return { row, place };
    const { taskId, agency } = task;
    // What came of a visit since the closing is taken where it could be corrected before.
    return {
      row,
      place: { kind: 'ended' as const, task: taskId, ...(place.kind === 'changed' && { id: place.id, agency }) },
    };
  });
  const of = (kind: Place['kind']) => placed.filter(({ place }) => place.kind === kind);
  const newVisits = (kind: 'new' | 'changed') =>
    of(kind).map(({ row, place }) => newVisit(ctx, { agency: input.agency, id: place.id ?? ctx.newId('vis') }, row));
  const [added, changed] = [newVisits('new'), newVisits('changed')];
  if (!input.dryRun) {
    await insertVisits(ctx.tx, added);
    await updateVisits(ctx.tx, changed);
  }
  const later: Awaited<ReturnType<typeof takeLater>>[] = [];
  const refused: RowError[] = [];
  for (const { row, place } of of('ended')) {
    const { id, agency = input.agency, task = '' } = place;
    if (id === undefined) refused.push(notOnRecord(row, task));
    else later.push(await takeLater(ctx, { row, id, agency, task }, { dryRun: input.dryRun === true }));
  }
  const updated = changed.length + later.filter(({ isTaken }) => isTaken).length;
  return {
    added: added.length,
    updated,
    same: rows.length - added.length - updated - refused.length,
    refused,
    suspects: placed.flatMap(({ row, place }) => (place.twin ? [suspect(row, place.twin)] : [])),
    remarks: [...of('theirs').map(({ row, place }) => theirs(row, place)), ...later.flatMap(({ remarks }) => remarks)],
  };
}

/** Does a visit belong to a task that takes no more? By its number, or where it has none by the object and the time of the draw. */
function isOf(ended: EndedTask, facts: VisitRow['facts']): boolean {
  if (facts.taskId !== undefined) return ended.agency === facts.agency && ended.taskId === facts.taskId;
  return ended.objectKey === facts.objectId && isVisitOf(ended, facts);
}

/** Where a row belongs: new, an other text of a known visit, the same, known and recorded by somebody else, or of a task that is ended. */
type Place = {
  readonly kind: 'new' | 'changed' | 'same' | 'theirs' | 'ended';
  readonly task?: string;
  readonly id?: string;
  /** Whose task is ended. */
  readonly agency?: string;
  readonly recordedBy?: string;
  /** A known visit that looks like this new one. */
  readonly twin?: KnownVisit;
};

function placeOf(
  { value: { facts, besides }, hash }: Kept<VisitRow>,
  known: readonly KnownVisit[],
  importer: string,
): Place {
  const { date, agency, taskId = '' } = facts;
  const own = known.filter((visit) => visit.agency === agency);
  const same = own.find((visit) => visit.date === date && visit.taskCode === taskId);
  if (!same) {
    const isOther = ({ date: day, taskCode }: KnownVisit) => day === date && !besides.includes(taskCode);
    const twin = own.find((visit) => isOther(visit) || (taskId !== '' && visit.taskCode === taskId && !visit.isPart));
    return { kind: 'new', ...(twin && { twin }) };
  }
  const { id, recordedBy } = same;
  if (Buffer.from(same.rowHash).equals(hash)) return { kind: 'same', id };
  return { kind: recordedBy === importer || agency === importer ? 'changed' : 'theirs', id, recordedBy };
}

function suspect({ rowNumber }: Kept<VisitRow>, { date, taskCode }: KnownVisit): RowError {
  const number = taskCode === '' ? '没有任务编号' : `任务编号 ${taskCode}`;
  const message = `已登记过同一机关对这个对象的一次检查（${date}，${number}），疑似重复。请核对日期和任务编号。`;
  return { rowNumber, findings: [{ column: 'date', code: 'suspectDuplicate', message }] };
}

function theirs({ rowNumber }: Kept<VisitRow>, { recordedBy }: Place): RowError {
  const message = `这次检查已由 ${recordedBy} 登记，内容与本行不同，以其登记为准，没有改动。有误请联系该单位更正。`;
  return { rowNumber, findings: [{ column: 'authority', code: 'unknownAuthority', message }] };
}

/** A visit that nobody recorded before its task, or the plan of its year, was closed. */
function notOnRecord({ rowNumber }: Kept<VisitRow>, task: string): RowError {
  const message = `任务 ${task} 已经办结（或当年的计划已经办结），没有登记过的检查不再登记，本行退回。`;
  return { rowNumber, findings: [{ column: 'task', code: 'taskClosed', message }] };
}

function newVisit(
  ctx: Context,
  { agency, id }: { readonly agency: string; readonly id: string },
  { value: { facts, deviation, remarks }, hash }: Kept<VisitRow>,
): NewVisit {
  const seal = (value: Json, purpose: string) => hex(ctx.keys.seal(canonicalBytes(value), purpose));
  return {
    id,
    agency: facts.agency,
    recordedBy: agency,
    objectKey: facts.objectId,
    date: facts.date,
    taskCode: facts.taskId ?? '',
    level: facts.level,
    class: facts.class,
    facts: canonicalJson(factsJson(facts)),
    sealedDeviation: deviation ? seal({ ...deviation }, deviationPurpose(id)) : null,
    sealedRemarks: Object.keys(remarks).length === 0 ? null : seal(remarks, remarksPurpose(id)),
    hash: hex(hash),
    by: ctx.actor.id,
    at: ctx.at,
  };
}
