import type { Text } from '@sunlot/contract/languages.ts';
import type { OverlapList } from '@sunlot/contract/overlaps.ts';
import { CreateTask, type TaskView } from '@sunlot/contract/tasks.ts';
import { createTask } from '@sunlot/server/features/tasks/create-task.ts';
import { listOverlaps } from '@sunlot/server/features/tasks/list-overlaps.ts';
import { listTasks } from '@sunlot/server/features/tasks/list-tasks.ts';
import { showTask } from '@sunlot/server/features/tasks/show-task.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { typedList } from './lists.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import { addDispatch } from './task-dispatch.ts';

export const taskCommands: AddCommands = (program, output, done) => {
  const task = describe(program.command('task'), output, {
    what: output.say('抽查任务', 'tasks of inspection'),
    examples: [CREATE, 'sunlot task list --agency 999999'],
  });
  addCreate(task, { output, done });
  addList(task, { output, done });
  addShow(task, { output, done });
  addOverlaps(task, { output, done });
  addDispatch(task, { output, done });
};

const CREATE = 'sunlot task create --agency 999999 --class key --period 2026Q4 --as zonghe';

function addCreate(task: Command, { output, done }: Sink): void {
  const { say } = output;
  const create = writing(task.command('create'), output, {
    what: say('按已印发的计划发起任务', 'create a task of the issued plan'),
    examples: [CREATE, 'sunlot task create --agency 999999 --entry 2026q4.key --as zonghe --json'],
  });
  agencyOption(create, output)
    .option(`--entry ${say('<编号>', '<id>')}`, say('计划中的任务编号', 'id of the task in the plan'))
    .option(`--class ${say('<类别>', '<class>')}`, say('对象类别，如 key', 'class of the units, for example key'))
    .option(`--period ${say('<时段>', '<period>')}`, say('时段，如 2026Q4', 'period, for example 2026Q4'))
    .option(
      `--kind ${say('<类型>', '<kind>')}`,
      say('日常（默认）、内部联合、部门联合', 'daily (default), internalJoint or interdepartmental'),
    )
    .option(
      '--ad-hoc',
      say('计划外发起（方案允许随时抽查的类别），须写明家数和理由', 'outside the plan, where the scheme allows it'),
    )
    .option(`--n ${say('<家数>', '<n>')}`, say('计划外抽查的家数', 'how many to draw outside the plan'))
    .option(
      `--reason ${say('<理由>', '<reason>')}`,
      say('计划外抽查或限定范围的理由', 'why it is drawn outside the plan, or inside a filter'),
    );
  targetOptions(create, output);
  action<CreateOptions>(create, { output, done }, async (session, options) => {
    const view = await session.write(createTask, parseInput(CreateTask, wanted(options)));
    show(output, view, () => [
      say(
        `✔ 已发起任务 ${view.code}（${view.className}，${view.period}，应抽 ${view.n} 家）`,
        `✔ Task ${view.code} is created (${view.className}, ${view.period}, ${view.n} to be drawn)`,
      ),
      say(`  任务编号 ${view.task}`, `  id of the task ${view.task}`),
      ...(view.targeted
        ? [say(`  定向抽查：${view.targeted.filter}`, `  targeted draw: ${view.targeted.filter}`)]
        : []),
    ]);
    return 0;
  });
}

function targetOptions(create: Command, { say }: Output): void {
  create
    .option(
      `--filter ${say('<范围>', '<filter>')}`,
      say(
        '定向抽查的范围，如 行业类型=化工；绩效分级=C；连同理由随名单公开',
        'draw inside these only, columns as in the workbook; public with the draw, like its reason',
      ),
    )
    .option(
      `--specialty ${say('<专长>', '<specialties>')}`,
      say('只抽有这些业务专长的人员，逗号分隔', 'only inspectors of these specialties, separated by commas'),
    );
}

type CreateOptions = {
  readonly kind?: string;
  readonly filter?: string;
  readonly specialty?: string;
  readonly agency: string;
  readonly entry?: string;
  readonly class?: string;
  readonly period?: string;
  readonly adHoc?: boolean;
  readonly n?: string;
  readonly reason?: string;
};

/** Kinds of task as people call them. */
const KINDS: Readonly<Record<string, string>> = {
  日常: 'daily',
  内部联合: 'internalJoint',
  部门联合: 'interdepartmental',
};

