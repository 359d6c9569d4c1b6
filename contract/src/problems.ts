import { campaignProblems } from './campaign-problems.ts';
import { classProblems } from './class-problems.ts';
import { dispatchProblems } from './dispatch-problems.ts';
import { drawProblems } from './draw-problems.ts';
import { evidenceProblems } from './evidence-problems.ts';
import { formProblems } from './form-problems.ts';
import { itemProblems } from './item-problems.ts';
import { jointProblems } from './joint-problems.ts';
import type { Lang } from './languages.ts';
import { lifeProblems } from './life-problems.ts';
import { logProblems } from './log-problems.ts';
import { packProblems } from './pack-problems.ts';
import { type ProblemKind, p } from './problem-kind.ts';
import { roleProblems } from './role-problems.ts';
import { treeProblems } from './tree-problems.ts';
import { verdictProblems } from './verdict-problems.ts';

/**
 * The one catalogue of refusals: a stable code, the HTTP status, the exit code of the command line, and a sentence in
 * each language that says what to do. `{name}` places are filled from the problem's details; all languages have the same.
 * Exit codes: 2 usage · 3 not found · 4 not permitted · 5 conflict · 6 rows rejected · 9 environment · 75 temporary.
 */
export const problems = {
  'request.invalid': p(400, 2, {
    zh: '提交的内容不符合要求：{what}。请改正后重试。',
    en: 'What was given does not fit: {what}. Correct it and try again.',
  }),
  'request.notFound': p(404, 3, {
    zh: '没有找到{what}。请核对编号，或确认本单位有权查看。',
    en: 'Not found: {what}. Check the number, or whether your agency may see it.',
  }),
  'request.notPermitted': p(403, 4, {
    zh: '当前账号（{who}）没有“{action}”的权限。需要：{needs}。',
    en: 'The account {who} has no right to “{action}”. It takes: {needs}.',
  }),
  'request.notSignedIn': p(401, 4, {
    zh: '请先登录。',
    en: 'Please sign in first.',
  }),
  'request.tooLarge': p(413, 2, {
    zh: '提交的内容超过 {limit}，请拆分后重试。',
    en: 'What was sent is larger than {limit}. Split it and try again.',
  }),
  'request.tooMany': p(429, 75, {
    zh: '请求过于频繁，请稍后再试。',
    en: 'Too many requests. Try again later.',
  }),
  'request.keyReused': p(422, 5, {
    zh: '同一个 Idempotency-Key 提交了不同的内容，请换一个新的键。',
    en: 'One Idempotency-Key came with two different contents. Use a new key.',
  }),
  'request.stillRunning': p(409, 75, {
    zh: '同样的请求正在处理，请稍候再查看结果。',
    en: 'The same request is still running. Look at the result in a moment.',
  }),
  'request.crossSite': p(403, 4, {
    zh: '这个请求来自别的网站，没有执行。请在本系统的页面内操作。',
    en: 'This request came from another web site and was not carried out. Use the pages of this system.',
  }),
  'request.unexpected': p(500, 1, {
    zh: '程序出错了，没有保存任何内容。请把编号 {reference} 告诉管理员。',
    en: 'The program failed and saved nothing. Give the number {reference} to the administrator.',
  }),
  'server.busy': p(503, 75, {
    zh: '系统正忙，没有保存任何内容，请稍后重试。',
    en: 'The system is busy and saved nothing. Try again later.',
  }),
  'session.wrongPassword': p(401, 4, {
    zh: '用户名或密码不正确，还可尝试 {left} 次。',
    en: 'User name or password is wrong; {left} attempts are left.',
  }),
  'session.locked': p(423, 4, {
    zh: '连续 5 次输入错误，账号已锁定到 {until}。可请管理员重置密码。',
    en: 'Wrong five times in a row: the account is locked until {until}. An administrator can reset the password.',
  }),
  'session.passwordTooWeak': p(400, 2, {
    zh: '密码不符合要求：{what}。',
    en: 'The password does not meet the rules: {what}.',
  }),
  'session.codeNeeded': p(401, 4, {
    zh: '请输入动态验证码。',
    en: 'Please enter the one-time code.',
  }),
  'session.codeWrong': p(401, 4, {
    zh: '动态验证码不正确或已经用过，还可尝试 {left} 次。请等下一个验证码。',
    en: 'The one-time code is wrong or was used before; {left} attempts are left. Wait for the next code.',
  }),
  'session.codeMustEnrol': p(403, 4, {
    zh: '本账号须先启用动态验证码，再办理其他事项。',
    en: 'This account must turn on one-time codes before anything else.',
  }),
  'session.codeEnrolled': p(409, 5, {
    zh: '动态验证码已经启用。更换手机请由管理员重置。',
    en: 'One-time codes are on already. For another phone, ask an administrator for a reset.',
  }),
  'session.passwordMustChange': p(403, 4, {
    zh: '初始密码只能用于第一次登录，请先修改密码。',
    en: 'An initial password is good for the first sign-in only. Change it first.',
  }),
  'console.passwordWrong': p(401, 4, {
    zh: '用户 {who} 的密码不正确，命令没有执行。',
    en: 'The password of {who} is wrong; the command was not carried out.',
  }),
  'console.userUnknown': p(404, 3, {
    zh: '没有用户 {who}。可用 sunlot user add 添加。',
    en: 'There is no user {who}. Add one with sunlot user add.',
  }),
  'console.userNeeded': p(403, 4, {
    zh: '这个命令要说明以谁的身份执行：加 --as 用户名。',
    en: 'This command must know who acts: add --as USER.',
  }),
  'console.passwordsDiffer': p(400, 2, {
    zh: '两次输入的新密码不一致，密码没有改动。请重新执行。',
    en: 'The new password was typed in two ways; nothing was changed. Run the command again.',
  }),
  'console.passwordNeeded': p(401, 4, {
    zh: '需要 {who} 的密码，而 --no-input 不许提问。请从标准输入给出一行密码（< 密码文件），或去掉 --no-input。',
    en: 'The password of {who} is needed and --no-input forbids to ask. Give it as a line of stdin (< FILE), or drop --no-input.',
  }),
  'folder.notInitialised': p(503, 9, {
    zh: '数据目录 {folder} 还没有初始化。请先执行 sunlot init。',
    en: 'The data folder {folder} is not initialised. Run sunlot init first.',
  }),
  'folder.exists': p(409, 5, {
    zh: '数据目录 {folder} 已经初始化过，没有改动任何内容。',
    en: 'The data folder {folder} was initialised before; nothing was changed.',
  }),
  'folder.clockRefused': p(503, 9, {
    zh: 'SUNLOT_CLOCK 只能用于演示或测试数据目录，这里是正式数据目录。请去掉该设置。',
    en: 'SUNLOT_CLOCK works on demo and test folders only, and this is a real one. Remove the setting.',
  }),
  'folder.clockInvalid': p(503, 9, {
    zh: 'SUNLOT_CLOCK 的值“{value}”不是时刻。应写成 2026-11-20T09:00:00+08:00。',
    en: 'SUNLOT_CLOCK “{value}” is no moment. Write it as 2026-11-20T09:00:00+08:00.',
  }),
  'folder.damaged': p(503, 9, {
    zh: '{file} 已损坏，无法判断数据目录的类型。请从备份恢复这个文件。',
    en: '{file} is damaged, so the kind of the data folder is not known. Restore this file from a backup.',
  }),
  'folder.noPermission': p(503, 9, {
    zh: '读不了 {file}（{code}）：当前系统用户没有权限。请用数据目录的所有者执行。',
    en: 'Cannot read {file} ({code}): the current system user may not. Run this as the owner of the data folder.',
  }),
  'folder.cannotMake': p(503, 9, {
    zh: '建不了数据目录 {folder}（{code}）。请换一个可写的位置，用 --data 或 SUNLOT_DATA 指定。',
    en: 'Cannot make the data folder {folder} ({code}). Choose a place that can be written to, by --data or SUNLOT_DATA.',
  }),
  'folder.notDemo': p(409, 5, {
    zh: '{folder} 是{kind}数据目录，不能当演示用，没有改动。请用 --data 指定别的目录。',
    en: '{folder} is a {kind} data folder and no demo; nothing was changed. Name another one with --data.',
  }),
  'keys.unreadable': p(503, 9, {
    zh: '密钥文件 {file} 不存在或已损坏。没有它，加密的内容无法打开；请从保管处恢复。',
    en: 'The key file {file} is missing or damaged. Without it nothing that is encrypted can be opened; restore it from where it is kept.',
  }),
  'keys.foreign': p(503, 9, {
    zh: '密钥与数据库不相符：这个数据目录是用另一套密钥建立的，没有改动任何内容。请检查 keys/ 和 SUNLOT_KEY_FILE。',
    en: 'The keys do not belong to this database: the folder was made with others. Nothing was changed. Check keys/ and SUNLOT_KEY_FILE.',
  }),
  'server.cannotListen': p(503, 9, {
    zh: '不能在 {host} 的端口 {port} 上监听：{why}。请改 PORT 或 SUNLOT_HOST，或停止占用它的程序。',
    en: 'Cannot listen on {host}, port {port}: {why}. Change PORT or SUNLOT_HOST, or stop the program that uses it.',
  }),
  'environment.unfit': p(503, 9, {
    zh: '{why}',
    en: '{why}',
  }),
  'database.busy': p(503, 75, {
    zh: '数据库暂时不可用，没有保存任何内容，请稍后重试。',
    en: 'The database cannot be reached now; nothing was saved. Try again later.',
  }),
  'agency.exists': p(409, 5, {
    zh: '单位 {code} 已经存在，没有改动。',
    en: 'Agency {code} exists already; nothing was changed.',
  }),
  'agency.unknown': p(404, 3, {
    zh: '没有单位 {code}。可用 sunlot agency list 查看，或用 sunlot agency add 添加。',
    en: 'There is no agency {code}. See sunlot agency list, or add it with sunlot agency add.',
  }),
  'agency.packUnknown': p(404, 3, {
    zh: '没有政策包 {pack}。现有：{packs}。',
    en: 'There is no policy pack {pack}. There are: {packs}.',
  }),
  ...packProblems,
  ...treeProblems,
  ...drawProblems,
  ...evidenceProblems,
  ...itemProblems,
  ...jointProblems,
  ...campaignProblems,
  ...logProblems,
  ...classProblems,
  ...dispatchProblems,
  ...formProblems,
  ...roleProblems,
  ...verdictProblems,
  ...lifeProblems,
  'user.exists': p(409, 5, {
    zh: '用户 {login} 已经存在，没有改动。',
    en: 'User {login} exists already; nothing was changed.',
  }),
  'user.agencyNeeded': p(400, 2, {
    zh: '角色 {roles} 只能在一个单位内担任，请写明 --agency 单位代码。',
    en: 'The roles {roles} are held inside an agency: name it with --agency CODE.',
  }),
  'user.roleUnknown': p(400, 2, {
    zh: '没有角色 {role}。可用：{roles}。',
    en: 'There is no role {role}. There are: {roles}.',
  }),
  'user.rolesIncompatible': p(409, 5, {
    zh: '角色 {roles} 不能由同一人担任：{why}。',
    en: 'One person may not hold the roles {roles}: {why}.',
  }),
  'import.unreadable': p(400, 2, {
    zh: '文件 {file} 无法读取：{why}',
    en: 'The file {file} cannot be read: {why}',
  }),
  'import.noDraftPossible': p(409, 5, {
    zh: '{why}',
    en: '{why}',
  }),
  'plan.exists': p(409, 5, {
    zh: '{agency} {year} 年已有年度抽查计划（{state}）。已印发的计划只能通过调整改变。',
    en: '{agency} has an annual plan for {year} already ({state}). A plan that was issued changes by adjustment only.',
  }),
  'plan.unknown': p(404, 3, {
    zh: '{agency} 没有 {year} 年的年度抽查计划。请先执行 sunlot plan propose。',
    en: '{agency} has no annual plan for {year}. Run sunlot plan propose first.',
  }),
  'plan.toMake': p(404, 3, {
    zh: '{agency} 还没有 {year} 年的年度抽查计划：自 {from} 起待办，应于 {due} 前制定完成（{clause}），今天是 {today}。请执行 sunlot plan propose。',
    en: '{agency} has no annual plan for {year} yet: to do since {from}, to be made by {due} ({clause}); today is {today}. Run sunlot plan propose.',
  }),
  'plan.late': p(404, 3, {
    zh: '{agency} 还没有 {year} 年的年度抽查计划：应于 {due} 前制定完成（{clause}），已经逾期（今天是 {today}）。请尽快执行 sunlot plan propose。',
    en: '{agency} has no annual plan for {year}: it was to be made by {due} ({clause}) and is late (today is {today}). Run sunlot plan propose soon.',
  }),
  'plan.advised': p(404, 3, {
    zh: '{agency} 还没有 {year} 年的年度抽查计划。方案没有写明期限，{due} 只作提醒（{clause}），今天是 {today}。请执行 sunlot plan propose。',
    en: '{agency} has no annual plan for {year} yet. The scheme names no day; {due} is a reminder only ({clause}); today is {today}. Run sunlot plan propose.',
  }),
  'plan.notDrafter': p(403, 4, {
    zh: '当前账号（{who}）不能起草、送审年度抽查计划：{ground}，由{needs}起草。',
    en: 'The account {who} may not draft or submit the annual plan ({ground}); that is for: {needs}.',
  }),
  'plan.wrongState': p(409, 5, {
    zh: '{year} 年计划现在是“{state}”，不能{action}。应先：{next}。',
    en: 'The plan for {year} is “{state}” now: it cannot {action}. Due next: {next}.',
  }),
  'plan.fieldsMissing': p(409, 5, {
    zh: '计划内容不完整，不能送审：{missing}。',
    en: 'The plan is incomplete and cannot be submitted: {missing}.',
  }),
  'plan.sameDrafter': p(409, 5, {
    zh: '计划的起草人不能自己批准。请由 {needs} 批准。',
    en: 'Who drafted the plan may not approve it. It takes: {needs}.',
  }),
  'plan.notIssued': p(409, 5, {
    zh: '{agency} {year} 年的抽查计划尚未印发（现在是“{state}”）。无计划清单不检查：请先批准并印发计划。',
    en: 'The plan of {agency} for {year} is not issued (now: {state}). Without a plan nothing may be inspected: approve and issue it first.',
  }),
  'plan.notPublished': p(409, 5, {
    zh: '{agency} {year} 年的抽查计划于 {issuedOn} 印发，应于 {due} 前公开（{clause}），到今天（{today}）还没有公开，不能发起第一个任务。请先公开：sunlot plan publish。',
    en: 'The plan of {agency} for {year} was issued on {issuedOn} and was to be public by {due} ({clause}); today is {today} and it is not, so its first task cannot be created. Publish it first: sunlot plan publish.',
  }),
  'plan.reasonNeeded': p(409, 5, {
    zh: '{entry} 的抽查数 {n} 低于最低数 {required}（{clause}，原则上），计划没有保存。确需少抽的，先写明理由并经批准：sunlot agency justify --agency {agency} --rule {rule} --period {period} --reason 理由 --approve 批准人',
    en: '{entry}: {n} is below the minimum of {required} ({clause}, which holds in principle); the plan was not saved. For fewer, record an approved reason first: sunlot agency justify --agency {agency} --rule {rule} --period {period} --reason WHY --approve WHO',
  }),
  'plan.belowMinimum': p(409, 5, {
    zh: '{entry} 的抽查数 {n} 低于最低数 {required}（{clause}），计划没有保存。',
    en: '{entry}: {n} is below the minimum of {required} ({clause}); the plan was not saved.',
  }),
  'task.classOutsidePack': p(409, 5, {
    zh: '本地方案没有“{class}”这一类对象，或本层级不抽查这一类（CLASS_NOT_IN_SCOPE）。可用：{classes}。',
    en: 'The local scheme has no class “{class}”, or this level does not draw from it (CLASS_NOT_IN_SCOPE). There are: {classes}.',
  }),
  'task.noEntry': p(409, 5, {
    zh: '已印发的 {year} 年计划里没有{class}{period}的抽查任务。无计划清单不检查；名录里有这一类对象的，先调整计划列入（plan show 给出命令）。',
    en: 'The issued plan for {year} has no task for {class} in {period}. Without a plan nothing may be inspected; where the directory has such objects, adjust the plan first (plan show has the command).',
  }),
  'task.exists': p(409, 5, {
    zh: '计划中的这项任务已经发起：{task}。每个对象类别每个时段只抽取一次；发起有误、还没有封存过名单的，先撤回（task withdraw）再发起；封存后又作废、中止的，重新封存、抽取这项任务（draw freeze）。',
    en: 'This task of the plan was created before: {task}. Each class is drawn once in each period. A task created by mistake, of which no list was frozen, is taken back first (task withdraw); one whose list was voided or given up is frozen and drawn anew (draw freeze).',
  }),
  'task.drawnWhole': p(409, 5, {
    zh: '计划中的 {entry} 已经发起并抽取（{task}），没有另外发起。查不成、要另抽的：还没有派发的，作废这次抽取（sunlot draw void 抽取号 --reason 理由 --approve 负责人，抽取号见 sunlot task show {task}），部门联合的可另选联合事项和配合部门（joint choose），再重新封存、抽取同一任务；已经派发的，在计划中另列一项（sunlot plan add --agency {agency} --year {year} --kind {kind} --period {period} --name 名称 --reason 理由，经送审、批准、印发），再按新的一项发起（task create --entry）。',
    en: '{entry} of the plan was created and drawn ({task}); no other task was created. Where its visits cannot take place and others are to be drawn: before the dispatch void the draw (sunlot draw void DRAW --reason WHY --approve HEAD; sunlot task show {task} has its number), choose other joint items and partners where it is interdepartmental (joint choose), and freeze and draw the same task anew; after it add an entry to the plan (sunlot plan add --agency {agency} --year {year} --kind {kind} --period {period} --name NAME --reason WHY, submitted, approved and issued) and create its task (task create --entry).',
  }),
  'task.noLegalBasis': p(409, 5, {
    zh: '所用事项都还不能用：{items}。没有检查主体和法律依据的事项不检查；请补写后重新公布（import items、items adjust、items publish）。',
    en: 'None of the items concerned can be used: {items}. An item without an authority and a legal basis is not inspected: complete them and publish the list again (import items, items adjust, items publish).',
  }),
  'task.unknown': p(404, 3, {
    zh: '没有任务 {task}。',
    en: 'There is no task {task}.',
  }),
  'task.ambiguous': p(409, 5, {
    zh: '有几个单位的任务都是 {task}：{tasks}。请写括号里的编号，或者用 --as 以本单位人员执行。',
    en: 'Several agencies have a task {task}: {tasks}. Give the id in brackets, or act as somebody of the agency (--as).',
  }),
  'evidence.notFound': p(404, 3, {
    zh: '{place} 没有证据包：网站回答 404。请核对网址和抽取编号。',
    en: 'There is no evidence pack at {place}: the site answered 404. Check the address and the id of the draw.',
  }),
  'evidence.tooLarge': p(503, 9, {
    zh: '证据包 {place} 有 {size}，验算约需内存 {needs}，这台机器现在只有 {free}。请关闭其他程序，或换一台内存更大的机器；证据包没有问题，也没有被改动。',
    en: 'The pack {place} has {size}; its check needs about {needs} of memory, and this machine has {free} left. Close other programs or take a larger machine; nothing is wrong with the pack.',
  }),
  'evidence.notAPack': p(422, 2, {
    zh: '这个文件不是证据包，或者被改动过，没有做成网页。请重新下载证据包，不要解压后再压缩。',
    en: 'This file is no evidence pack, or was changed; no page was made of it. Download the pack again and do not repack it.',
  }),
  'evidence.tooLargeForPage': p(422, 2, {
    zh: '证据包有 {size}，自带验算的网页最多装 {most}，没有写文件。请改用命令 sunlot verify，或在公开页面上选「用自己保存的证据包验算」。',
    en: 'The pack has {size}; a page that verifies itself takes at most {most}, and no file was written. Use sunlot verify, or choose your saved pack on the public page of a draw.',
  }),
  'evidence.tooLargeToPack': p(422, 2, {
    zh: '这次抽取的证据包超过 {most}，一个 zip 装不下，没有写文件。抽取和名单没有变。这样大的名单请按地区分成几次抽取。',
    en: 'The pack of this draw has more than {most}, which no zip of this form holds; no file was written. Draw and list are as they were. Split a list of this size by region, a draw each.',
  }),
  'evidence.unreachable': p(503, 75, {
    zh: '证据包 {place} 现在取不到：{why}。请稍后再试，或向公开单位索取 .zip 文件。',
    en: 'The evidence pack {place} cannot be fetched now: {why}. Try again later, or ask the publisher for the .zip.',
  }),
  'file.notFound': p(404, 3, {
    zh: '没有文件 {file}。请核对路径。',
    en: 'There is no file {file}. Check the path.',
  }),
  'file.noFolder': p(404, 3, {
    zh: '没有目录 {folder}，{file} 没有写。请先建立这个目录，或换一个位置。',
    en: 'There is no folder {folder}, so {file} was not written. Make the folder first, or name another place.',
  }),
  'file.isFolder': p(400, 2, {
    zh: '{file} 是目录，不是文件。请写明文件。',
    en: '{file} is a folder and no file. Name a file.',
  }),
  'file.unfit': p(503, 9, {
    zh: '文件 {file} 不能读写（{why}）。请检查它的权限和所在的磁盘。',
    en: 'The file {file} cannot be read or written ({why}). Check its permissions and its disk.',
  }),
  'keyCopy.unreadable': p(400, 2, {
    zh: '{file} 不是名单密钥的副本，或已损坏。',
    en: '{file} is no copy of a list key, or is damaged.',
  }),
  'keyCopy.closed': p(403, 4, {
    zh: '口令不对，或 {file} 被改动过：副本没有打开。',
    en: 'The passphrase is wrong, or {file} was changed: the copy stays closed.',
  }),
  'holiday.invalid': p(400, 2, {
    zh: '节假日文件不对：{what}。',
    en: 'The file of holidays does not fit: {what}.',
  }),
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;

/** The sentence of a problem with its places filled. */
export function problemSentence(
  code: ProblemCode,
  details: Readonly<Record<string, unknown>>,
  lang: Lang = 'zh',
): string {
  return problems[code].sentence[lang].replace(/\{(\w+)\}/g, (_, name: string) => readable(details[name]));
}

/** Instants as the clock on the office's wall shows them. */
function readable(value: unknown): string {
  const text = String(value ?? '—');
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(text)) return text;
  return new Date(Date.parse(text) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
