import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import type { VisitsContext } from './judge-visits.ts';
import type { RowReader } from './row-reader.ts';

/**
 * One visit may serve several tasks of an authority and is then recorded under the number of each: such rows are no slip. The same
 * row twice is refused, and of others on one day somebody should look whether they are two visits.
 */

type Numbers = Pick<VisitsContext, 'taskOf' | 'directedOf'>;
type Place = Pick<VisitFact, 'objectId' | 'date' | 'agency' | 'taskId'>;

/** Did the task of this number draw the object, or was a directed inspection of it recorded under the number? */
function isServed({ taskOf, directedOf }: Numbers, { agency, objectId, taskId }: Place): boolean {
  if (taskId === undefined) return false;
  const drawn = taskOf(agency, taskId)?.drawn;
  const isDrawn = typeof drawn === 'object' && drawn.has(objectId);
  return isDrawn || directedOf(agency, taskId)?.object === objectId;
}

export function refuseTwice(
  drafts: readonly { readonly reader: RowReader; readonly visit: Place }[],
  numbers: Numbers,
): void {
  const rowOfVisit = new Map<string, number>();
  const rowsOfDay = new Map<string, { readonly row: number; readonly served: boolean }[]>();
  for (const { reader, visit } of drafts) {
    const { rowNumber } = reader.row;
    const day = `${visit.objectId}\n${visit.date}\n${visit.agency}`;
    const same = `${day}\n${visit.taskId ?? ''}`;
    const served = isServed(numbers, visit);
    const earlier = rowOfVisit.get(same);
    const ofDay = rowsOfDay.get(day) ?? [];
    const sameDay = ofDay.find((one) => !(served && one.served));
    if (earlier !== undefined) {
      const message = `与第 ${earlier} 行是同一次检查（对象、日期、检查机关和任务编号都相同）。请只保留一行。`;
      reader.error('date', 'duplicate', message);
    } else if (sameDay !== undefined) {
      const message = `同一机关同一天对这个对象已有一次检查（第 ${sameDay.row} 行），任务编号不同，疑似重复。请核对。`;
      reader.warn('date', 'suspectDuplicate', message);
    }
    rowOfVisit.set(same, earlier ?? rowNumber);
    rowsOfDay.set(day, [...ofDay, { row: rowNumber, served }]);
  }
}

/** Other numbers under which the ledger has the visit of that day already, where it serves this one and them. */
export function servedBesides(context: Numbers & Pick<VisitsContext, 'visitsOf'>, visit: Place): readonly string[] {
  if (!isServed(context, visit)) return [];
  return context
    .visitsOf(visit.objectId)
    .filter(({ agency, date }) => agency === visit.agency && date === visit.date)
    .filter((one) => isServed(context, one))
    .flatMap(({ taskId }) => taskId ?? []);
}
