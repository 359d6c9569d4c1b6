import { CompliancePlace } from '@sunlot/contract/compliance.ts';
import { periodText } from '@sunlot/contract/compliance-words.ts';
import { cutOffText, figureNames, figureText, publicText } from '@sunlot/contract/figure-words.ts';
import {
  type CountiesView,
  CoverageQuery,
  type CoverageView,
  FIGURES,
  FigureQuery,
  type FigureView,
  ReportQuery,
  type ReportView,
  YearOnly,
} from '@sunlot/contract/figures.ts';
import { CLASS_FIGURES } from '@sunlot/core/policy/figure-names.ts';
import { compareCounties } from '@sunlot/server/features/compliance/compare-counties.ts';
import {
  COUNTED_ONCE,
  countiesFile,
  countyCells,
  coverageFile,
  figureFile,
  reportFile,
} from '@sunlot/server/features/compliance/figure-files.ts';
import { openFigure } from '@sunlot/server/features/compliance/open-figure.ts';
import { showCoverage } from '@sunlot/server/features/compliance/show-coverage.ts';
import { showReport } from '@sunlot/server/features/compliance/show-report.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink } from './command.ts';
import { writeNamed } from './files.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

/** The figures of a year: the report, the rows behind each figure, the monitor of coverage, counties beside each other. */
export function addFigures(compliance: Command, sink: Sink): void {
  addReport(compliance, sink);
  addRows(compliance, sink);
  addCoverage(compliance, sink);
  addCounties(compliance, sink);
}

type OfYear = { readonly agency: string; readonly year: string; readonly out?: string };
type OfPeriod = OfYear & { readonly quarter?: string };

const placeOf = (agency: string) => parseInput(CompliancePlace, { agency });

function yearOptions(command: Command, output: Output): Command {
  const { say } = output;
  return agencyOption(command, output)
    .requiredOption(`--year ${say('<年>', '<year>')}`, say('年度', 'year'))
    .option(`--out ${say('<文件>', '<file>')}`, say('写到 .xlsx 或 .csv', 'write an .xlsx or .csv'));
}

function quarterOption(command: Command, { say }: Output): Command {
  return command.option(
    `--quarter ${say('<季度>', '<quarter>')}`,
    say('只看一个季度，如 Q4', 'one quarter only, for example Q4'),
  );
}

/** Writes the file first: what cannot be written is refused before anything is said. */
async function answer<View extends object>(
  output: Output,
  view: View,
  told: {
    readonly out: string | undefined;
    readonly file: (view: View, name: string) => Promise<Uint8Array>;
    readonly lines: () => readonly string[];
  },
): Promise<number> {
  const { out, file, lines } = told;
  if (out !== undefined) await writeNamed(out, await file(view, out));
  show(output, view, () => [
    ...lines(),
    ...(out === undefined ? [] : [output.say(`✔ 已写到 ${out}`, `✔ Written to ${out}`)]),
  ]);
  return 0;
}

function addReport(compliance: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = 'sunlot compliance report --agency 999999 --year 2026';
  const command = reading(compliance.command('report'), output, {
    what: say(
      '统计报表：各类各时段的基数、应抽、抽取、完成、重复、覆盖，检查方式、联合、信用、结果、公示、参与；每个数都与明细核对',
      'the report: base, minimum, drawn, completed, again, covered by class and period, methods, joint, credit, results, publication; each figure is compared with its rows',
    ),
    examples: [example, `${example} --quarter Q3 --out report.xlsx`],
  });
  action<OfPeriod>(quarterOption(yearOptions(command, output), output), sink, async (session, options) => {
    const { agency, year, quarter, out } = options;
    const asked = { ...placeOf(agency), ...parseInput(ReportQuery, { year, quarter }) };
    const view = await session.read(showReport, asked);
    return answer(output, view, { out, file: reportFile, lines: () => reportLines(output, view) });
  });
}

