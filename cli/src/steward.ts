import { SetSteward, StewardPlace, type StewardView, stewardedLists } from '@sunlot/contract/stewards.ts';
import { setSteward } from '@sunlot/server/features/stewards/set-steward.ts';
import { showStewards } from '@sunlot/server/features/stewards/show-stewards.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { type Output, show } from './output.ts';
import { parseInput } from './parse-input.ts';

const setExample = 'sunlot steward set --agency 999999 --list objects --login zonghe --as lingdao';
const MOST_LINES = 20;

export const stewardCommands: AddCommands = (program, output, done) => {
  const sink = { output, done };
  const steward = describe(program.command('steward'), output, {
    what: output.say('一单两库的负责人和待补正的信息', 'who keeps the lists, and what is still wrong in them'),
    examples: [setExample, 'sunlot steward list --agency 999999'],
  });
  addSet(steward, sink);
  addList(steward, sink);
};

function addSet(steward: Command, sink: Sink): void {
  const { say } = sink.output;
  const set = writing(steward.command('set'), sink.output, {
    what: say('指派一单两库的负责人', 'name who keeps a list'),
    examples: [setExample, `${setExample} --dry-run`],
  });
  agencyOption(set, sink.output)
    .requiredOption(
      `--list ${say('<名录>', '<list>')}`,
      say('items、objects 或 inspectors', 'items, objects or inspectors'),
    )
    .requiredOption(`--login ${say('<用户>', '<login>')}`, say('本单位的账号', 'an account of the agency'));
  action<{ agency: string; list: string; login: string }>(set, sink, async (session, { agency, list, login }) => {
    const input = { ...parseInput(StewardPlace, { agency }), ...parseInput(SetSteward, { list, login }) };
    const view = await session.write(setSteward, input);
    show(sink.output, view, () => [
      say(
        `✔ ${stewardedLists[view.list]}由 ${view.steward?.login} 负责`,
        `✔ ${NAMES[view.list]} is kept by ${view.steward?.login}`,
      ),
    ]);
    return 0;
  });
}

function addList(steward: Command, sink: Sink): void {
  const { say } = sink.output;
  const list = reading(steward.command('list'), sink.output, {
    what: say(
      '列出一单两库的负责人、完整率和待补正的信息',
      'list who keeps each list, how complete it is, and what it lacks',
    ),
    examples: ['sunlot steward list --agency 999999', 'sunlot steward list --agency 999999 --json'],
  });
  action<{ agency: string }>(agencyOption(list, sink.output), sink, async (session, { agency }) => {
    const view = await session.read(showStewards, parseInput(StewardPlace, { agency }));
    show(sink.output, view, () => view.items.flatMap((one) => lines(sink.output, one)));
    return 0;
  });
}

function lines({ say }: Output, view: StewardView): readonly string[] {
  const { list, steward, complete, total, completeness, defects } = view;
  const percent = `${Math.floor(completeness / 100)}.${String(completeness % 100).padStart(2, '0')}%`;
  const keeper = steward ? `${steward.name}（${steward.login}）` : '';
  const more = total - complete - MOST_LINES;
  return [
    say(
      `${stewardedLists[list]}：${keeper || '⚠ 没有指派负责人'} · 完整 ${complete}/${total}（${percent}）`,
      `${NAMES[list]}: ${steward ? `${steward.name} (${steward.login})` : '⚠ nobody keeps it'} · complete ${complete}/${total} (${percent})`,
    ),
    ...defects
      .slice(0, MOST_LINES)
      .map(({ key, name, lacks }) =>
        say(`  缺 ${lacks.join('、')}  ${name}（${key}）`, `  lacks ${lacks.join(', ')}  ${name} (${key})`),
      ),
    ...(more > 0 ? [say(`  ……另有 ${more} 条`, `  … and ${more} more`)] : []),
  ];
}

const NAMES = {
  items: 'The list of items',
  objects: 'The directory of units',
  inspectors: 'The directory of inspectors',
} as const;
