import { StateTask } from '@sunlot/contract/tasks.ts';
import { stateTask } from '@sunlot/server/features/tasks/state-task.ts';
import type { Command } from 'commander';
import { action, type Sink, writing } from './command.ts';
import { inEnglish } from './english-words.ts';
import { show } from './output.ts';
import { parseInput } from './parse-input.ts';
import { statedOptions } from './plan-add.ts';

/** `task state`: what the plan left open of a campaign or a joint inspection. */
export function addState(task: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot task state 2026q4-campaign-1 --filter 重金属=是 --ratio 50% --as zonghe';
  const state = writing(task.command('state'), sink.output, {
    what: say(
      '封存名单前写明专项、联合检查的范围和抽查比例（或家数）',
      'state scope and ratio (or number) of a campaign or joint inspection, before its list is frozen',
    ),
    examples: [example, `${example} --dry-run`],
  }).argument(say('<任务>', '<task>'));
  statedOptions(state, sink.output);
  action<{ filter?: string; ratio?: string; n?: string }>(state, sink, async (session, { filter, ratio, n }, [id]) => {
    const view = await session.write(stateTask, parseInput(StateTask, { task: id!, filter, ratio, n }));
    const open = say('未定', 'open');
    const scope = view.stated!.filter ?? open;
    const number = view.stated!.ratio ?? view.stated!.n ?? open;
    show(sink.output, view, () => [
      say(
        `✔ ${view.code}（${view.className}）：范围 ${scope}，抽查 ${number}`,
        `✔ ${view.code} (${view.className}): scope ${scope}, to draw ${number}`,
      ),
      ...(view.warnings ?? []).map((text) => say(`  注意：${text}`, `  Note: ${inEnglish(text)}`)),
    ]);
    return 0;
  });
}
