import type { Lang, Text } from './languages.ts';

/** Why a row of a frozen list cannot be drawn, or a person cannot be sent: code → words. */
export const exclusionTexts: Readonly<Record<string, Text>> = {
  incomplete: { zh: '名录信息不全', en: 'the directory entry is incomplete' },
  'already-drawn': { zh: '本时段已抽取', en: 'drawn in this period already' },
  'upper-level-clean': { zh: '上级已抽查未发现问题', en: 'inspected by the upper level, nothing found' },
  recognised: { zh: '结果互认', en: 'another inspection is recognised' },
  replaced: { zh: '本年度已由另一类检查抽查', en: 'covered this year by the other kind of inspection' },
  cap: { zh: '本年度抽查次数已达上限', en: 'the cap of inspections for the year is reached' },
  'outside-filter': { zh: '不在定向范围内', en: 'outside the filter of the draw' },
  'class-not-in-scope': { zh: '本级不抽这一类', en: 'of a class that this level does not draw' },
  suspended: { zh: '停产', en: 'production suspended' },
  closed: { zh: '关停', en: 'shut down' },
  deregistered: { zh: '注销', en: 'deregistered' },
  moved: { zh: '迁出', en: 'moved away' },
  disabled: { zh: '已停用', en: 'disabled' },
  'support-only': { zh: '辅助人员或专家，不单独检查', en: 'support staff or expert, never inspects alone' },
  'no-certificate': { zh: '没有执法证有效期', en: 'no validity of the certificate on file' },
  'certificate-expired': { zh: '执法证已过期', en: 'the certificate has expired' },
  'off-staff': { zh: '不在编在岗', en: 'not on the staff' },
  'off-duty': { zh: '不在岗', en: 'not on duty' },
};

/** The words of a reason code; an unknown code stands for itself. */
export function exclusionText(code: string, lang: Lang = 'zh'): string {
  return exclusionTexts[code]?.[lang] ?? code;
}

/** Grounds on which a row stays closed at the reveal: the words of the schemes, and their codes in the public record. */
export const withholdingGrounds: Readonly<Record<string, string>> = {
  国家秘密: 'state-secret',
  商业秘密: 'trade-secret',
  个人隐私: 'privacy',
  保密: 'secrecy',
  国家安全: 'national-security',
  公共安全: 'public-security',
};
