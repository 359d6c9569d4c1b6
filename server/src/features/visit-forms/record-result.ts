import { visitVocabulary } from '@sunlot/contract/visit-columns.ts';
import type { RecordedResult, RecordResult } from '@sunlot/contract/visit-results.ts';
import { wordingsLeftOpen } from '@sunlot/core/policy/form-wording.ts';
import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { checkWording, isSecret } from '@sunlot/core/policy/paperwork.ts';
import { failedRows } from '@sunlot/core/policy/visit-form.ts';
import type { Context } from '../../context.ts';
import type { ImportInput, ImportOutcome } from '../../imports/run-import.ts';
import { versionOfPeriod } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { recordApproval } from '../../visits/withholding-approval.ts';
import type { RowError } from '../../workbooks/error-workbook.ts';
import { secrecyGroundOf, wordingOf, wordingsOf } from '../../workbooks/pack-words.ts';
import { PART } from '../../workbooks/read-secrecy.ts';
import { writeCsv } from '../../workbooks/write-table.ts';
import { openForm, type Submitted } from './kept-forms.ts';
import { lockTask, selectForms, selectRecorded, type TaskRow } from './sql.ts';
import { goingVisitOf, sentTask, type Visit } from './visits-of-task.ts';

/** Takes a workbook of visits in; `byForm`: of one row, made of a form. */
export type VisitImport = (ctx: Context, input: ImportInput & { readonly byForm: true }) => Promise<ImportOutcome>;

/**
 * Records the result of a visit by its form: day, items and rows are the form's, people the team's, the wording must not say otherwise. It is
 * taken in as the row of a workbook would be, so that it is judged, sealed and counted like any other visit, and the same row imported
 * afterwards is known again.
 */
export async function recordResultBy(
  importVisits: VisitImport,
  ctx: Context,
  input: RecordResult,
): Promise<RecordedResult> {
  const task = await sentTask(ctx, input.task, 'visits.import');
  await lockTask(ctx.tx, task.id);
  await requireOpenTask(ctx, task);
  const visit = await goingVisitOf(ctx, task, input.object);
  const form = await lastForm(ctx, task, visit);
  const pack = await versionOfPeriod(ctx, task);
  const failed = failedRows(form.form, form.form.answers);
  const results = wordingsFor(pack, { input, visit, version: form.row.version, failed: failed.map(({ id }) => id) });
  requirePublishable(pack, visit, input);
  const row: ResultRow = { task, visit, form, results, determinedOn: input.determinedOn ?? ctx.today };
  const about = viewOf(row, failed.length);
  const recorded = await onRecord(ctx, pack, { row, input });
  const { state, warnings } = recorded
    ? await addTo(ctx, recorded, input)
    : { state: 'added' as const, warnings: await takeIn(ctx, { row, input, importVisits }) };
  await ctx.audit({
    action: 'result.record',
    agency: task.agency,
    subject: form.row.id,
    after: { task: task.id, draw: visit.draw, rank: visit.rank, version: form.row.version, results, state },
  });
  return { ...about, state, warnings: [...warnings] };
}

async function lastForm(ctx: Context, task: TaskRow, { draw, rank, k }: Visit): Promise<Submitted> {
  const row = (await selectForms(ctx.tx, [draw])).findLast((one) => one.rank === rank && one.k === k);
  if (!row) throw new Problem('result.noForm', { rank, task: task.code });
  return { row, form: openForm(ctx, row) };
}

type Worded = {
  readonly input: RecordResult;
  readonly visit: Visit;
  readonly version: number;
  /** Ids of the rows that failed. */
  readonly failed: readonly string[];
};

/** The wordings as the scheme writes them. @throws Problem result.wordingUnknown, result.againstForm, result.needs */
function wordingsFor(pack: Pack, { input, visit, version, failed }: Worded): readonly string[] {
  const open = wordingsLeftOpen(pack, failed.length).map(({ text }) => text);
  const wordings = [...new Set(input.wordings.map((text) => known(pack, text)))];
  const against = wordings.find((text) => !open.includes(text));
  if (against !== undefined) {
    const found = failed.length === 0 ? '没有不合格的行' : `有 ${failed.length} 行不合格（${failed.join('、')}）`;
    const { rank } = visit;
    throw new Problem('result.againstForm', { rank, version, found, wording: against, wordings: open.join('、') });
  }
  for (const text of wordings) requireNeeds(pack, text, input);
  return wordings;
}

