/**
 * Sentences of the server in English: the Chinese one as a pattern of the whole text, and what it says; `$1` … are its
 * parts, themselves in English where they have English words.
 */
export const ENGLISH_SENTENCES: readonly (readonly [RegExp, string])[] = [
  // Progress
  [/^✔ 建库$/, '✔ database made'],
  [
    /^(✔ )?演示县：对象 (\d+) 家，人员 (\d+) 名；前三季度 (\d+) 次抽取，本季度 (\d+) 次，名称待检查后公开$/,
    '$1sample county: $2 units, $3 inspectors; $4 draws in the three past quarters, $5 in this one, names open after the visits',
  ],
  [/^端口 (\d+) 已被占用，改用 (\d+)。$/, 'Port $1 is taken; using $2.'],
  [
    /^日志的每日锚定没有成功，一小时后再试（编号 (\S+)）。$/,
    'The daily anchor of the logs failed and is tried again in an hour (number $1).',
  ],
  [/^正在停止……（再按一次 Ctrl\+C 强制退出）$/, 'Stopping … (Ctrl+C once more ends it at once)'],
  [/^停止时出错：(.*)$/s, 'Failed while stopping: $1'],
  [/^程序出错，正在停止：(.*)$/s, 'The program failed and is stopping: $1'],
  [
    /^(\d+) 秒内未能停完，强制退出。已保存的数据不受影响。$/,
    'It did not stop within $1 seconds and was ended. What was saved is safe.',
  ],
  // Who and what
  [/^(\d{6}\S*) 的(.+)$/, '$2 of $1'],
  [/^单位 (\S+)$/, 'agency $1'],
  [/^计划任务 (\S+)$/, 'task $1 of the plan'],
  [
    /^SUNLOT_TRUSTED_PROXIES 应为地址或网段，用逗号分隔，现在是 (.*)$/,
    'SUNLOT_TRUSTED_PROXIES must be addresses or networks, separated by commas, and is $1',
  ],
  [/^端口已被占用$/, 'the port is taken'],
  [/^没有权限（1024 以下的端口只有 root 能用）$/, 'no permission (ports below 1024 are for root)'],
  [/^本机没有这个地址$/, 'this machine has no such address'],
  [/^没有这个主机名$/, 'there is no host of that name'],
  [/^PORT 应为 0 至 65535 的整数，现在是 (.*)$/, 'PORT must be a whole number from 0 to 65535, and is $1'],
  [/^系统管理员、安全管理员、审计管理员须由三人分别担任$/, 'the three administrators must be three people'],
  [/^管理员不得参与抽取、检查和公开$/, 'an administrator takes no part in draws, visits or publication'],
  [/^纪检监督人员不得兼任发起、检查或批准$/, 'a discipline officer may not also initiate, inspect or approve'],
  [/^案件经办人不得审核自己的案件$/, 'a case handler may not review their own cases'],
  // Plan and task
  [/^批准$/, 'be approved'],
  [/^印发$/, 'be issued'],
  [/^公开$/, 'be published'],
  [/^送审$/, 'be submitted'],
  [/^送审（(.*)）$/, 'submit it ($1)'],
  [/^批准（(.*)）$/, 'approve it ($1)'],
  [/^印发（(.*)）$/, 'issue it ($1)'],
  [/^公开（(.*)）$/, 'publish it ($1)'],
  [/^按计划发起任务（(.*)）$/, 'create its tasks ($1)'],
  [/^查看新版计划$/, 'see the newer version'],
  [/^没有计划$/, 'no plan'],
  [/^(\S+) 缺“(.*)”$/, '$1 lacks “$2”'],
  [/^无$/, 'none'],
  // Dispatch
  [/^第 (\d+) 号 ([A-Z_]+)$/, 'number $1 $2'],
  [/^第 (\d+) 号 ([A-Z_]+)等 (\d+) 项$/, 'number $1 $2: $3 in all'],
  // Draw
  [/^本地方案没有这一类的抽查比例$/, 'the local scheme has no ratio for this class'],
  [/^基数 (\d+) 家$/, '$1 units counted'],
  [/^基数 (\d+) 家；不可抽：(.*)$/, '$1 units counted; not to be drawn: $2'],
  [/^(\S+) (\d+) 家$/, '$1 $2'],
  [/^录入过一次；更正自己的录入请加 --correct$/, 'made an entry (add --correct to correct your own)'],
  [/^封存名单$/, 'froze the list'],
  [/^由另一名见证人录入$/, 'another witness made the entry'],
  [/^查看名单$/, 'show its names'],
  [/^公开名单$/, 'be made public'],
  [/^两次录入一致的结果（现在不一致）$/, 'two entries that agree (they differ now)'],
  [/^见证人的录入$/, 'the entry of the witness'],
  [/^经办人的录入$/, 'the entry of the operator'],
  [/^经办人和见证人的录入$/, 'the entries of operator and witness'],
  [/^本次抽取用 (\S+)$/, 'this draw uses $1'],
  [/^含有骰子上没有的数字（十面骰的十写 0）$/, 'a digit that the dice do not have (ten of a ten-sided die is 0)'],
  [/^应为 (\d+) 位数字，录入了 (\d+) 位$/, '$1 digits are due, $2 were entered'],
  [/^全取·非随机：可抽的 (\d+) 家全部抽取$/, 'All are taken, not at random: every one of the $1 that can be drawn'],
  [
    /^第 (\d+) 轮次只有 (\d+) 家可抽，名称较易被猜到$/,
    'Tier $1 has only $2 that can be drawn: their names are easy to guess',
  ],
  [
    /^(\d+) 家的“(.*)”席位可选人员不足 3 人（最少 (\d+) 人）$/,
    'Seat “$2” of $1 units has fewer than 3 people to choose from (at least one has $3)',
  ],
  [
    /^按年度覆盖要求，本时段应抽 (\d+) 家（尚有 (\d+) 家本年度未抽），计划只安排 (\d+) 家$/,
    'To cover the year, $1 should be drawn in this period ($2 were not drawn this year); the plan has $3',
  ],
  [/^试算 (\d+) 次有 (\d+) 次组不成小组$/, 'No teams could be formed in $2 of $1 rounds'],
  [/^“(.*)”席位 (\d+) 个排不满（如 (.*)）$/, 'seat “$1” stays empty $2 times (for example $3)'],
  [/^应抽 (\d+) 家，可抽只有 (\d+) 家$/, '$1 must be drawn and only $2 can be'],
  [/^检查对象中 (\S+) 出现两次$/, '$1 stands twice among the inspected units'],
  [/^检查人员中 (\S+) 出现两次$/, '$1 stands twice among the inspectors'],
  // Files
  [/^没有权限$/, 'no permission'],
  [/^磁盘已满$/, 'the disk is full'],
  [/^网址 (.*)$/, 'the address $1'],
  [/^连接不上$/, 'there is no connection'],
  [/^网站回答 (\d+)$/, 'the site answered $1'],
  [/^文件是空的（0 字节），没有读取。请确认选对了文件。$/, 'it is empty (0 bytes). Is it the right one?'],
  [/^这个文件不是表格。请选择 \.xlsx 或 \.csv 文件。$/, 'it is no table. Take an .xlsx or a .csv.'],
  [
    /^这个压缩文件不是 Excel 工作簿。请选择 \.xlsx 或 \.csv 文件。$/,
    'it is no Excel workbook. Take an .xlsx or a .csv.',
  ],
  [/^工作表“(.*)”只有表头，没有数据行。$/, 'sheet “$1” has a header and no rows.'],
  [/^没有名为“(.*)”的工作表。现有：(.*)。$/, 'there is no sheet “$1”. There are: $2.'],
  // Log
  [
    /^没有提供外部检查点：整个日志被换成另一份自洽的日志、或恢复成旧备份时，本机检查看不出来。$/,
    'No checkpoint from outside was given: this machine alone cannot see a log that was exchanged whole, or set back to an old copy.',
  ],
  [/^大小为 (\d+) 的检查点$/, 'the checkpoint at size $1'],
  [/^大小为 (\d+) 的检查点签名不对$/, 'the signature of the checkpoint at size $1 is wrong'],
  [/^外部检查点（大小 (\d+)）$/, 'the checkpoint from outside (size $1)'],
  [/^公开日志第 (\d+) 条记下的审计日志$/, 'the audit log as entry $1 of the public log has it'],
  [/^第 (\d+) 条缺失（下一条是 (\d+)）$/, 'entry $1 is missing (the next one is $2)'],
  [
    /^(.*)与现有的前 (\d+) 条不符：有记录被改动、插入或删除$/,
    '$1 does not fit the first $2 entries: some were changed, inserted or removed',
  ],
  [/^(.*)说有 (\d+) 条，现在只有 (\d+) 条：末尾被截断$/, '$1 counts $2 entries and there are $3: the end was cut off'],
  [/^第 (\d+) 条起 (\d+) 条的存储校验值不符$/, 'the stored hash of the $2 entries from $1 on is wrong'],
  // This machine and folder
  [
    /^本机 \/etc\/passwd 里没有普通用户，无法以 root 启动数据库；请用普通用户运行，或设置 DATABASE_URL。$/,
    'There is no ordinary user in /etc/passwd, so root cannot start the database; run as an ordinary user, or set DATABASE_URL.',
  ],
  [
    /^不能使用数据文件夹 (\S+)（(.*)）；请检查路径与权限，或用 SUNLOT_DATA 另指一个。$/,
    'The data folder $1 cannot be used ($2); check path and rights, or name another with SUNLOT_DATA.',
  ],
  [
    /^数据库原在 (\S+)，现已不存在；请恢复该文件夹，或从备份恢复。$/,
    'The database was in $1, which is gone; restore that folder, or a backup.',
  ],
  [/^数据文件夹 (\S+) 属于(.*)，请用该用户运行。$/, 'The data folder $1 belongs to $2; run as that user.'],
  [
    /^数据文件夹 (\S+) 一直被另一个正在启动或停止的进程占用，请稍后再试。$/,
    'The data folder $1 stays in use by a process that starts or stops; try again later.',
  ],
  [
    /^数据库版本过旧（(\d+)）；需要 PostgreSQL 15 或更高版本。$/,
    'The database is too old ($1); it takes PostgreSQL 15 or newer.',
  ],
  [/^数据库 (\S+) 的编码是 (\S+)；请新建编码为 UTF8 的数据库。$/, 'The database $1 is in $2; make one in UTF8.'],
  [
    /^数据库 (\S+) 还没有为本程序准备好角色；请数据库管理员在该库执行：(.*)$/,
    'The database $1 has no roles for this program yet; have its administrator run there: $2',
  ],
  [
    /^(\S+) 里有内容，却不是完整的数据库；程序没有动它，请从备份恢复。$/,
    '$1 holds something that is no complete database; it was left alone. Restore a backup.',
  ],
  [
    /^数据库无法建立（(.*)）；请检查磁盘与权限，或设置 DATABASE_URL。$/,
    'The database could not be made ($1); check disk and rights, or set DATABASE_URL.',
  ],
  [
    /^数据库程序无法启动（(.*)）；请检查安装，或设置 DATABASE_URL。$/,
    'The database program could not be started ($1); check the installation, or set DATABASE_URL.',
  ],
  [/^数据库未能启动：(.*)（日志：(\S+)）$/, 'The database did not start: $1 (log: $2)'],
];
