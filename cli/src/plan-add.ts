import { AddPlanEntry, type PlanView } from '@sunlot/contract/plans.ts';
import { addPlanEntry } from '@sunlot/server/features/plans/add-plan-entry.ts';
import type { Command } from 'commander';
import { action, agencyOption, type Sink, writing } from './command.ts';
import { inEnglish } from './english-words.ts';
import { typedKind } from './kinds.ts';
import { typedList } from './lists.ts';
import { type Output, show } from './output.ts';
import { parseInput } from './parse-input.ts';

type Options = {
  readonly agency: string;
  readonly year: string;
  readonly kind: string;
  readonly name: string;
  readonly period: string;
  readonly filter?: string;
  readonly ratio?: string;
  readonly n?: string;
  readonly items?: string;
  readonly reason?: string;
};

/** `plan add`: a campaign or a joint inspection with a scope of its own. */
export function addPlanAdd(plan: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const place = 'sunlot plan add --agency 999999 --year 2026 --kind campaign --period 2026Q4';
  const named = `${place} --name ${say('涉重专项检查', 'METALS')} --filter 重金属=是 --ratio 50%`;
  const add = writing(plan.command('add'), output, {
    what: say(
      '列入专项、联合检查：写明名称、对象范围、抽查比例或家数，也可以在发起任务时再定',
      'put a campaign or a joint inspection into the plan: its name, scope, ratio or number, or those with its task',
    ),
    examples: [`${named} --as zonghe`, `${named} --reason ${say('上级部署', 'ORDERED')} --as zonghe --dry-run`],
  });
  agencyOption(add, output)
    .requiredOption(`--year ${say('<年度>', '<year>')}`, say('年度', 'year'))
    .requiredOption(
      `--kind ${say('<类型>', '<kind>')}`,
      say('专项、内部联合、部门联合', 'campaign, internalJoint or interdepartmental'),
    )
    .requiredOption(`--name ${say('<名称>', '<name>')}`, say('名称，随名单公开', 'name, public with the list'))
    .requiredOption(`--period ${say('<时段>', '<period>')}`, say('时段，如 2026Q4', 'period, for example 2026Q4'))
    .option(
      `--items ${say('<序号>', '<serials>')}`,
      say('已公布清单内的序号，逗号分隔；不写为全部', 'serials of the published list; all where not said'),
    )
    .option(
      `--reason ${say('<理由>', '<reason>')}`,
      say('计划已印发的，写明调整理由', 'why a plan in force is adjusted'),
    );
  statedOptions(add, output);
  action<Options>(add, sink, async (session, { agency, year, kind, name, period, filter, ratio, n, items, reason }) => {
    const input = {
      ...{ agency, year, kind: typedKind(kind), name, period, filter, ratio, n, reason },
      ...(items !== undefined && { items: typedList(items) }),
    };
    const view = await session.write(addPlanEntry, parseInput(AddPlanEntry, input));
    show(output, view, () => addedLines(output, view));
    return 0;
  });
}

/** Scope, and ratio or number. */
export function statedOptions(command: Command, { say }: Output): void {
  command
    .option(
      `--filter ${say('<范围>', '<filter>')}`,
      say('对象范围，如 行业类型=化工；绩效分级=C', 'scope, columns as in the workbook'),
    )
    .option(
      `--ratio ${say('<比例>', '<ratio>')}`,
      say('范围内的抽查比例，如 50%', 'ratio of the scope, for example 50%'),
    )
    .option(`--n ${say('<家数>', '<n>')}`, say('或抽查家数', 'or how many'));
}

function addedLines({ say }: Output, { entries, version, warnings = [] }: PlanView): readonly string[] {
  const added = entries.at(-1)!;
  const { name, filter = say('未定', 'open'), ratio, n } = added.stated!;
  const number = ratio ?? (n === undefined ? say('未定', 'open') : String(n));
  return [
    say(
      `✔ 已列入计划第 ${version} 版：${added.id} ${name}（范围 ${filter}，共 ${added.base} 家；抽查 ${number}）`,
      `✔ In version ${version} of the plan: ${added.id} ${name} (scope ${filter}, ${added.base} units; to draw ${number})`,
    ),
    ...warnings.map((text) => say(`  注意：${text}`, `  Note: ${inEnglish(text)}`)),
  ];
}
