import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { COUNTY } from './test-county.ts';

/** A row of the county's directory: the n-th made-up unit, 重点 and 正常 unless it says otherwise. */
export type DirectoryRow = {
  readonly n: number;
  readonly key?: boolean;
  readonly status?: string;
  /** 状态起始日期 */
  readonly since?: string;
  /** 变更生效日期 */
  readonly changed?: string;
};

/** A directory as an office keeps it, as CSV. */
export function directoryOf(rows: readonly DirectoryRow[]): Uint8Array {
  return utf8(
    [
      '单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,重点排污单位,状态,状态起始日期,变更生效日期',
      ...rows.map(
        ({ n, key = true, status = '正常', since = '', changed = '' }) =>
          `假想${n}号,${inventedCode(n)},假想路${n}号,某某某,${COUNTY},重点管理,${key ? '是' : '否'},${status},${since},${changed}`,
      ),
    ].join('\n'),
  );
}
