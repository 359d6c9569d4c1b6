import type { Command } from 'commander';
import type { Output } from './output.ts';
import { type Options, type Session, withSession } from './session.ts';

/** How each file adds its noun: the program, where to print, and where the exit code goes. */
export type AddCommands = (program: Command, output: Output, done: (code: number) => void) => void;

export type Sink = { readonly output: Output; readonly done: (code: number) => void };

/** What `--help` says of a command: two examples that can be typed as they stand, then what it does. */
export type About = { readonly what: string; readonly examples: readonly [string, string] };

export function describe(command: Command, { say }: Output, { what, examples }: About): Command {
  const lines = [say('示例：', 'Examples:'), ...examples.map((example) => `  ${example}`), ''];
  return command.description(what).addHelpText('before', lines.join('\n'));
}

export function dataOption(command: Command, { say }: Output): Command {
  return command.option(
    `--data ${say('<目录>', '<folder>')}`,
    say('数据目录（默认 SUNLOT_DATA 或 ./.sunlot）', 'data folder (default: SUNLOT_DATA or ./.sunlot)'),
  );
}

export function jsonOption(command: Command, { say }: Output): Command {
  return command.option(
    '--json',
    say('只在标准输出打印一个 JSON 对象', 'print one JSON object on stdout, nothing else'),
  );
}

/** The agency that a command concerns. */
export function agencyOption(command: Command, { say }: Output): Command {
  return command.requiredOption(`--agency ${say('<代码>', '<code>')}`, say('单位', 'code of the agency'));
}

/** A command that opens the data folder and reads. */
export function reading(command: Command, output: Output, about: About): Command {
  return jsonOption(dataOption(describe(command, output, about), output), output).option(
    `--as ${output.say('<用户>', '<user>')}`,
    output.say('以哪个用户的身份查看', 'the user who reads'),
  );
}

/** The same for a command that writes. */
export function writing(command: Command, output: Output, about: About): Command {
  const { say } = output;
  return jsonOption(dataOption(describe(command, output, about), output), output)
    .option(`--as ${say('<用户>', '<user>')}`, say('以哪个用户的身份执行', 'the user who acts'))
    .option('--dry-run', say('只显示会发生什么，不保存', 'show what would happen, save nothing'));
}

type Act<T> = (session: Session, options: T & Options, args: readonly string[]) => Promise<number | undefined>;

/** Sets what a command does: opens the folder, acts, closes. `T` are the command's own options. */
export function action<T>(command: Command, { output, done }: Sink, act: Act<T>): void {
  command.action(async (...given: unknown[]) => {
    const args = given.slice(0, command.registeredArguments.length).map(String);
    const options = command.opts<T & Options>();
    done(await withSession(options, output, (session) => act(session, options, args)));
  });
}
