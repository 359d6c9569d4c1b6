import type { Command } from 'commander';
import type { Output } from './output.ts';

/** Options of a command that lists page by page. */
export function pageOptions(command: Command, { say }: Output): Command {
  return command
    .option(`--limit ${say('<行数>', '<rows>')}`, say('一次列出多少行（默认 50）', 'rows of a page (default: 50)'))
    .option(`--cursor ${say('<续页>', '<cursor>')}`, say('从上一页之后接着列', 'go on behind the last page'));
}

/** Several values typed as one, by any comma that a keyboard has. */
export function typedList(text: string): readonly string[] {
  return text
    .split(/[,，、;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
