import { yearOf } from '@sunlot/core/basics/dates.ts';
import type { FreezeTerms } from '@sunlot/core/draw/freeze.ts';
import type { FreezeFault } from '@sunlot/core/draw/freeze-input.ts';
import type { FrozenStream } from '@sunlot/core/draw/freeze-stream.ts';
import type { CandidateCounts } from '@sunlot/core/policy/candidate-list.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { dutyOf, placeInYear } from '@sunlot/core/policy/requirements.ts';
import { goalOfYear } from '@sunlot/core/policy/year-measure.ts';
import { Problem } from '../../problem.ts';
import type { DrawInputs } from './draw-inputs.ts';

/** Freezes, or refuses with a sentence that says which row or number is wrong. */
export function frozenOrRefused({ stream, fault, terms }: DrawInputs): FrozenStream {
  if (fault) throw refused(fault.fault, fault.name);
  const { profile: _, listKey: __, weights: ___, tags: ____, ...stated } = terms;
  const frozen = stream.end(stated);
  if (!frozen.ok) throw refused(frozen.error, personOf(terms, frozen.error));
  return frozen.value;
}

function refused(fault: FreezeFault, name: string): Problem {
  return new Problem('draw.listInvalid', { what: faultText(fault, name), fault });
}

function faultText(fault: FreezeFault, name: string): string {
  switch (fault.kind) {
    case 'row':
      return `${LISTS[fault.list]}中 ${name} 的 ${fault.field} 不合规定：“${fault.value}”`;
    case 'duplicate':
      return `${LISTS[fault.list]}中 ${fault.key} 出现两次`;
    case 'tooFew':
      return `应抽 ${fault.required} 家，可抽只有 ${fault.pool} 家`;
    case 'tooLarge':
      return `规则清单有 ${fault.bytes} 字节，超过日志条目上限`;
    default:
      return `规则清单内部不一致（${fault.kind}）`;
  }
}

const LISTS = { objects: '检查对象', inspectors: '检查人员', recusals: '回避' } as const;

/** Whom a row of the other two lists is about. */
function personOf({ inspectors, recusals }: FreezeTerms, fault: FreezeFault): string {
  if (fault.kind !== 'row') return '';
  const person = fault.list === 'inspectors' ? inspectors[fault.index]?.name : recusals[fault.index]?.inspectorId;
  return person ?? '';
}

/** The year may ask for more than the plan, by its coverage or its ratio: said here, with what the draw takes of it; the verdict judges the rest. */
export function yearWarnings({ task, pack, found, terms, warnings }: DrawInputs): readonly string[] {
  if (task.supplement !== null) return warnings;
  if (task.round !== null) {
    const left = found.required - Math.min(task.n, found.pool);
    return left > 0 ? [...warnings, `分批抽取：本批之后，本年度还应抽 ${left} 家`] : warnings;
  }
  if (found.required <= Math.max(task.n, found.minimum)) return [...warnings, ...yearGoalTexts(pack, task, found)];
  const drawn = terms.strata.reduce((sum, { n = 0 }) => sum + n, 0);
  const taken = drawn > task.n ? `，本次抽 ${drawn} 家` : '';
  return [
    ...warnings,
    `按年度覆盖要求，本时段应抽 ${found.required} 家（尚有 ${found.uncovered ?? 0} 家本年度未抽），计划只安排 ${task.n} 家${taken}`,
  ];
}

/** With the last draw of the year its ratio, or a window that ends with it, can still be reached, by the plan: afterwards nothing makes up for it. */
function yearGoalTexts(pack: Pack, task: DrawInputs['task'], found: CandidateCounts): readonly string[] {
  const scope = { class: found.class, level: found.level as Level };
  const goal = goalOfYear(pack, { ...scope, year: yearOf(found.period) });
  const planned = Math.max(task.n, found.required);
  if (!goal || task.scope !== null || found.recommended <= planned) return [];
  if (placeInYear(found.period, dutyOf(pack, scope)!.every).left > 1) return [];
  const { section } = goal.rule.clause;
  const until = `计划只安排 ${task.n} 家；抽取以前先用 plan adjust 调到 ${found.recommended} 家`;
  return goal.window
    ? [
        `周期最后一次抽取：${goal.window.from} 至 ${goal.window.to} 全覆盖（${section}）还差 ${found.recommended} 家，${until}`,
      ]
    : [`本年最后一次抽取：按全年比例（${section}）还差 ${found.recommended} 家，${until}`];
}
