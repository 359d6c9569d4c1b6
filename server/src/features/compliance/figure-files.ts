import { periodText } from '@sunlot/contract/compliance-words.ts';
import { cutOffText, figureNames, figureText, methodText, withheldText } from '@sunlot/contract/figure-words.ts';
import type { CountiesView, CoverageView, FigureView, ReportView } from '@sunlot/contract/figures.ts';
import type { PeriodReportView } from '@sunlot/contract/period-reports.ts';
import { CLASS_FIGURES } from '@sunlot/core/policy/figure-names.ts';
import { rateText } from '@sunlot/core/policy/participation.ts';
import { writeCsv, writeTable } from '../../workbooks/write-table.ts';

/** Reports as files: `.csv` by the name, else a workbook. Every cell is text; what looks like a formula stays text. */

type Sheet = {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly notes: readonly string[];
};

async function fileOf({ name, header, rows, notes }: Sheet, fileName: string): Promise<Uint8Array> {
  const width = Math.max(header.length, ...rows.map((row) => row.length));
  const pad = (row: readonly (string | number)[]) => Array.from({ length: width }, (_, i) => String(row[i] ?? ''));
  const body = rows.map(pad);
  if (/\.csv$/i.test(fileName)) return writeCsv([pad(header), ...body]);
  const columns = pad(header).map((text) => ({ header: text }));
  return writeTable({ sheet: name, columns, rows: body, instructions: notes });
}

/** The report: classes and periods, then the figures over all classes. */
export function reportFile(view: ReportView, fileName: string): Promise<Uint8Array> {
  return fileOf(reportSheet(view), fileName);
}

function reportSheet(view: ReportView): Sheet {
  const { lines, totals, compared, unequal } = view;
  return {
    name: '统计报表',
    header: ['类别', '时段', '应抽（最低）', ...CLASS_FIGURES.map((one) => figureNames[one].zh)],
    rows: [
      ...lines.map((line) => [
        ...[line.className, periodText(line.period, 'zh'), line.minimum],
        ...CLASS_FIGURES.map((one) => line[one]),
      ]),
      [],
      ...totals.map((one) => ['全部类别', periodText(one.period, 'zh'), one.value, figureText(one, 'zh')]),
    ],
    notes: [
      `${view.agencyName} ${periodText(view.period, 'zh')}“双随机、一公开”统计报表，依据：${view.packName} 第 ${view.packVersion} 版。`,
      cutOffText(view, 'zh'),
      `${compared} 个数逐一与明细核对，${unequal.length === 0 ? '全部一致' : `${unequal.length} 个不一致`}。`,
      '抽取：本时段随机抽取的对象，含已抽取待检查的。重复检查：对象本年已按同一类别检查过的。完成：按对象计。',
    ],
  };
}

/** The summary or the statistics of a quarter: the figures, then the typical cases. */
export function periodReportFile(view: PeriodReportView, fileName: string): Promise<Uint8Array> {
  const { report, cases, agencyName, period, name, receivers } = view;
  const sheet = reportSheet(report);
  return fileOf(
    {
      ...sheet,
      name: view.kind === 'summary' ? '总结' : '统计表',
      rows: [
        ...sheet.rows,
        ...(cases.length === 0 ? [] : [[], ['典型案例', '单位', '检查日期', '案情', '佐证材料']]),
        ...cases.map((one, i) => [
          i + 1,
          one.objectName,
          one.date,
          one.text,
          [...one.evidence, ...one.files.map(({ name, sum }) => `${name}（SHA-256 ${sum}）`)].join('；'),
        ]),
      ],
      notes: [
        `${agencyName} ${periodText(period, 'zh')} ${name}，报送：${receivers.join('、')}。`,
        ...sheet.notes.slice(1),
      ],
    },
    fileName,
  );
}

/** The rows behind one figure. */
const FOLLOW_UP = ['移送执法日期', '整改期限', '整改完成日期'];

