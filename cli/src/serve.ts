import { AddAgency } from '@sunlot/contract/agencies.ts';
import { isDemoFolder, openDemo } from '@sunlot/server/demo/open-demo.ts';
import { type Check, diagnose } from '@sunlot/server/doctor.ts';
import { addAgency } from '@sunlot/server/features/agencies/add-agency.ts';
import { dataFolder } from '@sunlot/server/folder.ts';
import { type LifecycleSettings, runUntilStopped } from '@sunlot/server/lifecycle.ts';
import { type ServerSettings, startServer } from '@sunlot/server/main.ts';
import { initFolder, type Opened, openFolder, settingsFor } from '@sunlot/server/open.ts';
import { packNames } from '@sunlot/server/packs/pack-files.ts';
import type { Command } from 'commander';
import { type AddCommands, dataOption, describe, jsonOption, type Sink } from './command.ts';
import { inEnglish } from './english-words.ts';
import { type Output, show, table } from './output.ts';
import { withPackFile } from './pack-source.ts';
import { parseInput } from './parse-input.ts';
import { version } from './version.ts';

export const serveCommands: AddCommands = (program, output, done) => {
  const sink = { output, done };
  addDemo(program, sink);
  addServe(program, sink);
  addInit(program, sink);
  addDoctor(program, sink);
};

function addDemo(program: Command, { output, done }: Sink): void {
  const { say } = output;
  const demo = describe(program.command('demo'), output, {
    what: say(
      '启动演示：自带数据库和示范县，一条命令即可使用',
      'start the demo: a database and a sample county in one command',
    ),
    examples: ['sunlot demo', 'sunlot demo --data ./demo-data'],
  });
  readyOption(dataOption(demo, output), output).action(async (options: { data?: string }) => {
    const folder = dataFolder(options.data);
    const code = await runUntilStopped(async () => {
      isDemoFolder(folder);
      if (!output.json) {
        output.note(
          say(
            `阳光双随机  v${version()}  演示模式（数据在 ${folder}，删除该目录即清空）`,
            `Sunlot  v${version()}  demo (data in ${folder}; delete that folder to begin anew)`,
          ),
        );
      }
      const { opened, accounts, summary } = await openDemo(settingsFor(folder), (line) =>
        output.note(say(line, inEnglish(line))),
      );
      return listen({ opened, output, portMayMove: true }, (url) => ({
        json: { url, folder, mode: 'demo', accounts, summary },
        lines: demoLines(output, url, accounts),
      }));
    }, stopping(output));
    done(code);
  });
}

type Account = { readonly login: string; readonly role: string; readonly password: string };

function demoLines({ say }: Output, url: string, accounts: readonly Account[]): readonly string[] {
  return [
    say(`  打开  ${url}`, `  Open  ${url}`),
    ...(accounts.length > 0
      ? table([
          say('  账号|角色|密码', '  login|roles|password').split('|'),
          ...accounts.map((a) => [`  ${a.login}`, say(a.role, inEnglish(a.role)), a.password]),
        ])
      : [
          say(
            '  账号和密码在第一次启动时打印过；忘记了可用 sunlot user reset 用户名',
            '  Accounts and passwords were printed at the first start; sunlot user reset LOGIN makes a new one',
          ),
        ]),
    say('  Ctrl+C 停止。', '  Ctrl+C stops.'),
  ];
}

function addServe(program: Command, { output, done }: Sink): void {
  const { say } = output;
  const serve = describe(program.command('serve'), output, {
    what: say('在已初始化的数据目录上启动服务', 'start the service on an initialised data folder'),
    examples: ['sunlot serve', 'PORT=8080 sunlot serve --data /srv/sunlot'],
  });
  readyOption(dataOption(serve, output), output).action(async (options: { data?: string }) => {
    const folder = dataFolder(options.data);
    const start = async () =>
      listen({ opened: await openFolder(settingsFor(folder)), output }, (url) => ({
        json: { url, folder, mode: 'serve' },
        lines: [
          say(`阳光双随机  v${version()}  数据在 ${folder}`, `Sunlot  v${version()}  data in ${folder}`),
          say(`  打开  ${url}`, `  Open  ${url}`),
          say('  Ctrl+C 停止。', '  Ctrl+C stops.'),
        ],
      }));
    done(await runUntilStopped(start, stopping(output)));
  });
}

function readyOption(command: Command, { say }: Output): Command {
  return command.option('--json', say('就绪后只打印一个 JSON 对象', 'print one JSON object when ready, nothing else'));
}

/** What is said while a service stops. */
function stopping({ note, refuse, say }: Output): LifecycleSettings {
  return { say: (line) => refuse(say(line, inEnglish(line))), note: (line) => note(say(line, inEnglish(line))) };
}

type Ready = (url: string) => { readonly json: object; readonly lines: readonly string[] };

