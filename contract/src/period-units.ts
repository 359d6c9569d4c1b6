import type { Text } from './languages.ts';

/** What a ratio, a report or a plan goes by. */
export const periodUnits: Readonly<Record<'month' | 'quarter' | 'halfYear' | 'year', Text>> = {
  month: { zh: '月', en: 'month' },
  quarter: { zh: '季度', en: 'quarter' },
  halfYear: { zh: '半年', en: 'half-year' },
  year: { zh: '年', en: 'year' },
};
