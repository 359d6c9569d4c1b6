import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals about tasks with a scope of their own, rounds of a yearly entry and draws held elsewhere; part of the catalogue in `problems.ts`. */
export const campaignProblems = {
  'kind.notInScheme': p(409, 5, {
    zh: '政策包“{pack}”的随机抽查不包括{kind}（{section}），没有保存。',
    en: 'The random draws of the pack “{pack}” do not include tasks of this kind: {kind} ({section}); nothing was saved.',
  }),
  'kind.needsEntry': p(409, 5, {
    zh: '{kind}要由计划中它自己的一项发起：请先用 sunlot plan add 列入计划，再用 --entry 写明编号。',
    en: 'A task of this kind, {kind}, comes from an entry of its own in the plan: put it there with sunlot plan add, then name it with --entry.',
  }),
  'plan.parentEntriesMissing': p(409, 5, {
    zh: '{parent} 印发的 {year} 年计划中有 {n} 项本级计划没有，不能送审：{missing}。按方案（{section}），上级计划的任务只增不减：专项和联合检查用 sunlot plan add 按同样的类型和名称补上，按类别的用 sunlot plan propose 重新测算（已印发过的用 sunlot plan adjust 改回抽查数）。',
    en: 'The plan that {parent} issued for {year} has {n} entries that this plan lacks, so it cannot be submitted: {missing}. By the scheme ({section}) entries of the superior plan may be added to, not dropped: put campaigns and joint inspections in with sunlot plan add under the same kind and name, work out classes anew with sunlot plan propose (after an issue, set the number again with sunlot plan adjust).',
  }),
  'plan.adjustmentReason': p(400, 2, {
    zh: '{year} 年计划已经印发，增加任务是计划调整，没有保存。请用 --reason 写明理由。',
    en: 'The plan for {year} is issued: a further entry adjusts it and needs a --reason; nothing was saved.',
  }),
  'task.scopeOfOthers': p(409, 5, {
    zh: '范围“{filter}”内的 {n} 家都属于本级不抽的类别（{section}），没有可抽的对象。请另定范围，或由抽查这些类别的层级安排。',
    en: 'All {n} units inside “{filter}” are of classes that this level does not draw ({section}), so nobody can be drawn. State another scope, or leave it to the level that draws these classes.',
  }),
  'task.statedInPlan': p(409, 5, {
    zh: '计划中的 {entry} 已经写明范围和抽查数（{stated}），不能另定。要改请调整计划（plan adjust）。',
    en: 'The entry {entry} of the plan states its scope and number ({stated}); they cannot be set anew. Adjust the plan to change them.',
  }),
  'task.notStated': p(409, 5, {
    zh: '任务 {task} 还没有写明{missing}，不能封存名单（{section}）。请执行 sunlot task state {task} --filter 范围 --ratio 比例（或 --n 家数）。',
    en: 'Task {task} does not state its {missing} yet, so its list cannot be frozen ({section}). Run sunlot task state {task} --filter SCOPE --ratio RATIO (or --n NUMBER).',
  }),
  'task.nothingToState': p(409, 5, {
    zh: '任务 {task} 按对象类别抽查，范围和抽查数由计划和方案确定，不能另写。',
    en: 'Task {task} draws from a class: its scope and number come from plan and scheme and are not stated anew.',
  }),
  'task.listFrozen': p(409, 5, {
    zh: '任务 {task} 的名单已经封存或抽取，不能再改。',
    en: 'The list of task {task} is frozen or drawn already and cannot change.',
  }),
  'task.notReplaceable': p(409, 5, {
    zh: '政策包“{pack}”没有规定{kind}可以由另一种检查替代，不能剔除已查的对象。',
    en: 'Under the pack “{pack}” no other inspection stands in for this one ({kind}): nobody can be left out for it.',
  }),
  'task.noRounds': p(409, 5, {
    zh: '{entry} 不能分批抽取：{why}。',
    en: '{entry} cannot be drawn in rounds: {why}.',
  }),
  'task.roundOpen': p(409, 5, {
    zh: '{entry} 的上一批（任务 {task}）还没有抽取。请先抽完，再发起下一批。',
    en: 'The round of {entry} before (task {task}) is not drawn yet. Draw it first, then create the next one.',
  }),
  'task.roundTooLarge': p(409, 5, {
    zh: '{entry} 计划 {planned} 家，只剩 {left} 家可以分批发起，没有 {n} 家。',
    en: '{entry} plans {planned}, of which {left} are left for further rounds: not {n}.',
  }),
  'task.noSupplement': p(409, 5, {
    zh: '{task} 已经抽取，不能再发起：{why}。',
    en: '{task} is drawn already, and another draw is refused: {why}.',
  }),
  'task.nothingShort': p(409, 5, {
    zh: '{period} {what}：没有缺额，不用补抽。',
    en: 'Of {period} {what}: nothing is short, and nothing is drawn to make it up.',
  }),
  'task.supplementWaits': p(409, 5, {
    zh: '任务 {task} 的抽取已作废或中止。请先重新抽取它，再作补充抽取。',
    en: 'The draw of task {task} was voided or abandoned. Draw it again first; the supplementary draw comes after it.',
  }),
  'elsewhere.notAllowed': p(409, 5, {
    zh: '政策包“{pack}”没有规定采用牵头部门的抽取结果，部门联合任务由本单位抽取。',
    en: 'The pack “{pack}” knows no draw by a lead department: interdepartmental tasks are drawn here.',
  }),
  'elsewhere.rows': p(409, 6, {
    zh: '抽取结果没有导入：{what}。请核对后重新导入。',
    en: 'The result of the draw was not taken in: {what}. Correct it and import again.',
  }),
  'elsewhere.ownLead': p(409, 5, {
    zh: '“{lead}”就是本单位：本单位牵头的在本平台抽取，不能当作在外抽取的结果导入。请执行 sunlot draw freeze {task}；确由其他部门抽取的，--lead 写那个部门的名称。',
    en: '“{lead}” is this agency itself: what it leads is drawn here and not taken over as drawn elsewhere. Run sunlot draw freeze {task}; where another department drew it, name that one with --lead.',
  }),
  'elsewhere.leadInTree': p(409, 5, {
    zh: '“{lead}”是生态环境部门（机构树里的“{agency}”），不是部门联合的牵头部门：两级生态环境部门一起检查是内部联合。它抽取的由它自己登记，本单位的任务由本单位抽取：sunlot draw freeze {task}；确由其他部门抽取的，--lead 写那个部门的名称。',
    en: '“{lead}” belongs to the environment authority (“{agency}” of the tree) and leads no interdepartmental inspection: two levels of it inspecting together are internally joint. It records itself what it draws; the task of this agency is drawn here: sunlot draw freeze {task}. Where another department drew it, name that one with --lead.',
  }),
  'elsewhere.already': p(409, 5, {
    zh: '任务 {task} 已于 {on} 由{lead}抽取 {n} 家并采用（{document}），名单不能再改，本平台不再抽取和派发，也没有检查表。名单用 sunlot joint drawn {task} --names 查看；检查后按任务编号 {task} 导入检查记录（sunlot import visits），不能检查的用 sunlot task cancel {task} 取消。',
    en: 'For task {task} the draw of {lead} on {on} was taken over ({document}; {n} units): its list does not change, nothing more is drawn or dispatched here, and there are no forms. See the list with sunlot joint drawn {task} --names; record the visits under the number {task} with sunlot import visits, and cancel with sunlot task cancel {task} those that cannot take place.',
  }),
  'elsewhere.notOfClass': p(409, 6, {
    zh: '抽取结果没有导入：任务 {task} 抽查的是{class}（{section}），但{what}。请与{lead}核对名单；名录有误的，先更正（sunlot import objects、sunlot object class propose）再导入；一并抽取了其他类别的，列为自定范围的联合任务（sunlot plan add --kind interdepartmental）后导入。',
    en: 'The result of the draw was not taken in: task {task} inspects {class} ({section}), but {what}. Compare the list with {lead}; where the directory is wrong, correct it first (sunlot import objects, sunlot object class propose); where other classes were drawn along, give it a joint task with a scope of its own (sunlot plan add --kind interdepartmental).',
  }),
  'elsewhere.none': p(404, 3, {
    zh: '任务 {task} 没有导入过其他部门的抽取结果。',
    en: 'No draw of another department was taken in for task {task}.',
  }),
} as const satisfies Record<string, ProblemKind>;
