import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import type { KnownTask } from './judge-visits.ts';
import type { RowReader } from './row-reader.ts';

type Row = {
  readonly task: KnownTask | undefined;
  readonly object: string;
  readonly items: readonly string[];
  /** What the ledger has of the object. */
  readonly known: readonly VisitFact[];
};

/**
 * 不再重复检查依据: a result of others is recognised for the items that the row names. Where the drawn visit has others it takes place for
 * these; a row without items is the office's word for the whole visit.
 */
export function readRecognised(
  reader: RowReader,
  { task, object, items, known }: Row,
): Pick<VisitFact, 'recognised' | 'recognisedInPart'> {
  if (reader.lacks('noRepeatGround')) return {};
  const parts = known.filter(({ taskId, recognisedInPart }) => recognisedInPart && taskId === task?.code);
  const taken = [...items, ...parts.flatMap((one) => one.items)];
  const left = (task?.itemsOf?.(object) ?? []).filter((item) => !taken.includes(item));
  if (items.length === 0 || left.length === 0) return { recognised: true };
  const message = `任务“${task!.code}”在这个对象上还要检查事项 ${left.join('、')}：只互认这一行所写的事项 ${items.join('、')}，其余仍须检查。所依据的结果也包括其余事项的，请在抽查事项中写全。`;
  reader.warn('noRepeatGround', 'incomplete', message);
  return { recognised: true, recognisedInPart: true };
}
