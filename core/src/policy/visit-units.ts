import type { ClassId, VisitFact } from './facts.ts';
import { isInterdepartmentalClass } from './joint-draw.ts';
import type { Pack } from './pack.ts';

/**
 * 抽查次数 of a visit with several departments (AMB-50): one, or one each. Every count of inspections goes by it: of a year, a class, a
 * method, a kind of joint inspection, the shares and the cap on one object. Objects, draws, tasks and results are no inspections: a visit
 * has one object and one result, whoever went along.
 */

/**
 * How many one visit counts: by the departments that were there, of one to come by those that were agreed. Where nobody named them a joint one has
 * two, the fewest there can be.
 */
export function visitUnits(
  pack: Pack,
  { taskType, departments, state, partnersDue = [] }: Counted & Partial<Pick<VisitFact, 'state'>>,
): number {
  if (pack.settings['calc.visitUnit'] === 'visit') return 1;
  const fewest = taskType === 'interdepartmentalJoint' ? 2 : 1;
  return departments ?? (state === 'drawn' ? Math.max(fewest, partnersDue.length + 1) : fewest);
}

type Counted = Pick<VisitFact, 'taskType' | 'departments' | 'partnersDue'>;

export function unitsOf(pack: Pack, visits: readonly VisitFact[]): number {
  return inspectionsAmong(pack, visits).reduce((sum, visit) => sum + visitUnits(pack, visit), 0);
}

/**
 * Records as inspections, each by the first of its records. One visit that serves several tasks, own ones or those of two levels, is recorded
 * under the number of each: it is one inspection all the same (AMB-50). Where every department counts for itself, so
 * does every record.
 */
export function inspectionsAmong(pack: Pack, visits: readonly VisitFact[]): readonly VisitFact[] {
  return inspectionRecords(pack, visits).map(([first]) => first!);
}

/** The records of each inspection together. */
export function inspectionRecords(pack: Pack, visits: readonly VisitFact[]): readonly (readonly VisitFact[])[] {
  return pack.settings['calc.visitUnit'] === 'visit' ? recordsOfVisits(visits) : visits.map((visit) => [visit]);
}

export function firstRecords(visits: readonly VisitFact[]): readonly VisitFact[] {
  return recordsOfVisits(visits).map(([first]) => first!);
}

/** The records of each visit together, in the order of the first of each. */
export function recordsOfVisits(visits: readonly VisitFact[]): readonly (readonly VisitFact[])[] {
  const made = new Map(visits.filter(isMade).map((visit) => [answerKey(visit), visitKey(visit)]));
  const keyOf = (visit: VisitFact) => {
    const answer = answerKey(visit);
    if (isMade(visit)) return visitKey(visit);
    return answer === undefined ? undefined : (made.get(answer) ?? answer);
  };
  const found: VisitFact[][] = [];
  const byKey = new Map<string, VisitFact[][]>();
  for (const visit of visits) {
    const key = keyOf(visit);
    const known = key === undefined ? [] : (byKey.get(key) ?? []);
    const joined = known.find((records) => !records.some((record) => wentApart(record, visit)));
    if (joined) joined.push(visit);
    else {
      const own = [visit];
      found.push(own);
      if (key !== undefined) byKey.set(key, [...known, own]);
    }
  }
  return found;
}

/** One of both answered to go separately, for a reason: they did, also on one day. */
function wentApart({ apart }: VisitFact, { agency, taskId }: VisitFact): boolean {
  return apart?.includes(`${agency}/${taskId}`) === true;
}

/** Do two records tell of the same visit? Each one does of its own. */
export function isSameVisit(pack: Pack, one: VisitFact, other: VisitFact): boolean {
  return inspectionsAmong(pack, one === other ? [one] : [one, other]).length === 1;
}

/**
 * What records of one visit have in common: object, day and method. Without the number of a task nothing says that it was for several,
 * and to a result that was recognised nobody went.
 */
function visitKey({ objectId, date, method, taskId, recognised }: VisitFact): string | undefined {
  return taskId === undefined || recognised ? undefined : JSON.stringify([objectId, date, method]);
}

/** What is only drawn has no day yet: it is one with those that were answered to go together with it, also where that visit was made. */
function answerKey({ objectId, together }: VisitFact): string | undefined {
  return together === undefined ? undefined : JSON.stringify([objectId, together]);
}

function isMade({ state }: VisitFact): boolean {
  return state === 'completed';
}

/**
 * How many a visit of a draw counts: by the departments that come along, where the task has named them; else at least two of a class that is always
 * inspected with others.
 */
export function unitsToCome(
  pack: Pack,
  { class: cls, departments }: { readonly class: ClassId; readonly departments?: number },
): number {
  const taskType = isInterdepartmentalClass(pack, cls) ? 'interdepartmentalJoint' : 'daily';
  return visitUnits(pack, { taskType, ...(departments !== undefined && { departments }) });
}
