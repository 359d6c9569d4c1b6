import type { TaskType, VisitFact } from '@sunlot/core/policy/facts.ts';
import { coversKind, isInterdepartmentalClass } from '@sunlot/core/policy/joint-draw.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { classesNamed, wasJoint } from '@sunlot/core/policy/served.ts';
import type { RowReader } from './row-reader.ts';

/**
 * A row under a task of this platform has the kind of its task: who was consulted, what was chosen and who was seated for it is on record
 * there, and the word of a row is not. What names no task here, history among it, is taken at its word.
 */
export function refuseOtherKind(
  reader: RowReader,
  stated: TaskType | undefined,
  task: { readonly code: string; readonly taskType: TaskType } | undefined,
): void {
  if (stated === undefined || task === undefined || stated === task.taskType) return;
  const [own, other] = [WORDS[task.taskType], WORDS[stated]];
  const message = `任务“${task.code}”是“${own}”，这一行的任务类型却写了“${other}”：以任务为准。请改为“${own}”或留空。要按“${other}”检查的，须在抽取前按这一类型发起任务，检查登记在那个任务的编号下；有其他部门的人一起去的，写在配合部门人员一栏。`;
  reader.error('taskType', 'otherKind', message);
}

type Row = { readonly reader: RowReader; readonly pack: Pack };

/** What a random visit does not count to because of the kind of its task. */
export function warnOfKind(row: Row, visit: VisitFact): void {
  if (visit.selection !== 'random') return;
  warnOfAlone(row, visit);
  warnOutsideScope(row, visit);
}

/** A class that is inspected with other departments (联合抽查对象) is not inspected by going there alone. */
function warnOfAlone({ reader, pack }: Row, visit: VisitFact): void {
  const cls = classesNamed(visit).find((one) => isInterdepartmentalClass(pack, one));
  if (cls === undefined || visit.recognised || wasJoint(visit)) return;
  const { name } = pack.classes.find(({ id }) => id === cls)!;
  const message = `“${name}”须与其他部门一起检查，这一行既不是“部门联合”，也没有配合部门人员，不计入“${name}”的完成数。请核对任务类型和配合部门人员。`;
  reader.warn('taskType', 'incomplete', message);
}

/** A kind of task that the scheme does not draw counts to no number, whatever the row says of how it was chosen. */
function warnOutsideScope({ reader, pack }: Row, { taskType }: VisitFact): void {
  if (coversKind(pack, taskType)) return;
  const message = `本地方案随机抽查的范围里没有“${WORDS[taskType]}”，这次检查照记，不计入抽查数量。请核对任务类型。`;
  reader.warn('taskType', 'notCounted', message);
}

const WORDS: Readonly<Record<TaskType, string>> = {
  daily: '日常',
  campaign: '专项',
  internalJoint: '内部联合',
  interdepartmentalJoint: '部门联合',
};
