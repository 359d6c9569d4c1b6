import { basename } from 'node:path';
import { CompliancePlace } from '@sunlot/contract/compliance.ts';
import { periodText } from '@sunlot/contract/compliance-words.ts';
import { cutOffText, figureText } from '@sunlot/contract/figure-words.ts';
import type { Text } from '@sunlot/contract/languages.ts';
import {
  HandInReport,
  type PeriodReportDue,
  PeriodReportQuery,
  PeriodReportsQuery,
  type PeriodReportView,
  reportKinds,
  reportWarnings,
} from '@sunlot/contract/period-reports.ts';
import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import { periodReportFile } from '@sunlot/server/features/compliance/figure-files.ts';
import { handInReport } from '@sunlot/server/features/compliance/hand-in-report.ts';
import { listPeriodReports, showPeriodReport } from '@sunlot/server/features/compliance/period-reports.ts';
import { type EvidenceInput, openEvidence } from '@sunlot/server/features/compliance/report-evidence.ts';
import { Problem } from '@sunlot/server/problem.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { readNamed, writeBelow, writeNamed } from './files.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import type { Session } from './session.ts';

/** The reports of a quarter to the authority above. */
export const reportCommands: AddCommands = (program, output, done) => {
  const { say } = output;
  const report = describe(program.command('report'), output, {
    what: say('按季度报送上级的总结和统计表', 'the summary and the statistics of a quarter for the authority above'),
    examples: [
      'sunlot report list --agency 133100 --year 2026',
      'sunlot report show statistics --agency 133100 --quarter 2026Q3 --out statistics.xlsx',
    ],
  });
  const sink = { output, done };
  addList(report, sink);
  addShow(report, sink);
  addHandIn(report, sink);
};

const STATES: Readonly<Record<PeriodReportDue['state'], Text>> = {
  waiting: { zh: '未到报送期', en: 'its days have not begun' },
  open: { zh: '待报送', en: 'to be handed in' },
  overdue: { zh: '逾期未报送', en: 'overdue' },
  sent: { zh: '已报送', en: 'handed in' },
  notJudged: { zh: '不作判定', en: 'not judged' },
  sentLate: { zh: '已报送（逾期）', en: 'handed in late' },
};

const placeOf = (agency: string) => parseInput(CompliancePlace, { agency });

/** 总结, 统计表 or the identifiers. */
const kindOf = (typed = '') => Object.entries(reportKinds).find(([, { zh }]) => zh === typed)?.[0] ?? typed;

function addList(report: Command, sink: Sink): void {
  const { output } = sink;
  const { say, lang } = output;
  const list = reading(report.command('list'), output, {
    what: say('各季度的期限、是否已报送、逾期', 'what is due when, and what was handed in'),
    examples: [
      'sunlot report list --agency 133100 --year 2026',
      'sunlot report list --agency 133100 --year 2026 --json',
    ],
  });
  agencyOption(list, output).requiredOption(`--year ${say('<年>', '<year>')}`, say('年度', 'year'));
  action<{ agency: string; year: string }>(list, sink, async (session, { agency, year }) => {
    const asked = { ...placeOf(agency), ...parseInput(PeriodReportsQuery, { year }) };
    const view = await session.read(listPeriodReports, asked);
    show(output, view, () =>
      view.items.length === 0
        ? [
            say(
              '方案没有要求本级按季度报送；要求下级报送的，见各下级机关的 report list。',
              'The scheme asks this level for no reports of quarters; what it asks of agencies below stands in the report list of each.',
            ),
          ]
        : table([
            say('时段|种类|期限|状态|报送日期|登记人|提示', 'period|kind|days|state|handed in|by|note').split('|'),
            ...view.items.map((one) => [
              ...[
                periodText(one.period, lang),
                reportKinds[one.kind][lang],
                daysText(output, one),
                STATES[one.state][lang],
              ],
              ...[one.handedIn[0]?.sentOn ?? '—', one.handedIn[0]?.by ?? '—'],
              one.warnings.map((warning) => reportWarnings[warning][lang]).join(say('；', '; ')) || '—',
            ]),
          ]),
    );
    return 0;
  });
}

function daysText({ say }: Output, { opens, due, dueEstimated }: PeriodReportDue): string {
  return `${opens === undefined ? '' : `${opens}~`}${due}${dueEstimated ? say('（推算）', ' (estimated)') : ''}`;
}

function withQuarter(command: Command, output: Output): Command {
  const { say } = output;
  return agencyOption(command.argument(say('<种类>', '<kind>')), output).requiredOption(
    `--quarter ${say('<季度>', '<quarter>')}`,
    say('哪一个季度，如 2026Q3', 'which quarter, for example 2026Q3'),
  );
}

