import { CompliancePeriod, CompliancePlace, type ComplianceView } from '@sunlot/contract/compliance.ts';
import {
  classText,
  findingLines,
  matterText,
  measureStates,
  notJudgedLines,
  periodText,
  readingLines,
  verdictLines,
} from '@sunlot/contract/compliance-words.ts';
import { judgeCompliance } from '@sunlot/server/features/compliance/judge-compliance.ts';
import { type AddCommands, action, agencyOption, reading } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

type Options = { readonly agency: string; readonly year: string; readonly quarter?: string };

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
  action<Options>(command, { output, done }, async (session, { agency, year, quarter }) => {
    const input = { ...parseInput(CompliancePlace, { agency }), ...parseInput(CompliancePeriod, { year, quarter }) };
    const view = await session.read(judgeCompliance, input);
    show(output, view, () => [
      ...verdictLines(view, output.lang),
      ...findingLines(view, output.lang),
      ...measureTable(output, view),
      ...notJudgedLines(view, output.lang),
      ...readingLines(view, output.lang),
    ]);
    return 0;
  });
};

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
