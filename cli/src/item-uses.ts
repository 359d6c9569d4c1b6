import { dutySources } from '@sunlot/contract/duty-columns.ts';
import { ExportFormat, type ItemComparison, type ItemPushView, RecordPush } from '@sunlot/contract/items.ts';
import type { Text } from '@sunlot/contract/languages.ts';
import { showCoverage } from '@sunlot/server/features/duties/show-coverage.ts';
import { exportItems } from '@sunlot/server/features/item-exchange/export-items.ts';
import { listPushes, recordPush } from '@sunlot/server/features/item-exchange/record-push.ts';
import { compareItems } from '@sunlot/server/features/items/compare-items.ts';
import { formOfObject, itemsOfObject } from '@sunlot/server/features/items/items-of-object.ts';
import { formFile } from '@sunlot/server/workbooks/form-sheet.ts';
import type { Command } from 'commander';
import { z } from 'zod';
import { action, agencyOption, reading, type Sink, writing } from './command.ts';
import { inEnglish } from './english-words.ts';
import { writeNamed } from './files.ts';
import { stateOf, stateOption } from './item-state.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

/** What is done with the list beside its own life: compared, asked, measured, sent. */

export function addCompare(items: Command, sink: Sink): void {
  const { output } = sink;
  const compare = reading(items.command('compare'), output, {
    what: output.say('与上级单位已公布的清单比较', 'compare with the published list of the superior agency'),
    examples: ['sunlot items compare --agency 999901', 'sunlot items compare --agency 999901 --state draft --json'],
  });
  stateOption(agencyOption(compare, output), output);
  action<{ agency: string; state?: string }>(compare, sink, async (session, { agency, state }) => {
    const view = await session.read(compareItems, { agency, state: stateOf(state) });
    show(output, view, () => comparisonLines(output, view));
    return 0;
  });
}

const FIELDS: Readonly<Record<string, Text>> = {
  objectKind: { zh: '检查对象', en: 'units' },
  itemGrade: { zh: '事项类别', en: 'grade' },
  methods: { zh: '检查方式', en: 'methods' },
  authority: { zh: '检查主体', en: 'authority' },
  legalBasis: { zh: '检查依据', en: 'legal basis' },
  content: { zh: '抽查内容', en: 'content' },
};

function comparisonLines({ lang, say }: Output, view: ItemComparison): readonly string[] {
  const { missing, added, changed, findings } = view;
  return [
    say(
      `本级第 ${view.version} 版，上级 ${view.parent} 第 ${view.parentVersion} 版：缺少 ${missing.length} 项，增加 ${added.length} 项，改动 ${changed.length} 项`,
      `Own version ${view.version}, version ${view.parentVersion} of ${view.parent}: ${missing.length} missing, ${added.length} added, ${changed.length} changed`,
    ),
    ...missing.map(({ serial, name, repealed }) =>
      repealed
        ? say(`缺少 ${serial} ${name}（已因废止取消）`, `missing ${serial} ${name} (its law is repealed)`)
        : say(`缺少 ${serial} ${name}`, `missing ${serial} ${name}`),
    ),
    ...added.map(({ serial, name }) => say(`增加 ${serial} ${name}`, `added ${serial} ${name}`)),
    ...changed.map(({ serial, name, fields }) => {
      const words = fields.map((field) => FIELDS[field]?.[lang] ?? field).join(say('、', ', '));
      return say(`改动 ${serial} ${name}：${words}`, `changed ${serial} ${name}: ${words}`);
    }),
    ...findings.map(({ code, message }) => say(`${code} ${message}`, `${code} ${inEnglish(message)}`)),
  ];
}

