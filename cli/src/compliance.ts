import {
  CompliancePlace,
  type ComplianceView,
  type IndicatorsView,
  IndicatorYear,
} from '@sunlot/contract/compliance.ts';
import { cancelledLines, endedLines, notJudgedLines, reportLines } from '@sunlot/contract/compliance-notes.ts';
import {
  classText,
  findingLines,
  indicatorNames,
  matterText,
  measureStates,
  verdictLines,
  whenText,
} from '@sunlot/contract/compliance-words.ts';
import { listedTwiceLines, otherKindLines } from '@sunlot/contract/finding-objects.ts';
import { rangeLines } from '@sunlot/contract/range-words.ts';
import { standingLines } from '@sunlot/contract/verdict-words.ts';
import { CloseVerdict, type ComplianceAnswer, ComplianceRequest, ReopenVerdict } from '@sunlot/contract/verdicts.ts';
import { readingLines } from '@sunlot/contract/version-words.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import { momentText } from '@sunlot/server/clock.ts';
import { closeVerdict } from '@sunlot/server/features/compliance/close-verdict.ts';
import { reopenVerdict } from '@sunlot/server/features/compliance/reopen-verdict.ts';
import { showCompliance } from '@sunlot/server/features/compliance/show-compliance.ts';
import { listIndicators } from '@sunlot/server/features/compliance/show-indicators.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { addFigures } from './figures.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import { addScore } from './score.ts';

type Period = { readonly agency: string; readonly year: string; readonly quarter?: string };
type Options = Period & { readonly indicators?: boolean; readonly fresh?: boolean; readonly readings?: boolean };

const EXAMPLE = 'sunlot compliance --agency 999999 --year 2026';

export const complianceCommand: AddCommands = (program, output, done) => {
  const { say } = output;
  const compliance = describe(program.command('compliance'), output, {
    what: say(
      '判定一个年度或季度（不写命令即 show），期满后定案；统计报表和每个数的明细',
      'the verdict on a year or a quarter (show where no command is named), making it final, and the figures with their rows',
    ),
    examples: [EXAMPLE, 'sunlot compliance close --agency 999999 --year 2026 --quarter Q3 --as lingdao'],
  });
  const sink = { output, done };
  addShow(compliance, sink);
  addClose(compliance, sink);
  addReopen(compliance, sink);
  addFigures(compliance, sink);
  addScore(compliance, sink);
};

function addShow(compliance: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const command = reading(compliance.command('show', { isDefault: true }), output, {
    what: say(
      '每项应查、实查、差多少、依据哪一条、怎么办；已定案的显示定案，并说明今天的数据会不会判得不同',
      'what was required, what was done, by which clause, and what to do; a final verdict as it was closed, and whether the data of today would say otherwise',
    ),
    examples: [EXAMPLE, `${EXAMPLE} --quarter Q4 --json`],
  });
  periodOptions(command, output)
    .option('--fresh', say('已定案的也按今天的数据重新计算', 'by the data of today, also where the verdict is final'))
    .option(
      '--indicators',
      say(
        '只看工作目标：各占多少、依据哪一条',
        'the goals of the programme only: shares of the year with their clauses',
      ),
    )
    .option(
      '--readings',
      say('列出全部歧义的读法和原文', 'list every reading of the scheme used, with its words and the phrase read'),
    );
  action<Options>(command, sink, async (session, { agency, year, quarter, indicators, readings, fresh }) => {
    const place = parseInput(CompliancePlace, { agency });
    if (indicators) {
      const goals = parseInput(IndicatorYear, { year, ...(fresh && { fresh: 'true' }) });
      const found = await session.read(listIndicators, { ...place, ...goals });
      show(output, found, () => indicatorTable(output, found));
      return 0;
    }
    const asked = parseInput(ComplianceRequest, { year, quarter, ...(fresh && { fresh: 'true' }) });
    showAnswer(output, await session.read(showCompliance, { ...place, ...asked }), readings);
    return 0;
  });
}

function addClose(compliance: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = 'sunlot compliance close --agency 999999 --year 2026 --quarter Q3 --as lingdao';
  const command = writing(compliance.command('close'), output, {
    what: say(
      '定案：期满 5 个工作日后，或全部检查办结后；定案以后不再变动',
      'make the verdict final: five working days after the period, or when every inspection is concluded; it changes no more',
    ),
    examples: [example, `${example} --dry-run`],
  });
  action<Period>(periodOptions(command, output), sink, async (session, { agency, year, quarter }) => {
    const place = parseInput(CompliancePlace, { agency });
    showAnswer(output, await session.write(closeVerdict, { ...place, ...parseInput(CloseVerdict, { year, quarter }) }));
    return 0;
  });
}

function addReopen(compliance: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const reason = say('补录漏报的检查', 'A-VISIT-WAS-MISSING');
  const example = `sunlot compliance reopen --agency 999999 --year 2026 --quarter Q3 --reason ${reason} --as lingdao`;
  const command = writing(compliance.command('reopen'), output, {
    what: say('写明理由，重新打开已定案的判定', 'open a final verdict again, with the reason'),
    examples: [example, `${example} --dry-run`],
  });
  periodOptions(command, output).requiredOption(
    `--reason ${say('<理由>', '<reason>')}`,
    say('为什么重新打开', 'why it is opened again'),
  );
  action<Period & { readonly reason: string }>(command, sink, async (session, { agency, ...given }) => {
    const { year, quarter, reason: why } = given;
    const place = parseInput(CompliancePlace, { agency });
    const asked = parseInput(ReopenVerdict, { year, quarter, reason: why });
    showAnswer(output, await session.write(reopenVerdict, { ...place, ...asked }));
    return 0;
  });
}

