import { answerChoices } from '@sunlot/contract/form-columns.ts';
import type { Text } from '@sunlot/contract/languages.ts';
import {
  FormAsk,
  type SubmissionView,
  SubmitForm,
  type SubmittedForm,
  type TaskForms,
  type TaskFormView,
} from '@sunlot/contract/visit-forms.ts';
import { dateInShanghai } from '@sunlot/core/basics/dates.ts';
import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import type { RowAnswer } from '@sunlot/core/policy/visit-form.ts';
import { listForms } from '@sunlot/server/features/visit-forms/list-forms.ts';
import { showForm } from '@sunlot/server/features/visit-forms/show-form.ts';
import { submitForm } from '@sunlot/server/features/visit-forms/submit-form.ts';
import { Problem } from '@sunlot/server/problem.ts';
import { formFile, readFormFile } from '@sunlot/server/workbooks/form-sheet.ts';
import type { Command } from 'commander';
import { action, reading, type Sink, writing } from './command.ts';
import { rowInEnglish } from './english-rows.ts';
import { inEnglish } from './english-words.ts';
import { readNamed, writeNamed } from './files.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import type { Session } from './session.ts';

/** 现场检查表 of the visits of a task: fetched, taken in, looked at, and which are still missing. */
export function addForms(task: Command, sink: Sink): void {
  addForm(task, sink);
  addList(task, sink);
}

type FormOptions = {
  readonly object: string;
  readonly file?: string;
  readonly out?: string;
  readonly revision?: string;
  readonly by?: string;
  readonly on?: string;
  readonly reason?: string;
  readonly to?: string;
};

function addForm(task: Command, sink: Sink): void {
  const { say } = sink.output;
  const file = say('检查表', 'form');
  const example = 'sunlot task form 2026q4-key --object 3';
  const form = writing(task.command('form'), sink.output, {
    what: say(
      '一次检查的检查表：--out 取表，--file 提交，都不写则查看（留痕）',
      'the form of a visit: --out fetches it, --file submits it, neither shows it (logged)',
    ),
    examples: [
      `${example} --out ${file}.xlsx --as zonghe`,
      `${example} --file ${file}.xlsx --by DEMO-001 --on 2026-11-20 --as zonghe`,
    ],
  }).argument(say('<任务>', '<task>'));
  form.requiredOption(
    `--object ${say('<对象>', '<unit>')}`,
    say('统一社会信用代码，或抽取序号', 'credit code, or its rank in the draw'),
  );
  lookOptions(form, sink.output);
  submitOptions(form, sink.output);
  action<FormOptions>(form, sink, (session, options, [id]) =>
    options.file === undefined
      ? look(session, { ...options, task: id! })
      : submit(session, { ...options, task: id!, file: options.file }),
  );
}

function lookOptions(form: Command, { say }: Output): void {
  form
    .option(
      `--out ${say('<文件>', '<file>')}`,
      say(
        '把检查表写成 .xlsx 或 .csv 文件；已提交的连同所填内容',
        'write it to .xlsx or .csv, with the answers where there are',
      ),
    )
    .option(
      `--revision ${say('<版次>', '<n>')}`,
      say('查看更正前的某一版（默认最近一版）', 'an earlier version (default: the last one)'),
    );
}

function submitOptions(form: Command, { say }: Output): void {
  form
    .option(
      `--file ${say('<文件>', '<file>')}`,
      say('填好的检查表（.xlsx、.csv 或 .json）', 'the filled-in form (.xlsx, .csv or .json)'),
    )
    .option(
      `--by ${say('<证号>', '<number>')}`,
      say(
        '由谁检查（执法证号）；本组人员自己提交的可不写',
        'who inspected; unsaid, the own certificate of the account',
      ),
    )
    .option(`--on ${say('<日期>', '<date>')}`, say('检查日期（默认今天）', 'day of the inspection (default: today)'))
    .option(
      `--reason ${say('<理由>', '<reason>')}`,
      say('更正已提交的检查表的理由，加密保存', 'why a submitted form is corrected; kept encrypted'),
    )
    .option(
      `--to ${say('<证号>', '<number>')}`,
      say('日常监管人员发现不合格的，同时移送给这位执法人员', 'hand what daily supervision found to this officer'),
    );
}

type Asked = FormOptions & { readonly task: string };

