import type { Level } from '@sunlot/core/policy/facts.ts';
import { topOfRange } from '@sunlot/core/policy/minimum-sequence.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { className, periodName } from '@sunlot/core/policy/plan.ts';
import type { RangeLeft } from '@sunlot/core/policy/scoped-range.ts';

type Taken = { readonly class: string; readonly level: string; readonly base: number; readonly n: number };

/** More than the top of the range that the scheme gives: said wherever the number is not refused (AMB-32). */
export function overRangeTexts(pack: Pack, { class: cls, level, base, n }: Taken): readonly string[] {
  const rule = findRule(pack, 'ratio', { class: cls, level: level as Level });
  const max = rule && topOfRange(rule, base);
  if (max === undefined || n <= max) return [];
  return [`抽查 ${n} 家，超过方案规定的上限 ${max} 家（${rule!.clause.section}）`];
}

/**
 * The same of a draw across classes: it may take so many of each class that its bound is passed, also where the class's own draw kept to it.
 * Said with what is left, before anything is drawn. `n`: how many the draw takes, where that is stated.
 */
export function scopedRangeTexts(pack: Pack, left: readonly RangeLeft[], n?: number): readonly string[] {
  const isHard = pack.settings['tier.rangeUpperBound'] === 'hard';
  const end = isHard ? '；超过的查后不能撤回，判定不合规' : '';
  return left.flatMap(({ class: cls, period, rule, max, drawn, fresh }) => {
    const rest = Math.max(0, max - drawn);
    if (Math.min(n ?? fresh, fresh) <= rest) return [];
    const asked = n === undefined ? '' : `本次抽查 ${n} 家，`;
    const bound = `${className(pack, cls)}${periodName(period)}最多抽查 ${max} 家（${rule.clause.section}），已抽 ${drawn} 家，还可抽 ${rest} 家`;
    return [`${asked}可能超过方案规定的上限：${bound}，范围内还没有抽到的有 ${fresh} 家${end}`];
  });
}
