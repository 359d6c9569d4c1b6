import { hash } from 'node:crypto';
import { isProjectKey } from '@sunlot/contract/identifiers.ts';
import { hasDimension, objectVocabulary, objectVocabularyOf, ownDimensions } from '@sunlot/contract/object-columns.ts';
import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import type { EventFact, EventKind, ObjectFacts, ObjectStatus, PermitCategory } from '@sunlot/core/policy/facts.ts';
import { readCreditCode } from './read-identifiers.ts';
import {
  type Evidenced,
  known,
  readChoice,
  readChoices,
  readDate,
  readDegrees,
  readEvents,
  readKeyList,
  readList,
  readName,
  readRecords,
  readSpan,
  readYesNo,
  takeEvidence,
} from './read-values.ts';
import { createRowReader, type Judged, type RowReader } from './row-reader.ts';
import type { TableRow } from './table.ts';

/** An object as a row states it; `remarks` keep what the rules do not read, by header. */
export type ObjectRow = { readonly facts: ObjectFacts; readonly remarks: Readonly<Record<string, string>> };

export type ObjectsContext = {
  /** Six-digit code of the agency whose directory this is; regions outside it are refused. */
  readonly territory: string;
  /** Names of divisions that may stand for a code, without spaces. */
  readonly regions: Pick<ReadonlyMap<string, string>, 'get'>;
  /** Dimensions of 标识 that the scheme lists; absent where it lists none. */
  readonly tagDimensions?: readonly string[] | undefined;
  /** What is dated later is pointed out; absent = nobody reads what is pointed out. */
  readonly today?: CalendarDate;
};

const EVENT_KINDS = [
  'listedSupervision',
  'mediaExposure',
  'crime',
  'excessNotice',
  'penalty',
  'verifiedComplaint',
] as const;
const DEMANDS = [
  'countyDemand',
  'municipalDemand',
  'ministryDemand',
  'inspectorateDemand',
  'recurringProblem',
  'concentratedComplaints',
];
/** Columns that no rule reads: kept with the remarks. */
const KEPT_AS_REMARKS = ['longitude', 'latitude', 'note', 'hazardousWastePermit'];
const TRUE_OR_FALSE = [
  'seriousDishonesty',
  'highEnergyHighEmission',
  'tailingsPond',
  'hazardousChemicals',
  'heavyMetals',
  'landfill',
  'legacyMine',
  'keyEnvironmentalFacility',
  'sewagePlant',
  'nuclearUser',
  'serviceAgency',
  'constructionProject',
  'jointObject',
] as const;
/** Columns that may carry the day and document behind what they say: `是|日期|文号`. */
const EVIDENCED = [
  ...TRUE_OR_FALSE,
  'permitCategory',
  'environmentalRisk',
  'environmentalCreditGrade',
  'hazardousWasteRole',
  'positiveList',
] as const;
const PLAIN_TEXT = [
  'permitNumber',
  'industry',
  'productionScale',
  'productionCycle',
  'monitoringType',
  'supervisionType',
  'environmentalCreditGrade',
  'emergencyPerformanceGrade',
] as const;

/**
 * Judges the rows of an object directory one after another. A key that came before in the same file is refused as
 * 重复; the same name and address under another key is kept and pointed out as 疑似重复.
 */
export function createObjectJudge(context: ObjectsContext): (row: TableRow) => Judged<ObjectRow> {
  const rowOfKey = new Map<string, number>();
  const rowOfPlace = new Map<string, number>();
  const { tagDimensions = [] } = context;
  const vocabulary = objectVocabularyOf(tagDimensions);
  const judging = {
    ...context,
    own: ownDimensions(tagDimensions),
    byTrade: hasDimension(tagDimensions, 'industry'),
  };
  return (row) => {
    const { row: plain, evidence, faults } = takeEvidence(row, EVIDENCED);
    const reader = createRowReader(plain, vocabulary);
    for (const { id, message } of faults) reader.error(id, 'badDate', message);
    const facts = readFacts(reader, { ...judging, evidence });
    const { errors, warnings } = reader;
    const earlier = facts && rowOfKey.get(facts.id);
    if (earlier !== undefined) {
      reader.error('creditCode', 'duplicate', `与第 ${earlier} 行是同一个对象（${facts!.id}）。请只保留一行。`);
    }
    if (!facts || errors.length > 0) return { ok: false, rowNumber: row.rowNumber, errors, warnings };
    rowOfKey.set(facts.id, row.rowNumber);
    warnOfTwin(reader, facts, rowOfPlace);
    return { ok: true, rowNumber: row.rowNumber, value: { facts, remarks: remarksOf(row) }, warnings };
  };
}

