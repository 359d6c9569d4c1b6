import type { HandOverView } from '@sunlot/contract/hand-overs.ts';
import type { SubmitForm, SubmittedForm } from '@sunlot/contract/visit-forms.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { dateInShanghai } from '@sunlot/core/basics/dates.ts';
import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import { failedRows } from '@sunlot/core/policy/visit-form.ts';
import type { Context } from '../../context.ts';
import { keepHandOver } from '../../hand-overs/hand-over-record.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { formOfVisit } from './form-of-visit.ts';
import { openForm, type Submitted, sealForm, sealReason, submissionView } from './kept-forms.ts';
import { owedHandOver } from './owed-hand-over.ts';
import { requireAnswers, requireEdition } from './require-form.ts';
import { requireOnDuty } from './require-on-duty.ts';
import { insertForm, lockTask, selectForms, selectHandOvers, selectPeople, type TaskRow } from './sql.ts';
import { goingVisitOf, placedVisit, sentTask, type Visit } from './visits-of-task.ts';
import { differsFromMerged, isSameTeam, type Person, type Went, whoWent } from './who-went.ts';

/**
 * Takes in the filled-in form of a visit, whole or not at all. A further one is a correction with a reason and stands beside the
 * first. What daily supervision found goes to the officer that is named, in the same transaction, or the answer says it is owed.
 */
export async function submitForm(ctx: Context, input: SubmitForm): Promise<SubmittedForm> {
  const task = await sentTask(ctx, input.task, 'form.submit');
  await lockTask(ctx.tx, task.id);
  await requireOpenTask(ctx, task);
  const visit = await goingVisitOf(ctx, task, input.object);
  const versions = await versionsOf(ctx, visit);
  requireReason(visit, versions, input.reason);
  const last = versions.at(-1);
  const form = last ? { ...last.form, edition: last.row.edition } : await formOfVisit(ctx, task, visit);
  requireEdition(form, { ...input, task: task.code, visit });
  const answers = requireAnswers(form, input.rows);
  const went = await whoWent(ctx, task, { visit, by: input.by });
  const { by } = went;
  const on = dayOf(ctx, task, input.on ?? last?.row.inspected_on);
  const warnings = [
    ...(await requireOnDuty(ctx, task, { visit, went, on })),
    ...requireAsMerged({ visit, went, on, isCorrection: last !== undefined }),
  ];
  const { section, blocks, leftOut } = form;
  const people = othersThanDrawn(visit, went);
  const kept = { section, blocks, answers, ...(leftOut && { leftOut }), ...(people && { people }) };
  requireChange(visit, last, { answers, by: by.certificate, on, people });
  const added = await keepForm(ctx, { task, visit, input, form: { ...kept, edition: form.edition }, by, on, last });
  const answer = await answerOf(ctx, { task, visit, versions: [...versions, added], by, to: input.to });
  return warnings.length === 0 ? answer : { ...answer, warnings: [...warnings] };
}

async function versionsOf(ctx: Context, { draw, rank, k }: Visit): Promise<readonly Submitted[]> {
  const rows = await selectForms(ctx.tx, [draw]);
  return rows.filter((row) => row.rank === rank && row.k === k).map((row) => ({ row, form: openForm(ctx, row) }));
}

function requireReason({ rank }: Visit, versions: readonly Submitted[], reason: string | undefined): void {
  const last = versions.at(-1);
  if (!last && reason !== undefined) throw new Problem('form.nothingToCorrect', { rank });
  if (last && reason === undefined)
    throw new Problem('form.already', { rank, at: last.row.recorded_at, version: last.row.version });
}

/** Not before the dispatch, and not tomorrow. */
function dayOf(ctx: Context, { dispatched_at }: TaskRow, on = ctx.today): string {
  const first = dateInShanghai(Date.parse(dispatched_at!));
  if (on < first) throw new Problem('request.invalid', { what: `检查日期 ${on} 早于派发日期 ${first}` });
  if (on > ctx.today) throw new Problem('request.invalid', { what: `检查日期 ${on} 还没有到（今天是 ${ctx.today}）` });
  return on;
}

type AsMerged = {
  readonly visit: Visit;
  readonly went: Went;
  readonly on: string;
  readonly isCorrection: boolean;
};

