/** One check of a draw, V1 … V15. */
export type CheckId = (typeof CHECK_IDS)[number];

/**
 * `pass` 通过 · `fail` 不通过 · `notYet` 尚未公开: what it needs is not in the pack (yet), or a check before it failed ·
 * `stated` 见证陈述: consistent, but resting on somebody's word. Only `pass` is green.
 */
export type CheckState = 'pass' | 'fail' | 'notYet' | 'stated';

/** `expected` and `actual` are Chinese sentences with the numbers used. */
export type Check = {
  readonly id: CheckId;
  readonly state: CheckState;
  readonly expected: string;
  readonly actual: string;
};

export const CHECK_IDS = [
  'V1',
  'V2',
  'V3',
  'V4',
  'V5',
  'V6',
  'V7',
  'V8',
  'V9',
  'V10',
  'V11',
  'V12',
  'V13',
  'V14',
  'V15',
] as const;

/** What each check is about, for screens and printed records. */
export const CHECK_TITLES: { readonly [id in CheckId]: string } = {
  V1: '文件完整，证书字节规范',
  V2: '规则清单在公开日志中',
  V3: '随机数产生在固定清单之后，次序正确',
  V4: '同单位、同时期、同类别没有漏报的抽取',
  V5: '外部数源齐全',
  V6: '随机数写法有效，位数足够',
  V7: '种子由随机数算出',
  V8: '名单与清单承诺的根一致',
  V9: '基数、抽取数、各轮次数量正确',
  V10: '签号、分界、中签与候补正确，结果已入日志',
  V11: '已公开的行与叶码一致',
  V12: '检查组与随机派人规则一致',
  V13: '全部名单公开并核对',
  V14: '替换可以重算',
  V15: '公示结果与中签序号对应',
};

/** How a check came out, before it has its number. */
export type Finding = Omit<Check, 'id'>;

/** A claim that holds or does not: `pass` with what was seen, or `fail` with what is wrong. */
export function judged(expected: string, faults: readonly string[], seen: string): Finding {
  return faults.length === 0
    ? { state: 'pass', expected, actual: seen }
    : { state: 'fail', expected, actual: faults.join('；') };
}

/** The same about something that rests on a person's word: never better than `stated`. */
export function statedAtBest(finding: Finding): Finding {
  return finding.state === 'pass' ? { ...finding, state: 'stated' } : finding;
}

export function notYet(expected: string, actual: string): Finding {
  return { state: 'notYet', expected, actual };
}

/** Not made because a check before it failed, which its words name (见 V1): that says nothing of what is public. */
export function isUnmade({ state, actual }: Pick<Finding, 'state' | 'actual'>): boolean {
  return state === 'notYet' && /（见 V\d+）$/.test(actual);
}