type OfQuarter = { readonly agency: string; readonly quarter: string };

function addShow(report: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = 'sunlot report show statistics --agency 133100 --quarter 2026Q3';
  const command = reading(report.command('show'), output, {
    what: say(
      '一个季度的统计表（statistics）或总结（summary，附典型案例）',
      'the statistics table of a quarter, or its summary with the typical cases',
    ),
    examples: [
      `${example} --out statistics.xlsx`,
      'sunlot report show summary --agency 133100 --quarter 2026Q3 --evidence-out evidence --as zonghe',
    ],
  });
  withQuarter(command, output)
    .option(`--out ${say('<文件>', '<file>')}`, say('写到 .xlsx 或 .csv', 'write an .xlsx or .csv'))
    .option(
      `--evidence-out ${say('<目录>', '<folder>')}`,
      say('把佐证材料文件原样写到这个目录（查看留痕）', 'write the files of evidence there as they were (logged)'),
    );
  action<Shown>(command, sink, async (session, { agency, quarter, out, evidenceOut }, [kind]) => {
    const asked = { ...placeOf(agency), ...parseInput(PeriodReportQuery, { kind: kindOf(kind), quarter }) };
    const view = await session.read(showPeriodReport, asked);
    if (out !== undefined) await writeNamed(out, await periodReportFile(view, out));
    const written = evidenceOut === undefined ? [] : await writeEvidence(session, view, evidenceOut);
    show(output, view, () => [
      ...documentLines(output, view),
      ...(out === undefined ? [] : [say(`✔ 已写到 ${out}`, `✔ Written to ${out}`)]),
      ...(evidenceOut === undefined
        ? []
        : [
            say(
              `✔ 佐证材料 ${written.length} 个文件，写到 ${evidenceOut}`,
              `✔ ${written.length} files of evidence written to ${evidenceOut}`,
            ),
            ...written.map((file) => `  ${file}`),
          ]),
    ]);
    return 0;
  });
}

type Shown = OfQuarter & { readonly out?: string; readonly evidenceOut?: string };

/** Each under the numbers of its case and of itself, so that two of one name do not meet; the names written. */
async function writeEvidence(session: Session, view: PeriodReportView, folder: string): Promise<readonly string[]> {
  const written: string[] = [];
  for (const [i, { files }] of view.cases.entries()) {
    for (const [k, { id: evidence }] of files.entries()) {
      const { name, bytes } = await session.read(openEvidence, { agency: view.agency, evidence });
      const file = `${i + 1}-${k + 1}-${name}`;
      await writeBelow(folder, file, bytes);
      written.push(file);
    }
  }
  return written;
}

type HandIn = OfQuarter & {
  readonly sentOn: string;
  readonly case?: readonly string[];
  readonly evidence?: readonly string[];
};

const again = (one: string, all: readonly string[] = []) => [...all, one];

function addHandIn(report: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const words = say('91999999MA0000001N|2026-09-10|超标排放已立案|现场检查笔录；照片', 'CODE|2026-09-10|WHAT|EVIDENCE');
  const example = 'sunlot report hand-in summary --agency 133100 --quarter 2026Q3 --sent-on 2026-09-28 --as zonghe';
  const command = writing(report.command('hand-in'), output, {
    what: say(
      '登记已报送：哪一天、谁、当时的数字；总结附典型案例和佐证材料（加密保存）',
      'record that a report was handed in, with the figures of that moment; a summary carries typical cases (kept encrypted)',
    ),
    examples: [`${example} --case "${words}" --evidence 1=photo.jpg`, `${example} --dry-run`],
  });
  withQuarter(command, output)
    .requiredOption(`--sent-on ${say('<日期>', '<date>')}`, say('哪一天报送的', 'the day it was handed in'))
    .option(
      `--case ${say('<案例>', '<case>')}`,
      say(
        '典型案例：代码|检查日期|案情|佐证材料（；分开）；可以写多次',
        'a typical case: code|date|what happened|evidence (by ；); may be given again',
      ),
      again,
    )
    .option(
      `--evidence ${say('<案例=文件>', '<case=file>')}`,
      say(
        '第几个案例的佐证材料文件，如 1=照片.jpg（PDF、JPEG、PNG、XLSX、DOCX、ZIP，每个最大 20 MB）；可以写多次',
        'a file that proves a case, for example 1=photo.jpg (PDF, JPEG, PNG, XLSX, DOCX, ZIP; at most 20 MB each); may be given again',
      ),
      again,
    );
  action<HandIn>(
    command,
    sink,
    async (session, { agency, quarter, sentOn, case: typed = [], evidence = [] }, [kind]) => {
      const attached = evidence.map(attachedTo);
      const cases = typed.map((one, i) =>
        caseOf(
          one,
          attached.flatMap(({ case: no, file }) => (no === i + 1 ? [basename(file)] : [])),
        ),
      );
      const input = parseInput(HandInReport, { kind: kindOf(kind), quarter, sentOn, cases });
      const files: EvidenceInput[] = [];
      for (const one of attached) files.push({ ...one, bytes: await readNamed(one.file) });
      const view = await session.write(handInReport, { ...placeOf(agency), ...input, files });
      const last = view.handedIn.at(-1)!;
      const name = reportKinds[view.kind][output.lang];
      show(output, view, () => [
        say(
          `✔ 已登记：${periodText(view.period, 'zh')}${name}，${last.sentOn} 报送${view.receivers.join('、')}，案例 ${last.cases} 个，数字的校验值 ${last.sum}`,
          `✔ On record: ${name} of ${periodText(view.period, 'en')}, handed in on ${last.sentOn} to ${view.receivers.join(', ')}, ${last.cases} cases, sum of the figures ${last.sum}`,
        ),
        ...warningLines(output, view),
      ]);
      return 0;
    },
  );
}

