import type { Level } from '@sunlot/core/policy/facts.ts';
import { topOfRange } from '@sunlot/core/policy/minimum-sequence.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';

type Taken = { readonly class: string; readonly level: string; readonly base: number; readonly n: number };

/** More than the top of the range that the scheme gives: said wherever the number is not refused (AMB-32). */
export function overRangeTexts(pack: Pack, { class: cls, level, base, n }: Taken): readonly string[] {
  const rule = findRule(pack, 'ratio', { class: cls, level: level as Level });
  const max = rule && topOfRange(rule, base);
  if (max === undefined || n <= max) return [];
  return [`抽查 ${n} 家，超过方案规定的上限 ${max} 家（${rule!.clause.section}）`];
}