async function look(session: Session, options: Asked): Promise<number> {
  const { output } = session;
  refuseBeside(options, false);
  const { task, object, revision: version, out } = options;
  const view = await session.read(showForm, { task, ...parseInput(FormAsk, { object, version }) });
  if (out !== undefined) await writeNamed(out, await formFile(view, out, view.answers));
  show(output, view, () => (out === undefined ? formLines(output, view) : [fetchedLine(output, view, out)]));
  return 0;
}

async function submit(session: Session, options: Asked & { readonly file: string }): Promise<number> {
  const { output } = session;
  refuseBeside(options, true);
  const { task, object, file, by, on, reason, to } = options;
  const filled = await readFormFile(await readNamed(file), file);
  const input = parseInput(SubmitForm, { ...filled, object, by, on, reason, to });
  const view = await session.write(submitForm, { task, ...input });
  show(output, view, () => submittedLines(output, view));
  return 0;
}

/** What belongs to the other way of using the command is refused and not lost. */
function refuseBeside(options: Asked, file: boolean): void {
  const others = file ? (['out', 'revision'] as const) : (['by', 'on', 'reason', 'to'] as const);
  const found = others.find((name) => options[name] !== undefined);
  if (found === undefined) return;
  const what = file ? `--${found} 不能与 --file 一起使用` : `--${found} 只用于提交检查表（--file）`;
  throw new Problem('request.invalid', { what });
}

function formLines(output: Output, view: TaskFormView): readonly string[] {
  const { say } = output;
  const { rank, object, edition, section, blocks, leftOut = [], answers, submission } = view;
  return [
    say(
      `第 ${rank} 号 ${object.name} 检查表（表号 ${edition}，${section}）`,
      `Number ${rank}, ${object.name}: form ${edition} (${section})`,
    ),
    submission === undefined
      ? say('还没有提交。', 'Nobody has submitted it yet.')
      : submissionLine(output, submission, view.versions.length),
    ...peopleLines(output, view),
    ...blocks.flatMap(({ serial = '', title, rows }) => [
      `${serial} ${title}`.trim(),
      ...rows.map((row) => `  ${rowLine(output, row, answers?.[row.id])}`),
    ]),
    ...leftOut.map(({ item, name, reason }) =>
      say(`本次不检查 ${item} ${name}：${reason}`, `Not inspected ${item} ${name}: ${inEnglish(reason)}`),
    ),
  ];
}

type Row = TaskFormView['blocks'][number]['rows'][number];
type Answer = NonNullable<TaskFormView['answers']>[string];

function rowLine({ lang }: Output, { id, text }: Row, said: Answer | undefined): string {
  if (said === undefined) return `□ ${id} ${text}`;
  const note = said.note === undefined ? '' : `（${said.note}）`;
  return `${id} ${text}：${ANSWERS[said.answer][lang]}${note}`;
}

const ANSWERS: Readonly<Record<RowAnswer, Text>> = {
  pass: { zh: answerChoices.pass[0], en: 'pass' },
  fail: { zh: answerChoices.fail[0], en: 'FAIL' },
  notApplicable: { zh: answerChoices.notApplicable[0], en: 'not applicable' },
};

function submissionLine({ say }: Output, one: SubmissionView, versions: number): string {
  const { version, by, inspectedOn, recordedBy, reason, counts } = one;
  const corrected = reason === undefined ? '' : say(`，更正理由：${reason}`, `, corrected because: ${reason}`);
  return say(
    `第 ${version} 版（共 ${versions} 版），${by.name} ${inspectedOn} 检查，${recordedBy} 提交：合格 ${counts.pass}、不合格 ${counts.fail}、不涉及 ${counts.notApplicable}${corrected}`,
    `version ${version} of ${versions}, inspected by ${by.name} on ${inspectedOn}, submitted by ${recordedBy}: ${counts.pass} pass, ${counts.fail} fail, ${counts.notApplicable} not applicable${corrected}`,
  );
}

/** Who went, where another task of a merged visit has drawn them. */
function peopleLines({ say }: Output, { people = [] }: Pick<SubmittedForm, 'people'>): readonly string[] {
  if (people.length === 0) return [];
  const names = people.map(({ certificateNo, name }) => `${certificateNo} ${name}`).join('、');
  return [
    say(
      `  与其他任务合并为一次，去的是：${names}`,
      `  one visit together with another task; the people who went: ${names}`,
    ),
  ];
}

