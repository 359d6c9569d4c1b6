import { ArchivePlan, ClosePlan } from '@sunlot/contract/plans.ts';
import { archivePlan, closePlan } from '@sunlot/server/features/plans/close-plan.ts';
import type { Command } from 'commander';
import { action, type Sink, writing } from './command.ts';
import { parseInput } from './parse-input.ts';
import { showView, where } from './plan-show.ts';

type Where = { readonly agency: string; readonly year: string };

/** `plan close` and `plan archive`: the end of a plan after its year. */
export function addPlanEnds(plan: Command, sink: Sink): void {
  addClose(plan, sink);
  addArchive(plan, sink);
}

function addClose(plan: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = 'sunlot plan close --agency 999999 --year 2026';
  const explain = `--explain 2026q4-key=${say('企业停产至年底', 'suspended-until-the-end-of-the-year')}`;
  const close = writing(plan.command('close'), output, {
    what: say(
      '办结：年度结束、判定定案以后；没有办结的任务逐项说明理由，此后当年不再改动；以后才公示、才整改完成的，仍可导入检查记录补上',
      'close the plan once its year is over and the verdict is final; what is not closed is explained, and the year changes no more; what is published or put right later is still imported with its visit',
    ),
    examples: [`${example} --as lingdao`, `${example} ${explain} --as lingdao`],
  });
  where(close, output).option(
    `--explain ${say('<编号=理由>', '<number=reason>')}`,
    say(
      '没有办结的任务、没有发起的计划项、没有印发的版本（v2）为什么没有办结，可写多个',
      'why a task is not closed, an entry has no task or a version (v2) was not issued; repeatable',
    ),
    (one: string, all: string[] = []) => [...all, one],
  );
  action<Where & { explain?: string[] }>(close, sink, async (session, { agency, year, explain: typed = [] }) => {
    const explanations = typed.map((one) => {
      const at = one.indexOf('=');
      return at < 0 ? { what: one, reason: '' } : { what: one.slice(0, at), reason: one.slice(at + 1) };
    });
    showView(output, await session.write(closePlan, parseInput(ClosePlan, { agency, year, explanations })));
    return 0;
  });
}

function addArchive(plan: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = 'sunlot plan archive --agency 999999 --year 2026';
  const archive = writing(plan.command('archive'), output, {
    what: say('归档已办结的计划，按方案写明保管单位和保存期限', 'put a closed plan into the archive'),
    examples: [`${example} --as zonghe`, `${example} --number ${say('2026-环-001', '2026-001')} --as zonghe`],
  });
  where(archive, output).option(`--number ${say('<档号>', '<number>')}`, say('档号', 'number of the file'));
  action<Where & { number?: string }>(archive, sink, async (session, { agency, year, number }) => {
    const input = parseInput(ArchivePlan, { agency, year, fileNumber: number });
    showView(output, await session.write(archivePlan, input));
    return 0;
  });
}
