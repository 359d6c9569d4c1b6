import { z } from 'zod';

/**
 * The one catalogue of refusals: a stable code, the HTTP status, the exit code of the command line, and a Chinese
 * sentence that says what to do. `{name}` places are filled from the problem's details.
 * Exit codes: 2 usage · 3 not found · 4 not permitted · 5 conflict · 6 rows rejected · 9 environment · 75 temporary.
 */
export const problems = {
  'request.invalid': p(400, 2, '提交的内容不符合要求：{what}。请改正后重试。'),
  'request.notFound': p(404, 3, '没有找到{what}。请核对编号，或确认本单位有权查看。'),
  'request.notPermitted': p(403, 4, '当前账号（{who}）没有“{action}”的权限。需要：{needs}。'),
  'request.notSignedIn': p(401, 4, '请先登录。'),
  'request.tooLarge': p(413, 2, '提交的内容超过 {limit}，请拆分后重试。'),
  'request.tooMany': p(429, 75, '请求过于频繁，请稍后再试。'),
  'request.keyReused': p(422, 5, '同一个 Idempotency-Key 提交了不同的内容，请换一个新的键。'),
  'request.stillRunning': p(409, 75, '同样的请求正在处理，请稍候再查看结果。'),
  'request.crossSite': p(403, 4, '这个请求来自别的网站，没有执行。请在本系统的页面内操作。'),
  'request.unexpected': p(500, 1, '程序出错了，没有保存任何内容。请把编号 {reference} 告诉管理员。'),
  'server.busy': p(503, 75, '系统正忙，没有保存任何内容，请稍后重试。'),
  'session.wrongPassword': p(401, 4, '用户名或密码不正确，还可尝试 {left} 次。'),
  'session.locked': p(423, 4, '连续 5 次输入错误，账号已锁定到 {until}。可请管理员重置密码。'),
  'session.passwordTooWeak': p(400, 2, '密码不符合要求：{what}。'),
  'session.codeNeeded': p(401, 4, '请输入动态验证码。'),
  'session.codeWrong': p(401, 4, '动态验证码不正确或已经用过，还可尝试 {left} 次。请等下一个验证码。'),
  'session.codeMustEnrol': p(403, 4, '本账号须先启用动态验证码，再办理其他事项。'),
  'session.codeEnrolled': p(409, 5, '动态验证码已经启用。更换手机请由管理员重置。'),
  'session.passwordMustChange': p(403, 4, '初始密码只能用于第一次登录，请先修改密码。'),
  'console.passwordWrong': p(401, 4, '用户 {who} 的密码不正确，命令没有执行。'),
  'console.userUnknown': p(404, 3, '没有用户 {who}。可用 sunlot user add 添加。'),
  'console.userNeeded': p(403, 4, '这个命令要说明以谁的身份执行：加 --as 用户名。'),
  'folder.notInitialised': p(503, 9, '数据目录 {folder} 还没有初始化。请先执行 sunlot init。'),
  'folder.exists': p(409, 5, '数据目录 {folder} 已经初始化过，没有改动任何内容。'),
  'folder.clockRefused': p(503, 9, 'SUNLOT_CLOCK 只能用于演示或测试数据目录，这里是正式数据目录。请去掉该设置。'),
  'folder.clockInvalid': p(503, 9, 'SUNLOT_CLOCK 的值“{value}”不是时刻。应写成 2026-11-20T09:00:00+08:00。'),
  'folder.damaged': p(503, 9, '{file} 已损坏，无法判断数据目录的类型。请从备份恢复这个文件。'),
  'environment.unfit': p(503, 9, '{why}'),
  'database.busy': p(503, 75, '数据库暂时不可用，没有保存任何内容，请稍后重试。'),
  'agency.exists': p(409, 5, '单位 {code} 已经存在，没有改动。'),
  'agency.unknown': p(404, 3, '没有单位 {code}。可用 sunlot agency list 查看，或用 sunlot agency add 添加。'),
  'agency.packUnknown': p(404, 3, '没有政策包 {pack}。现有：{packs}。'),
  'user.exists': p(409, 5, '用户 {login} 已经存在，没有改动。'),
  'user.roleUnknown': p(400, 2, '没有角色 {role}。可用：{roles}。'),
  'user.rolesIncompatible': p(409, 5, '角色 {roles} 不能由同一人担任：{why}。'),
  'import.unreadable': p(400, 2, '文件 {file} 无法读取：{why}'),
  'import.noDraftPossible': p(409, 5, '{why}'),
  'items.noDraft': p(409, 5, '单位 {agency} 没有待发布的抽查事项清单。请先导入清单。'),
  'items.notPublished': p(
    409,
    5,
    '抽查事项清单尚未公布（{agency}）。无事项清单不检查：请先执行 sunlot items publish。',
  ),
  'plan.exists': p(409, 5, '{agency} {year} 年已有年度抽查计划（{state}）。已印发的计划只能通过调整改变。'),
  'plan.unknown': p(404, 3, '{agency} 没有 {year} 年的年度抽查计划。请先执行 sunlot plan propose。'),
  'plan.wrongState': p(409, 5, '{year} 年计划现在是“{state}”，不能{action}。应先：{next}。'),
  'plan.fieldsMissing': p(409, 5, '计划内容不完整，不能送审：{missing}。'),
  'plan.sameDrafter': p(409, 5, '计划的起草人不能自己批准。请由 {needs} 批准。'),
  'plan.notIssued': p(
    409,
    5,
    '{agency} {year} 年的抽查计划尚未印发（现在是“{state}”）。无计划清单不检查：请先批准并印发计划。',
  ),
  'plan.belowMinimum': p(409, 5, '{entry} 的抽查数 {n} 低于最低数 {required}（{clause}），计划没有保存。'),
  'task.classOutsidePack': p(
    409,
    5,
    '本地方案没有“{class}”这一类对象，或本层级不抽查这一类（CLASS_NOT_IN_SCOPE）。可用：{classes}。',
  ),
  'task.noEntry': p(409, 5, '已印发的 {year} 年计划里没有 {class} {period} 的抽查任务。无计划清单不检查。'),
  'task.exists': p(409, 5, '计划中的这项任务已经发起：{task}。每个对象类别每个时段只抽取一次。'),
  'task.noLegalBasis': p(409, 5, '所用事项缺少检查依据：{items}。无法律依据不检查。'),
  'task.unknown': p(404, 3, '没有任务 {task}。'),
  'draw.unknown': p(404, 3, '没有抽取 {draw}。'),
  'draw.alreadyFrozen': p(409, 5, '任务 {task} 的名单已经封存（抽取 {draw}），不能再次封存。'),
  'draw.openManifest': p(
    409,
    5,
    '{agency} {period} {stratum} 已有一份封存未抽的名单（{draw}）。同一时段同一类别只能有一份。',
  ),
  'draw.listInvalid': p(409, 5, '名单不能封存：{what}。请改正名录后再封存。'),
  'draw.revealOverdue': p(409, 5, '抽取 {draws} 已过名单公开期限仍未公开，公开前不能封存新的名单。'),
  'draw.poolEmpty': p(409, 5, '可抽对象为 0：{why}'),
  'draw.teamsImpossible': p(409, 5, '人员不足，组不成检查小组，名单没有封存。缺口：{deficit}'),
  'draw.sameWitness': p(409, 5, '发起人、见证人必须是不同的人：{who} 已经{did}。'),
  'draw.notWitness': p(403, 4, '第二次录入须由纪检监督人员完成，{who} 没有这个角色。'),
  'draw.entriesDiffer': p(409, 5, '两次录入不一致：第 {positions} 位不同。请对照骰子或录像重新录入，不要重新掷。'),
  'draw.entryClosed': p(409, 5, '这次抽取的摇号已经确认（{at}），不能再改。'),
  'draw.entryMissing': p(409, 5, '摇号还没有录入完成：缺{missing}。'),
  'draw.sourceInvalid': p(400, 2, '摇号内容不对：{why}。'),
  'draw.alreadyDrawn': p(409, 5, '抽取 {draw} 已经完成（{at}），结果不能重抽。下面是原结果。'),
  'draw.notDrawn': p(409, 5, '抽取 {draw} 还没有结果，不能{action}。'),
  'draw.visitsOutstanding': p(
    409,
    5,
    '还有 {n} 家没有检查，现在公开名单会提前泄露。确需提前，请写明 --early 理由并由 {needs} 批准（--approve）。',
  ),
  'draw.sameApprover': p(409, 5, '批准人必须与申请人、发起人不同：{who}。'),
  'draw.alreadyRevealed': p(409, 5, '抽取 {draw} 已经公开（{at}）。'),
  'draw.namesClosed': p(403, 4, '检查之前不公开被抽对象名称。{who} 没有查看名单的权限。'),
  'evidence.unreadable': p(400, 2, '证据包 {place} 无法读取：{why}。'),
  'holiday.invalid': p(400, 2, '节假日文件不对：{what}。'),
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;

type ProblemKind = { readonly status: number; readonly exit: number; readonly sentence: string };

/** A problem as it crosses the network: RFC 9457 with `code`. */
export const ProblemView = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
  reference: z.string().optional(),
});
export type ProblemView = z.infer<typeof ProblemView>;

/** The sentence of a problem with its places filled. */
export function problemSentence(code: ProblemCode, details: Readonly<Record<string, unknown>>): string {
  return problems[code].sentence.replace(/\{(\w+)\}/g, (_, name: string) => readable(details[name]));
}

/** Instants as the clock on the office's wall shows them. */
function readable(value: unknown): string {
  const text = String(value ?? '—');
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(text)) return text;
  return new Date(Date.parse(text) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

function p(status: number, exit: number, sentence: string): ProblemKind {
  return { status, exit, sentence };
}
