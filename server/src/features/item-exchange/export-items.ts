import type { ExportFormat } from '@sunlot/contract/items.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { writeCsv, writeTable } from '../../workbooks/write-table.ts';
import { exchangeRows, ITEM_HEADERS } from './exchange-rows.ts';
import { selectPublishedList } from './sql.ts';

export type ItemExport = { readonly file: string; readonly items: number; readonly bytes: Uint8Array };

/** The published list as a file that the platform and `import items` both read: one row an item, columns always the same. */
export async function exportItems(
  ctx: Context,
  { agency, format }: { readonly agency: string; readonly format: ExportFormat },
): Promise<ItemExport> {
  may(ctx.actor, 'items.read', agency);
  const list = await selectPublishedList(ctx.tx, agency);
  if (!list) throw new Problem('items.notPublished', { agency });
  const rows = await exchangeRows(ctx.tx, list.id);
  const bytes =
    format === 'csv'
      ? writeCsv([ITEM_HEADERS, ...rows])
      : await writeTable({ sheet: '随机抽查事项清单', columns: ITEM_HEADERS.map((header) => ({ header })), rows });
  return { file: `items-${agency}-v${list.version}.${format}`, items: rows.length, bytes };
}