export function addFor(items: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot items for --agency 999999 --object 91999999MA0000001N';
  const one = reading(items.command('for'), sink.output, {
    what: say('一家单位涉及的所有事项', 'all items that concern an inspected unit'),
    examples: [`${example} --as zonghe`, `${example} --as zonghe --json`],
  });
  objectOption(one, sink.output);
  action<{ agency: string; object: string }>(one, sink, async (session, { agency, object }) => {
    const view = await session.read(itemsOfObject, { agency, object });
    show(sink.output, view, () => [
      say(
        `${view.object.name}（${view.className}）：涉及 ${view.items.length} 项，入企时应当全部检查（${view.section}）`,
        `${view.object.name} (${view.className}): ${view.items.length} items, all inspected on entry (${view.section})`,
      ),
      ...table([
        say('序号|抽查类别|抽查事项|检查方式', 'serial|category|item|methods').split('|'),
        ...view.items.map((item) => [item.serial, item.category, item.name, item.methods.join('、')]),
      ]),
      ...(view.unknownKinds.length > 0
        ? [
            say(
              `方案没有说明这些检查对象，未计入：${view.unknownKinds.join('、')}`,
              `Units that the scheme does not explain, left aside: ${view.unknownKinds.join(', ')}`,
            ),
          ]
        : []),
    ]);
    return 0;
  });
}

function objectOption(command: Command, output: Output): void {
  const { say } = output;
  agencyOption(command, output).requiredOption(
    `--object ${say('<代码>', '<code>')}`,
    say('统一社会信用代码；建设项目为 信用代码/项目编号', 'credit code; a construction project is CODE/NUMBER'),
  );
}

export function addForm(items: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot items form --agency 999999 --object 91999999MA0000001N';
  const form = reading(items.command('form'), sink.output, {
    what: say('到一家单位检查用的检查表，所有事项合成一张', 'the form of a visit to a unit, all its items in one'),
    examples: [`${example} --as zonghe`, `${example} --out ${say('检查表', 'form')}.xlsx --as zonghe`],
  });
  objectOption(form, sink.output);
  form.option(`--out ${say('<文件>', '<file>')}`, say('写成 .xlsx 或 .csv 文件', 'write it to .xlsx or .csv'));
  action<{ agency: string; object: string; out?: string }>(form, sink, async (session, { agency, object, out }) => {
    const view = await session.read(formOfObject, { agency, object });
    if (out !== undefined) await writeNamed(out, await formFile(view, out));
    show(sink.output, view, () => [
      say(
        `${view.object.name} 检查表（表号 ${view.edition}，${view.section}）`,
        `Form ${view.edition} of the visit to ${view.object.name} (${view.section})`,
      ),
      ...view.blocks.flatMap(({ serial = '', title, rows }) => [
        `${serial} ${title}`.trim(),
        ...rows.map(({ id, text }) => `  □ ${id} ${text}`),
      ]),
      ...(out === undefined ? [] : [say(`✔ 已写到 ${out}`, `✔ Written to ${out}`)]),
    ]);
    return 0;
  });
}

export function addCoverage(items: Command, sink: Sink): void {
  const { say } = sink.output;
  const coverage = reading(items.command('coverage'), sink.output, {
    what: say('适用随机抽查的职责是否都已列入清单', 'are all duties that suit random inspection on the list'),
    examples: ['sunlot items coverage --agency 999999', 'sunlot items coverage --agency 999999 --json'],
  });
  action<{ agency: string }>(agencyOption(coverage, sink.output), sink, async (session, { agency }) => {
    const view = await session.read(showCoverage, { agency });
    const share = view.percent === undefined ? '' : say(`（${view.percent}）`, ` (${view.percent})`);
    show(sink.output, view, () => [
      say(
        `适用随机抽查的职责 ${view.suitable} 项，已列入清单 ${view.covered} 项${share}`,
        `${view.covered} of ${view.suitable} suitable duties are on the list${share}`,
      ),
      ...view.gaps.map(({ source, dutyNo, name }) => {
        const words = [dutySources[source][0], dutyNo, name].filter((word) => word !== '').join(' ');
        return say(`未列入：${words}`, `not on the list: ${words}`);
      }),
    ]);
    return 0;
  });
}

