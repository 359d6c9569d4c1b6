import type { Command } from 'commander';
import type { Output } from './output.ts';
import { type Options, type Session, withSession } from './session.ts';

/** How each file adds its noun: the program, where to print, and where the exit code goes. */
export type AddCommands = (program: Command, output: Output, done: (code: number) => void) => void;

/** Options of every command that opens the data folder. */
export function common(command: Command): Command {
  return command
    .option('--data <目录>', '数据目录（默认 SUNLOT_DATA 或 ./.sunlot）')
    .option('--json', '只在标准输出打印一个 JSON 对象');
}

/** The same for a command that writes. */
export function writing(command: Command): Command {
  return common(command).option('--as <用户>', '以哪个用户的身份执行').option('--dry-run', '只显示会发生什么，不保存');
}

export function reading(command: Command): Command {
  return common(command).option('--as <用户>', '以哪个用户的身份查看');
}

type Act<T> = (session: Session, options: T & Options, args: readonly string[]) => Promise<number | undefined>;

/** Sets what a command does: opens the folder, acts, closes. `T` are the command's own options. */
export function action<T>(
  command: Command,
  { output, done }: { readonly output: Output; readonly done: (code: number) => void },
  act: Act<T>,
): void {
  command.action(async (...given: unknown[]) => {
    const args = given.slice(0, command.registeredArguments.length).map(String);
    const options = command.opts<T & Options>();
    done(await withSession(options, output, (session) => act(session, options, args)));
  });
}