/** What makes two objects look like one: the name and address without signs and spaces. */
export function placeKey(name: string, address: string | undefined): string | undefined {
  return address === undefined ? undefined : `${name}\n${address}`.normalize('NFKC').replace(/[\s\p{P}]/gu, '');
}

function warnOfTwin(reader: RowReader, facts: ObjectFacts, rowOfPlace: Map<string, number>): void {
  const key = placeKey(facts.name, facts.address);
  if (key === undefined) return;
  // A digest: the names and addresses of a long list are more than its codes.
  const place = hash('md5', key, 'base64');
  const twin = rowOfPlace.get(place);
  if (twin === undefined) rowOfPlace.set(place, reader.row.rowNumber);
  else
    reader.warn(
      'name',
      'suspectDuplicate',
      `名称和地址与第 ${twin} 行相同、代码不同，疑似重复。请核对后决定是否删去一行。`,
    );
}

/** What every row is judged by: `own` = dimensions that are columns of tags, `byTrade` = the scheme tags by trade. */
type JudgeContext = ObjectsContext & { readonly own: readonly string[]; readonly byTrade: boolean };

type RowContext = JudgeContext & Pick<Evidenced, 'evidence'>;

function readFacts(reader: RowReader, context: RowContext): ObjectFacts | undefined {
  const creditCode = readCreditCode(reader, 'creditCode');
  const id = readKey(reader, creditCode);
  const name = readName(reader, 'name');
  const region = readRegion(reader, context);
  const status = readChoice(reader, 'status') as ObjectStatus | undefined;
  const facts = {
    ...readIdentity(reader),
    ...readTraits(reader, context),
    ...readLists(reader, context),
    permitCategory: readPermitCategory(reader),
  };
  checkProject(reader, facts);
  if (context.today !== undefined) warnOfFuture(reader, { ...facts, ...evidenceFact(context) }, context.today);
  checkRemarks(reader);
  if (id === undefined || name === undefined || region === undefined || status === undefined) return undefined;
  return known({ id, name, region, status, creditCode, ...facts, ...evidenceFact(context) }) as ObjectFacts;
}

function evidenceFact({ evidence }: RowContext): Pick<ObjectFacts, 'evidence'> {
  return Object.keys(evidence).length > 0 ? { evidence } : {};
}

/**
 * The key: the credit code; a construction project's is `<owner's code>/<project number>`, because the owner may be
 * in the directory as well; an object without a code of its own writes that form itself.
 */
function readKey(reader: RowReader, creditCode: string | undefined): string | undefined {
  const number = reader.row.cells.projectNumber;
  if (number?.includes('/')) {
    if (isProjectKey(number)) return number;
    reader.error(
      'projectNumber',
      'badCode',
      `“${number}”应写成“建设单位信用代码/项目编号”，编号只能用字母、数字、点和短横。`,
    );
    return undefined;
  }
  if (number !== undefined && !/^[A-Z0-9.-]{1,40}$/.test(number)) {
    reader.error('projectNumber', 'badCode', `“${number}”只能用字母、数字、点和短横，最多 40 位。请对照批复核对。`);
    return undefined;
  }
  if (creditCode !== undefined) {
    const isProject = number !== undefined && /^(?:是|有|Y|√|1)$/i.test(reader.row.cells.constructionProject ?? '');
    return isProject ? `${creditCode}/${number}` : creditCode;
  }
  if (reader.lacks('creditCode')) {
    const advice = number === undefined ? '请补上' : '请补上建设单位的代码，或把项目编号写成“代码/编号”';
    reader.error('creditCode', 'noKey', `统一社会信用代码没有填写，无法确定是哪一个对象，${advice}。`);
  }
  return undefined;
}

