import type { Sentences } from './english-sentences-table.ts';

/** What a visit has on record, and why an item is not inspected at it. */
export const VISIT_SENTENCES: Sentences = [
  [/^没有结果$/, 'no result'],
  [/^(.+)，没有不予公开依据$/, '$1, no ground for withholding'],
  [/^(.+)，不予公开依据：(.+)$/, '$1, withheld on $2'],
  [/^互认 (.+) (\d{4}-\d\d-\d\d) 的检查结果（(.+)）$/s, 'the result of $1 of $2 is recognised ($3)'],
  [/^互认 (\d{4}-\d\d-\d\d) 的检查结果（见不再重复检查依据）$/, 'a result of $1 is recognised (不再重复检查依据)'],
  [/^缺(检查主体|检查依据|检查主体、检查依据)$/, 'without $1'],
  [/^检查主体$/, 'authority'],
  [/^检查依据$/, 'law'],
  [/^本年度对该单位的这一事项抽查次数已达上限（(.+)）$/s, 'the unit is at the cap of the year for this item ($1)'],
  [
    /^本年度上级抽查该单位的这一事项没有发现问题，不再检查（(.+)）$/s,
    'found clean for this item by an upper level this year ($1)',
  ],
  [/^本单位不是这一事项的检查对象$/, 'the unit is none that the item is for'],
];
