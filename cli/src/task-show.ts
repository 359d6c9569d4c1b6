import { periodText } from '@sunlot/contract/compliance-words.ts';
import type { Text } from '@sunlot/contract/languages.ts';
import { type Role, roles, rolesInEnglish } from '@sunlot/contract/roles.ts';
import { lackWords, stepWords } from '@sunlot/contract/task-end-words.ts';
import type { TaskStepView, TaskWorkView } from '@sunlot/contract/task-ends.ts';
import type { TaskView } from '@sunlot/contract/tasks.ts';
import { momentText } from '@sunlot/server/clock.ts';
import { showTask } from '@sunlot/server/features/tasks/show-task.ts';
import type { Command } from 'commander';
import { action, reading, type Sink } from './command.ts';
import { notTogetherLines } from './dispatch-words.ts';
import { type Output, show, table } from './output.ts';

export function addShow(task: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const one = reading(task.command('show'), output, {
    what: say(
      '查看任务：发起、分配、汇总、统计、报送各由谁、何时完成，还缺什么',
      'show a task: who initiated, allocated, brought in, counted and reported it and when, and what is missing',
    ),
    examples: ['sunlot task show tsk_0001', 'sunlot task show tsk_0001 --json'],
  }).argument(say('<任务>', '<task>'));
  action(one, sink, async (session, _options, [id]) => {
    const view = await session.read(showTask, { task: id! });
    show(output, view, () => [
      ...taskTable(output, [view]),
      ...(view.withdrawn ? [withdrawnLine(output, view.withdrawn)] : []),
      ...(view.work ? [workLine(output, view.work), ...vacantLines(output, view, view.work)] : []),
      ...notTogetherLines(output, view.notTogether ?? [], view.dispatchedAt !== undefined),
      ...(view.steps ? ['', ...stepTable(output, view.steps)] : []),
    ]);
    return 0;
  });
}

export function taskTable({ lang, say }: Output, tasks: readonly TaskView[]): readonly string[] {
  return table([
    say('任务|编号|类别|时段|计划抽取|状态', 'task|number|class|period|planned|state').split('|'),
    ...tasks.map((view) => [
      view.task,
      view.code,
      view.className,
      periodText(view.period, lang),
      view.n,
      stateText({ lang, say }, view),
    ]),
  ]);
}

function withdrawnLine({ say }: Output, { at, by, reason = '—' }: NonNullable<TaskView['withdrawn']>): string {
  const when = momentText(at);
  return say(`已于 ${when} 由 ${by} 撤回：${reason}`, `withdrawn at ${when} by ${by}: ${reason}`);
}

function workLine({ say }: Output, work: TaskWorkView): string {
  const { drawn, done, recognised, cancelled, waiting, noResult, completedOn } = work;
  const ended = completedOn === undefined ? '' : say(`；${completedOn} 完成`, `; completed on ${completedOn}`);
  return say(
    `抽中 ${drawn} 家：已检查 ${done}，互认 ${recognised}，取消 ${cancelled}，未检查 ${waiting}，没有结果 ${noResult}${ended}`,
    `${drawn} drawn: ${done} visited, ${recognised} recognised, ${cancelled} cancelled, ${waiting} not visited, ${noResult} without a result${ended}`,
  );
}

/** Ranks that stand empty, and what is to be done about them while that can be. */
function vacantLines(
  { say }: Output,
  { agency, class: cls, period, planEntry, stated, state }: TaskView,
  { vacant, drawn }: TaskWorkView,
): readonly string[] {
  if (vacant === 0) return [];
  const what = say(
    `空缺 ${vacant} 个序号：更换后候补已用完`,
    `${vacant} ranks stand empty: they were replaced when the reserve was spent`,
  );
  if (state === 'closed') return [what];
  const rest =
    drawn === 0
      ? say('没有可派发的，可直接办结（task close）', 'nobody is to be sent, and the task can be closed (task close)')
      : say('其余的照常派发、检查、办结', 'the others are sent out, visited and closed as usual');
  const create = `sunlot task create --agency ${agency} --class ${cls} --period ${period} --as …`;
  const supplement =
    planEntry === undefined || stated
      ? ''
      : say(`；缺额请补充抽取：${create}`, `; draw what is lacking besides: ${create}`);
  return [`${what}${say('。', '; ')}${rest}${supplement}`];
}

function stepTable(output: Output, steps: readonly TaskStepView[]): readonly string[] {
  const { lang, say } = output;
  return table([
    say('环节|时间|由谁|还缺|谁能办', 'step|time|by whom|missing|who can do it').split('|'),
    ...steps.map((step) => [
      stepWords[step.step][lang],
      step.at === undefined ? '—' : momentText(step.at),
      step.isDone ? (step.by ?? say('没有记录', 'not kept')) : '—',
      step.lacks.map((lack) => lackText(output, lack)).join('；') || '—',
      step.who.map((role) => (lang === 'zh' ? roles[role as Role] : rolesInEnglish[role as Role])).join('、') || '—',
    ]),
  ]);
}

function lackText({ lang, say }: Output, { what, n, receivers = [] }: TaskStepView['lacks'][number]): string {
  const to = receivers.length === 0 ? '' : say(`：${receivers.join('、')}`, `: ${receivers.join(', ')}`);
  const many = n === undefined || what === 'reports' ? '' : say(`${n} 家`, `${n} `);
  return `${many}${lackWords[what][lang]}${to}`;
}

function stateText({ lang, say }: Pick<Output, 'lang' | 'say'>, view: TaskView): string {
  const { state, drawnElsewhere, dispatchedAt } = view;
  if (state === 'drawn' && dispatchedAt !== undefined) return say('已派发', 'dispatched');
  const elsewhere = drawnElsewhere ? say(`（${drawnElsewhere.lead}抽取）`, ` (by ${drawnElsewhere.lead})`) : '';
  return `${STATES[state][lang]}${elsewhere}`;
}

const STATES: Readonly<Record<TaskView['state'], Text>> = {
  initiated: { zh: '已发起', en: 'created' },
  frozen: { zh: '名单已封存', en: 'list frozen' },
  drawn: { zh: '已抽取', en: 'drawn' },
  completed: { zh: '已完成', en: 'completed' },
  published: { zh: '结果已公示', en: 'results published' },
  closed: { zh: '已办结', en: 'closed' },
  void: { zh: '已作废', en: 'void' },
};