function readRegion(reader: RowReader, { territory, regions }: ObjectsContext): string | undefined {
  const value = reader.text('region');
  const own = significant(territory);
  if (value === undefined) {
    if (own.length < 6)
      return void reader.error('region', 'missing', '所在区域没有填写，请补上六位行政区划代码或区县名称。');
    reader.warn('region', 'defaulted', `所在区域没有填写，按本单位辖区（${territory}）记录。`);
    return own;
  }
  const code = /^\d{6}$/.test(value) ? value : regions.get(value);
  if (code === undefined)
    return void reader.error(
      'region',
      'badChoice',
      `“${value}”不是六位行政区划代码，也不是本单位辖区内的区县名称。请改正。`,
    );
  if (code.startsWith(own)) return code;
  return void reader.error(
    'region',
    'outsideTerritory',
    `“${value}”不在本单位辖区（${territory}）内。请核对，或改由所在地单位导入。`,
  );
}

/** `140826` → itself, `140800` → `1408`, `140000` → `14`. */
function significant(territory: string): string {
  return territory.slice(0, 6).replace(/(?:00)+$/, '');
}

function readIdentity(reader: RowReader) {
  const address = reader.text('address');
  const legalRepresentative = readName(reader, 'legalRepresentative');
  if (address === undefined) reader.warn('address', 'incomplete', '单位地址没有填写，已导入并标为“信息不全”，请补上。');
  if (legalRepresentative === undefined) {
    reader.warn('legalRepresentative', 'incomplete', '法定代表人没有填写，已导入并标为“信息不全”，请补上。');
  }
  return {
    address,
    legalRepresentative,
    projectNumber: reader.row.cells.projectNumber,
    statusSince: readDate(reader, 'statusSince'),
    changedSince: readDate(reader, 'changedSince'),
  };
}

function readPermitCategory(reader: RowReader): PermitCategory {
  const value = readChoice(reader, 'permitCategory');
  if (reader.lacks('permitCategory')) {
    reader.warn('permitCategory', 'defaulted', '排污许可管理类别没有填写，按“未纳入排污许可”记录。请核对。');
  }
  return (value ?? 'none') as PermitCategory;
}

function readTraits(reader: RowReader, { byTrade }: JudgeContext) {
  const isUntagged = () => !hasDimension(dimensionsOf(readList(reader, 'tags') ?? []), 'industry');
  if (byTrade && reader.lacks('industry') && isUntagged()) {
    reader.warn('industry', 'incomplete', '行业类型没有填写，本地方案按行业标识和抽查，已导入，请补上。');
  }
  const texts = Object.fromEntries(PLAIN_TEXT.map((id) => [id, reader.text(id)]));
  const flags = Object.fromEntries(TRUE_OR_FALSE.map((id) => [id, readYesNo(reader, id)]));
  const permit = reader.text('hazardousWastePermit');
  return {
    ...texts,
    ...flags,
    permitMatters: readList(reader, 'permitMatters'),
    pollutantTypes: readChoices(reader, 'pollutantTypes'),
    constructionStatus: readChoice(reader, 'constructionStatus'),
    creditRiskGrade: readChoice(reader, 'creditRiskGrade'),
    creditRecord: readRecords(reader, 'creditRecord'),
    violationRecords: readRecords(reader, 'violationRecords'),
    complaintRecords: readRecords(reader, 'complaintRecords'),
    environmentalRisk: readChoice(reader, 'environmentalRisk'),
    offSiteFacilities: readChoice(reader, 'offSiteFacilities'),
    hazardousWasteRole:
      reader.row.cells.hazardousWasteRole === '无' ? undefined : readChoices(reader, 'hazardousWasteRole'),
    hazardousWastePermit: permit === undefined ? undefined : !/^(?:否|无|没有)$/.test(permit),
    positiveList: readSpan(reader, 'positiveList'),
  };
}

/**
 * 标识, and the columns that a scheme's own dimensions have. A dimension that the scheme does not list is kept: a targeted draw
 * can name it, and no table of the scheme will.
 */
function readTags(reader: RowReader, { tagDimensions, own: columns }: JudgeContext): readonly string[] {
  const own = columns.flatMap((name) => (readList(reader, `tag:${name}`) ?? []).map((value) => `${name}:${value}`));
  const stated = (readList(reader, 'tags') ?? []).map((tag) => tag.replace('：', ':'));
  const tags = [...new Set([...stated, ...own])];
  const dimensions = dimensionsOf(tags);
  const unlisted = tagDimensions ? dimensions.filter((one) => !tagDimensions.includes(one)) : [];
  if (unlisted.length > 0)
    reader.warn(
      'tags',
      'outsidePack',
      `标识“${[...new Set(unlisted)].join('、')}”不在本地方案列出的要素之内，已保留。方案列出：${tagDimensions!.join('、')}。`,
    );
  return tags;
}

