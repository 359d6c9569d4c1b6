/** Why a row of a frozen list cannot be drawn, or a person cannot be sent: code → words. */
const texts: Readonly<Record<string, string>> = {
  incomplete: '名录信息不全',
  'already-drawn': '本时段已抽取',
  'upper-level-clean': '上级已抽查未发现问题',
  recognised: '结果互认',
  cap: '本年度抽查次数已达上限',
  suspended: '停产',
  closed: '关停',
  deregistered: '注销',
  moved: '迁出',
  disabled: '已停用',
  'support-only': '辅助人员或专家，不单独检查',
  'no-certificate': '没有执法证有效期',
  'certificate-expired': '执法证已过期',
  'off-staff': '不在编在岗',
  'off-duty': '不在岗',
};

/** The words of a reason code; an unknown code stands for itself. */
export function exclusionText(code: string): string {
  return texts[code] ?? code;
}
