import type { InspectorFacts } from './facts.ts';
import { supports } from './group.ts';
import { findRule, type Pack } from './pack.ts';
import type { PersonField } from './rule-topics.ts';

/** Fields that a row of the inspector directory has to have (绛县 六（二）, 宜良 二（三）). */

/** A person, and whether an identity number is on file: that one is sealed and no part of the facts. */
export interface PersonOnFile {
  readonly facts: InspectorFacts;
  readonly hasIdNumber: boolean;
}

/** A field that is missing, by its column, in the scheme's own word. */
export interface MissingField {
  readonly id: PersonField['id'] | 'supporterKind' | 'mandateDocument';
  readonly text: string;
}

/**
 * The required fields that a person lacks, in the order of the pack; none where the pack asks for none. Supporters have
 * directories and fields of their own.
 */
export function missingPersonFields(pack: Pack, { facts, hasIdNumber }: PersonOnFile): readonly MissingField[] {
  if (supports(facts)) return missingOfSupporter(pack, facts);
  const required = findRule(pack, 'personFields')?.value.required ?? [];
  return required.filter(({ id }) => !isFilled(id, facts, hasIdNumber));
}

/** Of which kind they are, where the scheme tells kinds apart; and what entrusts them (被委托（授权）单位和人员). */
function missingOfSupporter(pack: Pack, facts: InspectorFacts): readonly MissingField[] {
  const { staffKind, supporterKind, mandateDocument } = facts;
  const isUntold = supporterKind === undefined && supporterKinds(pack, staffKind).length > 1;
  const document = staffKind === 'expert' ? '聘任文件' : '委托（授权）文件';
  return [
    ...(isUntold ? [{ id: 'supporterKind' as const, text: '类型' }] : []),
    ...(mandateDocument === undefined ? [{ id: 'mandateDocument' as const, text: document }] : []),
  ];
}

/** The kinds of auxiliaries or experts that the scheme names (包括但不限于). */
export function supporterKinds(pack: Pack, staffKind: InspectorFacts['staffKind']): readonly string[] {
  if (staffKind === 'auxiliary') return findRule(pack, 'auxiliaries')?.value.kinds ?? [];
  return staffKind === 'expert' ? (findRule(pack, 'experts')?.value.kinds ?? []) : [];
}

/** The scheme's own word for a kind as an office wrote it: 监测机构 and 检测机构 are both its 监测（检测）机构. */
export function namedSupporterKind(
  pack: Pack,
  { staffKind, written }: { readonly staffKind: InspectorFacts['staffKind']; readonly written: string },
): string | undefined {
  const word = plain(written);
  return supporterKinds(pack, staffKind).find((kind) => waysToWrite(plain(kind)).includes(word));
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '');
}

function waysToWrite(kind: string): readonly string[] {
  const [, before, inside, after] = /^(.*)\((.*)\)(.*)$/.exec(kind) ?? [];
  return inside === undefined ? [kind] : [kind, `${before}${after}`, `${inside}${after}`];
}

/** Does the pack ask for the identity number at all? Who only counts what is lacking need not open it otherwise. */
export function asksIdNumber(pack: Pack): boolean {
  return findRule(pack, 'personFields')?.value.required.some(({ id }) => id === 'idNumber') === true;
}

function isFilled(id: PersonField['id'], facts: InspectorFacts, hasIdNumber: boolean): boolean {
  if (id === 'idNumber') return hasIdNumber;
  if (id === 'certificateNo') return facts.id !== '';
  // 职务岗位 is written in one column or in two.
  const value = id === 'position' ? (facts.position ?? facts.title) : facts[id];
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
}
