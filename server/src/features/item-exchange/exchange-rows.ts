import type { Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';
import { selectListRows } from './sql.ts';

/** Columns of an exported list, in this order, as `import items` reads them. */
export const ITEM_HEADERS = [
  '序号',
  '抽查类别',
  '抽查事项',
  '检查对象',
  '事项类别',
  '检查方式',
  '检查主体',
  '检查依据',
  '抽查内容',
  '监管事项',
] as const;

/** One row an item; several values of a cell are parted by `；`. */
export async function exchangeRows(tx: Transaction<Schema>, listId: string): Promise<readonly (readonly string[])[]> {
  const rows = await selectListRows(tx, listId);
  return rows.map((item) => [
    item.serial,
    item.category,
    item.name,
    item.object_kind.join('；'),
    item.grade === 'key' ? '重点检查事项' : '一般检查事项',
    item.methods.join('；'),
    item.authority,
    item.legal_basis.join('；'),
    item.content,
    item.matter,
  ]);
}
