import { CreateTask, type TaskView } from '@sunlot/contract/tasks.ts';
import { createTask } from '@sunlot/server/features/tasks/create-task.ts';
import { listTasks } from '@sunlot/server/features/tasks/list-tasks.ts';
import { showTask } from '@sunlot/server/features/tasks/show-task.ts';
import { type AddCommands, action, reading, writing } from './command.ts';
import { show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

export const taskCommands: AddCommands = (program, output, done) => {
  const task = program.command('task').description('抽查任务');
  const sink = { output, done };

  const create = writing(task.command('create').description('按已印发的计划发起任务'))
    .requiredOption('--agency <代码>', '单位')
    .option('--entry <编号>', '计划中的任务编号')
    .option('--class <类别>', '对象类别，如 key')
    .option('--period <时段>', '时段，如 2026Q4');
  action<{ agency: string; entry?: string; class?: string; period?: string }>(
    create,
    sink,
    async (session, options) => {
      const { agency, entry, period } = options;
      const input = entry === undefined ? { agency, class: options.class, period } : { agency, entry };
      const view = await session.write(createTask, parseInput(CreateTask, input));
      show(output, view, () => [
        `✔ 已发起任务 ${view.code}（${view.className}，${view.period}，应抽 ${view.n} 家）`,
        `  任务编号 ${view.task}`,
      ]);
      return 0;
    },
  );

  const list = reading(task.command('list').description('列出任务')).requiredOption('--agency <代码>', '单位');
  action<{ agency: string }>(list, sink, async (session, { agency }) => {
    const tasks = await session.read(listTasks, { agency });
    show(output, { tasks }, () => table([['任务', '编号', '类别', '时段', '应抽', '状态'], ...tasks.map(row)]));
    return 0;
  });

  const one = reading(task.command('show').description('查看任务').argument('<任务>'));
  action(one, sink, async (session, _options, [id]) => {
    const view = await session.read(showTask, { task: id! });
    show(output, view, () => table([['任务', '编号', '类别', '时段', '应抽', '状态'], row(view)]));
    return 0;
  });
};

function row(view: TaskView): readonly (string | number)[] {
  return [view.task, view.code, view.className, view.period, view.n, STATES[view.state]];
}

const STATES: Readonly<Record<TaskView['state'], string>> = {
  initiated: '已发起',
  frozen: '名单已封存',
  drawn: '已抽取',
  void: '已作废',
  closed: '已办结',
};
