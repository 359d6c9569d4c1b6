import type { DispatchVisitView } from '@sunlot/contract/dispatch.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { showDispatch } from '../dispatch/show-dispatch.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { TASK } from '../visit-forms/test-visits.ts';
import { importVisits } from '../visits/import-visits.ts';

const HEADER =
  '检查日期,统一社会信用代码,抽取方式,任务编号,检查结果,结果认定日期,公示日期,不予公开依据,整改期限,批准人';

/** A visit of the round as a row of the workbook. */
export type RoundVisit = {
  readonly key: string;
  readonly date?: string;
  readonly result?: string;
  readonly determined?: string;
  readonly published?: string;
  readonly withheld?: string;
  /** Nobody approved the withholding. */
  readonly unapproved?: boolean;
  /** Unsaid: the number of the task; empty: none is written down. */
  readonly task?: string;
};

/** Brings visits of the task in as an office does. */
export async function bringIn(county: County, visits: readonly RoundVisit[], login = 'zonghe') {
  const lines = visits.map((one) => {
    const { key, date = '2026-11-20', result = '未发现问题', determined = date, published = '' } = one;
    const rectifyBy = result === '发现问题已责令整改' ? '2026-12-10' : '';
    const approvedBy = one.withheld === undefined || one.unapproved ? '' : '某负责人';
    const days = [result === '' ? '' : determined, published, one.withheld ?? '', rectifyBy, approvedBy];
    return [date, key, '随机', one.task ?? '2026q4-key', result, ...days].join(',');
  });
  return county.does(login, importVisits, {
    agency: COUNTY,
    file: 'v.csv',
    bytes: utf8([HEADER, ...lines].join('\n')),
  });
}

/** Who was drawn, by rank. */
export async function drawnBy(county: County): Promise<readonly DispatchVisitView[]> {
  return (await county.looks('zonghe', showDispatch, { task: TASK })).visits;
}