export function addExport(items: Command, sink: Sink): void {
  const { say } = sink.output;
  const file = say('清单', 'list');
  const one = reading(items.command('export'), sink.output, {
    what: say(
      '把已公布的清单写成文件，供导入省级平台',
      'write the published list to a file for the provincial platform',
    ),
    examples: [
      `sunlot items export ${file}.xlsx --agency 999999`,
      `sunlot items export ${file}.csv --agency 999999 --format csv`,
    ],
  }).argument(say('<文件>', '<file>'));
  agencyOption(one, sink.output).option(
    `--format ${say('<格式>', '<format>')}`,
    say('xlsx（默认）或 csv', 'xlsx (default) or csv'),
  );
  action<{ agency: string; format?: string }>(one, sink, async (session, { agency, format = 'xlsx' }, [out]) => {
    const input = parseInput(z.strictObject({ format: ExportFormat }), { format });
    const made = await session.read(exportItems, { agency, ...input });
    await writeNamed(out!, made.bytes);
    show(sink.output, { file: out!, items: made.items, bytes: made.bytes.length }, () => [
      say(`✔ 清单 ${made.items} 项已写到 ${out}`, `✔ The ${made.items} items are in ${out}`),
    ]);
    return 0;
  });
}

export function addPush(items: Command, sink: Sink): void {
  const { say } = sink.output;
  const platform = say('省双随机监管平台', 'provincial');
  const example = `sunlot items push --agency 999999 --platform ${platform}`;
  const push = writing(items.command('push'), sink.output, {
    what: say('登记清单已报送平台，或平台的回执', 'record that the list was sent to a platform, or its answer'),
    examples: [`${example} --as zonghe`, `${example} --status accepted --receipt 2026-001 --as zonghe`],
  });
  agencyOption(push, sink.output)
    .requiredOption(`--platform ${say('<平台>', '<platform>')}`, say('报送到哪个平台', 'where it was sent'))
    .option(
      `--status ${say('<结果>', '<status>')}`,
      say('sent 已报送（默认）| accepted 已接收 | rejected 被退回', 'sent (default), accepted or rejected'),
    )
    .option(`--receipt ${say('<回执>', '<receipt>')}`, say('回执编号或退回原因', 'number of the receipt, or why not'));
  type Options = { agency: string; platform: string; status?: string; receipt?: string };
  action<Options>(push, sink, async (session, { agency, platform: to, status = 'sent', receipt }) => {
    const input = parseInput(RecordPush, { platform: to, status, ...(receipt !== undefined && { receipt }) });
    const view = await session.write(recordPush, { agency, ...input });
    show(sink.output, view, () => [`✔ ${pushLine(sink.output, view)}`]);
    return 0;
  });
}

export function addPushes(items: Command, sink: Sink): void {
  const { say } = sink.output;
  const pushes = reading(items.command('pushes'), sink.output, {
    what: say('清单报送平台的记录', 'what was sent to platforms'),
    examples: ['sunlot items pushes --agency 999999', 'sunlot items pushes --agency 999999 --json'],
  });
  action<{ agency: string }>(agencyOption(pushes, sink.output), sink, async (session, { agency }) => {
    const found = await session.read(listPushes, { agency });
    show(sink.output, found, () =>
      found.items.length === 0
        ? [say('清单还没有报送过平台。', 'The list was sent to no platform yet.')]
        : found.items.map((view) => pushLine(sink.output, view)),
    );
    return 0;
  });
}

const STATUS: Readonly<Record<ItemPushView['status'], Text>> = {
  sent: { zh: '已报送', en: 'sent' },
  accepted: { zh: '已接收', en: 'accepted' },
  rejected: { zh: '被退回', en: 'rejected' },
};

function pushLine({ lang, say }: Output, { version, items, platform, status, receipt, at }: ItemPushView): string {
  const answer = receipt === '' ? '' : say(`（${receipt}）`, ` (${receipt})`);
  return say(
    `${at} 清单第 ${version} 版 ${items} 项，${platform}：${STATUS[status][lang]}${answer}`,
    `${at} version ${version}, ${items} items, ${platform}: ${STATUS[status][lang]}${answer}`,
  );
}
