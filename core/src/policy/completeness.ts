import type { ObjectFacts } from './facts.ts';
import { findRule, type Pack } from './pack.ts';
import type { Named } from './rule-topics.ts';

/** Fields that a row of the directory has to have, 信息准确、数据完整 (绛县 六（二）). */

/** The required fields that an object lacks, in the order of the pack; none where the pack asks for none. */
export function missingFields(pack: Pack, object: ObjectFacts): readonly Named[] {
  const required = findRule(pack, 'directory')?.value.required ?? [];
  return required.filter(({ id }) => !isFilled(object, id));
}

function isFilled(object: ObjectFacts, id: string): boolean {
  // A construction project without a code of its own is known by its number.
  if (id === 'creditCode') return object.id !== '';
  if (id === 'tags') return ELEMENTS.some((field) => isStated(object[field]));
  return isStated(object[id as keyof ObjectFacts]);
}

/** 要素标签 stand in the column 标识 or in a column of their own. */
const ELEMENTS = [
  'tags',
  'industry',
  'pollutantTypes',
  'monitoringType',
  'supervisionType',
  'productionScale',
] as const;

function isStated(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
}

export interface Completeness {
  readonly complete: number;
  readonly total: number;
  /** Hundredths of a percent, rounded to the nearest: 9816 for 160 of 163. An empty directory lacks nothing. */
  readonly hundredths: number;
}

/** In whole numbers: ⌊(20000·complete + total) / 2·total⌋. */
export function completenessOf(complete: number, total: number): Completeness {
  const hundredths = total === 0 ? 10_000 : Math.floor((20_000 * complete + total) / (2 * total));
  return { complete, total, hundredths };
}
