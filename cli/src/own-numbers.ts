import { periodText } from '@sunlot/contract/compliance-words.ts';
import { JustifyRule, numberStates, type OwnNumbersView, SetFigures, SetRatio } from '@sunlot/contract/own-numbers.ts';
import { periodUnits } from '@sunlot/contract/period-units.ts';
import { justifyRule } from '@sunlot/server/features/own-numbers/justify-rule.ts';
import { listOwnNumbers } from '@sunlot/server/features/own-numbers/list-own-numbers.ts';
import { setFigures } from '@sunlot/server/features/own-numbers/set-figures.ts';
import { setRatio } from '@sunlot/server/features/own-numbers/set-ratio.ts';
import { packNames } from '@sunlot/server/packs/pack-files.ts';
import { Problem } from '@sunlot/server/problem.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink, writing } from './command.ts';
import { inEnglish } from './english-words.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import { approverLogin } from './session.ts';

/** What an agency decides itself: `agency set-ratio`, `set-figures`, `justify`, `numbers`. */
export function addOwnNumbers(agency: Command, sink: Sink): void {
  for (const add of [addSetRatio, addSetFigures, addJustify, addNumbers]) add(agency, sink);
}

function addSetRatio(agency: Command, sink: Sink): void {
  const { say } = sink.output;
  const grounds = say('污染源数量=113家；检查人员数量=14人', 'GROUND=TEXT');
  const example = `sunlot agency set-ratio --agency 999999 --class general --every quarter --ratio 5% --grounds ${grounds} --as zonghe`;
  const set = writing(agency.command('set-ratio'), sink.output, {
    what: say(
      '设定方案留给本单位自定的抽查比例，并写明方案列出的各项考虑因素',
      'set a ratio that the scheme leaves to the agency, with a text for each ground that the scheme names',
    ),
    examples: [example, `${example} --dry-run`],
  });
  agencyOption(set, sink.output)
    .requiredOption(`--class ${say('<类别>', '<class>')}`, say('对象类别，如 general', 'class, for example general'))
    .requiredOption(`--every ${say('<周期>', '<unit>')}`, 'month | quarter | halfYear | year')
    .requiredOption(`--ratio ${say('<比例>', '<ratio>')}`, say('每个周期抽查的比例，如 5%', 'share of each period: 5%'))
    .requiredOption(
      `--grounds ${say('<因素>', '<grounds>')}`,
      say('因素=说明，多项用；分开', 'ground=text, several separated by ;'),
    )
    .option(`--from ${say('<日期>', '<day>')}`, say('自哪一天起', 'first day that it holds'));
  action<{ agency: string; class: string; every: string; ratio: string; grounds: string; from?: string }>(
    set,
    sink,
    async (session, { agency: code, class: cls, every, ratio, grounds: text, from }) => {
      const given = { agency: code, class: cls, every, ratio, grounds: groundsOf(text), ...(from && { from }) };
      showNumbers(sink.output, await session.write(setRatio, parseInput(SetRatio, given)));
      return 0;
    },
  );
}

/** `污染源数量=113 家；检查人员数量=14 人` → a text for each ground. */
function groundsOf(text: string): Readonly<Record<string, string>> {
  const parts = text.split(/[；;]/).filter((part) => part.trim() !== '');
  return Object.fromEntries(
    parts.map((part) => {
      const [, ground, said] = /^([^=＝：:]+)[=＝：:](.*)$/s.exec(part) ?? [];
      if (ground === undefined) throw new Problem('request.invalid', { what: `“${part}” 应写成 因素=说明` });
      return [ground.trim(), said!.trim()];
    }),
  );
}

