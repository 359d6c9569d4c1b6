import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Text } from '@sunlot/contract/languages.ts';
import { problemSentence } from '@sunlot/contract/problems.ts';
import { dateInShanghai, yearOf } from '@sunlot/core/basics/dates.ts';
import { consoleActor } from './accounts/actor.ts';
import { read } from './context.ts';
import { readMark } from './folder.ts';
import { holidayCheck } from './holidays/holiday-check.ts';
import { verifyLogs } from './log/read-log.ts';
import { type Opened, type OpenSettings, openFolder } from './open.ts';
import { Problem } from './problem.ts';

/** One check: `bad` makes the environment unfit, `attention` should be looked at soon. */
export type Check = {
  readonly id: string;
  readonly state: 'ok' | 'attention' | 'bad';
  readonly what: Text;
  readonly advice?: Text;
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
      bad(
        'folder',
        { zh: `数据目录 ${settings.folder} 还没有初始化`, en: `The data folder ${settings.folder} is not initialised` },
        { zh: '执行 sunlot init，或 sunlot demo 看演示', en: 'run sunlot init, or sunlot demo to look around' },
      ),
    ];
  }
  checks.push(
    good('folder', {
      zh: `数据目录 ${settings.folder}（${mark.value.kind}）`,
      en: `Data folder ${settings.folder} (${mark.value.kind})`,
    }),
    ...keyFiles(settings.folder),
    await diskSpace(settings.folder),
  );
  const opened = await attempt(() => openFolder(settings));
  if (opened.failed) return [...checks, cannotOpen(opened.failed)];
  try {
    return [...checks, ...(await insideChecks(opened.value))];
  } finally {
    await opened.value.close();
  }
}

function cannotOpen({ zh, en }: Text): Check {
  return bad(
    'database',
    { zh: `打不开：${zh}`, en: `It cannot be opened: ${en}` },
    { zh: '按上面一句处理后再试', en: 'do what that sentence says, then try again' },
  );
}

async function insideChecks({ deps }: Opened): Promise<readonly Check[]> {
  const { database, clock } = deps;
  const verdict = await read(deps, consoleActor(), (ctx) => verifyLogs(ctx, { outside: undefined }));
  const year = yearOf(dateInShanghai(clock.now()));
  const calendars = await database.db
    .selectFrom('holiday_calendar')
    .select(['year', 'notice'])
    .where('year', 'in', [year, year + 1])
    .execute();
  const noticeOf = (of: number) => calendars.find((one) => one.year === of)?.notice ?? undefined;
  const sizes = verdict.trees.map(({ tree, size }) => `${tree} ${size}`);
  return [
    good('database', {
      zh: `PostgreSQL ${database.version}（${database.kind === 'embedded' ? '自带' : 'DATABASE_URL'}）`,
      en: `PostgreSQL ${database.version} (${database.kind === 'embedded' ? 'embedded' : 'DATABASE_URL'})`,
    }),
    verdict.ok
      ? good('log', {
          zh: `日志完整（${sizes.join('，')} 条）`,
          en: `The logs are whole (${sizes.join(', ')} entries)`,
        })
      : bad(
          'log',
          { zh: `日志被改动过：${verdict.faults[0]?.what}`, en: 'The logs were tampered with: see sunlot log verify' },
          { zh: '立即保留现场，联系审计人员', en: 'leave everything as it is and call the auditors at once' },
        ),
    holidayCheck(year, noticeOf),
  ];
}

function nodeVersion(): Check {
  const major = Number(process.versions.node.split('.')[0]);
  const text = `Node ${process.versions.node}`;
  return major >= 24
    ? good('node', { zh: text, en: text })
    : bad(
        'node',
        { zh: `${text} 太旧`, en: `${text} is too old` },
        { zh: '执行 npm ci，或安装 Node 24', en: 'run npm ci, or install Node 24' },
      );
}

function keyFiles(folder: string): readonly Check[] {
  return ['master.key', 'log.key'].map((name) => {
    const file = join(folder, 'keys', name);
    if (!existsSync(file)) {
      return process.env.SUNLOT_KEY_FILE && name === 'master.key'
        ? good(name, { zh: '主密钥由 SUNLOT_KEY_FILE 指定', en: 'The master key is named by SUNLOT_KEY_FILE' })
        : bad(
            name,
            { zh: `缺少密钥 ${file}`, en: `The key ${file} is missing` },
            { zh: '从保管处恢复', en: 'restore it from where copies are kept' },
          );
    }
    const isOpen = (statSync(file).mode & 0o077) !== 0;
    return isOpen
      ? bad(
          name,
          { zh: `密钥 ${file} 其他用户可读`, en: `The key ${file} can be read by other users` },
          { zh: `chmod 600 ${file}`, en: `chmod 600 ${file}` },
        )
      : good(name, { zh: `密钥 ${name} 只有本人可读`, en: `The key ${name} can be read by its owner only` });
  });
}

async function diskSpace(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const left = `${(free / 1e9).toFixed(1)} GB`;
  const what = { zh: `磁盘剩余 ${left}`, en: `${left} of disk are free` };
  return free >= MIN_FREE_BYTES
    ? good('disk', what)
    : { id: 'disk', state: 'attention', what, advice: { zh: '清理磁盘，至少留 1 GB', en: 'free some: at least 1 GB' } };
}

type Attempt<T> = { readonly value: T; readonly failed?: undefined } | { readonly failed: Text };

async function attempt<T>(work: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const zh = error instanceof Error ? error.message : String(error);
    return { failed: { zh, en: error instanceof Problem ? problemSentence(error.code, error.details, 'en') : zh } };
  }
}

function good(id: string, what: Text): Check {
  return { id, state: 'ok', what };
}

function bad(id: string, what: Text, advice?: Text): Check {
  return { id, state: 'bad', what, ...(advice !== undefined && { advice }) };
}
