import type { ClassId, TaskType, VisitFact } from './facts.ts';
import { findRule, type Pack, type Rule, theRule } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';
import { counts } from './visits.ts';

/** Which inspections the scheme draws: its kinds of task, and those that other departments have drawn (跨部门抽取). */

/** Is a class always inspected with other departments? */
export function isInterdepartmentalClass(pack: Pack, cls: ClassId): boolean {
  return findRule(pack, 'jointDraw')?.value.classes.includes(cls) ?? false;
}

/** Departments that the scheme itself names for a class, by the clause that names them. */
export interface NamedPartners extends Source {
  readonly departments: readonly string[];
}

/**
 * Who has to come along to objects of a class: the partner departments of the joint items that the scheme binds to
 * its kind of object. Undefined where the class is inspected alone, or where the scheme names nobody for it or binds nobody.
 */
export function namedPartners(pack: Pack, cls: ClassId): NamedPartners | undefined {
  const rule = findRule(pack, 'jointItems');
  if (rule?.strictness !== 'hard' || !isInterdepartmentalClass(pack, cls)) return undefined;
  const words = kindsOfClass(pack, cls);
  const named = rule.value.list.filter(({ objectKind }) => words.has(objectKind));
  const departments = [...new Set(named.flatMap(({ partnerDepartments }) => partnerDepartments))];
  return departments.length === 0 ? undefined : { departments, ...sourceOf(rule) };
}

/** What item lists call the objects of a class: its own names, and every word of a kind that goes by one of them. */
function kindsOfClass(pack: Pack, cls: ClassId): ReadonlySet<string> {
  const own = pack.classes.filter(({ id }) => id === cls).flatMap(({ name, aliases }) => [name, ...aliases]);
  const kinds = theRule(pack, 'items').value.kinds.map(({ text, aliases }) => [text, ...aliases]);
  return new Set([...own, ...kinds.filter((words) => words.some((word) => own.includes(word))).flat()]);
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
  return !visit.drawnElsewhere || countsElsewhere(pack);
}

/** Does what a lead department draws count as drawn at random under the scheme? */
export function countsElsewhere(pack: Pack): boolean {
  return leadDraws(pack)?.value.countsElsewhere ?? false;
}
