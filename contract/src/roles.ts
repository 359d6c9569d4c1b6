/**
 * Roles of the schemes (identifiers and Chinese names of the field), and what excludes what.
 * The three administrators are three people, and none of them draws, inspects or publishes (等保三员分立).
 */
export const roles = {
  upperBureauManager: '上级生态环境局管理人员',
  municipalTeam: '市执法队',
  head: '单位主要负责人',
  deputyInCharge: '分管负责同志',
  sectionHead: '业务股室负责人',
  enforcementBrigade: '综合行政执法队',
  dataSteward: '一单两库专人',
  disciplineOfficer: '纪检监督人员',
  groupLeader: '小组长',
  inspector: '检查人员',
  supervisoryStaff: '日常监管人员',
  generalOffice: '综合办',
  publisher: '公开经办人',
  leadingGroup: '领导小组',
  leadingGroupOffice: '领导小组办公室',
  methodApprover: '检查方式批准人',
  caseHandler: '案件经办人',
  legalReviewer: '法制审核人员',
  partnerDepartment: '联合部门',
  systemAdmin: '系统管理员',
  securityAdmin: '安全管理员',
  auditAdmin: '审计管理员',
  consoleOwner: '本机管理员（数据目录的操作系统属主）',
} as const;

export type Role = keyof typeof roles;

/** The same in English, for who does not read the schemes. */
export const rolesInEnglish: Readonly<Record<Role, string>> = {
  upperBureauManager: 'manager of the upper bureau',
  municipalTeam: 'municipal enforcement team',
  head: 'head of the agency',
  deputyInCharge: 'deputy in charge',
  sectionHead: 'head of a section',
  enforcementBrigade: 'enforcement brigade',
  dataSteward: 'data steward',
  disciplineOfficer: 'discipline officer',
  groupLeader: 'group leader',
  inspector: 'inspector',
  supervisoryStaff: 'supervisory staff',
  generalOffice: 'general office',
  publisher: 'publisher',
  leadingGroup: 'leading group',
  leadingGroupOffice: 'office of the leading group',
  methodApprover: 'approver of inspection methods',
  caseHandler: 'case handler',
  legalReviewer: 'legal reviewer',
  partnerDepartment: 'partner department',
  systemAdmin: 'system administrator',
  securityAdmin: 'security administrator',
  auditAdmin: 'audit administrator',
  consoleOwner: 'administrator of this machine (owner of the data folder)',
};

/** Is the text a role that can be granted? The console's owner is one by owning the data folder, never by a grant. */
export function isGrantable(text: string): text is Role {
  return Object.hasOwn(roles, text) && text !== 'consoleOwner';
}

const ADMINS: readonly Role[] = ['systemAdmin', 'securityAdmin', 'auditAdmin'];

/** One of the three who run the installation and take no part in inspections. */
export function isAdministrator(role: Role): boolean {
  return ADMINS.includes(role);
}

/** Why one person may not hold these roles together, in Chinese; undefined where they may. */
export function incompatible(held: readonly Role[]): string | undefined {
  const admins = held.filter(isAdministrator);
  if (admins.length > 1) return '系统管理员、安全管理员、审计管理员须由三人分别担任';
  if (admins.length === 1 && held.length > 1) return '管理员不得参与抽取、检查和公开';
  if (held.includes('disciplineOfficer') && held.length > 1) return '纪检监督人员不得兼任发起、检查或批准';
  if (held.includes('caseHandler') && held.includes('legalReviewer')) return '案件经办人不得审核自己的案件';
  return undefined;
}
