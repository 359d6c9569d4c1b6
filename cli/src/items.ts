import { AdjustItems, adjustmentGrounds, type ItemListView } from '@sunlot/contract/items.ts';
import { Publication } from '@sunlot/contract/plans.ts';
import { adjustItems } from '@sunlot/server/features/items/adjust-items.ts';
import { approveItems } from '@sunlot/server/features/items/approve-items.ts';
import { publishItems } from '@sunlot/server/features/items/publish-items.ts';
import { showItems } from '@sunlot/server/features/items/show-items.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { stateOf, stateOption } from './item-state.ts';
import { addCompare, addCoverage, addExport, addFor, addForm, addPush, addPushes } from './item-uses.ts';
import { typedList } from './lists.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

export const itemsCommands: AddCommands = (program, output, done) => {
  const sink = { output, done };
  const items = describe(program.command('items'), output, {
    what: output.say('随机抽查事项清单', 'the list of inspection items'),
    examples: ['sunlot items show --agency 999999', 'sunlot items compare --agency 999999'],
  });
  addShow(items, sink);
  addAdjust(items, sink);
  addApprove(items, sink);
  addPublish(items, sink);
  addCompare(items, sink);
  addFor(items, sink);
  addForm(items, sink);
  addCoverage(items, sink);
  addExport(items, sink);
  addPush(items, sink);
  addPushes(items, sink);
};

function addShow(items: Command, sink: Sink): void {
  const { output } = sink;
  const one = reading(items.command('show'), output, {
    what: output.say('查看清单和调整情况', 'show the list and how it was adjusted'),
    examples: ['sunlot items show --agency 999999', 'sunlot items show --agency 999999 --state draft --json'],
  });
  stateOption(agencyOption(one, output), output);
  action<{ agency: string; state?: string }>(one, sink, async (session, { agency, state }) => {
    const view = await session.read(showItems, { agency, state: stateOf(state) });
    show(output, view, () => [
      ...table([
        output.say('序号|抽查类别|抽查事项|检查对象|检查方式', 'serial|category|item|units|methods').split('|'),
        ...view.items.map((one) => [
          one.serial,
          one.category,
          one.name,
          one.objectKind.join('、'),
          one.methods.join('、'),
        ]),
      ]),
      ...adjustmentLines(output, view),
    ]);
    return 0;
  });
}

function addAdjust(items: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot items adjust --agency 999999 --ground enacted --document ${say('《生态环境法典》', 'CODE')} --effective 2026-12-01`;
  const adjust = writing(items.command('adjust'), sink.output, {
    what: say('登记草稿与现行清单为什么不同', 'record why the draft differs from the list in force'),
    examples: [`${example} --as zonghe`, `${example} --items 6,7 --as zonghe`],
  });
  agencyOption(adjust, sink.output)
    .requiredOption(
      `--ground ${say('<依据>', '<ground>')}`,
      say(
        'enacted 立 | amended 改 | repealed 废 | interpreted 释 | dutyChanged 职能变化 | practice 工作实际',
        'enacted, amended, repealed, interpreted, dutyChanged or practice',
      ),
    )
    .requiredOption(
      `--document ${say('<文件>', '<document>')}`,
      say('所依据的法律、决定或文件', 'the law, decision or document behind it'),
    )
    .requiredOption(`--effective ${say('<日期>', '<date>')}`, say('生效日期', 'the day it takes effect'))
    .option(
      `--items ${say('<序号>', '<serials>')}`,
      say(
        '涉及的序号，逗号分隔；取消的写原序号（默认为所有未登记的）',
        'serials, old ones for what ends (default: all)',
      ),
    );
  type Options = { agency: string; ground: string; document: string; effective: string; items?: string };
  action<Options>(adjust, sink, async (session, { agency, ground, document, effective, items: serials }) => {
    const typed = { ground: groundOf(ground), document, effectiveOn: effective };
    const input = parseInput(AdjustItems, { ...typed, ...(serials && { items: typedList(serials) }) });
    const view = await session.write(adjustItems, { agency, ...input });
    show(sink.output, view, () => adjustmentLines(sink.output, view));
    return 0;
  });
}

/** The ground by its identifier or by its Chinese word. */
function groundOf(typed: string): string {
  return Object.entries(adjustmentGrounds).find(([, word]) => word === typed)?.[0] ?? typed;
}

function adjustmentLines({ say }: Output, view: ItemListView): readonly string[] {
  const lines = view.adjustments.map(({ ground, document, effectiveOn, added, changed, ended }) => {
    const parts = [
      ...added.map((serial) => say(`新增 ${serial}`, `${serial} added`)),
      ...changed.map((serial) => say(`修改 ${serial}`, `${serial} changed`)),
      ...ended.map(({ serial }) => say(`取消原 ${serial}`, `former ${serial} ended`)),
    ].join(say('、', ', '));
    return say(
      `调整（${adjustmentGrounds[ground]}，${document}，${effectiveOn} 起）：${parts}`,
      `Adjusted (${ground}, ${document}, from ${effectiveOn}): ${parts}`,
    );
  });
  const since = view.unpublishedSince;
  const open = say(`清单已调整，自 ${since} 起尚未公布`, `The list is adjusted, unpublished since ${since}`);
  return since === undefined ? lines : [...lines, open];
}

function addApprove(items: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot items approve --agency 999999';
  const approve = writing(items.command('approve'), sink.output, {
    what: say('负责人批准草稿', 'a leader approves the draft'),
    examples: [`${example} --as lingdao`, `${example} --dry-run --as lingdao`],
  });
  action<{ agency: string }>(agencyOption(approve, sink.output), sink, async (session, { agency }) => {
    const view = await session.write(approveItems, { agency });
    show(sink.output, view, () => [
      say(
        `✔ ${view.approvedBy} 已批准 ${agency} 抽查事项清单第 ${view.version} 版草稿`,
        `✔ ${view.approvedBy} approved the draft of version ${view.version} of the inspection items of ${agency}`,
      ),
    ]);
    return 0;
  });
}

function addPublish(items: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = `sunlot items publish --agency 999999 --channel ${say('门户网站', 'website')} --url https://example.gov.cn/items`;
  const publish = writing(items.command('publish'), output, {
    what: say('公布清单；公布后计划和任务才能使用', 'publish the list; plans and tasks may use it from then on'),
    examples: [`${example} --as lingdao`, `${example} --dry-run --as lingdao`],
  });
  agencyOption(publish, output)
    .requiredOption(
      `--channel ${say('<渠道>', '<channel>')}`,
      say('公开渠道，如 门户网站', 'where it is published, for example website'),
    )
    .requiredOption(`--url ${say('<网址>', '<url>')}`, say('公开网址', 'address of the publication'));
  action<{ agency: string; channel: string; url: string }>(publish, sink, async (session, { agency, channel, url }) => {
    const view = await session.write(publishItems, { agency, ...parseInput(Publication, { channel, url }) });
    const incomplete = view.items.filter(({ missing }) => missing.length > 0).map(({ serial }) => serial);
    show(output, view, () => [
      say(
        `✔ 已公布 ${agency} 抽查事项清单第 ${view.version} 版，共 ${view.items.length} 项（${view.channel}）`,
        `✔ Version ${view.version} of the inspection items of ${agency} is published: ${view.items.length} items (${view.channel})`,
      ),
      ...(incomplete.length > 0
        ? [
            say(
              `  其中内容不全：${incomplete.join('、')}（不能单独用于任务）`,
              `  Incomplete: ${incomplete.join(', ')} (no task may rest on these alone)`,
            ),
          ]
        : []),
    ]);
    return 0;
  });
}