function periodOptions(command: Command, output: Output): Command {
  const { say } = output;
  return agencyOption(command, output)
    .requiredOption(`--year ${say('<年>', '<year>')}`, say('年度', 'year'))
    .option(`--quarter ${say('<季度>', '<quarter>')}`, say('只判一个季度，如 Q4', 'one quarter only, for example Q4'));
}

function showAnswer(output: Output, view: ComplianceAnswer, readings = false): void {
  const { lang } = output;
  show(output, view, () => [
    ...verdictLines(view, lang),
    ...standingLines(view, { lang, moment: momentText }),
    ...findingLines(view, lang),
    ...measureTable(output, view),
    ...rangeLines(view, lang),
    ...endedLines(view, lang),
    ...cancelledLines(view, lang),
    ...listedTwiceLines(view, lang),
    ...otherKindLines(view, lang),
    ...notJudgedLines(view, lang),
    ...reportLines(view, lang),
    ...readingLines(view, lang, readings),
  ]);
}

function indicatorTable(output: Output, view: IndicatorsView): readonly string[] {
  const { lang, say } = output;
  const { agencyName, year, asOf, items } = view;
  return [
    say(`${agencyName} ${year} 年工作目标，截至 ${asOf}`, `Goals of ${agencyName} in ${year}, as of ${asOf}`),
    ...fixedLines(output, view),
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

/** Where the verdict on the year is final: whether these are its figures, and since when. */
function fixedLines({ lang, say }: Output, { shown, closed, items }: IndicatorsView): readonly string[] {
  if (closed === undefined) return [];
  const at = momentText(closed.at);
  if (shown === 'now') {
    return [
      closed.kept
        ? say(
            `按今天的数据计算；本年度已于 ${at} 由 ${closed.by} 定案，定案时的数不加 --fresh 查看。`,
            `By the data of today; the year was closed at ${at} by ${closed.by}: without --fresh its figures are shown.`,
          )
        : say(
            `本年度已于 ${at} 由 ${closed.by} 定案，定案时没有保存工作目标的数，这里按今天的数据计算。`,
            `The year was closed at ${at} by ${closed.by} without keeping these figures; they are by the data of today.`,
          ),
    ];
  }
  return [
    say(
      `定案时的数：${at} 由 ${closed.by} 定案；按今天的数据加 --fresh。`,
      `As fixed when the year was closed at ${at} by ${closed.by}; --fresh has those of today.`,
    ),
    ...items.flatMap(({ id, base, actual, now }) =>
      now === undefined
        ? []
        : [
            say(
              `！${indicatorNames[id].zh}：定案时 ${actual}/${base}，按今天的数据为 ${now.actual}/${now.base}。`,
              `! ${indicatorNames[id][lang]}: ${actual} of ${base} when closed, ${now.actual} of ${now.base} by the data of today.`,
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
      ...view.tables.map(
        ({ class: cls, topic, period, window, unit, clause, base, times, required, actual, shortBy, state }) => [
          classText(view, cls, lang),
          whenText({ period, window }, lang) || '—',
          matterText({ topic, unit }, lang),
          clause.section,
          // Each of 6 wanted twice: 6×2, of which 12 are required.
          base === undefined ? '—' : times === undefined ? base : `${base}×${times}`,
          required ?? '—',
          actual,
          shortBy ?? '—',
          measureStates[state][lang],
        ],
      ),
    ]),
    ...(view.tables.some((one) => isToBeFrozen(view, one)) ? [toBeFrozenText(say, view)] : []),
  ];
}

/** Whose directory makes the base of a period until its list is frozen, and whose makes the list (AMB-01). */
function toBeFrozenText(say: Output['say'], { readings }: ComplianceView): string {
  const snapshot = readings.find(({ key }) => key === 'calc.denominatorSnapshot')?.value;
  if (snapshot === 'yearStart')
    return say(
      '没有结束、还没有封存名单的时段，基数按当年 1 月 1 日的名录，抽取也按那天的（见 draw rehearse）。',
      'The base of a period that is not over and has no frozen list is the directory on 1 January, and so is the list of a draw (see draw rehearse).',
    );
  if (snapshot === 'periodStart')
    return say(
      '没有结束、还没有封存名单的时段，基数按时段开始那天的名录，抽取也按那天的（见 draw rehearse）。',
      'The base of a period that is not over and has no frozen list is the directory on its first day, and so is the list of a draw (see draw rehearse).',
    );
  return say(
    '没有结束、还没有封存名单的时段，基数按时段开始那天的名录；抽取时以封存那天的名录为准（见 draw rehearse）。',
    'The base of a period that is not over and has no frozen list is the directory on its first day; a draw goes by the directory on the day of its freeze (see draw rehearse).',
  );
}

/** The list of a period within the year will be that of its freeze. */
function isToBeFrozen({ asOf }: ComplianceView, { period, baseFrom }: ComplianceView['tables'][number]): boolean {
  return period !== undefined && period.length > 4 && baseFrom === 'directory' && periodDays(period).to >= asOf;
}
