import type { Text } from '@sunlot/contract/languages.ts';
import { CreateTask, type TaskView } from '@sunlot/contract/tasks.ts';
import { createTask } from '@sunlot/server/features/tasks/create-task.ts';
import { listTasks } from '@sunlot/server/features/tasks/list-tasks.ts';
import { showTask } from '@sunlot/server/features/tasks/show-task.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

export const taskCommands: AddCommands = (program, output, done) => {
  const task = describe(program.command('task'), output, {
    what: output.say('抽查任务', 'tasks of inspection'),
    examples: [CREATE, 'sunlot task list --agency 999999'],
  });
  addCreate(task, { output, done });
  addList(task, { output, done });
  addShow(task, { output, done });
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
      '--ad-hoc',
      say('计划外发起（方案允许随时抽查的类别），须写明家数和理由', 'outside the plan, where the scheme allows it'),
    )
    .option(`--n ${say('<家数>', '<n>')}`, say('计划外抽查的家数', 'how many to draw outside the plan'))
    .option(`--reason ${say('<理由>', '<reason>')}`, say('计划外抽查的理由', 'why it is drawn outside the plan'));
  action<CreateOptions>(create, { output, done }, async (session, options) => {
    const view = await session.write(createTask, parseInput(CreateTask, wanted(options)));
    show(output, view, () => [
      say(
        `✔ 已发起任务 ${view.code}（${view.className}，${view.period}，应抽 ${view.n} 家）`,
        `✔ Task ${view.code} is created (${view.className}, ${view.period}, ${view.n} to be drawn)`,
      ),
      say(`  任务编号 ${view.task}`, `  id of the task ${view.task}`),
    ]);
    return 0;
  });
}

type CreateOptions = {
  readonly agency: string;
  readonly entry?: string;
  readonly class?: string;
  readonly period?: string;
  readonly adHoc?: boolean;
  readonly n?: string;
  readonly reason?: string;
};

/** What is asked for; what belongs to the other way of asking is given on, so that it is refused and not lost. */
function wanted({ agency, entry, class: cls, period, adHoc, n, reason }: CreateOptions): object {
  if (entry !== undefined) return { agency, entry };
  return {
    agency,
    class: cls,
    ...(period !== undefined && { period }),
    ...(adHoc && { adHoc }),
    ...(n !== undefined && { n }),
    ...(reason !== undefined && { reason }),
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

function taskTable({ lang, say }: Output, tasks: readonly TaskView[]): readonly string[] {
  return table([
    say('任务|编号|类别|时段|应抽|状态', 'task|number|class|period|to draw|state').split('|'),
    ...tasks.map((view) => [view.task, view.code, view.className, view.period, view.n, STATES[view.state][lang]]),
  ]);
}

const STATES: Readonly<Record<TaskView['state'], Text>> = {
  initiated: { zh: '已发起', en: 'created' },
  frozen: { zh: '名单已封存', en: 'list frozen' },
  drawn: { zh: '已抽取', en: 'drawn' },
  void: { zh: '已作废', en: 'void' },
  closed: { zh: '已办结', en: 'closed' },
};
