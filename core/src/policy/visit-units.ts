import type { ClassId, VisitFact } from './facts.ts';
import { isInterdepartmentalClass } from './joint-draw.ts';
import type { Pack } from './pack.ts';

/**
 * 抽查次数 of a visit with several departments (AMB-50): one, or one each. Every count of inspections goes by it: of a year, a class, a
 * method, a kind of joint inspection, the shares and the cap on one object. Objects, draws, tasks and results are no inspections: a visit
 * has one object and one result, whoever went along.
 */

/** How many one visit counts. Where nobody named the departments a joint one has two, the fewest there can be. */
export function visitUnits(pack: Pack, { taskType, departments }: Pick<VisitFact, 'taskType' | 'departments'>): number {
  if (pack.settings['calc.visitUnit'] === 'visit') return 1;
  return departments ?? (taskType === 'interdepartmentalJoint' ? 2 : 1);
}

export function unitsOf(pack: Pack, visits: readonly VisitFact[]): number {
  return visits.reduce((sum, visit) => sum + visitUnits(pack, visit), 0);
}

/** How many a visit to come counts at least: a class that is always inspected with other departments has two of them. */
export function unitsToCome(pack: Pack, cls: ClassId): number {
  return visitUnits(pack, { taskType: isInterdepartmentalClass(pack, cls) ? 'interdepartmentalJoint' : 'daily' });
}