/** What is asked for; what belongs to the other way of asking is given on, so that it is refused and not lost. */
function wanted({ agency, entry, class: cls, period, adHoc, n, ...more }: CreateOptions): object {
  const { filter, specialty, reason, kind } = more;
  const targeting = {
    ...(filter !== undefined && { filter }),
    ...(specialty !== undefined && { specialties: typedList(specialty) }),
    ...(reason !== undefined && { reason }),
    ...(kind !== undefined && { kind: KINDS[kind] ?? kind }),
  };
  if (entry !== undefined) return { agency, entry, ...targeting };
  return {
    agency,
    ...targeting,
    class: cls,
    ...(period !== undefined && { period }),
    ...(adHoc && { adHoc }),
    ...(n !== undefined && { n }),
  };
}

function addList(task: Command, { output, done }: Sink): void {
  const list = reading(task.command('list'), output, {
    what: output.say('列出任务', 'list the tasks'),
    examples: ['sunlot task list --agency 999999', 'sunlot task list --agency 999999 --json'],
  });
  action<{ agency: string }>(agencyOption(list, output), { output, done }, async (session, { agency }) => {
    const tasks = await session.read(listTasks, { agency });
    show(output, { tasks }, () => taskTable(output, tasks));
    return 0;
  });
}

function addShow(task: Command, { output, done }: Sink): void {
  const { say } = output;
  const one = reading(task.command('show'), output, {
    what: say('查看任务', 'show a task'),
    examples: ['sunlot task show tsk_0001', 'sunlot task show tsk_0001 --json'],
  }).argument(say('<任务>', '<task>'));
  action(one, { output, done }, async (session, _options, [id]) => {
    const view = await session.read(showTask, { task: id! });
    show(output, view, () => taskTable(output, [view]));
    return 0;
  });
}

function addOverlaps(task: Command, { output, done }: Sink): void {
  const { lang, say } = output;
  const list = reading(task.command('overlaps'), output, {
    what: say(
      '两级在同一时段抽到的同一对象，供双方统筹、联合检查',
      'objects that two levels have drawn for the same time, so that they go together',
    ),
    examples: [
      'sunlot task overlaps --agency 999999 --as zonghe',
      'sunlot task overlaps --agency 999999 --as zonghe --json',
    ],
  });
  action<{ agency: string }>(agencyOption(list, output), { output, done }, async (session, { agency }) => {
    const found = await session.read(listOverlaps, { agency });
    show(output, found, () => [
      ...(found.overlaps.length === 0
        ? [say('没有重叠的任务。', 'No tasks overlap.')]
        : table([
            say('对象|本方和对方的任务|时段|建议', 'object|tasks of both sides|windows|advice').split('|'),
            ...found.overlaps.map(({ object, tasks, offer }) => [
              object.name,
              tasks.map((one) => `${one.agency} ${one.task}`).join('、'),
              tasks.map(({ window }) => `${window.from}~${window.to}`).join('、'),
              OFFERS[offer][lang],
            ]),
          ])),
      ...proposalLines(output, found),
    ]);
    return 0;
  });
}

/** 应联合尽联合. */
function proposalLines({ lang, say }: Output, { proposals }: OverlapList): readonly string[] {
  if (proposals.length === 0) return [];
  return [
    say(`建议联合检查 ${proposals.length} 家：`, `One joint visit is proposed at ${proposals.length} units:`),
    ...table([
      say('对象|任务|事项|方式|依据', 'unit|tasks|items|how|clause').split('|'),
      ...proposals.map(({ object, tasks, items, kind, clause }) => [
        object.name,
        tasks.join('、'),
        items.join('、') || '—',
        PROPOSALS[kind][lang],
        clause.section,
      ]),
    ]),
  ];
}

const PROPOSALS: Readonly<Record<OverlapList['proposals'][number]['kind'], Text>> = {
  levels: { zh: '两级联合', en: 'both levels' },
  interdepartmental: { zh: '部门联合', en: 'with other departments' },
  internal: { zh: '内部联合', en: 'sections together' },
};

const OFFERS: Readonly<Record<'joint' | 'merge', Text>> = {
  joint: { zh: '开展联合检查', en: 'go together' },
  merge: { zh: '合并为一次检查', en: 'go once for both' },
};

function taskTable({ lang, say }: Output, tasks: readonly TaskView[]): readonly string[] {
  return table([
    say('任务|编号|类别|时段|应抽|状态', 'task|number|class|period|to draw|state').split('|'),
    ...tasks.map((view) => [
      view.task,
      view.code,
      view.className,
      view.period,
      view.n,
      view.dispatchedAt === undefined ? STATES[view.state][lang] : say('已派发', 'dispatched'),
    ]),
  ]);
}

const STATES: Readonly<Record<TaskView['state'], Text>> = {
  initiated: { zh: '已发起', en: 'created' },
  frozen: { zh: '名单已封存', en: 'list frozen' },
  drawn: { zh: '已抽取', en: 'drawn' },
  void: { zh: '已作废', en: 'void' },
  closed: { zh: '已办结', en: 'closed' },
};