function known(pack: Pack, text: string): string {
  const wording = wordingOf(pack, text);
  if (wording === undefined)
    throw new Problem('result.wordingUnknown', { wording: text, wordings: wordingsOf(pack).join('、') });
  return wording;
}

function requireNeeds(pack: Pack, wording: string, { caseNumber, rectifyBy }: RecordResult): void {
  const given = {
    ...(caseNumber !== undefined && { caseNumber }),
    ...(rectifyBy !== undefined && { rectificationDue: rectifyBy }),
  };
  const checked = checkWording(pack, wording, given);
  if (checked.ok || checked.error === 'notInPack') return;
  const isCase = checked.error === 'caseNumberMissing';
  const [what, option] = isCase ? ['立案文号', '--case'] : ['整改期限', '--rectify-by'];
  throw new Problem('result.needs', { wording, what, option });
}

/** Where the scheme forbids to publish on a ground, no day of publication goes with it (R-159). @throws Problem result.secret */
function requirePublishable(pack: Pack, { rank }: Visit, input: RecordResult): void {
  const { withheldGround, withheldPart, publishedOn } = input;
  if (withheldGround === undefined || withheldPart || publishedOn === undefined) return;
  const ground = secrecyGroundOf(pack, withheldGround);
  if (ground === undefined) return;
  const { section } = theRule(pack, 'secrecy').clause;
  if (isSecret(pack, ground)) throw new Problem('result.secret', { rank, ground, section });
}

type ResultRow = {
  readonly task: TaskRow;
  readonly visit: Visit;
  readonly form: Submitted;
  readonly results: readonly string[];
  readonly determinedOn: string;
};

function viewOf({ task, visit, form, results, determinedOn }: ResultRow, failed: number) {
  const { id, code, agency } = task;
  return {
    ...{ task: id, code, agency, rank: visit.rank, object: { key: visit.key, name: visit.name } },
    form: { form: form.row.id, version: form.row.version, failed },
    date: form.row.inspected_on,
    inspectors: peopleOf({ visit, form }),
    items: itemsOf(form),
    results: [...results],
    determinedOn,
  };
}

/** Who went: the team of the own draw, or of another one that the visit was merged with. */
function peopleOf({ visit, form }: Pick<ResultRow, 'visit' | 'form'>): string[] {
  return (
    form.form.people?.map(({ certificateNo }) => certificateNo) ?? visit.team.map(({ certificate }) => certificate)
  );
}

function itemsOf({ form }: Submitted): string[] {
  return form.blocks.flatMap(({ serial }) => serial ?? []);
}

type Recorded = Awaited<ReturnType<typeof selectRecorded>>[number];
type Typed = { readonly row: ResultRow; readonly input: RecordResult };

/** This very result, where it is on record. Another one, or another ground, is corrected where it came from. @throws Problem result.already */
async function onRecord(ctx: Context, pack: Pack, { row, input }: Typed): Promise<Recorded | undefined> {
  const { task, visit, form, results } = row;
  const [found] = await selectRecorded(ctx.tx, { agency: task.agency, code: task.code, key: visit.key });
  if (!found) return undefined;
  const isSame =
    found.date === form.row.inspected_on &&
    found.results.length === results.length &&
    results.every((text) => found.results.includes(text)) &&
    isSameGround(pack, found, input);
  if (isSame) return found;
  const said = [found.results.join('；') || '没有结果', groundText(found)].join('，');
  throw new Problem('result.already', { rank: visit.rank, date: found.date, results: said });
}

/** A ground that is not typed again stays what it is. */
function isSameGround(pack: Pack, found: Recorded, { withheldGround, withheldPart = false }: RecordResult): boolean {
  if (withheldGround === undefined) return true;
  return (
    (secrecyGroundOf(pack, withheldGround) ?? withheldGround) === found.ground &&
    (withheldPart || withheldGround.includes(PART)) === found.isPart
  );
}

