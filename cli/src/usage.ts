import type { CommanderError } from 'commander';

/** What is wrong with a command line, in Chinese, and what to do. */
export function describeUsageError(error: CommanderError): string {
  const quoted = /'([^']+)'/.exec(error.message)?.[1] ?? '';
  const text = TEXTS[error.code]?.(quoted) ?? error.message.replace(/^error: /, '');
  return `✘ ${text}\n  用法：加 --help 查看，例如 sunlot draw --help`;
}

const TEXTS: Readonly<Record<string, (quoted: string) => string>> = {
  'commander.unknownCommand': (quoted) => `没有命令 ${quoted}。`,
  'commander.unknownOption': (quoted) => `没有选项 ${quoted}。`,
  'commander.missingArgument': (quoted) => `缺少参数 ${quoted}。`,
  'commander.missingMandatoryOptionValue': (quoted) => `必须给出 ${quoted}。`,
  'commander.optionMissingArgument': (quoted) => `选项 ${quoted} 后面要有值。`,
  'commander.excessArguments': () => '参数太多。',
  'commander.invalidArgument': (quoted) => `${quoted} 的值不对。`,
  'commander.help': () => '请写明要执行的命令。',
};
