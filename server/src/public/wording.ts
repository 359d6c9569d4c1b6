import type { DrawPhase } from '@sunlot/contract/public-views.ts';

/** `2026Q4` → `2026 年第四季度`. */
export function periodText(period: string): string {
  const [, year, half, quarter, month] = /^(\d{4})(?:H([12])|Q([1-4])|-(\d{2}))?$/.exec(period) ?? [];
  if (year === undefined) return period;
  if (half !== undefined) return `${year} 年${half === '1' ? '上' : '下'}半年`;
  if (quarter !== undefined) return `${year} 年第${'一二三四'[Number(quarter) - 1]}季度`;
  return month === undefined ? `${year} 年` : `${year} 年 ${Number(month)} 月`;
}

/** The twelve characters of a 口令 in groups of four, as they are copied by hand. */
export function wordGroups(words: string): readonly string[] {
  return [...words].flatMap((_, at, all) => (at % 4 === 0 ? [all.slice(at, at + 4).join('')] : []));
}

export const phaseNames: Readonly<
  Record<DrawPhase, { readonly name: string; readonly tone: 'done' | 'wait' | 'void' }>
> = {
  P1: { name: '已封存', tone: 'wait' },
  P2: { name: '已抽取', tone: 'done' },
  P3: { name: '部分公开', tone: 'done' },
  P4: { name: '已公开', tone: 'done' },
  PX: { name: '作废或中止', tone: 'void' },
};
