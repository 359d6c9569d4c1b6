import { type ProblemKind, p } from './problem-kind.ts';

const SHORT = {
  zh: '{n} 家的检查小组更换后有席位空缺，封存名单里已没有人可补，不是方案要求的小组（{section}：不少于 {min} 人，其中有能任组长的），不能派发：{what}。',
  en: 'The teams of {n} units have vacant seats, and the frozen list has nobody left for them: they are not the group that the scheme asks for ({section}: at least {min} people, one of whom leads), so nobody is sent: {what}. ',
};
/** Every way on. */
const WAYS = {
  zh: '办法：一、取消该次检查（sunlot task cancel {task} --object {rank} --reason 理由 --approve 分管负责同志），缺额补充抽取（sunlot task create，同一类别、时段；专项、部门联合任务另有范围的，在计划中另列一项，sunlot plan add）；二、派发前作废本次抽取（sunlot draw void {draw} --reason 理由 --approve 负责人），按现在的名录、回避和不在岗登记重新封存、抽取；三、对象停产、搬离等应当更换的，更换对象（sunlot draw replace {draw} --rank {rank} --reason suspended 等），空缺的席位一并重抽，已换下的人不再回来；四、方案允许不到现场检查的，答复检查方式（sunlot task answer {task} --object {rank} --method tech）。',
  en: 'Ways on: cancel the visit (sunlot task cancel {task} --object {rank} --reason WHY --approve DEPUTY) and draw for what is lacking (sunlot task create, same class and period; of a campaign or joint inspection with a scope of its own add an entry to the plan, sunlot plan add); before the dispatch void the draw (sunlot draw void {draw} --reason WHY --approve HEAD), and freeze and draw anew by the directory, interests and absences of today; where the unit itself has stopped or moved, replace it (sunlot draw replace {draw} --rank {rank} --reason suspended, or another), which draws the vacant seats too, though nobody comes back who was replaced; where the scheme has inspections from afar, answer so (sunlot task answer {task} --object {rank} --method tech). ',
};