function reportLines({ lang, say }: Output, view: ReportView): readonly string[] {
  const { agencyName, period, lines, totals, compared, unequal } = view;
  return [
    say(`${agencyName}${periodText(period, lang)}统计报表`, `Report of ${agencyName}, ${periodText(period, lang)}`),
    cutOffText(view, lang),
    ...table([
      [
        ...say('类别|时段|应抽', 'class|period|minimum').split('|'),
        ...CLASS_FIGURES.map((one) => figureNames[one][lang]),
      ],
      ...lines.map((line) => [
        ...[line.className, periodText(line.period, lang), line.minimum],
        ...CLASS_FIGURES.map((one) => line[one]),
      ]),
    ]),
    '',
    ...table([
      say('全部类别|数|打开明细', 'all classes|figure|opened by').split('|'),
      ...totals.map((one) => [
        figureText(one, lang),
        one.value,
        `rows ${one.figure}${one.of === undefined ? '' : ` --of ${one.of}`}`,
      ]),
    ]),
    '',
    unequal.length === 0
      ? say(`✔ ${compared} 个数与明细一致。`, `✔ ${compared} figures agree with their rows.`)
      : say(
          `✘ ${unequal.length} 个数与明细不一致，请把数据库交管理员核对：${unequal.map((one) => `${figureText(one, lang)} ${one.value}≠${one.byRows}`).join('、')}`,
          `✘ ${unequal.length} figures differ from their rows; let the administrator check the database: ${unequal.map((one) => `${figureText(one, lang)} ${one.value}≠${one.byRows}`).join(', ')}`,
        ),
  ];
}

type RowOptions = OfPeriod & {
  readonly class?: string;
  readonly of?: string;
  readonly period?: string;
  readonly limit?: string;
  readonly cursor?: string;
};

function addRows(compliance: Command, sink: Sink): void {
  const { output } = sink;
  const { say, lang } = output;
  const example = 'sunlot compliance rows visits --agency 999999 --year 2026 --class key';
  const names = FIGURES.map((one) => `${one}（${figureNames[one][lang]}）`).join('、');
  const command = reading(compliance.command('rows'), output, {
    what: say(
      `一个数背后的明细。可以打开：${names}`,
      `the rows behind a figure: ${FIGURES.map((one) => `${one} (${figureNames[one][lang]})`).join(', ')}`,
    ),
    examples: [example, 'sunlot compliance rows published --agency 999999 --year 2026 --out rows.xlsx --as zonghe'],
  }).argument(say('<数>', '<figure>'));
  quarterOption(yearOptions(command, output), output)
    .option(
      `--class ${say('<类别>', '<class>')}`,
      say('类别的代号，按类别统计的数要写', 'the class, for figures of a class'),
    )
    .option(`--of ${say('<哪一种>', '<which>')}`, say('检查方式或检查结果的哪一种', 'which method or result'))
    .option(
      `--period ${say('<时段>', '<period>')}`,
      say('报表里的时段，如 2026Q3', 'a period of the report, for example 2026Q3'),
    )
    .option(`--limit ${say('<行数>', '<rows>')}`, say('一次列出多少行（默认 50）', 'rows of a page (default: 50)'))
    .option(`--cursor ${say('<续页>', '<cursor>')}`, say('从上一页之后接着列', 'go on behind the last page'));
  action<RowOptions>(command, sink, async (session, { agency, out, year, quarter, ...more }, [figure]) => {
    const { class: cls, of, period, limit, cursor } = more;
    const query = parseInput(FigureQuery, { figure, year, quarter, class: cls, of, period, limit, cursor });
    const whole = output.json || out !== undefined;
    const rows = whole && limit === undefined ? { ...query, limit: Number.MAX_SAFE_INTEGER } : query;
    const view = await session.read(openFigure, { ...placeOf(agency), ...rows });
    return answer(output, view, { out, file: figureFile, lines: () => figureLines(output, view) });
  });
}

/** The day of the visit, or why there is none. */
function dayText({ say }: Output, { waiting, cancelled, date }: FigureView['items'][number]): string {
  return waiting ? say('待检查', 'waiting') : cancelled ? say('已取消', 'cancelled') : (date ?? '—');
}

