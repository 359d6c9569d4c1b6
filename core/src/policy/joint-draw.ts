import type { ClassId, TaskType, VisitFact } from './facts.ts';
import { findRule, type Pack, type Rule } from './pack.ts';
import { counts } from './visits.ts';

/** Which inspections the scheme draws: its kinds of task, and those that other departments have drawn (跨部门抽取). */

/** Is a class always inspected with other departments? */
export function isInterdepartmentalClass(pack: Pack, cls: ClassId): boolean {
  return findRule(pack, 'jointDraw')?.value.classes.includes(cls) ?? false;
}

/** The rule by which the lead department's draw is taken over; undefined where the scheme knows none. */
export function leadDraws(pack: Pack): Rule<'jointDraw'> | undefined {
  const rule = findRule(pack, 'jointDraw');
  return rule?.value.drawnBy.includes('lead') ? rule : undefined;
}

/** Does the scheme draw this kind of task? One that says nothing of kinds leaves it open. */
export function coversKind(pack: Pack, taskType: TaskType): boolean {
  return findRule(pack, 'scope')?.value.taskTypes.includes(taskType) ?? true;
}

/**
 * Does a visit count as drawn at random under the scheme? Its kind must be one that the scheme draws, and what another
 * department drew counts where the rule of the joint draw says so.
 */
export function countsUnder(pack: Pack, visit: VisitFact): boolean {
  if (!counts(visit) || !coversKind(pack, visit.taskType)) return false;
  return !visit.drawnElsewhere || (leadDraws(pack)?.value.countsElsewhere ?? false);
}
