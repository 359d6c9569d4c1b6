import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals about classes set by hand, lists handed down and reviews of the directory; part of the catalogue in `problems.ts`. */
export const classProblems = {
  'class.unknown': p(409, 5, {
    zh: '本地方案没有类别“{class}”。可用：{classes}。',
    en: 'The local scheme has no class “{class}”. There are: {classes}.',
  }),
  'override.unknown': p(404, 3, {
    zh: '没有类别调整 {override}。可用 sunlot object class list 查看。',
    en: 'There is no class override {override}. See sunlot object class list.',
  }),
  'override.backdated': p(409, 5, {
    zh: '类别调整不能从 {from} 起算：已经过去的日子不能补调（今天是 {today}）。',
    en: 'An override cannot begin on {from}: days gone by are not set by hand (today is {today}).',
  }),
  'override.sameClass': p(409, 5, {
    zh: '{object} 按方案的条件已经是“{class}”，不需要人工调整。',
    en: '{object} is “{class}” by the conditions of the scheme already; nothing needs setting by hand.',
  }),
  'override.overlaps': p(409, 5, {
    zh: '{object} 在 {from} 至 {to} 已有类别调整（{override}）。请先结束或撤回原来的。',
    en: '{object} has an override from {from} to {to} already ({override}). End it or withdraw it first.',
  }),
  'override.ownProposal': p(403, 4, {
    zh: '{who} 提出的类别调整不能由本人批准，请由另一位负责人批准。',
    en: 'An override proposed by {who} is not approved by the same person: it takes somebody else.',
  }),
  'override.decided': p(409, 5, {
    zh: '类别调整 {override} 已经办结（{state}），没有改动。',
    en: 'Override {override} is settled already ({state}); nothing was changed.',
  }),
  'override.expired': p(409, 5, {
    zh: '类别调整 {override} 的结束日期 {to} 已过，不能批准。请重新提出。',
    en: 'The last day of override {override}, {to}, is over: it cannot be approved. Propose another.',
  }),
  'handedDown.noList': p(409, 5, {
    zh: '本地方案的类别“{class}”不由下发名单确定。由名单确定的类别：{classes}。',
    en: 'The class “{class}” of the local scheme is not fixed by any list handed down. Classes that are: {classes}.',
  }),
  'handedDown.rowsUnfit': p(409, 6, {
    zh: '名单有 {count} 行不能用，整份没有保存，以免漏掉名单内的单位：{rows}。请改正后重新导入。',
    en: '{count} rows of the list do not fit, so none of it was saved: a unit might be left out. {rows}. Correct them and import it again.',
  }),
  'handedDown.same': p(409, 5, {
    zh: '这份名单与 {year} 年第 {version} 版相同（{document}），没有改动。',
    en: 'The list is the same as version {version} of {year} ({document}); nothing was changed.',
  }),
  'yearlyList.none': p(409, 5, {
    zh: '本地方案没有按上一年度情况确定的类别，不需要年度名单。',
    en: 'No class of the local scheme is decided by the year before: there is no yearly list.',
  }),
  'yearlyList.early': p(409, 5, {
    zh: '{year} 年的名单要到 {year}-01-01 才能提出：上一年度还没有结束。',
    en: 'The list of {year} can be proposed from {year}-01-01 on: the year before is not over.',
  }),
  'yearlyList.notProposed': p(404, 3, {
    zh: '还没有提出 {year} 年的“{class}”名单。请先执行 sunlot object yearly propose。',
    en: 'No list of “{class}” is proposed for {year}. Run sunlot object yearly propose first.',
  }),
  'yearlyList.approved': p(409, 5, {
    zh: '{year} 年的“{class}”名单（第 {version} 版）已经批准，没有改动。',
    en: 'The list of “{class}” for {year} (version {version}) is approved already; nothing was changed.',
  }),
  'yearlyList.stale': p(409, 5, {
    zh: '{year} 年的“{class}”名单提出以后情况有变，与现在的名录不一致。请重新提出再批准；系统提出的名单，运行中的服务一小时内自行更新。',
    en: 'The directory changed since the list of “{class}” for {year} was proposed. Propose it again before it is approved; one that the system proposed is renewed by the running server within the hour.',
  }),
  'review.early': p(409, 5, {
    zh: '核对日期 {date} 还没有到（今天是 {today}）。',
    en: 'The day of the review, {date}, has not come yet (today is {today}).',
  }),
} as const satisfies Record<string, ProblemKind>;
