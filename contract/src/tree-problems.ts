import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals about agency trees, the levels of a scheme and what an agency decides itself; part of the catalogue in `problems.ts`. */
export const treeProblems = {
  'agency.packNeeded': p(400, 2, {
    zh: '新增单位 {code} 要写明政策包（--pack），或写明上级单位（--parent）以沿用其政策包。现有：{packs}。',
    en: 'Agency {code} needs its policy pack (--pack), or the agency above (--parent) whose pack it follows. There are: {packs}.',
  }),
  'agency.packDiffers': p(409, 5, {
    zh: '上级单位 {parent} 执行政策包 {own}，下级不能执行 {pack}。请去掉 --pack，或改正上级代码。',
    en: 'The agency above, {parent}, follows the pack {own}: one below it cannot follow {pack}. Leave --pack out, or correct the code above.',
  }),
  'agency.levelNotBelow': p(409, 5, {
    zh: '单位 {parent} 是{above}，{level}单位不能放在它下面。请核对 --parent 和 --level。',
    en: 'Agency {parent} is of the level {above}; one of the level {level} cannot stand below it. Check --parent and --level.',
  }),
  'ownRatio.notLeft': p(409, 5, {
    zh: '政策包“{pack}”没有让{level}自行确定“{class}”的抽查比例，没有保存。',
    en: 'The pack “{pack}” leaves no ratio of “{class}” to the level {level}; nothing was saved.',
  }),
  'ownRatio.period': p(409, 5, {
    zh: '自定比例的周期不能是{every}，可选：{allowed}（{clause}）。',
    en: 'An own ratio cannot be set for each {every}; there are: {allowed} ({clause}).',
  }),
  'ownRatio.grounds': p(400, 2, {
    zh: '自定比例须逐项写明考虑因素：{needed}（{clause}）。缺：{missing}；不认识：{unknown}。',
    en: 'An own ratio needs a text for each of these grounds: {needed} ({clause}). Missing: {missing}; not known: {unknown}.',
  }),
  'ownRatio.periodEnded': p(409, 5, {
    zh: '比例从 {from} 起改变，会改变已经结束的{period}（{first} 至 {last}）的结论，没有保存。已结束的周期按当时的比例认定；请用 --from {next} 或以后。',
    en: 'A ratio from {from} on would change the verdict on {period} ({first} to {last}), which has ended; nothing was saved. Ended periods keep their ratio: take --from {next} or later.',
  }),
  'ownRatio.unitWithinYear': p(409, 5, {
    zh: '{year} 年这一类已按{held}抽查，年内改按{every}，前面的周期就没有结论，没有保存。请用 --from {next} 或以后的 1 月 1 日（写的是 {from}），或仍按{held}。',
    en: 'In {year} the class is counted by {held}; by {every} from within the year its earlier periods would have no verdict, so nothing was saved. Take --from {next} or a later 1 January (given: {from}), or stay with {held}.',
  }),
  'ownRatio.listFrozen': p(409, 5, {
    zh: '{period}的名单已经封存（抽取 {draw}），比例不能从 {from} 起改变，没有保存。请用 --from {next} 或以后。',
    en: 'The list of {period} is frozen (draw {draw}): the ratio cannot change from {from}; nothing was saved. Take --from {next} or later.',
  }),
  'figures.notAsked': p(409, 5, {
    zh: '政策包“{pack}”的部门联合抽查数不由外部门下达，不用录入。',
    en: 'Under the pack “{pack}” no outside office sets numbers of interdepartmental inspections; there is nothing to enter.',
  }),
  'rule.unknown': p(404, 3, {
    zh: '政策包 {pack} 没有适用于本层级的规则 {rule}。可用 sunlot pack show {pack} 查看。',
    en: 'The pack {pack} has no rule {rule} for this level. See sunlot pack show {pack}.',
  }),
  'rule.notPrinciple': p(409, 5, {
    zh: '规则 {rule}（{clause}“{quote}”）没有“原则上”的字样，必须执行，不能以理由偏离。',
    en: 'The rule {rule} ({clause} “{quote}”) does not hold in principle only: it binds, and no reason excuses from it.',
  }),
  'rule.periodUnfit': p(409, 5, {
    zh: '规则 {rule}（{clause}）不按{period}判定，理由没有保存。--period 可用：{periods}。',
    en: 'The rule {rule} ({clause}) is not judged by {period}; the reason was not saved. --period takes: {periods}.',
  }),
  'rule.periodFar': p(409, 5, {
    zh: '{period}还太远，到时的方案未必还有规则 {rule}，理由没有保存。理由可以为 {latest} 年以前（含）记录，请核对年份。',
    en: '{period} is too far away: the scheme of then may not have the rule {rule}. The reason was not saved. Reasons are taken for {latest} and before; check the year.',
  }),
  'rule.sameApprover': p(409, 5, {
    zh: '{who} 不能批准自己提出的理由，请换一人批准。',
    en: '{who} cannot approve a reason of their own. Somebody else must.',
  }),
  'plan.entryUnknown': p(404, 3, {
    zh: '{year} 年计划里没有编号为 {entry} 的一项。编号见 sunlot plan show --agency {agency} --year {year}；计划里没有列、现在应当列入的类别，那里也写明补列的命令；名录里没有对象的类别不列入。',
    en: 'The plan for {year} has no entry {entry}. For the ids see sunlot plan show --agency {agency} --year {year}, which also has the command for a class that is not in the plan and belongs there by now; a class without objects in the directory does not.',
  }),
  'plan.entryDrawn': p(409, 5, {
    zh: '{entry} 的名单已经封存或抽取（任务 {task}），不能再调整这一项；按类别抽查的，抽取以后只能增加抽查数。',
    en: 'The list of {entry} is frozen or drawn already (task {task}): this entry can no longer be adjusted. Where a class is drawn, its number may be raised after the draw.',
  }),
  'plan.notInForce': p(409, 5, {
    zh: '{year} 年计划还没有印发（{state}），不用走调整程序：起草中的用 plan edit 修改，已送审、已批准的请先办完。',
    en: 'The plan for {year} is not issued yet ({state}) and needs no adjustment: change the draft itself (plan edit), or finish its approval first.',
  }),
  'plan.aboveRange': p(409, 5, {
    zh: '{entry} 的抽查数 {n} 超过方案规定的上限 {max}（{clause}），计划没有保存。',
    en: '{entry}: {n} is above the most that the scheme allows, {max} ({clause}); the plan was not saved.',
  }),
  'task.adHocNotAllowed': p(409, 5, {
    zh: '“{class}”不能在计划外发起抽查：政策包“{pack}”{allowed}。请由已印发计划中的任务发起。',
    en: 'No draw outside the plan is allowed on “{class}”: the pack “{pack}” {allowed}. Create the task from an entry of the issued plan.',
  }),
} as const satisfies Record<string, ProblemKind>;
