import { publicText } from '@sunlot/contract/figure-words.ts';
import { methodWords, objectStateWords } from '@sunlot/contract/task-end-words.ts';
import type { TaskStatistics } from '@sunlot/contract/task-ends.ts';
import { Problem } from '../problem.ts';
import { writeCsv, writeTable } from './write-table.ts';

const COLUMNS = [
  { header: '序号', width: 8 },
  { header: '统一社会信用代码', width: 24 },
  { header: '检查对象', width: 34 },
  { header: '检查情况', width: 14 },
  { header: '检查日期', width: 14 },
  { header: '检查方式', width: 12 },
  { header: '检查结果', width: 30 },
  { header: '公示情况', width: 24 },
] as const;

/** 随机抽查情况统计表 as a file, `.xlsx` or `.csv` by its name: the objects, then the counts and who receives it. @throws Problem request.invalid */
export function statisticsFile(view: TaskStatistics, file: string): Uint8Array | Promise<Uint8Array> {
  const rows = [...view.rows.map(objectRow), [], ...summaryRows(view)].map(wholeRow);
  if (/\.csv$/i.test(file)) return writeCsv([COLUMNS.map(({ header }) => header), ...rows]);
  if (/\.xlsx$/i.test(file)) return writeTable({ sheet: '随机抽查情况统计表', columns: COLUMNS, rows });
  throw new Problem('request.invalid', { what: `统计表写成 .xlsx 或 .csv 文件，不能写成 ${file}` });
}

function objectRow(row: TaskStatistics['rows'][number]): readonly string[] {
  const { rank, object, state, date = '', method, results } = row;
  return [
    ...[String(rank), object?.key ?? '（检查前不公开）', object?.name ?? '', objectStateWords[state].zh, date],
    ...[method === undefined ? '' : methodWords[method].zh, results.join('；'), publicText(row, 'zh') ?? ''],
  ];
}

function summaryRows(view: TaskStatistics): readonly (readonly string[])[] {
  const { figures } = view;
  return [
    ['统计', view.title],
    ['', '单位', `${view.agencyName}（${view.agency}）`],
    ['', '任务', `${view.code} ${view.className} ${view.period}`],
    ['', '检查时间', `${view.window.from}~${view.window.to}`],
    ['', '抽取对象', `${figures.drawn} 家`],
    ...(figures.vacant === 0 ? [] : [['', '空缺（更换后候补用完）', `${figures.vacant} 个序号`]]),
    ['', '已检查', `${figures.done} 家`],
    ['', '结果互认', `${figures.recognised} 家`],
    ['', '经批准取消', `${figures.cancelled} 家`],
    ['', '尚未办结', `${figures.waiting + figures.noResult} 家`],
    ...figures.wordings.map(({ text, count }) => ['', `结果：${text}`, `${count} 家`]),
    ['', '已公示', `${figures.published} 家`],
    ['', '依法不予公开', `${figures.withheld} 家`],
    ['', '尚未公示', `${figures.unpublished} 家`],
    ['', '编制', view.compiledBy ?? view.agencyName],
    ...view.receivers.map((receiver) => {
      const sent = view.reports.find((one) => one.receiver === receiver);
      return ['', '报送', receiver, sent ? `已报送 ${sent.sentOn}` : '尚未报送', sent?.document ?? ''];
    }),
    ['', '数字', view.closed ? `办结时固定，SHA-256 ${view.closed.sum}` : `截至 ${view.asOf}，任务尚未办结`],
  ];
}

function wholeRow(cells: readonly string[]): readonly string[] {
  return COLUMNS.map((_, i) => cells[i] ?? '');
}
