import { ItemListState } from '@sunlot/contract/items.ts';
import type { Command } from 'commander';
import type { Output } from './output.ts';
import { parseInput } from './parse-input.ts';

/** Which list: what is being prepared, or what is in force. */
export function stateOption(command: Command, { say }: Output): Command {
  return command.option(
    `--state ${say('<状态>', '<state>')}`,
    say('draft 草稿 | published 已公布（默认）', 'draft | published (default)'),
  );
}

export function stateOf(state: string | undefined): ItemListState['state'] {
  return parseInput(ItemListState, { state }).state;
}
