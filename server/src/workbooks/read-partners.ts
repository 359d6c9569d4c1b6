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