function dimensionsOf(tags: readonly string[]): readonly string[] {
  return tags.flatMap((tag) => /^(.+?)[:：]/.exec(tag)?.[1] ?? []);
}

function readLists(reader: RowReader, context: JudgeContext) {
  const keyListMember = readKeyList(reader, 'keyListMember');
  const demands = DEMANDS.filter((id) => readYesNo(reader, id) === true).map(
    (id) => `要求:${objectVocabulary.columns.find((column) => column.id === id)!.header}`,
  );
  const tags = [...readTags(reader, context), ...demands];
  const events = EVENT_KINDS.flatMap((kind) => readTriggers(reader, kind));
  return {
    keyListMember: keyListMember.length > 0 ? keyListMember : undefined,
    tierRows: readChoices(reader, 'tierRows'),
    tags: tags.length > 0 ? tags : undefined,
    events: events.length > 0 ? events : undefined,
    inspectionDue: readDate(reader, 'inspectionDue'),
  };
}

/** A listing and a notice count by who issued them, so these two need their level. */
function readTriggers(reader: RowReader, kind: EventKind): readonly EventFact[] {
  const events = readEvents(reader, kind);
  const needsLevel = kind === 'listedSupervision' || kind === 'excessNotice';
  if (needsLevel && events.some(({ level }) => level === undefined)) {
    reader.error(
      kind,
      'badEvent',
      '要写明级别（国家级、省级、市级或县级），如 2026-03-02|省级|文号：是否列为特殊监管对象由级别决定。',
    );
  }
  return events.map((event) => ({ kind, ...event }));
}

function checkProject(
  reader: RowReader,
  facts: { readonly inspectionDue?: CalendarDate | undefined; readonly constructionProject?: boolean },
): void {
  if (facts.constructionProject && facts.inspectionDue === undefined && reader.lacks('inspectionDue')) {
    reader.warn('inspectionDue', 'incomplete', '在建工程建设项目没有填写检查时限，请补上（有下发名单的，按名单）。');
  }
}

type Dated = Pick<ObjectFacts, 'evidence'> & {
  readonly [Key in 'statusSince' | 'changedSince']?: CalendarDate | undefined;
} & { readonly [Key in 'events' | (typeof RECORDS)[number]]?: ObjectFacts[Key] | undefined };

const RECORDS = ['creditRecord', 'violationRecords', 'complaintRecords'] as const;

/** A day to come is mostly a slip of the pen. It is kept, and counts from that day on. */
function warnOfFuture(reader: RowReader, facts: Dated, today: CalendarDate): void {
  const dated: readonly (readonly [column: string, date: CalendarDate | undefined])[] = [
    ...(facts.events ?? []).map(({ kind, date }) => [kind, date] as const),
    ...RECORDS.flatMap((column) => (facts[column] ?? []).map(({ date }) => [column, date] as const)),
    ...Object.entries(facts.evidence ?? {}).map(([column, { date }]) => [column, date] as const),
    ['statusSince', facts.statusSince],
  ];
  const isToCome = (date: CalendarDate | undefined) => date !== undefined && date > today;
  for (const [column, date] of dated) {
    if (!isToCome(date)) continue;
    const told = `${date} 在今天（${today}）之后，还没有发生：已导入，自那一天起才算数。请核对。`;
    reader.warn(column, 'datesDisagree', told);
  }
  if (isToCome(facts.changedSince)) {
    const told = `${facts.changedSince} 在今天（${today}）之后：名录里原有的一行管到那一天，原来没有的自那一天起才算数。请核对。`;
    reader.warn('changedSince', 'datesDisagree', told);
  }
}

function checkRemarks(reader: RowReader): void {
  readDegrees(reader, 'longitude', [73, 136]);
  readDegrees(reader, 'latitude', [3, 54]);
  reader.text('note');
}

function remarksOf({ cells, remarks }: TableRow): Readonly<Record<string, string>> {
  const kept: Record<string, string> = { ...remarks };
  for (const id of KEPT_AS_REMARKS) {
    const header = objectVocabulary.columns.find((column) => column.id === id)!.header;
    if (cells[id] !== undefined) kept[header] = cells[id];
  }
  return kept;
}
