import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import type { VisitAuthorities } from './read-authority.ts';
import { readList } from './read-values.ts';
import type { RowReader } from './row-reader.ts';

/**
 * 配合部门人员, `department：name` several by `；`: the departments that had somebody there. Who it was stays with the
 * remarks, which are encrypted.
 */
export function readPartners(
  reader: RowReader,
  { departments }: Pick<VisitAuthorities, 'departments'>,
): Pick<VisitFact, 'partners' | 'departments'> {
  const there = new Set<string>();
  for (const entry of readList(reader, 'partnerPeople') ?? []) {
    const [department = '', person = ''] = entry.split(/[：:]/).map((part) => part.trim());
    if (person === '') {
      reader.error('partnerPeople', 'badChoice', `“${entry}”请写成“部门：姓名”，几人之间用“；”分隔。`);
    } else if (departments.includes(department)) there.add(department);
    else {
      const names = departments.length === 0 ? '还没有登记联合部门' : `已登记：${departments.join('、')}`;
      reader.error(
        'partnerPeople',
        'unknownDepartment',
        `“${department}”不是登记的联合部门（${names}）。请核对名称，或先执行 sunlot partner add。`,
      );
    }
  }
  return there.size === 0 ? {} : { partners: [...there], departments: there.size + 1 };
}

/** Who went along without having been chosen and consulted for a joint task: it may be a slip, or the choice was not kept up to date. */
export function warnOfStrangers(
  reader: RowReader,
  { partners = [] }: Pick<VisitFact, 'partners'>,
  task: { readonly code: string; readonly partners?: readonly string[] } | undefined,
): void {
  const chosen = task?.partners ?? [];
  const strangers = chosen.length === 0 ? [] : partners.filter((name) => !chosen.includes(name));
  if (strangers.length === 0) return;
  const message = `“${strangers.join('、')}”不是任务“${task!.code}”的配合部门（选定的：${chosen.join('、')}），照记。请核对部门名称；确实一起去的，任务派发前须先选定并协商。`;
  reader.warn('partnerPeople', 'datesDisagree', message);
}