/** What was done about what a visit found. */
function followUpText({ say }: Output, { handedOverOn, rectifyBy, rectifiedOn }: FigureView['items'][number]): string {
  const done = [
    ...(handedOverOn === undefined ? [] : [say(`${handedOverOn} 移送`, `handed over ${handedOverOn}`)]),
    ...(rectifyBy === undefined ? [] : [say(`${rectifyBy} 前整改`, `to be put right by ${rectifyBy}`)]),
    ...(rectifiedOn === undefined ? [] : [say(`${rectifiedOn} 已整改`, `put right ${rectifiedOn}`)]),
  ];
  return done.join(say('，', ', ')) || '—';
}

function figureLines(output: Output, view: FigureView): readonly string[] {
  const { lang, say } = output;
  const { figure, items, next, byRows, rows } = view;
  const title = `${view.agencyName} ${figure.className ?? ''} ${periodText(figure.period, lang)} ${figureText(figure, lang)}`;
  const closed = say('（检查前不公开）', '(closed until the visit)');
  return [
    say(`${title}：${figure.value}`, `${title}: ${figure.value}`).replaceAll('  ', ' '),
    say(
      `${rows} 行，合计 ${byRows}。${cutOffText(view, lang)}`,
      `${rows} rows, ${byRows} in all. ${cutOffText(view, lang)}`,
    ),
    ...(items.length === 0
      ? []
      : table([
          say(
            '代码|名称|计入|日期|任务|结果|后续|公示|录入',
            'code|name|adds|date|task|results|follow-up|published|entered',
          ).split('|'),
          ...items.map((row) => [
            ...[row.object ?? row.person ?? '—', row.objectName ?? row.personName ?? closed, row.units],
            ...[dayText(output, row), row.task ?? '—'],
            ...[row.results?.join('；') || '—', followUpText(output, row), publicText(row, lang) ?? '—'],
            row.enteredOn === undefined
              ? '—'
              : `${row.enteredOn}${row.enteredLate ? say('（逾期录入）', ' (late)') : ''}`,
          ]),
        ])),
    ...(next === undefined ? [] : [say(`下一页：--cursor ${next}`, `More: --cursor ${next}`)]),
  ];
}

type CoverageOptions = OfYear & { readonly class?: string; readonly names?: string };

function addCoverage(compliance: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = 'sunlot compliance coverage --agency 999999 --year 2026';
  const command = reading(compliance.command('coverage'), output, {
    what: say(
      '全覆盖监测：各类本年和多年周期内已覆盖、未覆盖、每期需要的进度；未覆盖的名单全部写进 --json 和 --out',
      'who is covered in the year and in the window of years, who is not, and the pace needed; --json and --out have the whole list',
    ),
    examples: [`${example} --as zonghe`, `${example} --class key --out uncovered.xlsx --as zonghe`],
  });
  yearOptions(command, output)
    .option(`--class ${say('<类别>', '<class>')}`, say('只看一个类别', 'one class only'))
    .option(
      `--names ${say('<个数>', '<number>')}`,
      say('屏幕上列出几个（默认 20）', 'names on the screen (default: 20)'),
    );
  action<CoverageOptions>(command, sink, async (session, { agency, year, class: cls, names, out }) => {
    const query = parseInput(CoverageQuery, { year, class: cls, names });
    const whole = (output.json || out !== undefined) && names === undefined;
    const asked = { ...placeOf(agency), ...query, ...(whole && { names: Number.MAX_SAFE_INTEGER }) };
    const view = await session.read(showCoverage, asked);
    const shown = out === undefined || names !== undefined ? view : firstOf(view, query.names);
    return answer(output, view, { out, file: coverageFile, lines: () => coverageLines(output, shown) });
  });
}

function firstOf(view: CoverageView, names: number): CoverageView {
  return { ...view, lines: view.lines.map((line) => ({ ...line, missing: line.missing.slice(0, names) })) };
}

