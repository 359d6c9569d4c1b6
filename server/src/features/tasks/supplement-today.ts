import type { Context } from '../../context.ts';
import { packOfPeriod } from '../../own-numbers/pack-with-own-ratios.ts';
import { classList } from '../../tasks/class-list.ts';
import { supplementNow } from '../../tasks/lacking.ts';
import type { TodaysLists } from '../../tasks/todays-lists.ts';
import type { TaskRow } from './sql.ts';

/**
 * The task with the number that its draw would take today, or that its frozen list takes. Of a supplementary draw that is not the number it
 * was begun with, where plan, list or visits changed since; other tasks stay as they are.
 */
export async function withSupplementToday(ctx: Context, row: TaskRow, lists: TodaysLists): Promise<TaskRow> {
  const { supplement } = row;
  if (supplement === null) return row;
  if (row.state !== 'initiated') return { ...row, n: supplement.frozen ?? row.n };
  const pack = await packOfPeriod(ctx, row);
  const { agency, class: cls, level, period, items } = row;
  const found = await classList(ctx, pack, { agency, class: cls, level, period, items, lists, supplements: true });
  const { n, why } = await supplementNow(ctx, row, { pack, found });
  return { ...row, n, supplement: { ...supplement, why } };
}
