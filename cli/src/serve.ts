import { AddAgency } from '@sunlot/contract/agencies.ts';
import { consoleActor } from '@sunlot/server/accounts/actor.ts';
import { write } from '@sunlot/server/context.ts';
import { openDemo } from '@sunlot/server/demo/open-demo.ts';
import { diagnose } from '@sunlot/server/doctor.ts';
import { addAgency } from '@sunlot/server/features/agencies/add-agency.ts';
import { dataFolder } from '@sunlot/server/folder.ts';
import { runUntilStopped } from '@sunlot/server/lifecycle.ts';
import { startServer } from '@sunlot/server/main.ts';
import { initFolder, type Opened, openFolder, settingsFor } from '@sunlot/server/open.ts';
import type { Command } from 'commander';
import type { AddCommands } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import { version } from './version.ts';

type Sink = { readonly output: Output; readonly done: (code: number) => void };

export const serveCommands: AddCommands = (program, output, done) => {
  const sink = { output, done };
  addDemo(program, sink);
  addServe(program, sink);
  addInit(program, sink);
  addDoctor(program, sink);
};

function addDemo(program: Command, { output, done }: Sink): void {
  program
    .command('demo')
    .description('启动演示：自带数据库和示范县，一条命令即可使用')
    .option('--data <目录>', '数据目录（默认 SUNLOT_DATA 或 ./.sunlot）')
    .option('--json', '就绪后只打印一个 JSON 对象')
    .action(async (options: { data?: string; json?: boolean }) => {
      const folder = dataFolder(options.data);
      const code = await runUntilStopped(async () => {
        if (!output.json) output.note(`阳光双随机  v${version()}  演示模式（数据在 ${folder}，删除该目录即清空）`);
        const { opened, accounts, summary } = await openDemo(settingsFor(folder), (line) => output.note(line));
        return listen(opened, output, (url) => ({
          json: { url, folder, mode: 'demo', accounts, summary },
          lines: [
            `  打开  ${url}`,
            ...(accounts.length > 0
              ? table([['  账号', '角色', '密码'], ...accounts.map((a) => [`  ${a.login}`, a.role, a.password])])
              : ['  账号和密码在第一次启动时打印过；忘记了可用 sunlot user reset 用户名']),
            '  Ctrl+C 停止。',
          ],
        }));
      });
      done(code);
    });
}

function addServe(program: Command, { output, done }: Sink): void {
  program
    .command('serve')
    .description('在已初始化的数据目录上启动服务')
    .option('--data <目录>', '数据目录（默认 SUNLOT_DATA 或 ./.sunlot）')
    .option('--json', '就绪后只打印一个 JSON 对象')
    .action(async (options: { data?: string }) => {
      const folder = dataFolder(options.data);
      done(
        await runUntilStopped(async () =>
          listen(await openFolder(settingsFor(folder)), output, (url) => ({
            json: { url, folder, mode: 'serve' },
            lines: [`阳光双随机  v${version()}  数据在 ${folder}`, `  打开  ${url}`, '  Ctrl+C 停止。'],
          })),
        ),
      );
    });
}

type Ready = (url: string) => { readonly json: unknown; readonly lines: readonly string[] };

async function listen(opened: Opened, output: Output, ready: Ready): Promise<{ close: () => Promise<void> }> {
  try {
    const server = await startServer(opened.deps, { port: process.env.PORT, note: output.note });
    const { json, lines } = ready(server.url);
    show(output, json, () => lines);
    return {
      close: async () => {
        await server.close();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

type InitOptions = {
  readonly data?: string;
  readonly test?: boolean;
  readonly empty?: boolean;
  readonly code?: string;
  readonly name?: string;
  readonly level?: string;
  readonly pack?: string;
};

function addInit(program: Command, { output, done }: Sink): void {
  program
    .command('init')
    .description('初始化一个数据目录')
    .option('--data <目录>', '数据目录（默认 SUNLOT_DATA 或 ./.sunlot）')
    .option('--empty', '不建单位，稍后用 sunlot agency add 添加')
    .option('--test', '测试用数据目录：可用 SUNLOT_CLOCK，--as 不问密码')
    .option('--code <代码>', '单位的六位行政区划代码')
    .option('--name <名称>', '单位名称')
    .option('--level <层级>', 'municipal | newArea | county')
    .option('--pack <政策包>', '政策包')
    .option('--json', '只在标准输出打印一个 JSON 对象')
    .action(async (options: InitOptions) => {
      const { code, name, level, pack } = options;
      const agency = options.empty ? undefined : parseInput(AddAgency, { code, name, level, pack });
      const folder = dataFolder(options.data);
      const kind = options.test ? 'test' : 'real';
      const { deps, close } = await initFolder(settingsFor(folder), kind);
      try {
        if (agency) await write(deps, consoleActor(), addAgency, agency);
      } finally {
        await close();
      }
      show(output, { folder, kind, ...(agency && { agency: agency.code }) }, () => [
        `✔ 已初始化 ${folder}${kind === 'test' ? '（测试用）' : ''}`,
        '  密钥在其中的 keys/，请另存一份到安全处：没有它，加密的内容无法打开。',
        ...(agency ? [] : ['  下一步：sunlot agency add --code … --name … --level county --pack …']),
      ]);
      done(0);
    });
}

function addDoctor(program: Command, { output, done }: Sink): void {
  program
    .command('doctor')
    .description('体检：环境是否适合运行，每项给出怎么办')
    .option('--data <目录>', '数据目录（默认 SUNLOT_DATA 或 ./.sunlot）')
    .option('--json', '只在标准输出打印一个 JSON 对象')
    .action(async (options: { data?: string }) => {
      const checks = await diagnose(settingsFor(dataFolder(options.data)));
      const unfit = checks.some(({ state }) => state === 'bad');
      show(output, { ok: !unfit, checks }, () =>
        checks.map(({ state, what, advice }) => `${MARKS[state]} ${what}${advice ? `  → ${advice}` : ''}`),
      );
      done(unfit ? 9 : 0);
    });
}

const MARKS = { ok: '✔', attention: '！', bad: '✘' } as const;
