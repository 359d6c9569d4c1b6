import { type PlanView, PlanYear, Publication, planStates } from '@sunlot/contract/plans.ts';
import type { UseCase } from '@sunlot/server/context.ts';
import { approvePlan } from '@sunlot/server/features/plans/approve-plan.ts';
import { issuePlan } from '@sunlot/server/features/plans/issue-plan.ts';
import { proposePlan } from '@sunlot/server/features/plans/propose-plan.ts';
import { publishPlan } from '@sunlot/server/features/plans/publish-plan.ts';
import { showPlan } from '@sunlot/server/features/plans/show-plan.ts';
import { submitPlan } from '@sunlot/server/features/plans/submit-plan.ts';
import type { Command } from 'commander';
import { type AddCommands, action, reading, writing } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

type Where = { readonly agency: string; readonly year: string };

export const planCommands: AddCommands = (program, output, done) => {
  const plan = program.command('plan').description('年度抽查计划');
  const sink = { output, done };

  step(plan, sink, { name: 'propose', what: '按政策包测算最低数，生成计划草稿', useCase: proposePlan });
  step(plan, sink, { name: 'submit', what: '送审', useCase: submitPlan });
  step(plan, sink, { name: 'approve', what: '批准', useCase: approvePlan });
  step(plan, sink, { name: 'issue', what: '印发', useCase: issuePlan });

  const publish = where(writing(plan.command('publish').description('向社会公开')))
    .requiredOption('--channel <渠道>', '公开渠道，如 门户网站')
    .requiredOption('--url <网址>', '公开网址');
  action<Where & { channel: string; url: string }>(publish, sink, async (session, { agency, year, channel, url }) => {
    const input = { ...parseInput(PlanYear, { agency, year }), ...parseInput(Publication, { channel, url }) };
    showView(output, await session.write(publishPlan, input));
    return 0;
  });

  action<Where>(
    where(reading(plan.command('show').description('查看计划'))),
    sink,
    async (session, { agency, year }) => {
      showView(output, await session.read(showPlan, parseInput(PlanYear, { agency, year })));
      return 0;
    },
  );
};

type Step = { readonly name: string; readonly what: string; readonly useCase: UseCase<PlanYear, PlanView> };
type Sink = { readonly output: Output; readonly done: (code: number) => void };

function step(plan: Command, sink: Sink, { name, what, useCase }: Step): void {
  action<Where>(where(writing(plan.command(name).description(what))), sink, async (session, { agency, year }) => {
    showView(sink.output, await session.write(useCase, parseInput(PlanYear, { agency, year })));
    return 0;
  });
}

function where(command: Command): Command {
  return command.requiredOption('--agency <代码>', '单位').requiredOption('--year <年>', '年度');
}

function showView(output: Output, view: PlanView): void {
  show(output, view, () => [
    `${view.agency} ${view.year} 年度抽查计划（第 ${view.version} 版，${planStates[view.state]}，政策包 ${view.pack} 第 ${view.packVersion} 版）`,
    ...table([
      ['任务', '类别', '时段', '基数', '最低', '建议', '计划', '依据'],
      ...view.entries.map((entry) => [
        entry.id,
        entry.class,
        entry.period,
        entry.base,
        entry.required,
        entry.recommended,
        entry.n,
        entry.clause.section,
      ]),
    ]),
    `共 ${view.entries.length} 次抽取、${view.totalVisits} 家次`,
    ...view.findings.map(({ message }) => `注意：${message}`),
  ]);
}
