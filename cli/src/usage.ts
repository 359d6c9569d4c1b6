import type { Text } from '@sunlot/contract/languages.ts';
import type { Command, CommanderError } from 'commander';
import type { Output } from './output.ts';

/** What is wrong with a command line, and what to do; `verbs` are the commands that would have fitted. */
export function describeUsageError(
  error: CommanderError,
  { lang, say }: Output,
  verbs: readonly string[] = [],
): string {
  const quoted = /'([^']+)'/.exec(error.message)?.[1] ?? '';
  const text = TEXTS[error.code]?.(quoted)[lang] ?? error.message.replace(/^error: /, '');
  const isAboutCommands = error.code === 'commander.unknownCommand' || error.code === 'commander.help';
  return [
    `✘ ${text}`,
    ...(isAboutCommands && verbs.length > 0
      ? [say(`  可用：${verbs.join('、')}`, `  There are: ${verbs.join(', ')}`)]
      : []),
    `  ${say('用法：加 --help 查看，例如 sunlot draw --help', 'Usage: add --help, for example sunlot draw --help')}`,
  ].join('\n');
}

/** The commands below the one that the words of a line lead to. */
export function verbsNear(program: Command, args: readonly string[]): readonly string[] {
  let command = program;
  for (const word of args) command = command.commands.find((below) => below.name() === word) ?? command;
  return command.commands.map((below) => below.name());
}

const TEXTS: Readonly<Record<string, (quoted: string) => Text>> = {
  'commander.unknownCommand': (quoted) => ({ zh: `没有命令 ${quoted}。`, en: `There is no command ${quoted}.` }),
  'commander.unknownOption': (quoted) => ({ zh: `没有选项 ${quoted}。`, en: `There is no option ${quoted}.` }),
  'commander.missingArgument': (quoted) => ({ zh: `缺少参数 ${quoted}。`, en: `The argument ${quoted} is missing.` }),
  'commander.missingMandatoryOptionValue': (quoted) => ({ zh: `必须给出 ${quoted}。`, en: `${quoted} must be given.` }),
  'commander.optionMissingArgument': (quoted) => ({
    zh: `选项 ${quoted} 后面要有值。`,
    en: `The option ${quoted} needs a value.`,
  }),
  'commander.excessArguments': () => ({ zh: '参数太多。', en: 'There are too many arguments.' }),
  'commander.invalidArgument': (quoted) => ({ zh: `${quoted} 的值不对。`, en: `The value of ${quoted} is wrong.` }),
  'commander.help': () => ({ zh: '请写明要执行的命令。', en: 'Say which command to run.' }),
};
