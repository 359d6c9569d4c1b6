import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals about policy packs and their versions; part of the one catalogue in `problems.ts`. */
export const packProblems = {
  'pack.faulty': p(400, 6, {
    zh: '政策包 {file} 有 {n} 处错误，没有采用。第 {line} 行：{what} 全部错误请看 sunlot pack check。',
    en: 'The policy pack {file} has {n} faults and was not taken. Line {line}: {what} See all with sunlot pack check.',
  }),
  'pack.versionTaken': p(409, 5, {
    zh: '政策包 {pack} 第 {version} 版已经存有另一份内容，没有改动。内容有变的，请把文件里的 version 加一。',
    en: 'Version {version} of the policy pack {pack} is stored with another content; nothing was changed. A changed pack takes a higher version.',
  }),
  'pack.versionUnknown': p(404, 3, {
    zh: '没有存有政策包 {pack} 第 {version} 版。可用 sunlot pack list --data 目录 查看。',
    en: 'Version {version} of the policy pack {pack} is not stored. See sunlot pack list --data FOLDER.',
  }),
  'pack.other': p(409, 5, {
    zh: '单位 {agency} 用的是政策包 {pack}，文件是 {given}，没有采用。确要换包的，加 --change-pack（有了计划就不能再换）。',
    en: 'Agency {agency} uses the policy pack {pack}, the file is {given}; it was not adopted. To change packs on purpose add --change-pack (not once there is a plan).',
  }),
  'pack.changeTooLate': p(409, 5, {
    zh: '单位 {agency} 已有 {year} 年计划，不能再由政策包 {pack} 换成 {given}。方案修订请另出 {pack} 的新版本。',
    en: 'Agency {agency} has a plan for {year} and can no longer change from the policy pack {pack} to {given}. Write a new version of {pack}.',
  }),
  'pack.versionNotHigher': p(409, 5, {
    zh: '单位 {agency} 已采用政策包 {pack} 第 {current} 版，新版本号须更大，文件是第 {version} 版，没有采用。',
    en: 'Agency {agency} has adopted version {current} of the policy pack {pack}; a new one must be higher than that, the file is version {version}. It was not adopted.',
  }),
  'pack.periodEnded': p(409, 5, {
    zh: '{effectiveFrom} 起生效会改变已经结束的 {period}（{from} 至 {to}）的结论，没有采用。已结束的周期按当时的版本认定；{next} 或以后生效的可以：pack switch 写 --from {next}，pack adopt 把文件里的 effectiveFrom 改成这一天。',
    en: 'In force from {effectiveFrom} it would change the verdict on {period} ({from} to {to}), which has ended; it was not adopted. Ended periods keep their version. {next} or later is possible: with pack switch take --from {next}, with pack adopt set effectiveFrom in the file to that day.',
  }),
  'pack.listFrozen': p(409, 5, {
    zh: '{period} 已封存过名单（抽取 {draw}），{effectiveFrom} 起生效会改变它的依据，没有采用。{next} 或以后生效的可以：pack switch 写 --from {next}，pack adopt 把文件里的 effectiveFrom 改成这一天。',
    en: 'A list of {period} is frozen already (draw {draw}); in force from {effectiveFrom} the new version would change what it stands on, so it was not adopted. {next} or later is possible: with pack switch take --from {next}, with pack adopt set effectiveFrom in the file to that day.',
  }),
  'pack.sameApprover': p(409, 5, {
    zh: '{who} 不能批准自己提出的政策包版本，请换一人批准。',
    en: '{who} cannot approve the version of the policy pack that they brought in themselves. Somebody else must.',
  }),
  'pack.switchUnknown': p(404, 3, {
    zh: '政策包 {pack} 没有开关 {key}。现有：{keys}。',
    en: 'The policy pack {pack} has no switch {key}. There are: {keys}.',
  }),
  'pack.switchValue': p(400, 2, {
    zh: '开关 {key} 没有选项 {value}。可选：{options}。',
    en: 'The switch {key} has no option {value}. There are: {options}.',
  }),
  'pack.valueForm': p(400, 2, {
    zh: '{key} 不能写成“{value}”，没有改动。现在是“{present}”，请照这个样子写：数写整数，几项用“、”分开，名称和数用“=”连接。',
    en: '{key} cannot be "{value}"; nothing was changed. It is "{present}" now, write it in the same form: a whole number, items with commas between, or name=number.',
  }),
  'pack.valueTwice': p(400, 2, {
    zh: '{key} 里“{name}”写了不止一次，没有改动。每一项只写一次。',
    en: '{key} names "{name}" more than once; nothing was changed. Name each once.',
  }),
  'pack.valueUnknown': p(400, 2, {
    zh: '{key} 里没有“{name}”，没有改动。可写：{names}。',
    en: '{key} has no "{name}"; nothing was changed. There are: {names}.',
  }),
  'pack.switchFaulty': p(400, 2, {
    zh: '{key} 不能改为“{value}”，没有改动；改了以后政策包有 {n} 处不成立：{what}',
    en: '{key} cannot be "{value}"; nothing was changed. The pack would have {n} faults: {what}',
  }),
  'pack.switchSame': p(409, 5, {
    zh: '开关 {key} 现在就是 {value}，没有改动。',
    en: 'The switch {key} is {value} already; nothing was changed.',
  }),
} as const satisfies Record<string, ProblemKind>;
