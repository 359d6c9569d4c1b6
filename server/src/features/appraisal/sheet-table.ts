import type { YearSheet } from '@sunlot/contract/appraisal.ts';
import { writeCsv, writeTable } from '../../workbooks/write-table.ts';

const HEADERS = [
  ...[
    '执法证号',
    '姓名',
    '所属部门',
    '年度检查次数',
    '其中随机抽查',
    '按时上报',
    '应公示结果',
    '按时公示',
    '按时公示率',
  ],
  ...['审核发现问题', '违纪'],
];

/** The sheet as a table of texts, header first. */
function sheetRows({ people }: YearSheet): readonly (readonly string[])[] {
  return [
    HEADERS,
    ...people.map((one) =>
      [
        ...[one.certificateNo, one.name, one.department, one.inspections, one.random, one.uploadedInTime],
        ...[one.publications.due, one.publications.inTime, one.publications.rate],
        ...[one.reviewDefects, one.disciplineEntries],
      ].map(String),
    ),
  ];
}

/** The sheet as a file: `.csv` by its name, else a workbook. */
export async function sheetFile(sheet: YearSheet, fileName: string): Promise<Uint8Array> {
  const [header = [], ...rows] = sheetRows(sheet);
  if (/\.csv$/i.test(fileName)) return writeCsv([header, ...rows]);
  return writeTable({
    sheet: `${sheet.year}年度履职情况`,
    columns: header.map((text) => ({ header: text })),
    rows,
    instructions: [
      `${sheet.agencyName} ${sheet.year} 年度检查人员履职情况，截至 ${sheet.asOf}。`,
      '年度检查次数：本年已办结、本人参加的检查，含针对性检查；每年 1 月 1 日重新计。',
      '按时上报：检查次数减去登记的迟报。按时公示：到期或已公示的结果中按时公示的；依法不予公开的不计。',
    ],
  });
}
