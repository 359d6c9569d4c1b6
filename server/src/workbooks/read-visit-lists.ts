import { isCertificateNo } from '@sunlot/contract/identifiers.ts';
import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import { classify } from '@sunlot/core/policy/classify.ts';
import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import { goesByItem } from '@sunlot/core/policy/exclusions.ts';
import type { InspectorFacts, Method, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupSize } from '@sunlot/core/policy/group.ts';
import { needsApproval } from '@sunlot/core/policy/methods.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { checkWording } from '@sunlot/core/policy/paperwork.ts';
import { isOnSiteOnly } from '@sunlot/core/policy/served.ts';
import { type HindrancesOf, hindranceText } from '../inspectors/hindrances.ts';
import { wordingOf, wordingsOf } from './pack-words.ts';
import type { Authority } from './read-authority.ts';
import { readChoice, readList } from './read-values.ts';
import type { RowReader } from './row-reader.ts';

/** What the lists inside a row of visits are looked up in. */
export type VisitLists = {
  /** Certificate numbers of the inspector directory. */
  readonly certificates: ReadonlySet<string>;
  /** The certificate numbers of a name: one that is unique may stand for its number. */
  readonly certificatesOf: (name: string) => readonly string[];
  /** What a person of the directory is; undefined for somebody else. */
  readonly staffKindOf: (number: string) => InspectorFacts['staffKind'] | undefined;
  /** Serials of the published item list; empty where none is published. */
  readonly serials: ReadonlySet<string>;
  /** The authorities whose inspector directories are known here. */
  readonly staffKnown: (agency: string) => boolean;
  /** What the record holds against somebody having been there. */
  readonly hindrancesOf: HindrancesOf;
};

/** Certificate numbers of those who went. Somebody who is not in the directory, was away or had an interest in the object is kept and pointed out. */
export function readInspectors(
  reader: RowReader,
  { certificates, certificatesOf, staffKnown, hindrancesOf }: VisitLists,
  { agency, object, date }: Pick<Authority, 'agency'> & { readonly object: string; readonly date: CalendarDate },
): readonly string[] | undefined {
  const numbers = new Set<string>();
  for (const word of several(reader, 'inspectors')) {
    const number = word.normalize('NFKC').replace(/\s/g, '').toUpperCase();
    const named = certificatesOf(word);
    if (isCertificateNo(number)) {
      numbers.add(number);
      if (!certificates.has(number) && staffKnown(agency)) {
        const message = `证号 ${number} 不在检查人员名录中，参与率和次数不会计到任何人名下。请核对，或先导入人员。`;
        reader.warn('inspectors', 'unknownPerson', message);
      }
    } else if (named.length === 1) numbers.add(named[0]!);
    else {
      const why = named.length === 0 ? '不是执法证号，名录中也没有这个姓名' : `名录中有 ${named.length} 人同名`;
      reader.error('inspectors', 'unknownPerson', `“${word}”${why}。请填写执法证号，几人之间用“；”分隔。`);
    }
  }
  for (const certificate of numbers) {
    const presence = { certificate, object, on: date };
    for (const hindrance of hindrancesOf(presence))
      reader.warn('inspectors', hindrance.kind, hindranceText(presence, hindrance));
  }
  return numbers.size === 0 ? undefined : [...numbers];
}

type GroupTerms = {
  readonly pack: Pack;
  readonly lists: VisitLists;
  readonly authority: Authority;
  readonly hasReason: boolean;
  readonly object: string;
  readonly date: CalendarDate;
};

/**
 * Too few people of the staff went, which is pointed out; or more than the scheme lets go without a reason, which an
 * agency of the territory has to give and of others is pointed out. Somebody who is in no directory counts as staff, whose certificate
 * had run out by the day is none of the inspectors that have to be there.
 */
export function judgeGroup(
  reader: RowReader,
  numbers: readonly string[] | undefined,
  { pack, lists, authority, hasReason, object, date }: GroupTerms,
): void {
  if (numbers === undefined) return;
  const members = numbers.map((id) => ({
    id,
    staffKind: lists.staffKindOf(id) ?? ('enforcement' as const),
    isExpired: lists
      .hindrancesOf({ certificate: id, object, on: date })
      .some(({ kind }) => kind === 'certificateExpired'),
  }));
  const { counting, expired, supporting, tooFew, min, max, needsReason, clause } = groupSize(pack, members);
  if (tooFew) {
    const message = `检查人员 ${counting} 人${apartText({ supporting, expired })}，少于 ${min} 人。请核对是否漏填。`;
    reader.warn('inspectors', 'groupSize', message);
  }
  if (needsReason && !hasReason) {
    const message = `检查人员 ${counting + expired} 人${apartText({ supporting, expired: 0 })}，超过 ${max} 人（${clauseText(clause)}），须写明偏离理由和批准人。`;
    if (lists.staffKnown(authority.agency)) reader.error('inspectors', 'groupSize', message);
    else reader.warn('inspectors', 'groupSize', message);
  }
}