export function figureFile(view: FigureView, fileName: string): Promise<Uint8Array> {
  const { figure, items, byRows } = view;
  const ofPeople = figure.figure === 'holders' || figure.figure === 'participated';
  const header = ofPeople
    ? ['执法证号', '姓名', '计入']
    : [
        '统一社会信用代码',
        '单位名称',
        '计入',
        '检查日期',
        '任务编号',
        '检查单位',
        '检查方式',
        '检查结果',
        '公示日期',
        ...FOLLOW_UP,
      ];
  return fileOf(
    {
      name: '明细',
      header: ofPeople ? header : [...header, '录入日期', '说明'],
      rows: items.map((row) =>
        ofPeople
          ? [row.person!, row.personName!, row.units]
          : [
              ...[row.object ?? '', row.objectName ?? '', row.units, row.date ?? '', row.task ?? '', row.agency ?? ''],
              ...[row.method === undefined ? '' : methodText(row.method, 'zh'), (row.results ?? []).join('；')],
              ...[row.publishedOn ?? '', row.handedOverOn ?? '', row.rectifyBy ?? '', row.rectifiedOn ?? ''],
              ...[row.enteredOn ?? '', remarkOf(row)],
            ],
      ),
      notes: [
        `${view.agencyName} ${periodText(figure.period, 'zh')} ${figure.className ?? '全部类别'} ${figureText(figure, 'zh')}：${figure.value}，明细合计 ${byRows}。`,
        cutOffText(view, 'zh'),
      ],
    },
    fileName,
  );
}

function remarkOf(row: FigureView['items'][number]): string {
  const { closed, waiting, cancelled, enteredLate } = row;
  const fate = waiting ? '已抽取待检查' : cancelled ? '已抽取，检查已取消' : undefined;
  if (fate !== undefined) return closed ? `${fate}，检查前不公开` : fate;
  return [enteredLate ? '截止日之后录入' : '', withheldText(row, 'zh') ?? ''].filter((text) => text !== '').join('；');
}

/** Everybody who is not covered. */
export function coverageFile(view: CoverageView, fileName: string): Promise<Uint8Array> {
  return fileOf(
    {
      name: '未覆盖对象',
      header: ['类别', '起', '止', '统一社会信用代码', '单位名称'],
      rows: view.lines.flatMap(({ className, from, to, missing }) =>
        missing.map(({ object, name }) => [className, from, to, object, name]),
      ),
      notes: view.lines.map(
        ({ className, from, to, base, covered, uncovered, pace, periodsLeft }) =>
          `${className} ${from}至${to}：基数 ${base}，已覆盖 ${covered}，未覆盖 ${uncovered}，剩余 ${periodsLeft} 期，每期需 ${pace ?? '—'}。`,
      ),
    },
    fileName,
  );
}

/** Counties beside each other. */
export function countiesFile(view: CountiesView, fileName: string): Promise<Uint8Array> {
  return fileOf(
    {
      name: '各县（市、区）对比',
      header: [...COUNTY_HEADER],
      rows: view.lines.map((line) => [line.agency, ...countyCells(line)]),
      notes: [
        `${view.agencyName}所属各单位 ${view.year} 年随机抽查情况，截至 ${view.asOf}。`,
        COUNTED_ONCE.zh,
        '公示率不含依法不予公开的。',
      ],
    },
    fileName,
  );
}

/** How the figures of a county were added up over its classes. */
export const COUNTED_ONCE = {
  zh: '基数、覆盖按家计，抽取、检查按次计：一家兼属几类、一次检查同时计入几类的，只算一次。应抽是各类要求之和，一次检查可以同时满足几类。',
  en: 'Base and coverage are objects, drawn and visits are visits: an object of several classes, or a visit that serves several, counts once. The minimum adds up what each class asks; one visit may meet several.',
} as const;

const COUNTY_HEADER = [
  ...['代码', '单位', '基数', '应抽（最低）', '抽取', '检查（次）', '覆盖', '覆盖率'],
  ...['应公示', '已公示', '公示率', '逾期', '持证人员', '参加', '参与率', '评估分'],
];

/** A county as cells of a table, its name first. */
export function countyCells(line: CountiesView['lines'][number]): readonly (string | number)[] {
  const { holders, participated } = line;
  const due = line.results - line.withheld;
  return [
    ...[line.agencyName, line.base, line.minimum, line.drawn, line.visits, line.covered],
    ...[rateText(line.covered, line.base), due, line.published, rateText(line.published, due), line.late],
    ...(holders === undefined || participated === undefined
      ? ['—', '—', '—']
      : [holders, participated, rateText(participated, holders)]),
    line.score === undefined ? '—' : `${line.score.points}/${line.score.full}`,
  ];
}