function fetchedLine({ say }: Output, { rank, edition, blocks }: TaskFormView, out: string): string {
  const n = blocks.reduce((sum, { rows }) => sum + rows.length, 0);
  return say(
    `✔ 第 ${rank} 号的检查表（${n} 行，表号 ${edition}）已写到 ${out}`,
    `✔ The form of number ${rank} (${n} rows, edition ${edition}) is in ${out}`,
  );
}

function submittedLines(output: Output, view: SubmittedForm): readonly string[] {
  const { say } = output;
  const { rank, submission, failed, handOver, handOverDue, warnings = [] } = view;
  const { version, counts } = submission;
  return [
    say(
      `✔ 已提交第 ${rank} 号的检查表（第 ${version} 版）：合格 ${counts.pass}、不合格 ${counts.fail}、不涉及 ${counts.notApplicable}`,
      `✔ The form of number ${rank} is submitted (version ${version}): ${counts.pass} pass, ${counts.fail} fail, ${counts.notApplicable} not applicable`,
    ),
    ...peopleLines(output, view),
    ...warnings.map((text) => `  ${say(text, rowInEnglish(text))}`),
    ...failed.map(({ id, text, note }) => say(`  不合格 ${id} ${text}：${note}`, `  fail ${id} ${text}: ${note}`)),
    ...(handOver === undefined
      ? []
      : [
          say(
            `✔ 已登记移送 ${handOver.id}：${handOver.from.name} → ${handOver.to.name}，${handOver.handedOn}`,
            `✔ Handed over ${handOver.id}: ${handOver.from.name} → ${handOver.to.name}, ${handOver.handedOn}`,
          ),
        ]),
    ...dueLines(output, view, handOverDue),
  ];
}

type Due = SubmittedForm['handOverDue'];
type Place = Pick<SubmittedForm, 'agency' | 'object' | 'submission'>;

function dueLines({ say }: Output, { agency, object, submission }: Place, due: Due): readonly string[] {
  if (due === undefined) return [];
  const { from, by, clause } = due;
  return [
    say(
      `！${from.name} 是日常监管人员，不办理案件：应于 ${by} 前（含当日）移送执法（${clauseText(clause)}）`,
      `！${from.name} is of daily supervision and handles no case: to be handed to enforcement by ${by} (${clauseText(clause)})`,
    ),
    `  sunlot inspector hand-over --agency ${agency} --object ${object.key} --from ${from.certificateNo} --to … --found ${submission.inspectedOn} --date … --matter …`,
  ];
}

function addList(task: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot task forms 2026q4-key --as zonghe';
  const list = reading(task.command('forms'), sink.output, {
    what: say(
      '各家的检查表：谁何时提交、不合格几项、哪些还没有提交；查看会记入日志',
      'the forms of a task: who submitted when, how many rows failed, which are missing; logged',
    ),
    examples: [example, `${example} --json`],
  }).argument(say('<任务>', '<task>'));
  action(list, sink, async (session, _options, [id]) => {
    const view = await session.read(listForms, { task: id! });
    show(sink.output, view, () => listLines(sink.output, view));
    return 0;
  });
}

function listLines(output: Output, { code, visits, missing }: TaskForms): readonly string[] {
  const { say } = output;
  return [
    say(
      `任务 ${code}：${visits.length} 家，还有 ${missing} 家没有检查表`,
      `Task ${code}: ${visits.length} units, ${missing} without a form`,
    ),
    ...table([
      say(
        '序号|对象|检查表|检查人|检查日期|提交|不合格|移送',
        'rank|unit|form|by|inspected|submitted|fail|hand-over',
      ).split('|'),
      ...visits.map((visit) => [visit.rank, visit.object.name, ...formCells(output, visit)]),
    ]),
  ];
}

function formCells({ say }: Output, one: TaskForms['visits'][number]): readonly (string | number)[] {
  const { recognised, cancelledOn, submission, handOverDue } = one;
  if (cancelledOn !== undefined && !submission) return [say('已取消，不检查', 'cancelled'), '—', '—', '—', '—', '—'];
  if (submission === undefined)
    return [recognised ? say('互认，不检查', 'recognised') : say('未提交', 'missing'), '—', '—', '—', '—', '—'];
  const { version, by, inspectedOn, recordedBy, recordedAt, counts } = submission;
  const due = handOverDue && say(`${handOverDue.by} 前应移送`, `due by ${handOverDue.by}`);
  return [
    say(`第 ${version} 版`, `version ${version}`),
    ...[by.name, inspectedOn, `${recordedBy} ${dateInShanghai(Date.parse(recordedAt))}`, counts.fail, due ?? '—'],
  ];
}
