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

/**
 * The required fields that a person lacks, in the order of the pack; none where the pack asks for none. Supporters have
 * directories and fields of their own.
 */
export function missingPersonFields(pack: Pack, { facts, hasIdNumber }: PersonOnFile): readonly PersonField[] {
  const required = supports(facts) ? [] : (findRule(pack, 'directory')?.value.inspectors ?? []);
  return required.filter(({ id }) => !isFilled(id, facts, hasIdNumber));
}

/** Does the pack ask for the identity number at all? Who only counts what is lacking need not open it otherwise. */
export function asksIdNumber(pack: Pack): boolean {
  return findRule(pack, 'directory')?.value.inspectors?.some(({ id }) => id === 'idNumber') === true;
}

function isFilled(id: PersonField['id'], facts: InspectorFacts, hasIdNumber: boolean): boolean {
  if (id === 'idNumber') return hasIdNumber;
  if (id === 'certificateNo') return facts.id !== '';
  // 职务岗位 is written in one column or in two.
  const value = id === 'position' ? (facts.position ?? facts.title) : facts[id];
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
}
