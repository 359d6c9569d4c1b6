import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import type { Authority } from './read-authority.ts';
import type { RowReader } from './row-reader.ts';

/** What a task has drawn, as far as the importer may know it. */
export type DrawnOfTask =
  /** No draw of it has a result yet. */
  | 'nothing'
  /** Its names are closed, and the importer is not among those who may know them. */
  | 'closed'
  /** The objects of the file that stand in it (after replacements), each with the day of its draw. */
  | ReadonlyMap<string, CalendarDate>;

/** What random rows are held against: 计划性检查 comes out of a draw. */
export type VisitDraws = {
  /** Day of an agency's first frozen list; undefined where it has drawn nothing here. */
  readonly firstDrawOn: (agency: string) => CalendarDate | undefined;
  /** Does the importer see the agency's tasks? Those of an authority above are not for it. */
  readonly tasksKnown: (agency: string) => boolean;
  /** Who may import although names are closed, in words. */
  readonly mayKnowNames: string;
};

/** A random row, as far as its draw is concerned. */
export type RandomRow = {
  readonly authority: Authority;
  readonly date: CalendarDate;
  readonly object: string;
  readonly task:
    | { readonly code: string; readonly drawn: DrawnOfTask; readonly drawnAgain?: ReadonlySet<string> }
    | undefined;
  /** 结果互认: the result of another authority instead of a visit; it may be older than the draw. */
  readonly isRecognised: boolean;
  /** Does the ledger have this very visit already? */
  readonly isRecorded: boolean;
};

const ELSE_DIRECTED = '不是随机抽取的，请改为“针对性”并写明依据和文书编号';

/**
 * Gives back what says it was drawn and was not: a row under a task of this platform whose draw does not have the object, and a
 * row of the time since the first draw that names no task. What is older than that is history, with nothing to hold it against.
 */
export function judgeDraw(reader: RowReader, draws: VisitDraws, row: RandomRow): void {
  if (!row.authority.isKnown) return;
  if (row.task) judgeAgainstTask(reader, draws, { ...row, task: row.task });
  else judgeWithoutTask(reader, draws, row);
}

type UnderTask = RandomRow & { readonly task: NonNullable<RandomRow['task']> };

function judgeAgainstTask(reader: RowReader, { mayKnowNames }: VisitDraws, row: UnderTask): void {
  const { code, drawn } = row.task;
  if (drawn === 'nothing') {
    const message = `任务“${code}”还没有抽取结果。先抽取、后检查：请核对任务编号，或在抽取之后再导入。`;
    reader.error('task', 'notDrawn', message);
  } else if (drawn === 'closed') {
    const message = `任务“${code}”的被抽名单还没有公开，请由本单位${mayKnowNames}导入，或在名单公开之后导入。`;
    reader.error('task', 'notDrawn', message);
  } else {
    judgeAgainstList(reader, row, drawn.get(row.object));
  }
}

function judgeAgainstList(reader: RowReader, row: UnderTask, drawnOn: CalendarDate | undefined): void {
  const { date, isRecognised } = row;
  const { code } = row.task;
  if (drawnOn === undefined) {
    const message = `这个对象不在任务“${code}”的抽取结果中（更换过的，以更换后的为准），不能登记为随机检查。请核对任务编号和代码；${ELSE_DIRECTED}。`;
    reader.error('task', 'notDrawn', message);
  } else if (isRecognised && row.task.drawnAgain?.has(row.object)) {
    // the earlier result is why it was drawn. A result that is recognised counts to no 再次抽查, and live none is offered.
    const message = `这个对象是任务“${code}”再次抽查抽中的：再次抽查须实际检查，不能以已有的检查结果代替。请按实际检查填写本行，并清空“不再重复检查依据”；没有检查的，删去本行。`;
    reader.error('noRepeatGround', 'notDrawn', message);
  } else if (date < drawnOn && !isRecognised) {
    const message = `检查日期 ${date} 早于任务“${code}”的抽取日期 ${drawnOn}：先抽取、后检查，请核对。`;
    reader.error('date', 'datesDisagree', message);
  }
}

function judgeWithoutTask(
  reader: RowReader,
  { firstDrawOn, tasksKnown }: VisitDraws,
  { authority, date, isRecorded }: RandomRow,
): void {
  const first = firstDrawOn(authority.agency);
  if (first === undefined || date < first) return;
  const since = `${authority.agency} 自 ${first} 起在本平台抽取`;
  if (!tasksKnown(authority.agency)) {
    const message = `${since}，此后的随机检查由该单位自己登记。请删去本行，需要时请该单位导入。`;
    if (!isRecorded) reader.error('authority', 'notDrawn', message);
    return;
  }
  const number = reader.text('task');
  const what = number === undefined ? '此后的随机检查须写明任务编号' : `却没有编号为“${number}”的任务（或已作废）`;
  const advice = `请填写抽中这个对象的任务编号（sunlot task list 可查）；${ELSE_DIRECTED}`;
  reader.error('task', 'notDrawn', `${since}，${what}。${advice}。`);
}
