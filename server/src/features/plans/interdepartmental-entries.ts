import { INTERDEPARTMENTAL } from '@sunlot/contract/plans.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { type PlanEntry, type PlanProposal, periodName } from '@sunlot/core/policy/plan.ts';

type Planner = { readonly name: string; readonly level: Level };

/**
 * The interdepartmental inspections that the scheme asks for in each period, as entries of their own kind: how many objects
 * and which is settled with the other departments, so they have no number.
 */
export function interdepartmentalEntries(
  pack: Pack,
  agency: Planner,
  { quotas }: Pick<PlanProposal, 'quotas'>,
): readonly PlanEntry[] {
  return quotas
    .filter(({ topic }) => topic === 'interdepartmental')
    .map(({ rule, level, period, required, clause }) => ({
      id: `${period}.${INTERDEPARTMENTAL}`.toLowerCase(),
      rule,
      class: INTERDEPARTMENTAL,
      level,
      period,
      base: 0,
      required: 0,
      recommended: 0,
      n: 0,
      clause,
      fields: fieldTexts(pack, agency, { period, tasks: required, section: clause.section }),
    }));
}

type Asked = { readonly period: string; readonly tasks: number; readonly section: string };

/** The pack's plan fields in the words of an inspection whose objects are settled later. */
function fieldTexts(pack: Pack, { name }: Planner, { period, tasks, section }: Asked): Record<string, string> {
  const { from, to } = periodDays(period);
  const own: Readonly<Record<string, string>> = {
    taskName: `${periodName(period)}部门联合“双随机、一公开”抽查`,
    taskType: '部门联合检查',
    items: '《部门联合随机抽查事项清单》所列事项',
    objectScope: '与参与部门商定',
    ratioQuantity: `不少于 ${tasks} 次，抽查比例根据联合检查的实际情况确定`,
    drawDate: `${from}至${to}`,
    initiator: name,
    legalBasis: `《${pack.source.title}》${section}`,
  };
  const { fields } = theRule(pack, 'planFields').value;
  return Object.fromEntries(
    fields.map(({ id, default: text }) => [id, own[id] ?? fixedText(text) ?? '与参与部门商定']),
  );
}

/** A default that names nothing of a class, as it stands. */
function fixedText(text: string | undefined): string | undefined {
  return text === undefined || text.includes('{') ? undefined : text;
}
