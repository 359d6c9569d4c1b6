import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals of draws, from the freeze to the reveal; part of the catalogue in `problems.ts`. */
export const drawProblems = {
  'draw.unknown': p(404, 3, {
    zh: '没有抽取 {draw}。',
    en: 'There is no draw {draw}.',
  }),
  'draw.alreadyFrozen': p(409, 5, {
    zh: '任务 {task} 的名单已经封存（抽取 {draw}），不能再次封存。',
    en: 'The list of task {task} is frozen already (draw {draw}) and cannot be frozen again.',
  }),
  'draw.openManifest': p(409, 5, {
    zh: '{agency} {period} {stratum} 已有一份封存未抽的名单（{draw}）。同一时段同一类别只能有一份。',
    en: '{agency} {period} {stratum} has a frozen list that was not drawn yet ({draw}). One class has one list in one period.',
  }),
  'draw.listInvalid': p(409, 5, {
    zh: '名单不能封存：{what}。请改正名录后再封存。',
    en: 'The list cannot be frozen: {what}. Correct the directory, then freeze.',
  }),
  'draw.revealOverdue': p(409, 5, {
    zh: '抽取 {draws} 已过名单公开期限仍未公开，公开前不能封存新的名单。请先逐次公开：sunlot draw reveal 编号；还有没有检查的，先查完录入，确实不能检查的用 sunlot task cancel 取消，来不及的由纪检监督人员写 --early 理由并经批准（--approve）后公开。',
    en: 'The lists of {draws} are past their day of publication. No new list is frozen before they are public: reveal each of them first (sunlot draw reveal ID). Where visits are outstanding, make and record them, cancel those that cannot take place (sunlot task cancel), or have the discipline officer reveal with --early WHY and --approve.',
  }),
  'draw.poolEmpty': p(409, 5, {
    zh: '可抽对象为 0：{why}。名录有误的先更正；确实没有可抽的，撤回任务（sunlot task withdraw），由判定写明原因。',
    en: 'Nothing can be drawn: {why}. Where the directory is wrong, correct it first; where nobody is left to draw, take the task back (sunlot task withdraw): the verdict says why.',
  }),
  'draw.ruleMissing': p(409, 5, {
    zh: '本地方案没有规定这一类怎样抽查；比例由本单位自定的，先执行 sunlot agency set-ratio',
    en: 'The local scheme does not say how this class is drawn; where the agency chooses the ratio itself, first run sunlot agency set-ratio',
  }),
  'draw.teamsImpossible': p(409, 5, {
    zh: '人员不足，组不成检查小组，名单没有封存。缺口：{deficit}。补充检查人员，其中有能任组长的（import inspectors）；核对不在岗登记（inspector absences），提前返岗的更正（inspector return）；全体对某一单位回避的，核对回避登记（inspector recusals），申报有误或事由已消失的由负责人撤销（inspector unrecuse），否则要补充没有利害关系的人员。先试算（draw rehearse），再封存。',
    en: 'There are too few people to form the teams; the list was not frozen. What is missing: {deficit}. Add inspectors, some of whom may lead (import inspectors); check the absences (inspector absences) and correct those of who is back (inspector return); where everybody must stay away from one unit, check the interests (inspector recusals): a leader withdraws those declared in error or gone (inspector unrecuse), and else people without an interest are needed. Rehearse (draw rehearse) and freeze then.',
  }),
  'draw.sameWitness': p(409, 5, {
    zh: '发起人、见证人必须是不同的人：{who} 已经{did}。',
    en: 'Initiator and witness must be two people: {who} has done this already: {did}.',
  }),
  'draw.disciplineWitness': p(403, 4, {
    zh: '本地方案要求纪检监督人员到场见证：第二次录入须由其本人完成，{who} 不能代替（DISCIPLINE_WITNESS_REQUIRED，{section}「{quote}」）。',
    en: 'The scheme asks for a discipline officer: the second entry is theirs, {who} cannot stand in (DISCIPLINE_WITNESS_REQUIRED, {section}, “{quote}”).',
  }),
  'draw.witnessFrom': p(403, 4, {
    zh: '本地方案要求上级单位的纪检监督人员到场见证：请由 {parent} 的纪检监督人员录入，{who} 属于本单位（{section}「{quote}」）。',
    en: 'The scheme asks for a discipline officer of the bureau above ({parent}); {who} belongs to this agency ({section}, “{quote}”).',
  }),
  'draw.notWitness': p(403, 4, {
    zh: '第二次录入须由纪检监督人员完成，{who} 没有这个角色。',
    en: 'The second entry is made by a discipline officer; {who} does not hold this role.',
  }),
  'draw.correctionNeeded': p(409, 5, {
    zh: '{who} 已经录入过，而两次录入现在不一致：第 {positions} 位不同。请对照骰子或录像；更正自己的录入请加 --correct，不要重新掷。',
    en: '{who} made an entry, and the two entries differ at place {positions}. Read the dice or the recording; correct your own entry with --correct, and do not throw again.',
  }),
  'draw.entriesDiffer': p(409, 5, {
    zh: '两次录入不一致：第 {positions} 位不同。请对照骰子或录像重新录入，不要重新掷。',
    en: 'The two entries differ at place {positions}. Read the dice or the recording and enter again; do not throw again.',
  }),
  'draw.entryClosed': p(409, 5, {
    zh: '这次抽取的摇号已经确认（{at}），不能再改。',
    en: 'The throw of this draw was settled at {at} and can no longer change.',
  }),
  'draw.entryMissing': p(409, 5, {
    zh: '摇号还没有录入完成：缺{missing}。',
    en: 'The throw is not complete. Missing: {missing}.',
  }),
  'draw.sourceInvalid': p(400, 2, {
    zh: '摇号内容不对：{why}。',
    en: 'The throw does not fit: {why}.',
  }),
  'draw.sourcesInvalid': p(400, 2, {
    zh: '数源不能这样安排：{why}。',
    en: 'The sources cannot be arranged like this: {why}.',
  }),
  'draw.beaconUnreachable': p(503, 75, {
    zh: '信标轮次取不到：{why}。',
    en: 'The round of the beacon cannot be fetched: {why}.',
  }),
  'draw.sourceNotOpen': p(409, 5, {
    zh: '{source}还没有到时间，{at} 起可以录入。',
    en: '{source} has not opened: it can be entered from {at} on.',
  }),
  'draw.roundMissed': p(409, 5, {
    zh: '来不及了：清单约定的{source}会在本次录入之后不足 {lead} 秒产生，或已经产生。这次抽取只能中止（sunlot draw void），重新封存。',
    en: 'Too late: the {source} named in the manifest exists already, or within {lead} seconds of this entry. The draw can only be given up (sunlot draw void) and frozen anew.',
  }),
  'draw.resultLate': p(409, 5, {
    zh: '抽取 {draw} 的结果应在 {at} 之前公布，现在只能作为中止处理（sunlot draw void）。',
    en: 'The result of draw {draw} was due by {at}; it can only be given up now (sunlot draw void).',
  }),
  'draw.noncesClosed': p(409, 5, {
    zh: '抽取 {draw} 现在不收外部数：{why}。',
    en: 'Draw {draw} takes no numbers from outside now: {why}.',
  }),
  'draw.alreadyEnded': p(409, 5, {
    zh: '抽取 {draw} 已经{state}。',
    en: 'Draw {draw} is {state} already.',
  }),
  'draw.endNotAllowed': p(409, 5, {
    zh: '抽取 {draw} 不能作废：{why}。',
    en: 'Draw {draw} cannot be made void: {why}.',
  }),
  'draw.replaceNotAllowed': p(409, 5, {
    zh: '抽取 {draw} 不能这样更换：{why}。',
    en: 'Draw {draw} takes no such replacement: {why}.',
  }),
  'draw.replaceReason': p(409, 5, {
    zh: '“{reason}”不是本地方案允许更换的事由（{section}）。方案列出的有：{reasons}。{advice}',
    en: 'The scheme ({section}) allows no replacement for “{reason}”. Its reasons are: {reasons}. {advice}',
  }),
  'draw.applicationOpen': p(409, 5, {
    zh: '抽取 {draw} 的第 {no} 件更换申请还没有批准。请先批准、不予批准或撤回它。',
    en: 'Application {no} for a replacement of draw {draw} waits for a decision. Have it approved or refused, or take it back first.',
  }),
  'draw.applicationUnknown': p(404, 3, {
    zh: '抽取 {draw} 没有第 {no} 件更换申请。可用 sunlot draw applications 查看。',
    en: 'Draw {draw} has no application {no} for a replacement. See sunlot draw applications.',
  }),
  'draw.applicationDecided': p(409, 5, {
    zh: '抽取 {draw} 的第 {no} 件更换申请已经办结（{state}），没有改动。',
    en: 'Application {no} for a replacement of draw {draw} is settled already ({state}); nothing was changed.',
  }),
  'draw.replacementOpen': p(409, 5, {
    zh: '抽取 {draw} 还有一次更换在等公共随机数，先完成它再公开名单。',
    en: 'A replacement of draw {draw} still waits for its random value; finish it before the list is opened.',
  }),
  'draw.withholdingNeedsApproval': p(409, 5, {
    zh: '依法不公开的对象须由 {needs} 批准（--approve）。',
    en: 'Rows that lawfully stay closed take the approval of {needs} (--approve).',
  }),
  'draw.groundUnknown': p(400, 2, {
    zh: '“{ground}”不是本地方案规定的不予公开依据。可用：{grounds}。',
    en: '“{ground}” is no ground of the local scheme. There are: {grounds}.',
  }),
  'draw.alreadyDrawn': p(409, 5, {
    zh: '抽取 {draw} 已经完成（{at}），结果不能重抽。下面是原结果。',
    en: 'Draw {draw} was completed at {at}; there is no redraw. This is its result.',
  }),
  'draw.notDrawn': p(409, 5, {
    zh: '抽取 {draw} 还没有结果，不能{action}。',
    en: 'Draw {draw} has no result yet: it cannot {action}.',
  }),
  'draw.visitsOutstanding': p(409, 5, {
    zh: '还有 {n} 家没有检查，没有检查就公开，名单会提前泄露。确需先公开，请写明 --early 理由并由 {needs} 批准（--approve）。',
    en: '{n} visits are outstanding; publishing the list now would give it away. If it must be, state why with --early and have it approved by {needs} (--approve).',
  }),
  'draw.sameApprover': p(409, 5, {
    zh: '批准人必须与申请人、发起人不同：{who}。',
    en: 'The approver must be neither the applicant nor the initiator: {who}.',
  }),
  'draw.alreadyRevealed': p(409, 5, {
    zh: '抽取 {draw} 已经公开（{at}）。',
    en: 'Draw {draw} was made public at {at}.',
  }),
  'draw.nothingToOpen': p(409, 5, {
    zh: '任务 {task} 没有有效的抽取结果，没有可亮的码。请先完成抽取（draw run）。',
    en: 'Task {task} has no draw that stands: there is nothing to show at a door. Complete its draw first (draw run).',
  }),
  'draw.openingTooLong': p(409, 5, {
    zh: '亮码内容有 {bytes} 字节，二维码最多容纳 {most} 字节。请用 --out 写成文件，或把网址发给对方。',
    en: 'The opening has {bytes} bytes, a QR code takes {most}. Write it to a file with --out, or send its address.',
  }),
  'draw.namesClosed': p(403, 4, {
    zh: '检查之前不公开被抽对象名称。{who} 没有查看名单的权限。',
    en: 'Names are closed until the visit. {who} has no right to see them.',
  }),
} as const satisfies Record<string, ProblemKind>;
