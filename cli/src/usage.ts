import type { Text } from '@sunlot/contract/languages.ts';
import type { Command, CommanderError } from 'commander';
import type { Output } from './output.ts';

/** What is wrong with a command line, and what to type instead, by the command that its words lead to. */
export function describeUsageError(error: CommanderError, { lang, say }: Output, near: Near): string {
  const [quoted = '', other = ''] = [...error.message.matchAll(/'([^']+)'/g)].map(([, words]) => words);
  const text = TEXTS[error.code]?.(quoted, other)[lang] ?? error.message.replace(/^error: /, '');
  const { verbs, name, typed, elsewhere } = near;
  const isAboutCommands = error.code === 'commander.unknownCommand' || error.code === 'commander.help';
  const takers = error.code === 'commander.unknownOption' ? elsewhere(quoted) : [];
  return [
    `✘ ${text}`,
    ...(isAboutCommands && verbs.length > 0
      ? [say(`  可用：${verbs.join('、')}`, `  There are: ${verbs.join(', ')}`)]
      : []),
    ...(takers.length > 0
      ? [say(`  ${quoted} 用于：${takers.join('、')}`, `  ${quoted} belongs to: ${takers.join(', ')}`)]
      : []),
    say(`  请输入：${typed}（选项见 ${name} --help）`, `  Type: ${typed} (its options: ${name} --help)`),
  ].join('\n');
}

/** What is near a command line that did not fit. */
export type Near = {
  /** The commands below the one that its words lead to. */
  readonly verbs: readonly string[];
  /** That command. */
  readonly name: string;
  /** As it is typed, with its arguments and what it cannot do without. */
  readonly typed: string;
  /** The commands beside it that take an option, as they are typed. */
  readonly elsewhere: (flag: string) => readonly string[];
};

export function nearest(program: Command, args: readonly string[]): Near {
  const path: Command[] = [program];
  for (const word of args) {
    const below = path.at(-1)!.commands.find((one) => one.name() === word);
    if (below) path.push(below);
  }
  const command = path.at(-1)!;
  const above = path.slice(0, -1).map((one) => one.name());
  const beside = path.at(-2)?.commands.filter((one) => one !== command) ?? [];
  return {
    verbs: command.commands.map((below) => below.name()),
    name: [...above, command.name()].join(' '),
    typed: typedAs(command, above),
    elsewhere: (flag) =>
      beside
        .filter((one) => one.options.some(({ long }) => long === flag))
        .map((one) => typedAs(one, above))
        .slice(0, SHOWN),
  };
}

/** So many commands are named; a reader compares no more. */
const SHOWN = 3;

function typedAs(command: Command, above: readonly string[]): string {
  const needed = command.options.filter(({ mandatory }) => mandatory).map(({ flags }) => flags);
  const taken = command.registeredArguments.map((one) => {
    const name = one.name() + (one.variadic ? '…' : '');
    return one.required ? `<${name}>` : `[${name}]`;
  });
  const verb = command.commands.length > 0 ? ['<…>'] : [];
  return [...above, command.name(), ...verb, ...taken, ...needed].join(' ');
}

/** What the library names in its message, in its order. */
const TEXTS: Readonly<Record<string, (quoted: string, other: string) => Text>> = {
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
  'commander.conflictingOption': (quoted, other) => ({
    zh: `${quoted} 不能和 ${other} 同用。`,
    en: `${quoted} cannot be used with ${other}.`,
  }),
  'commander.help': () => ({ zh: '请写明要执行的命令。', en: 'Say which command to run.' }),
};
