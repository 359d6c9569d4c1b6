import type { Text } from '@sunlot/contract/languages.ts';
import {
  type DrawOfObjectView,
  LiabilityPlace,
  LiabilitySearch,
  type LiabilityView,
} from '@sunlot/contract/liability.ts';
import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import { showLiability } from '@sunlot/server/features/liability/show-liability.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

type Asked = {
  readonly agency: string;
  readonly object: string;
  readonly year: string;
  readonly certificate?: string;
};

/** 履职材料: what the record says for people who kept to the list and the draw. */
export function addLiability(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot inspector liability --agency 999999 --object 91999999MA0000001N --year 2026';
  const extract = reading(inspector.command('liability'), sink.output, {
    what: say(
      '履职材料：一年里哪些抽取的库里有这个对象、是否抽到、检查结果；查看会记入日志',
      'which draws of a year held a unit, whether it was drawn, what was found; the look is logged',
    ),
    examples: [`${example} --as zonghe`, `${example} --certificate DEMO-001 --as zonghe --json`],
  });
  agencyOption(extract, sink.output)
    .requiredOption(`--object ${say('<对象>', '<unit>')}`, say('统一社会信用代码', 'credit code of the unit'))
    .requiredOption(`--year ${say('<年份>', '<year>')}`, say('年份', 'the year'))
    .option(`--certificate ${say('<证号>', '<number>')}`, say('只看一名检查人员', 'only what concerns one inspector'));
  action<Asked>(extract, sink, async (session, { agency, object, year, certificate }) => {
    const input = {
      ...parseInput(LiabilityPlace, { agency }),
      ...parseInput(LiabilitySearch, { object, year, certificate }),
    };
    const view = await session.read(showLiability, input);
    show(sink.output, view, () => lines(sink.output, view));
    return 0;
  });
}

function lines(output: Output, view: LiabilityView): readonly string[] {
  const { say } = output;
  const { object, person, draws, visits } = view;
  return [
    say(
      `${object.name}（${object.key}）${view.year} 年履职材料，截至 ${view.asOf}`,
      `${object.name} (${object.key}), ${view.year}, as of ${view.asOf}`,
    ),
    ...(person
      ? [
          say(
            `检查人员 ${person.name}（${person.certificateNo}），违纪登记 ${person.disciplineEntries} 条`,
            `Inspector ${person.name} (${person.certificateNo}), discipline entries: ${person.disciplineEntries}`,
          ),
        ]
      : []),
    ...drawTable(output, draws),
    ...visits.map(({ date, task = '—', results }) =>
      say(
        `检查 ${date}（任务 ${task}）：${results.join('、')}`,
        `Inspected ${date} (task ${task}): ${results.join(', ')}`,
      ),
    ),
    ...noteLines(output, view),
  ];
}

const PLACES: Readonly<Record<DrawOfObjectView['place'], Text>> = {
  pool: { zh: '在抽取库', en: 'in the pool' },
  list: { zh: '在名录、不可抽', en: 'on the list, not in the pool' },
  absent: { zh: '不在名单', en: 'not on the list' },
};

function drawTable({ lang, say }: Output, draws: readonly DrawOfObjectView[]): readonly string[] {
  if (draws.length === 0) return [say('这一年没有已公布的抽取。', 'No draw of this year has a result.')];
  return table([
    say('抽取|任务|日期|位置|抽到|席位|事项清单|日志', 'draw|task|day|place|drawn|seat|item list|log').split('|'),
    ...draws.map((one) => [
      ...[one.draw, one.task, one.on],
      one.reason === undefined ? PLACES[one.place][lang] : `${PLACES[one.place][lang]}（${one.reason}）`,
      one.drawn ? say('是', 'yes') : say('否', 'no'),
      one.seat ?? '—',
      say(`第 ${one.itemList.version} 版`, `version ${one.itemList.version}`),
      `${one.manifestIndex}、${one.resultIndex}`,
    ]),
  ]);
}

function noteLines({ say }: Output, { note }: LiabilityView): readonly string[] {
  if (!note) return [say('本地方案没有免于追究的规定。', 'The local scheme has no clause on exemption.')];
  return [
    say(`${clauseText(note.clause)}`, `${clauseText(note.clause)}`),
    ...note.conditions.map((condition) => say(`  条件：${condition}`, `  condition: ${condition}`)),
    say(
      `在库未抽到 ${note.notSelectedIn.length} 次；检查未发现问题 ${note.foundNothingOn.length} 次；发现问题 ${note.foundOn.length} 次`,
      `In the pool and not drawn: ${note.notSelectedIn.length}; inspected and clean: ${note.foundNothingOn.length}; something found: ${note.foundOn.length}`,
    ),
    note.carried
      ? say(
          '记录支持免责；是否滥用职权、徇私舞弊，记录不能证明。',
          'The record supports it; whether a power was abused no record can say.',
        )
      : say('记录里没有可以支持免责的抽取或检查。', 'The record has no draw or inspection that supports it.'),
  ];
}
