import { type PlanView, PlanYear, Publication, planStates } from '@sunlot/contract/plans.ts';
import type { UseCase } from '@sunlot/server/context.ts';
import { approvePlan } from '@sunlot/server/features/plans/approve-plan.ts';
import { issuePlan } from '@sunlot/server/features/plans/issue-plan.ts';
import { proposePlan } from '@sunlot/server/features/plans/propose-plan.ts';
import { publishPlan } from '@sunlot/server/features/plans/publish-plan.ts';
import { showPlan } from '@sunlot/server/features/plans/show-plan.ts';
import { submitPlan } from '@sunlot/server/features/plans/submit-plan.ts';
import type { Command } from 'commander';
import {
  type About,
  type AddCommands,
  action,
  agencyOption,
  describe,
  reading,
  type Sink,
  writing,
} from './command.ts';
import { planStatesInEnglish } from './english-words.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

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

  const example = 'sunlot plan show --agency 999999 --year 2026';
  const about: About = { what: say('查看计划', 'show the plan'), examples: [example, `${example} --json`] };
  const one = where(reading(plan.command('show'), output, about), output);
  action<Where>(one, sink, async (session, { agency, year }) => {
    showView(output, await session.read(showPlan, parseInput(PlanYear, { agency, year })));
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

function where(command: Command, output: Output): Command {
  const { say } = output;
  return agencyOption(command, output).requiredOption(
    `--year ${say('<年>', '<year>')}`,
    say('年度', 'year of the plan'),
  );
}

function showView(output: Output, view: PlanView): void {
  const { say } = output;
  show(output, view, () => [
    say(
      `${view.agency} ${view.year} 年度抽查计划（第 ${view.version} 版，${planStates[view.state]}，政策包 ${view.pack} 第 ${view.packVersion} 版）`,
      `Annual plan of ${view.agency} for ${view.year} (version ${view.version}, ${planStatesInEnglish[view.state]}, policy pack ${view.pack} version ${view.packVersion})`,
    ),
    ...table([
      say('任务|类别|时段|基数|最低|建议|计划|依据', 'task|class|period|base|minimum|advised|planned|clause').split(
        '|',
      ),
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
    say(
      `共 ${view.entries.length} 次抽取、${view.totalVisits} 家次`,
      `${view.entries.length} draws, ${view.totalVisits} visits in all`,
    ),
    ...view.findings.map(({ message }) => say(`注意：${message}`, `Note: ${message}`)),
  ]);
}
