import { isCreditCode, isProjectKey } from '@sunlot/contract/identifiers.ts';
import { visitVocabulary } from '@sunlot/contract/visit-columns.ts';
import type { CalendarDate, Period } from '@sunlot/core/basics/dates.ts';
import { type Classification, classify } from '@sunlot/core/policy/classify.ts';
import type { ClassId, Justification, ObjectFacts, TaskType, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { stateRowOn, statusOn } from '@sunlot/core/policy/past-facts.ts';
import { APPROVER_OF_WITHHOLDING } from '../visits/withholding-approval.ts';
import { type DrawnOfTask, judgeDraw, type VisitDraws } from './judge-draw.ts';
import { refuseOtherKind, warnOfKind } from './judge-kind.ts';
import { warnOfOtherResults } from './other-results.ts';
import { classNamed } from './pack-words.ts';
import { type Authority, readAuthority, type VisitAuthorities } from './read-authority.ts';
import { readPartners, warnOfStrangers } from './read-partners.ts';
import { readRecognised } from './read-recognised.ts';
import { refuseRectified } from './read-rectified.ts';
import { type Entry, readSecrecy, warnOfUnpublished } from './read-secrecy.ts';
import { type KnownDirected, readSelection } from './read-selection.ts';
import { known, readChoice, readDate, readList, readYesNo } from './read-values.ts';
import {
  judgeGroup,
  readInspectors,
  readItems,
  readMethod,
  readResults,
  type VisitLists,
  warnOfMethod,
  warnOfNeeds,
} from './read-visit-lists.ts';
import { createRowReader, type Judged, type RowReader } from './row-reader.ts';
import { refuseTwice, servedBesides } from './same-visit.ts';
import type { TableRow } from './table.ts';

/** A visit as a row states it. The deviation and the remarks are to be sealed before they are stored. */
export type VisitRow = {
  readonly facts: Omit<VisitFact, 'justification'>;
  readonly deviation?: Justification;
  readonly remarks: Readonly<Record<string, string>>;
  /** Numbers under which the ledger has this same visit already, each of a task that it serves as well. */
  readonly besides: readonly string[];
};

/** A task of the plan, as far as it says something of its visits. */
export type KnownTask = {
  readonly code: string;
  /** Class and period of the entry; a task with a scope of its own leaves both to the object and the day. */
  readonly class?: ClassId;
  readonly period?: Period;
  readonly taskType: TaskType;
  readonly drawnElsewhere?: boolean;
  /** It takes no more: what a row says of a visit on record is not taken, but for what came of it since. */
  readonly isEnded?: boolean;
  /** Departments that go together, the own one included. */
  readonly departments?: number;
  /** Of these those outside, by name: what was chosen and agreed for the task. */
  readonly partners?: readonly string[];
  readonly drawn: DrawnOfTask;
  /** Keys of those that were drawn to be inspected again after the level below (再次抽查). */
  readonly drawnAgain?: ReadonlySet<string>;
  /** What its visit to an object inspects; asked of objects whose rows recognise a result of others. */
  readonly itemsOf?: (key: string) => readonly string[] | undefined;
};

/** What the rows are judged against: the directories, the tree of agencies and the pack of each visit. */
export type VisitsContext = VisitAuthorities &
  VisitLists &
  VisitDraws & {
    readonly today: CalendarDate;
    /** How the rows come in; a file that is imported where not said. */
    readonly entry?: Entry;
    readonly packOf: (visit: Pick<VisitFact, 'period' | 'date'>) => Pack;
    /** An object of the territory by its key, with the lists of the day's year. */
    readonly objectOf: (key: string, date: CalendarDate) => ObjectFacts | undefined;
    /** Keys of construction projects in the directory that belong to a code. */
    readonly projectsOf: (code: string) => readonly string[];
    /** What the ledger has of an object already. */
    readonly visitsOf: (key: string) => readonly VisitFact[];
    readonly taskOf: (agency: string, number: string) => KnownTask | undefined;
    readonly directedOf: (agency: string, number: string) => KnownDirected | undefined;
  };

/** Dates before this are slips of the pen: there was no such inspection then. */
const EARLIEST = '2000-01-01';

/** A row read; what is still missing of it is the class, where the row names none. */
type Draft = {
  readonly reader: RowReader;
  readonly object: ObjectFacts;
  readonly pack: Pack;
  readonly visit: Omit<VisitFact, 'class' | 'justification'> & { readonly class?: ClassId };
  readonly deviation: Justification | undefined;
  readonly task: KnownTask | undefined;
};

/**
 * Judges a list of visits as a whole: a row that names no class gets the one its object had on the day, which may rest on
 * what earlier visits of the same list found. The same visit twice is refused, two on one day are pointed out.
 */
export function judgeVisits(rows: readonly TableRow[], context: VisitsContext): readonly Judged<VisitRow>[] {
  const drafts = rows.map((row) => {
    const reader = createRowReader(row, visitVocabulary);
    return { reader, draft: readVisit(reader, context) };
  });
  refuseTwice(
    drafts.flatMap(({ draft }) => draft ?? []),
    context,
  );
  const good = drafts.flatMap(({ reader, draft }) => (draft && reader.errors.length === 0 ? [draft] : []));
  const classed = classesOf(good, context);
  warnOfOtherResults(good, context);
  return drafts.map(({ reader, draft }) => {
    const { errors, warnings } = reader;
    const { rowNumber, remarks } = reader.row;
    const facts = draft && classed.get(draft);
    if (!facts) return { ok: false, rowNumber, errors, warnings };
    const kept = { ...remarks, ...keptCells(reader, facts) };
    const besides = servedBesides(context, facts);
    const value = { facts, ...(draft.deviation && { deviation: draft.deviation }), remarks: kept, besides };
    const isPast = draft.task?.isEnded === true && recordOf(context, facts) !== undefined;
    const told = isPast ? warnings.filter(({ column }) => LATER.has(column)) : warnings;
    return { ok: true, rowNumber, value, warnings: told };
  });
}

/** Columns of which a row of a closed task is still taken where they are lacking, and may say something odd. */
const LATER: ReadonlySet<string> = new Set(['withheldGround', 'approvedBy']);

function recordOf(
  { visitsOf }: VisitsContext,
  { objectId, agency, date, taskId = '' }: Pick<VisitFact, 'objectId' | 'agency' | 'date' | 'taskId'>,
): VisitFact | undefined {
  return visitsOf(objectId).find((one) => one.agency === agency && one.date === date && (one.taskId ?? '') === taskId);
}

/** Cells that no rule reads, kept with the office's own columns: a document number says something of a directed visit only. */
function keptCells({ row }: RowReader, { selection }: VisitRow['facts']): Readonly<Record<string, string>> {
  const { noRepeatGround, reference, partnerPeople, caseNumber, withheldGround, approvedBy } = row.cells;
  return {
    ...(partnerPeople !== undefined && { 配合部门人员: partnerPeople }),
    ...(noRepeatGround !== undefined && { 不再重复检查依据: noRepeatGround }),
    ...(caseNumber !== undefined && { 立案文号: caseNumber }),
    ...(withheldGround !== undefined && approvedBy !== undefined && { [APPROVER_OF_WITHHOLDING]: approvedBy }),
    ...(selection === 'random' && reference !== undefined && { 文书编号: reference }),
  };
}

/** The visits with their classes, worked out in the order of their days. */
function classesOf(drafts: readonly Draft[], context: VisitsContext): ReadonlyMap<Draft, VisitRow['facts']> {
  const before = new Map<string, VisitFact[]>();
  const classed = new Map<Draft, VisitRow['facts']>();
  for (const draft of [...drafts].sort((a, b) => (a.visit.date < b.visit.date ? -1 : 1))) {
    const { object, pack, visit } = draft;
    const inFile = before.get(object.id) ?? [];
    const visits = [...context.visitsOf(object.id), ...inFile];
    const known = classify(pack, { object, date: visit.date, visits });
    const { class: cls = known.class } = visit;
    const facts = { ...visit, ...(visit.class === undefined && { classOfDay: true }), class: cls };
    warnOfClass(draft, known);
    warnOfKind(draft, facts);
    before.set(object.id, [...inFile, facts]);
    classed.set(draft, facts);
  }
  return classed;
}

/** A county meets its duties by its own visits in its own territory: what it did next door counts for neither. */
function warnOfDirectory(
  reader: RowReader,
  object: string,
  { context, authority }: { readonly context: VisitsContext; readonly authority: Authority },
): void {
  const agencyOf = (wanted: string | undefined) => context.tree.find(({ code }) => code === wanted);
  const by = agencyOf(authority.agency);
  const home = agencyOf(context.directoryOf(object));
  if (by === undefined || home === undefined || by.code === home.code || by.level !== home.level) return;
  const told = `检查机关写的是“${by.name}”，这个对象在“${home.name}”的名录里：同级机关在辖区以外的检查，两家都不计入完成数。请核对检查机关。`;
  reader.warn('authority', 'datesDisagree', told);
}

/** What the office wrote is what counts; that its directory has the object elsewhere is worth a look. A task had its class at the freeze. */
function warnOfClass({ reader, pack, visit, task }: Draft, { class: cls, memberOf }: Classification): void {
  const { class: first, alsoClasses = [] } = visit;
  if (first === undefined || task?.class === first || reader.lacks('class')) return;
  const nameOf = (id: ClassId) => pack.classes.find((known) => known.id === id)!.name;
  const others = [first, ...alsoClasses].filter((id) => !memberOf.includes(id));
  if (others.length === 0) return;
  const written = others.map(nameOf).join('、');
  const message = `检查对象类别写的是“${written}”，按名录当日是“${nameOf(cls)}”，以所写类别计数。请核对名录或这一栏。`;
  reader.warn('class', 'datesDisagree', message);
}

function readVisit(reader: RowReader, context: VisitsContext): Draft | undefined {
  const date = readDay(reader, context);
  const object = readObject(reader, context, date ?? context.today);
  const authority = readAuthority(reader, context);
  const deviation = readDeviation(reader);
  if (date === undefined || object === undefined || authority === undefined) return undefined;
  const number = reader.text('task');
  const task = number === undefined ? undefined : context.taskOf(authority.agency, number);
  const pack = context.packOf({ date, ...(task?.period !== undefined && { period: task.period }) });
  warnOfStatus(reader, object, { date, pack });
  warnOfDirectory(reader, object.id, { context, authority });
  const inspectors = readInspectors(reader, context, { ...authority, object: object.id, date });
  const seen = { object: object.id, date };
  judgeGroup(reader, inspectors, { pack, lists: context, authority, hasReason: deviation !== undefined, ...seen });
  const recorded = number === undefined ? undefined : context.directedOf(authority.agency, number);
  const selection = readSelection(reader, { pack, object: object.id, recorded });
  const isCounted = selection.selection === 'random' && reader.lacks('noRepeatGround');
  if (selection.selection === 'random' && !recorded) {
    const row = {
      ...{ objectId: object.id, agency: authority.agency, date },
      ...(number !== undefined && { taskId: number }),
    };
    const isRecorded = recordOf(context, row) !== undefined;
    const isRecognised = !reader.lacks('noRepeatGround');
    judgeDraw(reader, context, { authority, date, object: object.id, task, isRecognised, isRecorded });
  }
  const items = readItems(reader, context, { pack, isCounted });
  const ofTask = readTask(reader, { number: task?.code ?? recorded?.code ?? number, task, pack });
  const visit = {
    objectId: object.id,
    date,
    inspectionEndedOn: date,
    level: authority.level,
    agency: authority.agency,
    outside: authority.outside,
    state: 'completed' as const,
    ...ofTask,
    ...selection,
    ...readDates(reader, { date, today: context.today }),
    items,
    method: readMethod(reader, pack),
    inspectors,
    ...readPartners(reader, { ...context, hasTask: task !== undefined }, ofTask.taskType),
    results: readResults(reader, pack),
    ...readSecrecy(reader, pack, context.entry),
    creditBased: readYesNo(reader, 'creditBased'),
    ...readRecognised(reader, { task, object: object.id, items, known: context.visitsOf(object.id) }),
  };
  warnOfUnpublished(reader, visit, context.visitsOf(object.id));
  const before = recordOf(context, visit);
  // After the closing of its task the record decides, where the day is taken.
  if (!before || !task?.isEnded) refuseRectified(reader, pack, { visit, recorded: before });
  warnOfStrangers(reader, visit, task);
  warnOfNeeds(reader, pack, visit);
  if (isCounted) {
    warnOfMethod(reader, pack, { object, visit, isApproved: task !== undefined || deviation !== undefined });
  }
  return { reader, object, pack, visit: known(visit) as Draft['visit'], deviation, task };
}

function readDay(reader: RowReader, { today }: VisitsContext): CalendarDate | undefined {
  if (reader.lacks('date')) reader.required('date');
  const date = readDate(reader, 'date');
  if (date === undefined) return undefined;
  if (date > today) {
    reader.error('date', 'badDate', `检查日期 ${date} 在今天（${today}）之后。只登记已经完成的检查，请核对。`);
    return undefined;
  }
  if (date >= EARLIEST) return date;
  return void reader.error('date', 'badDate', `检查日期 ${date} 早于 ${EARLIEST.slice(0, 4)} 年，请核对年份。`);
}

function readObject(reader: RowReader, context: VisitsContext, date: CalendarDate): ObjectFacts | undefined {
  const key = reader.required('creditCode');
  if (key === undefined) return undefined;
  const object = context.objectOf(key, date);
  if (object) return object;
  const refuse = (code: 'digitsLost' | 'badCode' | 'unknownObject', message: string) =>
    void reader.error('creditCode', code, message);
  if (reader.row.numeric.includes('creditCode')) {
    return refuse('digitsLost', '被表格程序当成数字保存，后几位已经丢失。请把这一列设为文本格式，再按证照重新填写。');
  }
  if (!isCreditCode(key) && !isProjectKey(key)) {
    return refuse('badCode', `“${key}”不是有效的统一社会信用代码，请对照营业执照核对。`);
  }
  const projects = context.projectsOf(key);
  const advice =
    projects.length > 0
      ? `名录中有它的建设项目 ${projects.slice(0, 3).join('、')}，检查的是项目的请照此填写。`
      : '请先把它导入检查对象名录，再导入检查记录。';
  return refuse('unknownObject', `名录中没有“${key}”这个检查对象。${advice}`);
}

/** Going to who was not active then is no part of what was asked for (C0-3): it is kept and counts for no minimum. */
function warnOfStatus(
  reader: RowReader,
  object: ObjectFacts,
  { date, pack }: { readonly date: CalendarDate; readonly pack: Pack },
): void {
  const status = statusOn(object, date);
  if (status === 'active' || (status === 'suspended' && pack.settings['calc.suspendedInDenominator'])) return;
  const words = { suspended: '停产', closed: '关停', deregistered: '注销', moved: '迁出' } as const;
  const { statusSince } = stateRowOn(object, date);
  const since = statusSince === undefined ? '' : `自 ${statusSince} 起`;
  const told = `名录中这个对象${since}已${words[status]}，检查日期在其后，不计入完成数（已列入当期冻结名单的除外）。请核对这两个日期。`;
  reader.warn('date', 'datesDisagree', told);
}

type TaskFields = Partial<
  Pick<VisitFact, 'taskId' | 'period' | 'taskType' | 'alsoClasses' | 'class' | 'drawnElsewhere' | 'departments'>
>;

type Written = { readonly number: string | undefined; readonly task: KnownTask | undefined; readonly pack: Pack };

/** The task, and what it says where the row does not; the classes the row names. */
function readTask(reader: RowReader, { number, task, pack }: Written): TaskFields & { readonly taskType: TaskType } {
  const [first, ...others] = readClasses(reader, pack);
  const stated = readChoice(reader, 'taskType') as TaskType | undefined;
  refuseOtherKind(reader, stated, task);
  const cls = first ?? task?.class;
  return {
    taskType: stated ?? task?.taskType ?? 'daily',
    ...(number !== undefined && { taskId: number }),
    ...(task?.period !== undefined && { period: task.period }),
    ...(task?.drawnElsewhere && { drawnElsewhere: true }),
    ...(task?.departments !== undefined && { departments: task.departments }),
    ...(cls !== undefined && { class: cls }),
    ...(others.length > 0 && { alsoClasses: others }),
  };
}

function readClasses(reader: RowReader, pack: Pack): readonly ClassId[] {
  const classes: ClassId[] = [];
  for (const word of readList(reader, 'class') ?? []) {
    const cls = classNamed(pack, word);
    if (cls !== undefined) classes.push(cls);
    else {
      const names = pack.classes.map(({ name }) => name).join('、');
      reader.error('class', 'outsidePack', `“${word}”不是当时方案（${pack.name}）里的对象类别，请改为：${names}。`);
    }
  }
  return classes;
}

type Days = Partial<
  Pick<VisitFact, 'taskCompletedOn' | 'resultDeterminedOn' | 'publishedOn' | 'rectifyBy' | 'rectifiedOn'>
>;

/** The days around a visit, each on the right side of the others and none in the future. */
function readDates(
  reader: RowReader,
  { date, today }: { readonly date: CalendarDate; readonly today: CalendarDate },
): Days {
  const taskCompletedOn = readPastDate(reader, 'taskCompletedOn', today);
  const drawnOn = readPastDate(reader, 'drawnOn', today);
  const resultDeterminedOn = readPastDate(reader, 'resultDeterminedOn', today);
  const publishedOn = readPastDate(reader, 'publishedOn', today);
  const rectifyBy = readDate(reader, 'rectifyBy');
  const rectifiedOn = readPastDate(reader, 'rectifiedOn', today);
  const order = (column: string, day: CalendarDate | undefined, [other, words]: readonly [CalendarDate, string]) => {
    if (day !== undefined && day < other) {
      reader.error(column, 'datesDisagree', `${day} 早于${words} ${other}，请核对。`);
    }
  };
  order('taskCompletedOn', taskCompletedOn, [date, '检查日期']);
  order('rectifyBy', rectifyBy, [date, '检查日期']);
  order('rectifiedOn', rectifiedOn, [date, '检查日期']);
  order('resultDeterminedOn', resultDeterminedOn, [date, '检查日期']);
  order('publishedOn', publishedOn, resultDeterminedOn ? [resultDeterminedOn, '结果认定日期'] : [date, '检查日期']);
  if (drawnOn !== undefined && drawnOn > date) {
    reader.error('drawnOn', 'datesDisagree', `抽取日期 ${drawnOn} 晚于检查日期 ${date}：先抽取、后检查，请核对。`);
  }
  return known({ taskCompletedOn, resultDeterminedOn, publishedOn, rectifyBy, rectifiedOn }) as Days;
}

function readPastDate(reader: RowReader, column: string, today: CalendarDate): CalendarDate | undefined {
  const date = readDate(reader, column);
  if (date === undefined || date <= today) return date;
  return void reader.error(column, 'badDate', `${date} 在今天（${today}）之后，还没有发生。请核对。`);
}

/** A reason counts only with the name of who approved it; beside 不予公开依据 the name is of who approved the withholding. */
function readDeviation(reader: RowReader): Justification | undefined {
  const reason = reader.text('deviation');
  const approvedBy = reader.text('approvedBy');
  if (reason !== undefined && approvedBy !== undefined) return { reason, approvedBy };
  if (reason !== undefined) {
    reader.error('approvedBy', 'missing', '写了偏离理由，没有写批准人。没有批准的理由不算数，请补上批准人。');
  }
  if (approvedBy !== undefined && reader.lacks('withheldGround')) {
    const message = '写了批准人，没有写偏离理由，也没有写不予公开依据。请补上所批准的理由或依据，或删去批准人。';
    reader.error('deviation', 'missing', message);
  }
  return undefined;
}

/** Keys of objects that a file names, before anything is judged: what has to be loaded. */
export function objectKeysOf(rows: readonly TableRow[]): readonly string[] {
  return [...new Set(rows.flatMap(({ cells }) => cells.creditCode ?? []))];
}
