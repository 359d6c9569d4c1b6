import {
  CompliancePeriod,
  CompliancePlace,
  type ComplianceView,
  type IndicatorsView,
  IndicatorYear,
} from '@sunlot/contract/compliance.ts';
import {
  classText,
  endedLines,
  findingLines,
  indicatorNames,
  matterText,
  measureStates,
  notJudgedLines,
  periodText,
  readingLines,
  verdictLines,
} from '@sunlot/contract/compliance-words.ts';
import { judgeCompliance, listIndicators } from '@sunlot/server/features/compliance/judge-compliance.ts';
import { type AddCommands, action, agencyOption, reading } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

type Options = {
  readonly agency: string;
  readonly year: string;
  readonly quarter?: string;
  readonly indicators?: boolean;
  readonly readings?: boolean;
};

const EXAMPLE = 'sunlot compliance --agency 999999 --year 2026';

export const complianceCommand: AddCommands = (program, output, done) => {
  const { say } = output;
  const command = reading(program.command('compliance'), output, {
    what: say(
      '判定一个年度或季度：每项应查、实查、差多少、依据哪一条、怎么办',
      'judge a year or a quarter: what was required, what was done, by which clause, and what to do',
    ),
    examples: [EXAMPLE, `${EXAMPLE} --quarter Q4 --json`],
  });
  agencyOption(command, output)
    .requiredOption(`--year ${say('<年>', '<year>')}`, say('年度', 'year'))
    .option(`--quarter ${say('<季度>', '<quarter>')}`, say('只判一个季度，如 Q4', 'one quarter only, for example Q4'));
  command.option(
    '--indicators',
    say('只看工作目标：各占多少、依据哪一条', 'the goals of the programme only: shares of the year with their clauses'),
  );
  command.option(
    '--readings',
    say('列出全部歧义的读法和原文', 'list every reading of the scheme used, with its words and the phrase read'),
  );
  action<Options>(command, { output, done }, async (session, options) => {
    const { agency, year, quarter, indicators, readings } = options;
    if (indicators) {
      const asked = { ...parseInput(CompliancePlace, { agency }), ...parseInput(IndicatorYear, { year }) };
      const found = await session.read(listIndicators, asked);
      show(output, found, () => indicatorTable(output, found));
      return 0;
    }
    const input = { ...parseInput(CompliancePlace, { agency }), ...parseInput(CompliancePeriod, { year, quarter }) };
    const view = await session.read(judgeCompliance, input);
    show(output, view, () => [
      ...verdictLines(view, output.lang),
      ...findingLines(view, output.lang),
      ...measureTable(output, view),
      ...endedLines(view, output.lang),
      ...notJudgedLines(view, output.lang),
      ...readingLines(view, output.lang, readings),
    ]);
    return 0;
  });
};

function indicatorTable({ lang, say }: Output, { agencyName, year, asOf, items }: IndicatorsView): readonly string[] {
  return [
    say(`${agencyName} ${year} 年工作目标，截至 ${asOf}`, `Goals of ${agencyName} in ${year}, as of ${asOf}`),
    ...table([
      say('目标|占比|实际|基数|应达|状态|依据', 'goal|share|done|base|required|state|clause').split('|'),
      ...items.map(({ id, share, actual, base, required, state, clause }) => [
        indicatorNames[id][lang],
        share,
        actual,
        base,
        required ?? '—',
        measureStates[state][lang],
        clause.section,
      ]),
    ]),
    ...items.flatMap(({ history }) =>
      history === undefined
        ? []
        : [
            say(
              `另有 ${history} 次检查早于在本平台的首次抽取（导入的历史记录），不计入随机抽取的占比。`,
              `${history} more visits are from before the first draw here (imported history) and are in no share of what was drawn at random.`,
            ),
          ],
    ),
  ];
}

function measureTable({ lang, say }: Output, view: ComplianceView): readonly string[] {
  if (view.tables.length === 0) return [];
  return [
    '',
    say('各类各时段：', 'By class and period:'),
    ...table([
      say(
        '类别|时段|事项|依据|基数|应查|实查|差|状态',
        'class|period|matter|clause|base|required|done|short|state',
      ).split('|'),
      ...view.tables.map(({ class: cls, topic, period, clause, base, required, actual, shortBy, state }) => [
        classText(view, cls, lang),
        period === undefined ? '—' : periodText(period, lang),
        matterText({ topic }, lang),
        clause.section,
        base ?? '—',
        required ?? '—',
        actual,
        shortBy ?? '—',
        measureStates[state][lang],
      ]),
    ]),
  ];
}
