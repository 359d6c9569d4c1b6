import { WithdrawTask } from '@sunlot/contract/tasks.ts';
import { withdrawTask } from '@sunlot/server/features/tasks/withdraw-task.ts';
import type { Command } from 'commander';
import { action, type Sink, writing } from './command.ts';
import { show } from './output.ts';
import { parseInput } from './parse-input.ts';

/** `task withdraw`: a task that was created by mistake, before its list is frozen. */
export function addWithdraw(task: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot task withdraw 2026q4-key --reason ${say('范围写错', 'wrong-filter')} --as zonghe`;
  const withdraw = writing(task.command('withdraw'), sink.output, {
    what: say(
      '撤回还没有封存过名单的任务（如范围写错）：不再计入任何统计，计划中的这一项可以重新发起',
      'take back a task of which no list was ever frozen: it counts for nothing, and its entry of the plan can be given a task again',
    ),
    examples: [example, `${example} --dry-run`],
  })
    .argument(say('<任务>', '<task>'))
    .requiredOption(`--reason ${say('<理由>', '<reason>')}`, say('理由，加密保存', 'the reason; kept encrypted'));
  action<{ reason: string }>(withdraw, sink, async (session, { reason }, [id]) => {
    const view = await session.write(withdrawTask, parseInput(WithdrawTask, { task: id, reason }));
    show(sink.output, view, () => [
      say(`✔ 已撤回任务 ${view.code}（${view.task}）`, `✔ Task ${view.code} (${view.task}) is withdrawn`),
      say(
        '  不再计入任何统计；计划中的这一项可以重新发起（task create）',
        '  it counts for nothing; its entry of the plan can be given a task again (task create)',
      ),
    ]);
    return 0;
  });
}
