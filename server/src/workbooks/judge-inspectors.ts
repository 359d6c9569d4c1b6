import { inspectorVocabulary, staffKindChoices } from '@sunlot/contract/inspector-columns.ts';
import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import { admits } from '@sunlot/core/policy/group.ts';
import { inspectsUncertified } from '@sunlot/core/policy/inspector-state.ts';
import { type Clause, findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import {
  missingPersonFields,
  namedSupporterKind,
  type PersonOnFile,
  supporterKinds,
} from '@sunlot/core/policy/person-fields.ts';
import { readCertificateNo, readIdNumber, readObjectKeys, readPhone } from './read-identifiers.ts';
import { known, readChoice, readDate, readInteger, readList, readName, readSpan, readYesNo } from './read-values.ts';
import { createRowReader, type Judged, type RowReader } from './row-reader.ts';
import type { TableRow } from './table.ts';

/** A person as a row states it. `personal` is to be sealed before it is stored. */
export type InspectorRow = {
  readonly facts: Omit<InspectorFacts, 'absences' | 'earlier' | 'listedFrom'>;
  readonly personal: { readonly idNumber?: string; readonly phone?: string };
  readonly remarks: Readonly<Record<string, string>>;
};

export type InspectorsContext = { readonly today: CalendarDate; readonly pack: Pack };

/** Judges the rows of an inspector directory; a certificate number that came before in the file is refused as 重复. */
export function createInspectorJudge(context: InspectorsContext): (row: TableRow) => Judged<InspectorRow> {
  const rowOfNumber = new Map<string, number>();
  return (row) => {
    const reader = createRowReader(row, inspectorVocabulary);
    const value = readInspector(reader, context);
    const { errors, warnings } = reader;
    const earlier = value && rowOfNumber.get(value.facts.id);
    if (earlier !== undefined) {
      reader.error('certificateNo', 'duplicate', `与第 ${earlier} 行的证号相同（${value!.facts.id}）。请只保留一行。`);
    }
    if (!value || errors.length > 0) return { ok: false, rowNumber: row.rowNumber, errors, warnings };
    rowOfNumber.set(value.facts.id, row.rowNumber);
    return { ok: true, rowNumber: row.rowNumber, value, warnings };
  };
}

function readInspector(reader: RowReader, { today, pack }: InspectorsContext): InspectorRow | undefined {
  const id = readCertificateNo(reader, 'certificateNo');
  const name = readName(reader, 'name');
  const department = reader.required('department');
  const staffKind = readKind(reader, pack);
  const supports = staffKind === 'auxiliary' || staffKind === 'expert';
  const needsCertificate = !supports && !inspectsUncertified(pack, { staffKind });
  const certificateValidTo = readValidity(reader, { today, isExpected: needsCertificate });
  const onStaffOnDuty = readYesNo(reader, 'onStaffOnDuty');
  const span = readSpan(reader, 'onDuty');
  if (supports) requireMandate(reader);
  else if (SKILLS.every((id) => reader.lacks(id)))
    reader.warn('specialties', 'incomplete', '业务专长没有填写，按专长组队时不会选到这个人。');
  const facts = {
    certificateValidTo,
    staffKind,
    onStaff: onStaffOnDuty ?? true,
    onDuty: span && [span],
    mayLead: readMayLead(reader, { supports, isCertified: needsCertificate || certificateValidTo !== undefined }),
    region: reader.text('region'),
    gender: readChoice(reader, 'gender') && reader.text('gender'),
    yearsOfService: readInteger(reader, 'yearsOfService'),
    supporterKind: readSupporterKind(reader, pack, staffKind),
    mandateDocument: reader.text('mandateDocument'),
    specialties: readList(reader, 'specialties'),
    businessCategory: readList(reader, 'businessCategory'),
    professionCategory: readList(reader, 'professionCategory'),
    post: reader.text('post'),
    position: reader.text('position'),
    title: reader.text('title'),
    recusals: readRecusals(reader),
  };
  const personal = readPersonal(reader, { isExpected: !supports });
  if (id === undefined || name === undefined || department === undefined) return undefined;
  const whole = known({ id, name, department, ...facts }) as InspectorFacts;
  warnOfMissing(reader, pack, { facts: whole, hasIdNumber: personal.idNumber !== undefined });
  return { facts: whole, personal, remarks: reader.row.remarks };
}

/** What somebody is good at stands in one of these. */
const SKILLS = ['specialties', 'businessCategory', 'professionCategory'] as const;

/** Fields that the scheme requires, in its words; what was pointed out already is not said twice. */
function warnOfMissing(reader: RowReader, pack: Pack, person: PersonOnFile): void {
  const said = new Set(reader.warnings.map(({ column }) => column));
  for (const { id, text } of missingPersonFields(pack, person)) {
    if (said.has(id)) continue;
    const clause = clauseOf(pack, person.facts.staffKind);
    const by = clause ? `（${clauseText(clause)}）` : '';
    reader.warn(id, 'incomplete', `${text}没有填写${by}，已导入并标为“信息不全”，请补上。`);
  }
}

/** The clause on the directory that somebody of a kind stands in. */
function clauseOf(pack: Pack, staffKind: InspectorFacts['staffKind']): Clause | undefined {
  if (staffKind === 'auxiliary') return findRule(pack, 'auxiliaries')?.clause;
  return findRule(pack, staffKind === 'expert' ? 'experts' : 'personFields')?.clause;
}

/** 类型 of a supporter in the scheme's own word; another one is kept, for the schemes only give examples. */
function readSupporterKind(reader: RowReader, pack: Pack, staffKind: InspectorFacts['staffKind']): string | undefined {
  const written = reader.text('supporterKind');
  if (written === undefined) return undefined;
  const named = namedSupporterKind(pack, { staffKind, written });
  const kinds = supporterKinds(pack, staffKind);
  if (named === undefined && kinds.length > 0) {
    const message = `类型“${written}”不在本地方案列举的类型之内，已保留。方案列举：${kinds.join('、')}。`;
    reader.warn('supporterKind', 'outsidePack', message);
  }
  return named ?? written;
}

/** Only who holds a certificate leads; a daily supervisor without one is pointed out, a supporter is never asked. */
function readMayLead(
  reader: RowReader,
  { supports, isCertified }: { readonly supports: boolean; readonly isCertified: boolean },
): boolean {
  const stated = readYesNo(reader, 'mayLead') ?? false;
  if (stated && !supports && !isCertified) {
    const message =
      '没有执法证有效期的日常监管人员可以参加检查，不能任小组长，已按“否”导入。持有执法证的请补上有效期。';
    reader.warn('mayLead', 'incomplete', message);
  }
  return stated && !supports && isCertified;
}

/** What the person is in the directory. The scheme says whom it takes in (入库原则). */
function readKind(reader: RowReader, pack: Pack): InspectorFacts['staffKind'] {
  const kind = (readChoice(reader, 'staffKind') ?? 'enforcement') as InspectorFacts['staffKind'];
  const { admitted, kinds, clause } = admits(pack, kind);
  if (!admitted) {
    const said = clause ? `（${clauseText(clause)}）` : '';
    const open = kinds.map((one) => staffKindChoices[one][0]).join('、');
    reader.error(
      'staffKind',
      'outsidePack',
      `按本地方案，名录不收“${staffKindChoices[kind][0]}”人员${said}。可收：${open}。`,
    );
  }
  return kind;
}

/** Who supports a visit is found by trade and region, within a mandate: without these nobody can be asked for. */
function requireMandate(reader: RowReader): void {
  for (const [id, what, others] of [
    ['specialties', '擅长行业（业务专长）', SKILLS],
    ['region', '区域', []],
    ['onDuty', '委托期限（起~止）', []],
  ] as const) {
    if ([id, ...others].every((one) => reader.lacks(one)))
      reader.error(id, 'missing', `辅助检查人员和专家须填写${what}，请补上。`);
  }
}

/** An expired certificate is kept: the person stays in the directory and out of every draw. */
function readValidity(
  reader: RowReader,
  { today, isExpected }: { readonly today: CalendarDate; readonly isExpected: boolean },
): CalendarDate | undefined {
  const date = readDate(reader, 'certificateValidTo');
  if (date !== undefined && date < today) {
    reader.warn('certificateValidTo', 'expired', `执法证已于 ${date} 到期，换证前不会被抽到。`);
  }
  if (isExpected && reader.lacks('certificateValidTo')) {
    reader.warn('certificateValidTo', 'incomplete', '执法证有效期没有填写，无法按日期判断是否有效，请补上。');
  }
  return date;
}

function readRecusals(reader: RowReader): InspectorFacts['recusals'] {
  const keys = readObjectKeys(reader, 'recusedCodes');
  const reason = reader.text('recusalReason');
  if (keys === undefined) {
    if (reason !== undefined)
      reader.warn('recusedCodes', 'incomplete', '写了回避原因，没有写回避对象的信用代码，无法执行回避，请补上。');
    return undefined;
  }
  if (reason === undefined) reader.warn('recusalReason', 'incomplete', '回避原因没有填写，请补上。');
  return keys.map((objectId) => ({ objectId, reason: reason ?? '未写明' }));
}

function readPersonal(reader: RowReader, { isExpected }: { readonly isExpected: boolean }): InspectorRow['personal'] {
  const idNumber = readIdNumber(reader, 'idNumber');
  const phone = readPhone(reader, 'phone');
  if (isExpected && reader.lacks('idNumber')) {
    reader.warn('idNumber', 'incomplete', '身份证号没有填写，已导入并标为“信息不全”，请补上。');
  }
  return { ...(idNumber !== undefined && { idNumber }), ...(phone !== undefined && { phone }) };
}
