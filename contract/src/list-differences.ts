import { z } from 'zod';
import type { Lang } from './languages.ts';
import { exclusionText } from './reasons.ts';

/** What differs between the frozen list of an earlier session and that of its successor. */

const RowDifference = z.object({
  kind: z.enum(['added', 'removed', 'changed']),
  stratum: z.string(),
  id: z.string(),
  name: z.string(),
  /** Each changed field of the row, before and after; empty unless `changed`. */
  fields: z.array(
    z.object({
      field: z.enum(['name', 'tier', 'weight', 'state', 'reason', 'needs']),
      before: z.string(),
      after: z.string(),
    }),
  ),
});
type RowDifference = z.infer<typeof RowDifference>;

export const ListDifferences = z.object({
  before: z.object({
    draw: z.string(),
    task: z.string(),
    seq: z.number().int(),
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  rows: z.array(RowDifference),
  /** Differences of objects whose names are lawfully withheld: counted, not shown. */
  withheld: z.number().int(),
});
export type ListDifferences = z.infer<typeof ListDifferences>;

export const DrawDifferences = z.object({ draw: z.string(), differences: z.array(ListDifferences) });
export type DrawDifferences = z.infer<typeof DrawDifferences>;

const FIELDS = {
  name: { zh: '名称', en: 'name' },
  tier: { zh: '轮次', en: 'tier' },
  weight: { zh: '权重', en: 'weight' },
  state: { zh: '状态', en: 'state' },
  reason: { zh: '原因', en: 'reason' },
  needs: { zh: '须具备的标签', en: 'needs' },
} as const;

const STATES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  in: { zh: '可抽', en: 'can be drawn' },
  base: { zh: '计入基数、不抽', en: 'counted, not drawn' },
  out: { zh: '不计入', en: 'not counted' },
};

const KINDS = { added: { zh: '新增', en: 'added' }, removed: { zh: '移出', en: 'removed' } } as const;

/** `状态：可抽 → 不计入；原因：无 → 关停`, or that the row came or went. */
export function differenceText({ kind, fields }: RowDifference, lang: Lang = 'zh'): string {
  if (kind !== 'changed') return KINDS[kind][lang];
  const [colon, stop] = lang === 'zh' ? ['：', '；'] : [': ', '; '];
  return fields
    .map(({ field, before, after }) => {
      const text = (value: string) => valueText(field, value, lang);
      return `${FIELDS[field][lang]}${colon}${text(before)} → ${text(after)}`;
    })
    .join(stop);
}

function valueText(field: keyof typeof FIELDS, value: string, lang: Lang): string {
  if (value === '') return lang === 'zh' ? '无' : 'none';
  if (field === 'state') return STATES[value]?.[lang] ?? value;
  return field === 'reason' ? exclusionText(value, lang) : value;
}