/** Refusals about sending visits out; part of the catalogue in `problems.ts`. Objects stand by their rank, never by name. */
export const dispatchProblems = {
  'dispatch.notDrawn': p(409, 5, {
    zh: '任务 {task} 还没有抽取结果，不能派发。请先完成抽取（draw run）；还没有封存过名单、也抽不了的，撤回任务（task withdraw）。',
    en: 'Task {task} has no result of a draw yet: nobody can be sent. Complete its draw first (draw run); where no list was frozen and none can be, take the task back (task withdraw).',
  }),
  'dispatch.nobodyLeft': p(409, 5, {
    zh: '任务 {task} 没有可派发的对象：{n} 个序号更换后候补已用完而空缺，其余的（如有）已取消检查。不用派发，可直接办结（task close）；缺额请补充抽取：按同一类别、时段再发起（task create）。',
    en: 'Task {task} has nobody to send to: {n} ranks were replaced when the reserve was spent and stand empty, and any others are cancelled. It takes no dispatch and can be closed (task close); for what is lacking create another task of the same class and period (task create), a supplementary draw.',
  }),
  'dispatch.vacant': p(409, 5, {
    zh: '第 {rank} 号更换后候补已用完，现在空缺，没有对象可以答复或取消。缺额请补充抽取：按同一类别、时段再发起（task create）。',
    en: 'Number {rank} was replaced when the reserve was spent and stands empty: there is nothing to answer or to cancel. For what is lacking create another task of the same class and period (task create), a supplementary draw.',
  }),
  'dispatch.already': p(409, 5, {
    zh: '任务 {task} 已于 {at} 派发，没有改动。',
    en: 'The visits of task {task} were dispatched at {at}; nothing was changed.',
  }),
  'dispatch.againOnly': p(400, 2, {
    zh: '第 {rank} 号已经派发，互认的结果后来更正了：只能答复 recognise（按更正后的结果互认）或 separate（写明理由，实际检查），不另定检查方式。',
    en: 'Number {rank} was dispatched, and the result it was recognised by was corrected since: answer recognise (take the result as corrected) or separate (with a reason, it is visited); the method stays.',
  }),
  'dispatch.againReason': p(400, 2, {
    zh: '第 {rank} 号不再互认、改为实际检查的，须写明理由（--reason）。',
    en: 'Where number {rank} is visited instead of recognised, state why (--reason).',
  }),
  'dispatch.notAmong': p(404, 3, {
    zh: '任务 {task} 抽中的对象里没有 {object}。请写统一社会信用代码或抽取序号，可用 sunlot task visits 查看。',
    en: 'Task {task} has not drawn {object}. Give the credit code or the rank in the draw; see sunlot task visits.',
  }),
  'dispatch.notOffered': p(409, 5, {
    zh: '第 {rank} 号没有这样的提示（{choice}）。现有：{offers}。',
    en: 'Nothing of the kind is offered about number {rank} ({choice}). There is: {offers}.',
  }),
  'dispatch.reasonMissing': p(400, 2, {
    zh: '第 {rank} 号不采纳提示、单独或入企检查的，须写明理由（--reason）。按方案（{section}）：{quote}。',
    en: 'To visit number {rank} alone or on the spot all the same, state why (--reason). The scheme ({section}): {quote}.',
  }),
  'dispatch.triggerUnknown': p(409, 5, {
    zh: '“{trigger}”不是方案列出的现场检查触发情形。可用：{triggers}。',
    en: '“{trigger}” is no listed ground for going on site. There are: {triggers}.',
  }),
  'dispatch.methodUnknown': p(409, 5, {
    zh: '方案没有“{method}”这种检查方式。可用：{methods}。',
    en: 'The scheme has no method “{method}”. There are: {methods}.',
  }),
  'dispatch.methodRefused': p(409, 5, {
    zh: '第 {rank} 号应当先用非现场方式，没有列出的触发情形不得现场检查（{section}）。请写明触发情形（--trigger），或改用其他方式。',
    en: 'Number {rank} is to be inspected from afar; nobody goes there without a listed ground ({section}). Name the ground (--trigger), or take another method.',
  }),
  'dispatch.approvalNeeded': p(409, 5, {
    zh: '第 {rank} 号的检查方式须经{needs}批准（{section}），请写明批准人（--approve）。',
    en: 'How number {rank} is inspected takes the approval of {needs} ({section}). Name who approves (--approve).',
  }),
  'dispatch.sameApprover': p(409, 5, {
    zh: '{who} 不能批准自己的安排，请由另一人批准。',
    en: '{who} cannot approve what they arranged themselves. Somebody else has to.',
  }),
  'dispatch.interest': p(409, 5, {
    zh: '{n} 个席位的人员在抽取后申报了与该对象的利害关系，应当回避，不能派发：{what}。请逐一更换：sunlot draw replace {draw} --rank {rank} --seat {seat} --reason recusal --document 文号 --evidence 证明材料 --approve 分管负责同志；更换次数已经用完的，取消该次检查（sunlot task cancel）再补充抽取，或作废本次抽取重新抽取（sunlot draw void）；申报有误的，由负责人撤销（sunlot inspector unrecuse）。名单见 sunlot draw interests。',
    en: 'The persons of {n} seats declared an interest in the unit after the draw and must stay away, so nobody is sent: {what}. Replace each: sunlot draw replace {draw} --rank {rank} --seat {seat} --reason recusal --document NUMBER --evidence FILE --approve DEPUTY; where no more replacements are allowed, cancel the visit (sunlot task cancel) and draw for what is lacking, or void the draw and draw anew (sunlot draw void); a declaration made in error is withdrawn by a leader (sunlot inspector unrecuse). See sunlot draw interests.',
  }),
  'dispatch.away': p(409, 5, {
    zh: '{n} 家的检查小组在剩余的检查时间内没有一天能凑足方案要求的小组（{section}），不能派发：{what}。请更换人员：sunlot draw replace {draw} --rank {rank} --seat {seat} --reason off-duty --document 文号 --evidence 证明材料 --approve 分管负责同志；登记有误的先更正（sunlot inspector return）；仍要派发的，写明理由并经批准（--reason、--approve）。小组见 sunlot task visits。',
    en: 'The teams of {n} units are on no day left the group that the scheme asks for ({section}), so nobody is sent: {what}. Replace the people: sunlot draw replace {draw} --rank {rank} --seat {seat} --reason off-duty --document NUMBER --evidence FILE --approve DEPUTY; correct what was recorded in error (sunlot inspector return); or send them all the same with a reason and approval (--reason, --approve). See sunlot task visits.',
  }),
  'dispatch.teamShort': p(409, 5, {
    zh: `${SHORT.zh}${WAYS.zh}小组见 sunlot task visits。`,
    en: `${SHORT.en}${WAYS.en}See sunlot task visits.`,
  }),
  'dispatch.teamShortOfLaw': p(409, 5, {
    zh: `${SHORT.zh}${WAYS.zh}人数是一般法律要求、方案没有写明：仍要派发的，写明理由并经批准（--reason、--approve）。小组见 sunlot task visits。`,
    en: `${SHORT.en}${WAYS.en}The number is that of general law, and the scheme does not name it: to send them all the same, give a reason and who approves (--reason, --approve). See sunlot task visits.`,
  }),
  'dispatch.nothingToExcuse': p(409, 5, {
    zh: '任务 {task} 的检查小组都能凑足人数，不需要写明理由（--reason、--approve），没有派发。',
    en: 'The teams of task {task} are all whole: there is nothing to give a reason for (--reason, --approve). Nobody was sent.',
  }),
  'dispatch.unanswered': p(409, 5, {
    zh: '{n} 家还没有答复，不能派发：{what}。按方案（{section}）：{quote}。请用 sunlot task visits 查看，逐家执行 sunlot task answer。',
    en: '{n} units wait for an answer, so nobody is sent: {what}. The scheme ({section}): {quote}. See sunlot task visits and answer each with sunlot task answer.',
  }),
} as const satisfies Record<string, ProblemKind>;
