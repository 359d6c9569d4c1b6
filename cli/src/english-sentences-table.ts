import { DRAW_SENTENCES } from './english-sentences-draws.ts';
import { PLAN_SENTENCES } from './english-sentences-plans.ts';
import { VISIT_SENTENCES } from './english-sentences-visits.ts';

export type Sentences = readonly (readonly [RegExp, string])[];

/**
 * Sentences of the server in English: the Chinese one as a pattern of the whole text, and what it says; `$1` … are its
 * parts, themselves in English where they have English words.
 */
export const ENGLISH_SENTENCES: Sentences = [
  // Progress
  [/^✔ 建库$/, '✔ database made'],
  [
    /^(✔ )?演示县：对象 (\d+) 家，人员 (\d+) 名；前三季度 (\d+) 次抽取，都已检查并公示，本季度 (\d+) 次，名称待检查后公开$/,
    '$1sample county: $2 units, $3 inspectors; $4 draws in the three past quarters, all inspected and made public, $5 in this one, names open after the visits',
  ],
  [/^端口 (\d+) 已被占用，改用 (\d+)。$/, 'Port $1 is taken; using $2.'],
  [
    /^日志的每日锚定没有成功，一小时后再试（编号 (\S+)）。$/,
    'The daily anchor of the logs failed and is tried again in an hour (number $1).',
  ],
  [
    /^年度名单的提出没有成功，一小时后再试（编号 (\S+)）。$/,
    'The yearly lists could not be proposed; it is tried again in an hour (number $1).',
  ],
  [
    /^单位 (\S+) 年度名单的提出没有成功，一小时后再试（编号 (\S+)）。$/,
    'The yearly lists of the agency $1 could not be proposed; it is tried again in an hour (number $2).',
  ],
  [/^正在停止……（再按一次 Ctrl\+C 强制退出）$/, 'Stopping … (Ctrl+C once more ends it at once)'],
  [/^停止时出错：(.*)$/s, 'Failed while stopping: $1'],
  [/^程序出错，正在停止：(.*)$/s, 'The program failed and is stopping: $1'],
  [
    /^(\d+) 秒内未能停完，强制退出。已保存的数据不受影响。$/,
    'It did not stop within $1 seconds and was ended. What was saved is safe.',
  ],
  ...PLAN_SENTENCES,
  ...DRAW_SENTENCES,
  ...VISIT_SENTENCES,
  // Files
  [/^没有权限$/, 'no permission'],
  [/^磁盘已满$/, 'the disk is full'],
  [/^网址 (.*)$/, 'the address $1'],
  [/^连接不上$/, 'there is no connection'],
  [/^网站回答 (\d+)$/, 'the site answered $1'],
  [/^文件是空的（0 字节），没有读取。请确认选对了文件。$/, 'it is empty (0 bytes). Is it the right one?'],
  [/^文件超过 5 MB，不是一张检查表。请确认选对了文件。$/, 'it is larger than 5 MB and no form. Is it the right one?'],
  [
    /^没有表号。请重新取表（--out）填写，并保留表号一列。$/,
    'its rows name no edition (表号). Get the form again (--out) and keep that column.',
  ],
  [/^不是 UTF-8 的 JSON。$/, 'it is no JSON in UTF-8.'],
  [/^这个文件不是表格。请选择 \.xlsx 或 \.csv 文件。$/, 'it is no table. Take an .xlsx or a .csv.'],
  [
    /^这个压缩文件不是 Excel 工作簿。请选择 \.xlsx 或 \.csv 文件。$/,
    'it is no Excel workbook. Take an .xlsx or a .csv.',
  ],
  [/^工作表“(.*)”只有表头，没有数据行。$/, 'sheet “$1” has a header and no rows.'],
  [/^没有名为“(.*)”的工作表。现有：(.*)。$/, 'there is no sheet “$1”. There are: $2.'],
  // Log
  [
    /^没有提供外部检查点：末尾被截断、整条日志被重算、恢复成旧备份、给不同的人看不同的日志，只要前后自洽，本机检查都看不出来。$/,
    'No checkpoint from outside was given: as long as the log agrees with itself, this machine alone cannot see that its end was cut off, that it was recomputed, set back to an old copy, or shown differently to different people.',
  ],
  [
    /^外部检查点管住(.*)的前 (\d+) 条；其后 (\d+) 条若被截断或重算，本机检查看不出来。$/,
    'The checkpoint from outside holds the first $2 entries of the $1; this machine alone cannot see whether the $3 after them were cut off or recomputed.',
  ],
  [
    /^公开日志没有外部检查点：它若被截断、重算或恢复成旧备份，本机检查看不出来。$/,
    'There is no checkpoint from outside of the public log: this machine alone cannot see whether it was cut off, recomputed or set back.',
  ],
  [/^公开日志$/, 'public log'],
  [/^审计日志$/, 'audit log'],
  [/^第 (\d+) 条的类型或时间与条目内容不符$/, 'type or time of entry $1 are not those that the entry states'],
  [/^存储的校验值有 (\d+) 个，(\d+) 条记录应有 (\d+) 个$/, 'there are $1 stored hashes; $2 entries should have $3'],
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
  [
    /^数据库 (\d+) 秒内没有就绪，可能还在启动或恢复；请稍候再执行一次（日志：(\S+)）$/,
    'The database was not ready within $1 s; it may still be starting or recovering. Run the command once more in a moment (log: $2)',
  ],
  [/^数据库未能启动：(.*)（日志：(\S+)）$/, 'The database did not start: $1 (log: $2)'],
];