type Listening = { readonly opened: Opened; readonly output: Output; readonly portMayMove?: boolean };

async function listen({ opened, output, ...moving }: Listening, ready: Ready): Promise<{ close: () => Promise<void> }> {
  try {
    const note = (line: string) => output.note(output.say(line, inEnglish(line)));
    const server = await startServer(opened.deps, { ...listenSettings(process.env), ...moving, note });
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

/** Where to listen and which proxies to believe, from the environment. An empty variable counts as none. */
export function listenSettings({
  PORT,
  SUNLOT_HOST,
  SUNLOT_TRUSTED_PROXIES,
}: Readonly<Record<string, string | undefined>>): Pick<ServerSettings, 'port' | 'host' | 'trustedProxies'> {
  const proxies = (SUNLOT_TRUSTED_PROXIES ?? '').split(',').map((proxy) => proxy.trim());
  const named = proxies.filter((proxy) => proxy !== '');
  return {
    port: PORT,
    ...(SUNLOT_HOST && { host: SUNLOT_HOST }),
    ...(named.length > 0 && { trustedProxies: named }),
  };
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
  initOptions(program, output).action(async (options: InitOptions) => {
    const { code, name, level, pack } = options;
    const agency = options.empty ? undefined : await withPackFile(parseInput(AddAgency, { code, name, level, pack }));
    const folder = dataFolder(options.data);
    const kind = options.test ? 'test' : 'real';
    const { close } = await initFolder(settingsFor(folder), kind, async (ctx) => agency && addAgency(ctx, agency));
    await close();
    const { say } = output;
    show(output, { folder, kind, ...(agency && { agency: agency.code }) }, () => [
      say(
        `✔ 已初始化 ${folder}${kind === 'test' ? '（测试用）' : ''}`,
        `✔ ${folder} is initialised${kind === 'test' ? ' (for tests)' : ''}`,
      ),
      say(
        '  密钥在其中的 keys/，请另存一份到安全处：没有它，加密的内容无法打开。',
        '  The keys are in its keys/: keep a copy in a safe place. Without them, what is encrypted stays closed.',
      ),
      ...(agency
        ? []
        : [
            say(
              '  下一步：sunlot agency add --code … --name … --level county --pack …',
              '  Next: sunlot agency add --code … --name … --level county --pack …',
            ),
          ]),
    ]);
    done(0);
  });
}

function initOptions(program: Command, output: Output): Command {
  const { say } = output;
  const init = describe(program.command('init'), output, {
    what: say('初始化一个数据目录', 'initialise a data folder'),
    examples: [
      `sunlot init --code 999999 --name 示范县分局 --level county --pack ${packNames()[0]}`,
      'sunlot init --empty --data /srv/sunlot',
    ],
  });
  dataOption(init, output)
    .option(
      '--empty',
      say('不建单位，稍后用 sunlot agency add 添加', 'no agency yet; sunlot agency add adds one later'),
    )
    .option(
      '--test',
      say(
        '测试用数据目录：可用 SUNLOT_CLOCK，--as 不问密码',
        'a folder for tests: SUNLOT_CLOCK works, --as asks for no password',
      ),
    )
    .option(
      `--code ${say('<代码>', '<code>')}`,
      say('单位的六位行政区划代码', 'six digits of the agency’s administrative division'),
    )
    .option(`--name ${say('<名称>', '<name>')}`, say('单位名称', 'name of the agency'))
    .option(`--level ${say('<层级>', '<level>')}`, 'municipal | newArea | county')
    .option(`--pack ${say('<政策包>', '<pack>')}`, say('政策包名称或文件', 'policy pack: its name or its file'));
  return jsonOption(init, output);
}

function addDoctor(program: Command, { output, done }: Sink): void {
  const { lang, say } = output;
  const doctor = describe(program.command('doctor'), output, {
    what: say(
      '体检：环境是否适合运行，每项给出怎么办',
      'is this machine and this folder fit? Every check says what to do',
    ),
    examples: ['sunlot doctor', 'sunlot doctor --data /srv/sunlot --json'],
  });
  jsonOption(dataOption(doctor, output), output).action(async (options: { data?: string }) => {
    const checks = await diagnose(settingsFor(dataFolder(options.data)));
    const unfit = checks.some(({ state }) => state === 'bad');
    show(output, { ok: !unfit, checks: checks.map(inChinese) }, () =>
      checks.map(({ state, what, advice }) => `${MARKS[state]} ${what[lang]}${advice ? `  → ${advice[lang]}` : ''}`),
    );
    done(unfit ? 9 : 0);
  });
}

/** A check as programs read it: the same in every language. */
function inChinese({ id, state, what, advice }: Check) {
  return { id, state, what: what.zh, ...(advice && { advice: advice.zh }) };
}

const MARKS: Readonly<Record<Check['state'], string>> = { ok: '✔', attention: '！', bad: '✘' };
