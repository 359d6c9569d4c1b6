import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { dateInShanghai, yearOf } from '@sunlot/core/basics/dates.ts';
import { consoleActor } from './accounts/actor.ts';
import { read } from './context.ts';
import { readMark } from './folder.ts';
import { verifyLogs } from './log/read-log.ts';
import { type Opened, type OpenSettings, openFolder } from './open.ts';

/** One check: `bad` makes the environment unfit, `attention` should be looked at soon. */
export type Check = {
  readonly id: string;
  readonly state: 'ok' | 'attention' | 'bad';
  readonly what: string;
  readonly advice?: string;
};

const MIN_FREE_BYTES = 1_000_000_000;

/** Looks at everything the program needs; never throws, never changes anything. */
export async function diagnose(settings: OpenSettings): Promise<readonly Check[]> {
  const checks = [nodeVersion()];
  const mark = await attempt(() => readMark(settings.folder));
  if (mark.failed) return [...checks, bad('folder', mark.failed)];
  if (!mark.value) {
    return [
      ...checks,
      bad('folder', `数据目录 ${settings.folder} 还没有初始化`, '执行 sunlot init，或 sunlot demo 看演示'),
    ];
  }
  checks.push(
    good('folder', `数据目录 ${settings.folder}（${mark.value.kind}）`),
    ...keyFiles(settings.folder),
    await diskSpace(settings.folder),
  );
  const opened = await attempt(() => openFolder(settings));
  if (!opened.value) return [...checks, bad('database', `打不开：${opened.failed}`, '按上面一句处理后再试')];
  try {
    return [...checks, ...(await insideChecks(opened.value))];
  } finally {
    await opened.value.close();
  }
}

async function insideChecks({ deps }: Opened): Promise<readonly Check[]> {
  const { database, clock } = deps;
  const verdict = await read(deps, consoleActor(), verifyLogs, { outside: undefined });
  const nextYear = yearOf(dateInShanghai(clock.now())) + 1;
  const calendar = await database.db
    .selectFrom('holiday_calendar')
    .select('notice')
    .where('year', '=', nextYear)
    .executeTakeFirst();
  const sizes = verdict.trees.map(({ tree, size }) => `${tree} ${size}`).join('，');
  return [
    good('database', `PostgreSQL ${database.version}（${database.kind === 'embedded' ? '自带' : 'DATABASE_URL'}）`),
    verdict.ok
      ? good('log', `日志完整（${sizes} 条）`)
      : bad('log', `日志被改动过：${verdict.faults[0]?.what}`, '立即保留现场，联系审计人员'),
    calendar?.notice
      ? good('holidays', `${nextYear} 年节假日已有（${calendar.notice}）`)
      : {
          id: 'holidays',
          state: 'attention',
          what: `${nextYear} 年节假日通知尚未录入，跨年期限按周一至周五推算`,
          advice: '通知发布后执行 sunlot holiday import',
        },
  ];
}

function nodeVersion(): Check {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 24
    ? good('node', `Node ${process.versions.node}`)
    : bad('node', `Node ${process.versions.node} 太旧`, '执行 npm ci，或安装 Node 24');
}

function keyFiles(folder: string): readonly Check[] {
  return ['master.key', 'log.key'].map((name) => {
    const file = join(folder, 'keys', name);
    if (!existsSync(file)) {
      return process.env.SUNLOT_KEY_FILE && name === 'master.key'
        ? good(name, `主密钥由 SUNLOT_KEY_FILE 指定`)
        : bad(name, `缺少密钥 ${file}`, '从保管处恢复');
    }
    const isOpen = (statSync(file).mode & 0o077) !== 0;
    return isOpen
      ? bad(name, `密钥 ${file} 其他用户可读`, `chmod 600 ${file}`)
      : good(name, `密钥 ${name} 只有本人可读`);
  });
}

async function diskSpace(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const text = `磁盘剩余 ${(free / 1e9).toFixed(1)} GB`;
  return free >= MIN_FREE_BYTES
    ? good('disk', text)
    : { id: 'disk', state: 'attention', what: text, advice: '清理磁盘，至少留 1 GB' };
}

async function attempt<T>(work: () => T | Promise<T>): Promise<{ readonly value?: T; readonly failed?: string }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

function good(id: string, what: string): Check {
  return { id, state: 'ok', what };
}

function bad(id: string, what: string, advice?: string): Check {
  return { id, state: 'bad', what, ...(advice !== undefined && { advice }) };
}