/** Who was there and does not count. */
function apartText({ supporting, expired }: { readonly supporting: number; readonly expired: number }): string {
  const others = [
    ...(supporting === 0 ? [] : [`辅助人员、专家 ${supporting} 人`]),
    ...(expired === 0 ? [] : [`执法证已过期的 ${expired} 人`]),
  ];
  return others.length === 0 ? '' : `（另有${others.join('，')}，不计入）`;
}

/** Serials of the items that were inspected. Where cap or exemption goes by item, a random visit without any can be held against nobody. */
export function readItems(
  reader: RowReader,
  { serials }: VisitLists,
  { pack, isCounted }: { readonly pack: Pack; readonly isCounted: boolean },
): readonly string[] {
  const items = several(reader, 'items');
  if (items.length === 0 && isCounted && goesByItem(pack)) {
    const message =
      '抽查事项没有填写：方案的次数上限或免查按事项计，这次检查计不到任何事项上，次数够多时上限无法判定。请补上清单序号后再导入。';
    reader.warn('items', 'incomplete', message);
  }
  const unknown = serials.size === 0 ? [] : items.filter((serial) => !serials.has(serial));
  if (unknown.length > 0) {
    const message = `抽查事项 ${unknown.join('、')} 不在已公布的随机抽查事项清单的序号中。请核对。`;
    reader.warn('items', 'outsidePack', message);
  }
  return items;
}

/** Results in the words of the pack. */
export function readResults(reader: RowReader, pack: Pack): readonly string[] {
  const results: string[] = [];
  for (const word of readList(reader, 'results') ?? []) {
    const wording = wordingOf(pack, word);
    if (wording !== undefined) results.push(wording);
    else {
      const wanted = wordingsOf(pack)
        .map((text) => `“${text}”`)
        .join('、');
      const message = `“${word}”不是当时方案（${pack.name}）的结果用语，请改为：${wanted}；多项用“；”分隔。`;
      reader.error('results', 'outsidePack', message);
    }
  }
  if (reader.lacks('results')) {
    reader.warn('results', 'incomplete', '检查结果没有填写：次数照计，结果按“尚未认定”处理。请补上后再导入。');
  }
  return results;
}

/**
 * Another way of inspecting is approved first: under a task here before anybody is sent, else the row has to say so. And where
 * only going there serves a duty, nothing else counts for it.
 */
export function warnOfMethod(
  reader: RowReader,
  pack: Pack,
  ask: {
    readonly object: ObjectFacts;
    readonly visit: Pick<VisitFact, 'date' | 'level' | 'method'>;
    readonly isApproved: boolean;
  },
): void {
  warnOfStayingAway(reader, pack, ask);
  const { method } = ask.visit;
  const rule = findRule(pack, 'methods');
  if (ask.isApproved || rule === undefined || !needsApproval(pack, method)) return;
  const name = rule.value.list.find(({ id }) => id === method)?.text ?? method;
  const message = `“${name}”须经批准后实施（${rule.clause.section}），这一行没有写偏离理由和批准人，按没有批准判定。当时已经批准的，请补上后再导入。`;
  reader.warn('method', 'incomplete', message);
}

function warnOfStayingAway(
  reader: RowReader,
  pack: Pack,
  {
    object,
    visit: { date, level, method },
  }: { readonly object: ObjectFacts } & {
    readonly visit: Pick<VisitFact, 'date' | 'level' | 'method'>;
  },
): void {
  if (method === 'onSite') return;
  const { memberOf } = classify(pack, { object, date, level });
  for (const { id, name } of pack.classes) {
    if (!memberOf.includes(id) || !isOnSiteOnly(pack, { class: id, level })) continue;
    const message = `“${name}”须现场检查，这一行的检查方式不是现场，不计入“${name}”的完成数。请核对检查方式。`;
    reader.warn('method', 'incomplete', message);
  }
}

/** A result that rests on something else says so little without it: 立案调查 without its number, 责令整改 without a day to be done by. */
export function warnOfNeeds(
  reader: RowReader,
  pack: Pack,
  { results, rectifyBy }: Pick<VisitFact, 'results' | 'rectifyBy'>,
): void {
  const caseNumber = reader.text('caseNumber');
  const given = {
    ...(caseNumber !== undefined && { caseNumber }),
    ...(rectifyBy !== undefined && { rectificationDue: rectifyBy }),
  };
  for (const text of results) {
    const checked = checkWording(pack, text, given);
    if (checked.ok || checked.error === 'notInPack') continue;
    const [column, what] =
      checked.error === 'caseNumberMissing' ? ['caseNumber', '立案文号'] : ['rectifyBy', '整改期限'];
    reader.warn(column!, 'incomplete', `结果写“${text}”，没有写${what}。次数照计，请补上${what}后再导入。`);
  }
}

function several(reader: RowReader, column: string): readonly string[] {
  const parts = (readList(reader, column) ?? []).flatMap((part) => part.split(/[、，,]/).map((one) => one.trim()));
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** 检查方式 in the words of the scheme or in those of the workbook; on the spot where nothing is said. */
export function readMethod(reader: RowReader, pack: Pack): Method {
  const said = reader.text('method');
  const own = findRule(pack, 'methods')?.value.list.find(({ text }) => text === said);
  return (own?.id ?? readChoice(reader, 'method') ?? 'onSite') as Method;
}
