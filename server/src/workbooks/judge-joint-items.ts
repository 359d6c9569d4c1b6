import { jointItemVocabulary } from '@sunlot/contract/joint-columns.ts';
import { splitSeveral } from './clean-text.ts';
import { createRowReader, type Judged } from './row-reader.ts';
import type { TableRow } from './table.ts';

/** A joint item as a row states it. */
export type JointItemRow = {
  readonly serial: string;
  readonly name: string;
  readonly leadDepartment: string;
  readonly partnerDepartments: readonly string[];
  readonly objectKind: string;
  readonly matters: string;
  readonly mode: string;
  readonly demands: string;
  readonly remarks: Readonly<Record<string, string>>;
};

/** Judges a list of joint items as a whole: a blank 序号 is the number of the row, no number comes twice, and each item has somebody outside the own tree. */
export function judgeJointItems(
  rows: readonly TableRow[],
  inTree: (department: string) => unknown,
): readonly Judged<JointItemRow>[] {
  const rowOf = new Map<string, number>();
  return rows.map((row, index) => {
    const reader = createRowReader(row, jointItemVocabulary);
    const serial = reader.text('serialNo') ?? String(index + 1);
    const leadDepartment = reader.required('leadDepartment');
    const partnerDepartments = departments(reader.required('partnerDepartments'));
    const matters = reader.required('matters');
    const objectKind = reader.required('objectKind');
    const [mode, demands] = [reader.text('mode'), reader.text('demands')];
    if (mode === undefined) reader.warn('mode', 'incomplete', '方式没有填写，协商时须补充明确。');
    if (demands === undefined) reader.warn('demands', 'incomplete', '要求没有填写，协商时须补充明确。');
    if (leadDepartment !== undefined && partnerDepartments.includes(leadDepartment))
      reader.error('partnerDepartments', 'badChoice', `“${leadDepartment}”既是牵头部门又是配合部门，请改正其中一项。`);
    else if (leadDepartment !== undefined && [leadDepartment, ...partnerDepartments].every(inTree)) {
      const own = partnerDepartments.join('、');
      const message = `“${own}”是生态环境部门，这一行没有其他部门：两级生态环境部门一起检查是内部联合，不列入部门联合清单。请写明参加的其他部门，或删去这一行，按内部联合发起任务。`;
      reader.error('partnerDepartments', 'badChoice', message);
    }
    const earlier = rowOf.get(serial);
    if (earlier !== undefined) reader.error('serialNo', 'duplicate', `序号 ${serial} 与第 ${earlier} 行相同，请改正。`);
    rowOf.set(serial, row.rowNumber);
    const { errors, warnings } = reader;
    const { rowNumber, remarks } = row;
    if (!leadDepartment || partnerDepartments.length === 0 || !matters || !objectKind || errors.length > 0)
      return { ok: false, rowNumber, errors, warnings };
    const name = reader.text('name') ?? splitSeveral(matters)[0] ?? matters;
    const value = { serial, name, leadDepartment, partnerDepartments, objectKind, matters, remarks };
    return { ok: true, rowNumber, value: { ...value, mode: mode ?? '', demands: demands ?? '' }, warnings };
  });
}

/** `市场监管局、水利局` is two departments; each once. */
function departments(text = ''): readonly string[] {
  return [...new Set(splitSeveral(text.replaceAll('、', '；')))];
}