/** `1=photo.jpg` */
function attachedTo(typed: string): Omit<EvidenceInput, 'bytes'> {
  const [, no, file] = /^(\d{1,3})[=＝](.+)$/su.exec(typed.trim()) ?? [];
  if (no === undefined || file === undefined || Number(no) === 0)
    throw new Problem('request.invalid', { what: `--evidence 写成 案例序号=文件，如 1=照片.jpg，现在是 ${typed}` });
  return { case: Number(no), file };
}

/** `code|date|text|evidence；evidence`; where it names no evidence, the files attached to it are named. */
function caseOf(typed: string, files: readonly string[]): object {
  const [object = '', date = '', text = '', words = ''] = typed.split(/[|｜]/).map((part) => part.trim());
  const named = words
    .split(/[;；]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return { object, date, text, evidence: named.length === 0 ? files : named };
}

function warningLines({ lang, say }: Output, { warnings }: Pick<PeriodReportDue, 'warnings'>): readonly string[] {
  return warnings.map((one) => `${say('！提示：', '! Note: ')}${reportWarnings[one][lang]}${say('。', '.')}`);
}

function documentLines(output: Output, view: PeriodReportView): readonly string[] {
  const { lang, say } = output;
  const { report, cases, changedSince, handedIn } = view;
  const place = `${view.agencyName}${say('', ', ')}${periodText(view.period, lang)}`;
  return [
    `${place} ${view.name}`,
    say(
      `报送：${view.receivers.join('、')}，期限 ${daysText(output, view)}（${clauseText(view.clause)}），${STATES[view.state].zh}`,
      `For ${view.receivers.join(', ')}, ${daysText(output, view)} (${clauseText(view.clause)}), ${STATES[view.state].en}`,
    ),
    cutOffText(report, lang),
    ...table([
      say('类别|时段|基数|应抽|抽取|检查|完成|重复', 'class|period|base|minimum|drawn|visits|completed|again').split(
        '|',
      ),
      ...report.lines.map((line) => [
        ...[line.className, periodText(line.period, lang), line.base, line.minimum],
        ...[line.drawn, line.visits, line.completed, line.repeats],
      ]),
    ]),
    '',
    ...table([
      say('全部类别|数', 'all classes|figure').split('|'),
      ...report.totals.map((one) => [figureText(one, lang), one.value]),
    ]),
    ...cases.flatMap((one, i) => [
      '',
      say(
        `典型案例 ${i + 1}：${one.objectName}（${one.object}）${one.date}`,
        `Case ${i + 1}: ${one.objectName} (${one.object}), ${one.date}`,
      ),
      `  ${one.text}`,
      say(`  佐证材料：${one.evidence.join('、')}`, `  Evidence: ${one.evidence.join(', ')}`),
      ...one.files.map(({ name, bytes, sum }) =>
        say(`  文件：${name}（${bytes} 字节，SHA-256 ${sum}）`, `  File: ${name} (${bytes} bytes, SHA-256 ${sum})`),
      ),
    ]),
    ...(changedSince
      ? [
          say(
            `！数字在 ${handedIn.at(-1)!.sentOn} 报送之后有变动，请考虑更正报送。`,
            `! The figures changed after they were handed in on ${handedIn.at(-1)!.sentOn}.`,
          ),
        ]
      : []),
    ...warningLines(output, view),
  ];
}
