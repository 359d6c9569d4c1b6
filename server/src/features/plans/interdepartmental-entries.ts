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
      fields: scopedFields(pack, agency, {
        period,
        texts: {
          taskName: `${periodName(period)}部门联合“双随机、一公开”抽查`,
          taskType: '部门联合检查',
          items: '《部门联合随机抽查事项清单》所列事项',
          objectScope: '与参与部门商定',
          ratioQuantity: `不少于 ${required} 次，抽查比例根据联合检查的实际情况确定`,
          legalBasis: `《${pack.source.title}》${clause.section}`,
        },
      }),
    }));
}

type Asked = { readonly period: string; readonly texts: Readonly<Record<string, string>> };

/** The pack's plan fields in the words of an inspection whose objects are not those of a class. */
export function scopedFields(pack: Pack, { name }: Planner, { period, texts }: Asked): Record<string, string> {
  const { from, to } = periodDays(period);
  const own: Readonly<Record<string, string>> = { drawDate: `${from}至${to}`, initiator: name, ...texts };
  const { fields } = theRule(pack, 'planFields').value;
  return Object.fromEntries(fields.map(({ id, default: text }) => [id, own[id] ?? fixedText(text) ?? OPEN]));
}

/** Stands in a field of the form until it is settled. */
const OPEN = '开展检查前确定';

/** A default that names nothing of a class, as it stands. */
function fixedText(text: string | undefined): string | undefined {
  return text === undefined || text.includes('{') ? undefined : text;
}
