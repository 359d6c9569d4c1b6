import { HandOverInput, HandOverPlace } from '@sunlot/contract/hand-overs.ts';
import { PageQuery } from '@sunlot/contract/pages.ts';
import { listHandOvers } from '@sunlot/server/features/hand-overs/list-hand-overs.ts';
import { recordHandOver } from '@sunlot/server/features/hand-overs/record-hand-over.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink, writing } from './command.ts';
import { pageOptions } from './lists.ts';
import { show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

/** What daily supervision hands to enforcement. */
export function addHandOvers(inspector: Command, sink: Sink): void {
  addHandOver(inspector, sink);
  addList(inspector, sink);
}

type Typed = {
  readonly agency: string;
  readonly object: string;
  readonly from: string;
  readonly to: string;
  readonly found: string;
  readonly date: string;
  readonly matter: string;
};

function addHandOver(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot inspector hand-over --agency 999999 --object 91999999MA0000001N --from DEMO-021 --to DEMO-001 --found 2026-11-19 --date 2026-11-20 --matter ${say('废水直排', 'discharge')} --as zonghe`;
  const give = writing(inspector.command('hand-over'), sink.output, {
    what: say('登记日常监管人员把发现的违法行为移送执法', 'record that supervision handed a finding to enforcement'),
    examples: [example, `${example} --dry-run`],
  });
  agencyOption(give, sink.output)
    .requiredOption(`--object ${say('<对象>', '<unit>')}`, say('统一社会信用代码', 'credit code of the unit'))
    .requiredOption(`--from ${say('<证号>', '<number>')}`, say('发现的日常监管人员', 'who found it'))
    .requiredOption(`--to ${say('<证号>', '<number>')}`, say('接收的执法人员', 'who of enforcement receives it'))
    .requiredOption(`--found ${say('<日期>', '<date>')}`, say('发现日期', 'the day it was found'))
    .requiredOption(`--date ${say('<日期>', '<date>')}`, say('移送日期', 'the day it was handed over'))
    .requiredOption(
      `--matter ${say('<问题>', '<matter>')}`,
      say('发现的问题（加密保存）', 'what was found (kept encrypted)'),
    );
  action<Typed>(give, sink, async (session, { agency, object, from, to, found, date, matter }) => {
    const typed = { object, from, to, foundOn: found, handedOn: date, matter };
    const input = { ...parseInput(HandOverPlace, { agency }), ...parseInput(HandOverInput, typed) };
    const view = await session.write(recordHandOver, input);
    show(sink.output, view, () => [
      say(
        `✔ 已登记移送 ${view.id}：${view.from.name} → ${view.to.name}，${view.object.name}，${view.handedOn}`,
        `✔ Handed over ${view.id}: ${view.from.name} → ${view.to.name}, ${view.object.name}, ${view.handedOn}`,
      ),
    ]);
    return 0;
  });
}

function addList(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const list = reading(inspector.command('hand-overs'), sink.output, {
    what: say('列出移送执法的记录', 'list what was handed to enforcement'),
    examples: [
      'sunlot inspector hand-overs --agency 999999 --as zonghe',
      'sunlot inspector hand-overs --agency 999999 --as zonghe --json',
    ],
  });
  pageOptions(agencyOption(list, sink.output), sink.output);
  action<{ agency: string; limit?: string; cursor?: string }>(
    list,
    sink,
    async (session, { agency, limit, cursor }) => {
      const input = { ...parseInput(HandOverPlace, { agency }), ...parseInput(PageQuery, { limit, cursor }) };
      const { items, next, ...rest } = await session.read(listHandOvers, input);
      show(sink.output, { items, ...rest, ...(next !== undefined && { next }) }, () => [
        ...(items.length === 0
          ? [say('没有移送记录。', 'Nothing was handed over.')]
          : table([
              say('编号|对象|移送人|接收人|发现|移送|问题', 'number|unit|from|to|found|handed over|matter').split('|'),
              ...items.map((one) => [
                ...[one.id, one.object.name, one.from.name, one.to.name],
                ...[one.foundOn, one.handedOn, one.matter],
              ]),
            ])),
        ...(next === undefined ? [] : [say(`下一页：--cursor ${next}`, `More: --cursor ${next}`)]),
      ]);
      return 0;
    },
  );
}