function groundText({ ground, isPart }: Recorded): string {
  return ground === undefined ? '没有不予公开依据' : `不予公开依据：${ground}${isPart ? `（${PART}）` : ''}`;
}

/** Who approved the withholding is added where that is lacking; whatever else is typed again is not taken. */
async function addTo(ctx: Context, { id, ground, isApproved }: Recorded, input: RecordResult) {
  const { approvedBy, withheldGround: _, ...more } = input;
  if (approvedBy === undefined || ground === undefined || isApproved)
    return { state: 'same' as const, warnings: notTaken(input) };
  await recordApproval(ctx, { visit: id, approvedBy });
  return { state: 'approved' as const, warnings: notTaken(more) };
}

/** What is said with a result that is on record already is not taken; whoever adds to it has to know. */
function notTaken(input: RecordResult): readonly string[] {
  const { determinedOn, publishedOn, withheldGround, approvedBy, rectifyBy, caseNumber, partnerPeople } = input;
  const said = [determinedOn, publishedOn, withheldGround, approvedBy, rectifyBy, caseNumber, partnerPeople];
  if (said.every((one) => one === undefined)) return [];
  return [
    '结果登记在先，这次写的日期、依据、批准人等没有再记；与已登记的不同的，在检查记录里改好后导入（import visits）。',
  ];
}

type TakingIn = { readonly row: ResultRow; readonly input: RecordResult; readonly importVisits: VisitImport };

/** As `import visits` takes a row in. Answers what it says of a row that it takes; a row that comes back is a refusal. */
async function takeIn(ctx: Context, { row, input, importVisits }: TakingIn): Promise<readonly string[]> {
  const { task, visit, form } = row;
  const cells = cellsOf(row, input);
  const bytes = writeCsv([cells.map(([header]) => header), cells.map(([, cell]) => cell)]);
  const file = `检查表结果-${task.code}-${visit.rank}-v${form.row.version}.csv`;
  const { result, rejected, warnings } = await importVisits(ctx, { agency: task.agency, file, bytes, byForm: true });
  const told = (errors: readonly RowError[]) =>
    errors.flatMap(({ findings }) => findings.map(({ message }) => message));
  if (result.added !== 1) {
    const why = told([...rejected, ...warnings]).join('');
    throw new Problem('result.refused', { rank: visit.rank, why });
  }
  return told(warnings);
}

function cellsOf({ task, visit, form, results, determinedOn }: ResultRow, input: RecordResult) {
  const { publishedOn, rectifyBy, caseNumber, partnerPeople = [] } = input;
  const { withheldGround, withheldPart, approvedBy } = input;
  const ground = withheldGround && `${withheldGround}${withheldPart ? `（${PART}）` : ''}`;
  const cells: readonly (readonly [string, string])[] = [
    [header('date'), form.row.inspected_on],
    [header('creditCode'), visit.key],
    [header('task'), task.code],
    [header('selection'), word('selection', 'random')],
    [header('items'), itemsOf(form).join('；')],
    [header('method'), word('method', visit.method)],
    [header('trigger'), visit.trigger ?? ''],
    [header('inspectors'), peopleOf({ visit, form }).join('；')],
    [header('partnerPeople'), partnerPeople.join('；')],
    [header('results'), results.join('；')],
    [header('resultDeterminedOn'), determinedOn],
    [header('publishedOn'), publishedOn ?? ''],
    [header('withheldGround'), ground ?? ''],
    [header('approvedBy'), approvedBy ?? ''],
    [header('rectifyBy'), rectifyBy ?? ''],
    [header('caseNumber'), caseNumber ?? ''],
  ];
  return cells.filter(([, cell]) => cell !== '');
}

function columnOf(id: string) {
  return visitVocabulary.columns.find((column) => column.id === id)!;
}

function header(id: string): string {
  return columnOf(id).header;
}

function word(id: string, choice: string): string {
  return columnOf(id).choices![choice]![0]!;
}