function coverageLines(output: Output, { agencyName, year, asOf, lines }: CoverageView): readonly string[] {
  const { say } = output;
  // Names that nobody has to go to would hide those that somebody has to; who asks for a class sees them.
  const asked = lines.length === 1 ? lines : lines.filter(({ due, floor }) => due !== undefined || floor !== undefined);
  return [
    say(`${agencyName}${year}年全覆盖监测，截至 ${asOf}`, `Coverage of ${agencyName} in ${year}, as of ${asOf}`),
    ...table([
      say(
        '类别|起止|基数|已覆盖|未覆盖|剩余期数|每期需|依据',
        'class|span|base|covered|uncovered|periods left|each needs|clause',
      ).split('|'),
      ...lines.map((line) => [
        ...[line.className, `${line.from}~${line.to}`, line.base, line.covered, line.uncovered, line.periodsLeft],
        ...[((line.due ?? line.floor) && line.pace) ?? '—', askedText(output, line)],
      ]),
    ]),
    ...lines.flatMap((line) => paceLines(output, line)),
    ...asked.flatMap((line) => missingLines(output, line)),
    ...(asked.length === lines.length
      ? []
      : [
          '',
          say(
            '不作全覆盖要求的类别，名单用 --class 列出。',
            'Of classes that need not be covered, --class lists who is missing.',
          ),
        ]),
  ];
}

function askedText({ say }: Output, { due, floor }: CoverageView['lines'][number]): string {
  if (due) return due.section;
  if (!floor) return say('不作全覆盖要求', 'not asked');
  return floor.strict
    ? say(
        `${floor.section}（省定底线，没查完的判不符合）`,
        `${floor.section} (floor of the province: short of it is a violation)`,
      )
    : say(
        `${floor.section}（省定底线，没查完的只提示）`,
        `${floor.section} (floor of the province: short of it is a warning)`,
      );
}

function paceLines(
  { lang, say }: Output,
  { className, due, periods }: CoverageView['lines'][number],
): readonly string[] {
  if (due === undefined || periods.length === 0) return [];
  return [
    '',
    say(`${className}各时段：`, `${className} by period:`),
    ...table([
      say('时段|基数|待覆盖|应抽|建议|完成', 'period|base|to be covered|required|recommended|done').split('|'),
      ...periods.map((one) => [
        ...[periodText(one.period, lang), one.base, one.uncovered ?? '—'],
        ...[one.required, one.recommended, one.completed],
      ]),
    ]),
  ];
}

function missingLines({ say }: Output, line: CoverageView['lines'][number]): readonly string[] {
  const { className, from, to, uncovered, missing } = line;
  if (missing.length === 0) return [];
  const rest = uncovered - missing.length;
  return [
    '',
    say(`${className} ${from}~${to} 未覆盖 ${uncovered} 家：`, `${className}, ${from}~${to}: ${uncovered} not covered`),
    ...missing.map(({ object, name }) => `  ${object}  ${name}`),
    ...(rest === 0 ? [] : [say(`  另有 ${rest} 家，见 --json 或 --out。`, `  ${rest} more: see --json or --out.`)]),
  ];
}

function addCounties(compliance: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = 'sunlot compliance counties --agency 999900 --year 2026 --as shidui';
  const command = reading(compliance.command('counties'), output, {
    what: say(
      '下级各单位对比：基数、应抽、抽取、完成、覆盖、公示、参与，供通报和评估',
      'the authorities below beside each other: base, minimum, drawn, completed, coverage, publication, participation',
    ),
    examples: [example, `${example} --out counties.xlsx`],
  });
  action<OfYear>(yearOptions(command, output), sink, async (session, { agency, year, out }) => {
    const view = await session.read(compareCounties, { ...placeOf(agency), ...parseInput(YearOnly, { year }) });
    return answer(output, view, { out, file: countiesFile, lines: () => countyLines(output, view) });
  });
}

function countyLines({ say }: Output, { agencyName, year, asOf, lines }: CountiesView): readonly string[] {
  if (lines.length === 0) return [say(`${agencyName}没有下级单位。`, `No authority is below ${agencyName}.`)];
  return [
    say(
      `${agencyName}所属各单位 ${year} 年随机抽查情况，截至 ${asOf}`,
      `Authorities below ${agencyName} in ${year}, as of ${asOf}`,
    ),
    ...table([
      say(
        '单位|基数|应抽|抽取|检查|覆盖|覆盖率|应公示|已公示|公示率|逾期|持证|参加|参与率|评估分',
        'authority|base|minimum|drawn|visits|covered|coverage|to publish|published|share|late|holders|took part|share|score',
      ).split('|'),
      ...lines.map(countyCells),
    ]),
    say(COUNTED_ONCE.zh, COUNTED_ONCE.en),
  ];
}
