import type { TaskType, VisitFact } from '@sunlot/core/policy/facts.ts';
import { agencyCalled } from '../joint/tree-names.ts';
import type { VisitAuthorities } from './read-authority.ts';
import { readList } from './read-values.ts';
import type { RowReader } from './row-reader.ts';

type Along = Pick<VisitFact, 'partners' | 'departments'>;

type Lists = Pick<VisitAuthorities, 'departments' | 'tree'> & {
  /** Does the row belong to a task of this platform? Its partners were agreed there. */
  readonly hasTask: boolean;
};

/**
 * 配合部门人员, `department：name` several by `；`: the departments that had somebody there. Who it was stays with the
 * remarks, which are encrypted. People of another level of the environment authority are no other department: of what was done before
 * this platform that is pointed out, `taskType` is then what the row amounts to.
 */
export function readPartners(
  reader: RowReader,
  { departments, tree, hasTask }: Lists,
  stated: TaskType,
): Along & Pick<VisitFact, 'taskType'> {
  const there = new Set<string>();
  const own = new Set<string>();
  for (const entry of readList(reader, 'partnerPeople') ?? []) {
    const [department = '', person = ''] = entry.split(/[：:]/).map((part) => part.trim());
    if (person === '') {
      reader.error('partnerPeople', 'badChoice', `“${entry}”请写成“部门：姓名”，几人之间用“；”分隔。`);
    } else if (agencyCalled(tree, department)) own.add(department);
    else if (departments.includes(department)) there.add(department);
    else {
      const names = departments.length === 0 ? '还没有登记联合部门' : `已登记：${departments.join('、')}`;
      reader.error(
        'partnerPeople',
        'unknownDepartment',
        `“${department}”不是登记的联合部门（${names}）。请核对名称，或先执行 sunlot partner add。`,
      );
    }
  }
  if (own.size > 0 && hasTask) refuseOwn(reader, own);
  const isInternal = own.size > 0 && !hasTask && there.size === 0 && stated === 'interdepartmentalJoint';
  if (own.size > 0 && !hasTask) warnOfOwn(reader, own, isInternal);
  const taskType = isInternal ? 'internalJoint' : stated;
  return there.size === 0 ? { taskType } : { taskType, partners: [...there], departments: there.size + 1 };
}

function refuseOwn(reader: RowReader, own: ReadonlySet<string>): void {
  const message = `“${[...own].join('、')}”是生态环境部门，不是联合部门：两级生态环境部门一起检查是内部联合，不写在配合部门人员一栏。请删去；那一级的检查由它自己登记。`;
  reader.error('partnerPeople', 'badChoice', message);
}

function warnOfOwn(reader: RowReader, own: ReadonlySet<string>, isInternal: boolean): void {
  const names = [...own].join('、');
  const message = isInternal
    ? `“${names}”是生态环境部门，没有其他部门一起去：两级生态环境部门一起检查是内部联合，这一行按“内部联合”登记，不算部门联合。请核对任务类型。`
    : `“${names}”是生态环境部门，不算联合部门：两级生态环境部门一起检查是内部联合。这一栏照记，请核对任务类型。`;
  reader.warn('partnerPeople', 'notCounted', message);
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
