import { PlanVersion, type PlanView, PlanYear, Publication } from '@sunlot/contract/plans.ts';
import type { UseCase } from '@sunlot/server/context.ts';
import { approvePlan } from '@sunlot/server/features/plans/approve-plan.ts';
import { issuePlan } from '@sunlot/server/features/plans/issue-plan.ts';
import { proposePlan } from '@sunlot/server/features/plans/propose-plan.ts';
import { publishPlan } from '@sunlot/server/features/plans/publish-plan.ts';
import { showPlan } from '@sunlot/server/features/plans/show-plan.ts';
import { submitPlan } from '@sunlot/server/features/plans/submit-plan.ts';
import type { Command } from 'commander';
import { type About, type AddCommands, action, describe, reading, type Sink, writing } from './command.ts';
import { parseInput } from './parse-input.ts';
import { addPlanAdd } from './plan-add.ts';
import { addPlanChanges } from './plan-change.ts';
import { addPlanEnds } from './plan-ends.ts';
import { addScheme } from './plan-scheme.ts';
import { showView, where } from './plan-show.ts';

type Where = { readonly agency: string; readonly year: string };

export const planCommands: AddCommands = (program, output, done) => {
  const { say } = output;
  const plan = describe(program.command('plan'), output, {
    what: say('年度抽查计划', 'the annual plan of inspections'),
    examples: [
      'sunlot plan propose --agency 999999 --year 2026 --as zonghe',
      'sunlot plan show --agency 999999 --year 2026',
    ],
  });
  const sink = { output, done };

  step(plan, sink, {
    name: 'propose',
    what: say('按政策包测算最低数，生成计划草稿', 'compute the minimums of the policy pack and draft a plan'),
    by: 'zonghe',
    useCase: proposePlan,
  });
  step(plan, sink, { name: 'submit', what: say('送审', 'submit the draft'), by: 'zonghe', useCase: submitPlan });
  step(plan, sink, { name: 'approve', what: say('批准', 'approve'), by: 'lingdao', useCase: approvePlan });
  step(plan, sink, { name: 'issue', what: say('印发', 'issue'), by: 'lingdao', useCase: issuePlan });
  addPublish(plan, sink);
  addPlanChanges(plan, sink);
  addPlanEnds(plan, sink);
  addScheme(plan, sink);
  addPlanAdd(plan, sink);

  const example = 'sunlot plan show --agency 999999 --year 2026';
  const about: About = { what: say('查看计划', 'show the plan'), examples: [example, `${example} --json`] };
  const one = where(reading(plan.command('show'), output, about), output).option(
    `--plan-version ${say('<版本>', '<version>')}`,
    say('查看已被替代的一版', 'a version that was replaced'),
  );
  action<Where & { planVersion?: string }>(one, sink, async (session, { agency, year, planVersion: version }) => {
    showView(
      output,
      await session.read(showPlan, parseInput(PlanVersion, { agency, year, ...(version && { version }) })),
    );
    return 0;
  });
};

function addPublish(plan: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = `sunlot plan publish --agency 999999 --year 2026 --channel ${say('门户网站', 'website')} --url https://example.gov.cn/plan`;
  const publish = writing(plan.command('publish'), output, {
    what: say('向社会公开', 'make the plan public'),
    examples: [`${example} --as lingdao`, `${example} --dry-run --as lingdao`],
  });
  where(publish, output)
    .requiredOption(
      `--channel ${say('<渠道>', '<channel>')}`,
      say('公开渠道，如 门户网站', 'where it is published, for example website'),
    )
    .requiredOption(`--url ${say('<网址>', '<url>')}`, say('公开网址', 'address of the publication'));
  action<Where & { channel: string; url: string }>(publish, sink, async (session, { agency, year, channel, url }) => {
    const input = { ...parseInput(PlanYear, { agency, year }), ...parseInput(Publication, { channel, url }) };
    showView(output, await session.write(publishPlan, input));
    return 0;
  });
}

type Step = {
  readonly name: string;
  readonly what: string;
  /** Who does it in the examples. */
  readonly by: string;
  readonly useCase: UseCase<PlanYear, PlanView>;
};

function step(plan: Command, sink: Sink, { name, what, by, useCase }: Step): void {
  const example = `sunlot plan ${name} --agency 999999 --year 2026 --as ${by}`;
  const about: About = { what, examples: [example, `${example} --dry-run`] };
  const command = where(writing(plan.command(name), sink.output, about), sink.output);
  action<Where>(command, sink, async (session, { agency, year }) => {
    showView(sink.output, await session.write(useCase, parseInput(PlanYear, { agency, year })));
    return 0;
  });
}
