import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals about directed and joint inspections, and about who cannot go; part of the catalogue in `problems.ts`. */
export const jointProblems = {
  'task.filterUnreadable': p(400, 2, {
    zh: '限定范围“{filter}”读不懂：{why}。写成 行业类型=化工；绩效分级=C，可用：{fields}。',
    en: 'The filter “{filter}” cannot be read: {why}. Write NAME=VALUE, several by a semicolon. There are: {fields}.',
  }),
  'task.filterEmpty': p(409, 5, {
    zh: '“{filter}”范围内没有一家{of}，没有改动。{values}请改正限定范围。',
    en: 'No unit ({of}) is inside “{filter}”; nothing was changed. {values}Correct the filter.',
  }),
  'task.filterValueUnknown': p(409, 5, {
    zh: '“{filter}”里有写错的值，没有改动：{what}请改正，或去掉这个值。',
    en: 'A value in “{filter}” is a slip, and nothing was changed: {what}Correct it, or leave it out.',
  }),
  'task.specialtyUnknown': p(409, 5, {
    zh: '检查人员名录里没有人有专长“{specialty}”，没有改动。现有：{values}。',
    en: 'Nobody in the directory of inspectors has the specialty “{specialty}”; nothing was changed. There are: {values}.',
  }),
  'task.supporterUnknown': p(409, 5, {
    zh: '名录里没有{wish}，没有改动。现有{of}：{values}。',
    en: 'The directory has nobody for {wish}; nothing was changed. There are ({of}): {values}.',
  }),
  'task.filterNeedsReason': p(400, 2, {
    zh: '日常检查原则上不定向抽取{section}。要限定范围，请写明理由（--reason）。',
    en: 'Daily draws have no filter in principle{section}. To set one, state why (--reason).',
  }),
  'task.supportOutsidePack': p(409, 5, {
    zh: '{pack}没有{kind}的名录，抽不到人。',
    en: '{pack} has no directory of this kind ({kind}): nobody can be drawn from it.',
  }),
  'draw.noSupporter': p(409, 5, {
    zh: '名录里今天抽不到{wish}：没有擅长该行业、在该区域、委托期内的人。请补充名录，或撤回任务（task withdraw）重新发起。',
    en: 'Today the directory has nobody to draw for {wish}: of that trade and region, within a mandate. Add to the directory, or take the task back (task withdraw) and create it again.',
  }),
  'handOver.refused': p(409, 5, {
    zh: '不能登记移送：{why}。',
    en: 'This hand-over cannot be recorded: {why}.',
  }),
  'object.unknown': p(404, 3, {
    zh: '检查对象名录里没有 {object}。请核对统一社会信用代码（建设项目写成 信用代码/项目编号），或先导入名录。',
    en: 'The directory has no unit {object}. Check its credit code (a construction project is CODE/NUMBER), or import the directory first.',
  }),
  'inspector.unknown': p(404, 3, {
    zh: '检查人员名录里没有证号 {certificate}。请核对证号，或先导入名录。',
    en: 'The directory of inspectors has no certificate {certificate}. Check the number, or import the directory first.',
  }),
  'items.outsideList': p(409, 5, {
    zh: '事项 {items} 不能使用：不在已公布的清单里，缺少检查依据，或检查对象一栏写的不是这一类。可用：{serials}。',
    en: 'The items {items} cannot be used: they are not on the published list, lack a legal basis, or are for objects of another kind. There are: {serials}.',
  }),
  'directed.groundMissing': p(400, 2, {
    zh: '针对性检查必须写明依据（--ground），没有依据的应当随机抽取。本地方案列出的依据：{grounds}。',
    en: 'A directed inspection needs its ground (--ground); without one it is drawn at random. The grounds of the local scheme: {grounds}.',
  }),
  'directed.groundUnknown': p(409, 5, {
    zh: '“{ground}”不在本地方案列出的依据之内，不能据此开展针对性检查。可用：{grounds}。',
    en: '“{ground}” is no ground of the local scheme: nobody is inspected directly because of it. There are: {grounds}.',
  }),
  'directed.documentMissing': p(400, 2, {
    zh: '针对性检查必须写明投诉、移送、交办等文书的编号（--reference）。',
    en: 'A directed inspection names the complaint, transfer or order it rests on (--reference).',
  }),
  'directed.exists': p(409, 5, {
    zh: '同一对象、日期、依据和文书的针对性检查已经登记为 {code}（{at}），没有改动。确系另一次检查的，写明 --again。',
    en: 'A directed inspection of the same unit, day, ground and document is on record as {code} since {at}; nothing was changed. Where this is another inspection, say --again.',
  }),
  'inspector.accountTaken': p(409, 5, {
    zh: '{what} 已经绑定（{bound}）。一人一个账号；换人请先解除原绑定。',
    en: '{what} is bound already ({bound}). One person has one account; undo the old binding first.',
  }),
  'recusal.exists': p(409, 5, {
    zh: '{certificate} 对 {object} 的回避已经登记（{at}），没有改动。',
    en: 'The recusal of {certificate} from {object} is on record since {at}; nothing was changed.',
  }),
  'recusal.unknown': p(404, 3, {
    zh: '没有登记 {certificate} 对 {object} 的回避。可用 sunlot inspector recusals 查看。',
    en: 'No recusal of {certificate} from {object} is on record. See sunlot inspector recusals.',
  }),
  'recusal.notSelf': p(403, 4, {
    zh: '检查人员只能申报本人的回避。{who} 没有绑定证号 {certificate}；代为登记请由办公室办理。',
    en: 'Inspectors declare their own interests only. {who} is not bound to certificate {certificate}; the office can record it.',
  }),
  'absence.overlaps': p(409, 5, {
    zh: '{certificate} 在 {from} 至 {to} 已登记不在岗（{absence}），请先结束或撤销原登记。',
    en: '{certificate} is recorded as away from {from} to {to} already ({absence}). End that absence or call it off first.',
  }),
  'absence.unknown': p(404, 3, {
    zh: '没有不在岗登记 {absence}。可用 sunlot inspector absences 查看。',
    en: 'There is no absence {absence}. See sunlot inspector absences.',
  }),
  'joint.packHasNone': p(409, 5, {
    zh: '政策包 {pack} 没有列出部门联合抽查事项。请按“牵头部门、配合部门、检查事项、方式、要求、检查对象”编制清单，用 sunlot import joint-items 导入。',
    en: 'The policy pack {pack} lists no joint items. Draw up the list in a workbook and take it in with sunlot import joint-items.',
  }),
  'joint.listExists': p(409, 5, {
    zh: '单位 {agency} 已有部门联合随机抽查事项清单（第 {version} 版，{state}）。修改请导入新的清单。',
    en: 'Agency {agency} has a list of joint items already (version {version}, {state}). Import a list to change it.',
  }),
  'joint.noDraft': p(409, 5, {
    zh: '单位 {agency} 没有待公布的部门联合随机抽查事项清单。请先执行 sunlot joint propose 或 sunlot import joint-items。',
    en: 'Agency {agency} has no list of joint items to publish. Run sunlot joint propose or sunlot import joint-items first.',
  }),
  'joint.notPublished': p(409, 5, {
    zh: '部门联合随机抽查事项清单尚未公布（{agency}）。部门联合任务只能使用清单内的事项：请先执行 sunlot joint publish。',
    en: 'The list of joint items is not published ({agency}). An interdepartmental task uses nothing else: run sunlot joint publish first.',
  }),
  'joint.itemUnknown': p(409, 5, {
    zh: '已公布的部门联合随机抽查事项清单里没有 {items}。可用：{serials}。',
    en: 'The published list of joint items has no {items}. There are: {serials}.',
  }),
  'joint.notInterdepartmental': p(409, 5, {
    zh: '任务 {task} 不是部门联合任务，没有联合部门。',
    en: 'Task {task} is not interdepartmental: it has no partner departments.',
  }),
  'joint.partnerExists': p(409, 5, {
    zh: '联合部门“{name}”已经登记，没有改动。',
    en: 'The partner department “{name}” is on record already; nothing was changed.',
  }),
  'joint.partnerIsSelf': p(409, 5, {
    zh: '“{name}”就是本单位，不能登记为联合部门。联合事项由别的部门牵头的，请登记牵头部门。',
    en: '“{name}” is this agency itself and no partner department. Where another department leads the joint items, add that one.',
  }),
  'joint.partnerInTree': p(409, 5, {
    zh: '“{name}”是生态环境部门（机构树里的“{agency}”），不能作为联合部门：部门联合是与其他部门一起检查，两级生态环境部门一起检查是内部联合。与它一起检查的，用 sunlot task create --kind internalJoint 发起任务；部门联合请写其他部门。名称与别的部门相同的，请写那个部门的全称。',
    en: '“{name}” belongs to the environment authority (“{agency}” of the tree) and is no partner department: interdepartmental means with other departments, and two levels of the environment authority inspecting together are internally joint. To inspect with it, initiate the task with sunlot task create --kind internalJoint; of an interdepartmental one name other departments. Where another department has that name, write it in full.',
  }),
  'joint.itemWithoutOthers': p(409, 5, {
    zh: '联合事项“{item}”只有生态环境部门（{departments}），没有其他部门参加：两级生态环境部门一起检查是内部联合，不是部门联合。请在清单里写明参加的其他部门（sunlot import joint-items）并重新公布，或者用 sunlot task create --kind internalJoint 发起任务。',
    en: 'The joint item “{item}” has the environment authority alone ({departments}) and no other department: two levels of it inspecting together are internally joint, not interdepartmental. Name the other departments in the list (sunlot import joint-items) and publish it again, or initiate the task with sunlot task create --kind internalJoint.',
  }),
  'joint.partnerUnknown': p(404, 3, {
    zh: '没有登记联合部门“{partner}”。已登记：{partners}。可用 sunlot partner add 登记。',
    en: 'No partner department “{partner}” is on record. There are: {partners}. Add one with sunlot partner add.',
  }),
  'joint.partnerAccountUnfit': p(409, 5, {
    zh: '账号 {login} 不能作为联合部门的账号：须是本单位下只有“联合部门”角色、尚未绑定的账号。',
    en: 'The account {login} cannot be that of a partner: it takes one of this agency with the role partnerDepartment alone, not bound yet.',
  }),
  'joint.partnersMissing': p(409, 5, {
    zh: '所选联合事项有 {departments} 参加（牵头或配合），这些部门还没有登记。请先执行 sunlot partner add。',
    en: '{departments} take part in the joint items (leading or coming along) and are not on record as partner departments. Run sunlot partner add first.',
  }),
  'joint.notChosen': p(409, 5, {
    zh: '任务 {task} 还没有选定联合事项和配合部门。请先执行 sunlot joint choose。',
    en: 'Task {task} has no joint items and partners yet. Run sunlot joint choose first.',
  }),
  'joint.listFrozen': p(409, 5, {
    zh: '任务 {task} 的名单已冻结、还没有抽取，名单依据当时选定的联合事项和配合部门，没有改动。请先完成抽取，再写明理由更改（--reason）；或作废名单（sunlot draw void {draw}）、重新选定后再冻结。',
    en: 'The list of task {task} is frozen and not drawn yet; it rests on the joint items and partners chosen then, and nothing was changed. Draw it first and then change them with a reason (--reason); or void the list (sunlot draw void {draw}), choose anew and freeze again.',
  }),
  'joint.drawnAlready': p(409, 5, {
    zh: '任务 {task} 已经抽取，联合事项和配合部门只能作为变更登记：请写明理由（--reason），派发前与配合部门重新协商、确认。',
    en: 'Task {task} is drawn: other joint items or partners are recorded as a change. State why (--reason); before the dispatch the partners are consulted and confirm anew.',
  }),
  'joint.sentAlready': p(409, 5, {
    zh: '任务 {task} 已于 {at} 派发，联合事项和配合部门不能再改，没有改动。实际去的配合部门写进 import visits 的“配合部门人员”；还要与其他部门检查的，另行发起任务。',
    en: 'The visits of task {task} were dispatched at {at}; joint items and partners stay as they are, and nothing was changed. Import visits names the people of other departments who went; for an inspection with other departments begin another task.',
  }),
  'joint.consultSent': p(409, 5, {
    zh: '任务 {task} 已于 {at} 派发，协商应在派发前进行，原来的协商和确认不变，没有改动。配合部门后来不能去的，照实登记去了的人（import visits 的“配合部门人员”），或取消还没有进行的检查（task cancel）再补充抽取（task create；另有范围的任务用 plan add 另列一项）；还没有确认的，可以补登确认（joint confirm）。',
    en: 'The visits of task {task} were dispatched at {at}, and a consultation comes before that: what was agreed and confirmed stays, and nothing was changed. Where a department cannot go after all, record who went (the partner people of import visits), or cancel visits that nobody made yet (task cancel) and draw for what is lacking (task create; plan add for a task with a scope of its own); a confirmation that is outstanding may still be recorded (joint confirm).',
  }),
  'joint.partnerLeftOut': p(409, 5, {
    zh: '按方案（{section}「{quote}」），任务 {task} 的对象须与 {departments} 联合检查，所选联合事项没有这个部门配合。请用 sunlot joint choose 选定由其配合的事项；清单里没有的，先修订并公布清单。',
    en: 'Under the scheme ({section} “{quote}”) the objects of task {task} are inspected together with {departments}, and the joint items chosen do not bring it along. Choose an item that does with sunlot joint choose; where the list has none, revise and publish the list first.',
  }),
  'joint.notAgreed': p(409, 5, {
    zh: '按方案（{section}「{quote}」），任务 {task} 的对象须与 {partners} 联合检查，还没有与其协商的记录，没有继续。请先执行 sunlot joint consult {task} --partner {first}，写明事项、方式、要求。',
    en: 'Under the scheme ({section} “{quote}”) the objects of task {task} are inspected together with {partners}, and no consultation with it is on record; nothing was done. Run sunlot joint consult {task} --partner {first} first, with matters, mode and demands.',
  }),
  'joint.notConsulted': p(409, 5, {
    zh: '与 {partner} 还没有协商记录（任务 {task}），不能确认。请先执行 sunlot joint consult。',
    en: 'There is no consultation with {partner} on record (task {task}), so nothing to confirm. Run sunlot joint consult first.',
  }),
  'joint.alreadyConfirmed': p(409, 5, {
    zh: '{partner} 已于 {on} 确认，没有改动。内容有变请重新协商。',
    en: '{partner} confirmed on {on}; nothing was changed. Consult again where the matter changes.',
  }),
  'joint.unconfirmed': p(409, 5, {
    zh: '{partners} 尚未确认协商内容。按方案，开展部门联合检查前应当与参与部门充分协商（{section}）：请先执行 sunlot joint consult、sunlot joint confirm。',
    en: '{partners} did not confirm the consultation. Under the scheme the partners are consulted before a joint inspection ({section}): run sunlot joint consult and sunlot joint confirm first.',
  }),
} as const satisfies Record<string, ProblemKind>;