function addSetFigures(agency: Command, sink: Sink): void {
  const { say } = sink.output;
  const example =
    'sunlot agency set-figures --agency 999999 --year 2026 --tasks 2 --objects 5 --document A-1 --as zonghe';
  const set = writing(agency.command('set-figures'), sink.output, {
    what: say(
      '录入领导小组办公室下达的年度部门联合抽查次数和主体数',
      'enter the interdepartmental tasks and objects that the leading group asks for in a year',
    ),
    examples: [example, `${example} --dry-run`],
  });
  agencyOption(set, sink.output)
    .requiredOption(`--year ${say('<年>', '<year>')}`, say('年度', 'year'))
    .requiredOption(`--tasks ${say('<次数>', '<n>')}`, say('抽查次数', 'number of tasks'))
    .requiredOption(`--objects ${say('<家数>', '<n>')}`, say('检查主体数', 'number of objects'))
    .requiredOption(`--document ${say('<文号>', '<document>')}`, say('文号或来源', 'document that says so'));
  action<{ agency: string; year: string; tasks: string; objects: string; document: string }>(
    set,
    sink,
    async (session, { agency: code, year, tasks, objects, document }) => {
      const input = parseInput(SetFigures, { agency: code, year, tasks, objects, document });
      showNumbers(sink.output, await session.write(setFigures, input));
      return 0;
    },
  );
}

function addJustify(agency: Command, sink: Sink): void {
  const { say } = sink.output;
  const reason = say('上半年汛期停产', 'FLOOD');
  const example = `sunlot agency justify --agency 999999 --rule ${packNames()[0]}/cap/all/all --period 2026 --reason ${reason} --approve lingdao --as zonghe`;
  const justify = writing(agency.command('justify'), sink.output, {
    what: say(
      '记录偏离“原则上”规定的理由，由另一人批准；判定时列为有理由',
      'record why a rule that holds in principle was left, approved by somebody else',
    ),
    examples: [example, `${example} --dry-run`],
  });
  agencyOption(justify, sink.output)
    .requiredOption(`--rule ${say('<规则>', '<rule>')}`, say('规则编号，见 sunlot pack show', 'id of the rule'))
    .requiredOption(`--period ${say('<时段>', '<period>')}`, say('时段，如 2026 或 2026Q4', 'period: 2026 or 2026Q4'))
    .requiredOption(`--reason ${say('<理由>', '<reason>')}`, say('理由', 'the reason'))
    .requiredOption(`--approve ${say('<用户>', '<user>')}`, say('批准人', 'who approves'));
  action<{ agency: string; rule: string; period: string; reason: string; approve: string }>(
    justify,
    sink,
    async (session, { agency: code, rule, period, reason: why, approve }) => {
      const approver = await approverLogin(session, approve);
      const input = parseInput(JustifyRule, { agency: code, rule, period, reason: why, approver });
      showNumbers(sink.output, await session.write(justifyRule, input));
      return 0;
    },
  );
}

function addNumbers(agency: Command, sink: Sink): void {
  const list = reading(agency.command('numbers'), sink.output, {
    what: sink.output.say(
      '查看本单位自定的比例、下达的数和偏离理由',
      'show the ratios, figures and reasons that an agency set itself',
    ),
    examples: ['sunlot agency numbers --agency 999999', 'sunlot agency numbers --agency 999999 --json'],
  });
  action<{ agency: string }>(agencyOption(list, sink.output), sink, async (session, { agency: code }) => {
    showNumbers(sink.output, await session.read(listOwnNumbers, { agency: code }));
    return 0;
  });
}

function showNumbers(output: Output, view: OwnNumbersView): void {
  const { lang, say } = output;
  const rows = [
    ...view.ratios.map(({ class: cls, className, every, ratio, from, state }) => [
      say('自定比例', 'own ratio'),
      say(className, cls),
      say(`每${periodUnits[every].zh} ${ratio}`, `${ratio} of each ${periodUnits[every].en}`),
      from,
      numberStates[state][lang],
    ]),
    ...view.figures.map(({ year, tasks, objects, document, state }) => [
      say('下达的数', 'figures'),
      document,
      say(`${tasks} 次、${objects} 家`, `${tasks} tasks, ${objects} objects`),
      year,
      numberStates[state][lang],
    ]),
    ...view.justifications.map(({ rule, reason, approver, period }) => [
      say('偏离理由', 'reason'),
      rule,
      say(`${reason}（${approver} 批准）`, `${reason} (approved by ${approver})`),
      periodText(period, lang),
      '—',
    ]),
  ];
  show(output, view, () => [
    ...(rows.length === 0
      ? [say('还没有自定的数。', 'Nothing is set yet.')]
      : table([say('种类|对象|内容|起于|状态', 'kind|of|what|from|state').split('|'), ...rows])),
    ...view.warnings.map(({ code, message }) => say(`注意：${message}`, `Note: ${inEnglish(message)} (${code})`)),
  ]);
}