/** What is wrong under every number is corrected under one after the other: a correction is told, and taken. @throws Problem form.notAsMerged */
function requireAsMerged({ visit: { rank }, went, on, isCorrection }: AsMerged): readonly string[] {
  const differs = differsFromMerged(went, on);
  if (differs === undefined) return [];
  if (!isCorrection) throw new Problem('form.notAsMerged', { rank, ...differs });
  const { theirs, ours } = differs;
  return [
    `合并为一次检查的日期和人员各编号须相同，已照所写更正：其他编号登记的是 ${theirs}，这里是 ${ours}。请把其他编号的也更正一致。`,
  ];
}

/** The people who went, where they are not those drawn for this task. */
function othersThanDrawn({ team: drawn }: Visit, { team }: Went): Submitted['form']['people'] {
  const certificates = drawn.map(({ certificate }) => certificate);
  if (isSameTeam(team, certificates)) return undefined;
  return team.map(({ certificate, name }) => ({ certificateNo: certificate, name }));
}

type Said = Pick<Submitted['form'], 'answers' | 'people'> & { readonly by: string; readonly on: string };

function requireChange({ rank }: Visit, last: Submitted | undefined, said: Said): void {
  if (!last) return;
  const { version, inspected_by: by, inspected_on: on } = last.row;
  const { answers, people } = last.form;
  if (canonicalJson({ answers, by, on, people }) === canonicalJson(said))
    throw new Problem('form.unchanged', { rank, version });
}

type Keeping = {
  readonly task: TaskRow;
  readonly visit: Visit;
  readonly input: SubmitForm;
  readonly form: Submitted['form'] & { readonly edition: string };
  readonly by: Person;
  readonly on: string;
  readonly last: Submitted | undefined;
};

async function keepForm(ctx: Context, { task, visit, input, form, by, on, last }: Keeping): Promise<Submitted> {
  const id = ctx.newId('frm');
  const { draw, rank, k } = visit;
  const { reason } = input;
  const version = (last?.row.version ?? 0) + 1;
  const row = await insertForm(ctx.tx, {
    ...{ id, agency: task.agency, draw_id: draw, rank, k, version, edition: form.edition },
    ...{ inspected_on: on, inspected_by: by.certificate },
    sealed_form: sealForm(ctx, id, form),
    sealed_reason: reason === undefined ? null : sealReason(ctx, id, reason),
    ...{ recorded_by: ctx.actor.id, recorded_at: ctx.at },
  });
  await ctx.audit({
    action: 'form.submit',
    agency: task.agency,
    subject: id,
    before: last && { version: last.row.version, answers: last.form.answers },
    after: {
      draw,
      rank,
      version,
      edition: form.edition,
      by: by.certificate,
      on,
      people: form.people,
      reason,
      answers: form.answers,
    },
  });
  return { row: { ...row, recorder: ctx.actor.login }, form };
}

type Answering = {
  readonly task: TaskRow;
  readonly visit: Visit;
  readonly versions: readonly Submitted[];
  readonly by: Person;
  readonly to: string | undefined;
};

async function answerOf(ctx: Context, { task, visit, versions, by, to }: Answering): Promise<SubmittedForm> {
  const { agency, id, code } = task;
  const last = versions.at(-1)!;
  const failed = failedRows(last.form, last.form.answers);
  const about = {
    ...placedVisit(visit),
    ...{ task: id, code, agency },
    submission: submissionView(ctx, last, new Map([[by.certificate, by.name]])),
    failed: [...failed],
    ...(last.form.people && { people: last.form.people }),
  };
  if (to !== undefined) return { ...about, handOver: await giveOver(ctx, { task, visit, last, failed, to }) };
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const given = await selectHandOvers(ctx.tx, { agency, keys: [visit.key] });
  // Also of who has left the directory since the draw.
  const [person] = await selectPeople(ctx.tx, { agency, certificates: [by.certificate] });
  const due = owedHandOver(pack, { versions, from: person!.facts as InspectorFacts, object: visit.key, given });
  return { ...about, ...(due && { handOverDue: due }) };
}

type Giving = {
  readonly task: TaskRow;
  readonly visit: Visit;
  readonly last: Submitted;
  readonly failed: ReturnType<typeof failedRows>;
  readonly to: string;
};

/** The finding in the words of the form. */
function giveOver(ctx: Context, { task, visit, last, failed, to }: Giving): Promise<HandOverView> {
  may(ctx.actor, 'handOver.record', task.agency);
  if (failed.length === 0) throw new Problem('form.nothingToHandOver');
  return keepHandOver(ctx, {
    agency: task.agency,
    object: { key: visit.key, name: visit.name },
    ...{ from: last.row.inspected_by, to, foundOn: last.row.inspected_on, handedOn: ctx.today },
    matter: failed.map(({ id, text, note }) => `${id} ${text}：${note}`).join('；'),
  });
}
