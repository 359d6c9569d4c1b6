import { type Role, roles } from '@sunlot/contract/roles.ts';
import { Problem } from './problem.ts';

/** Who acts, as a use case sees it. `sees` are the codes of the agencies in the actor's territory, the own one first. */
export type Actor = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly agency: string | undefined;
  readonly roles: readonly Role[];
  readonly sees: readonly string[];
  /** How the actor came: a browser session, the operating-system owner at the local console, or the program by itself. */
  readonly via: 'http' | 'console' | 'system';
};

type Right = { readonly what: string; readonly roles: readonly Role[] };

/** Who does the daily work of an agency, where its scheme names nobody else. */
export const OFFICE: readonly Role[] = ['generalOffice', 'enforcementBrigade', 'sectionHead', 'municipalTeam'];
const LEADERS: readonly Role[] = ['head', 'deputyInCharge', 'leadingGroup'];
const STEWARDS: readonly Role[] = [...OFFICE, 'dataSteward', 'consoleOwner'];
/** Who records visits: the general office files what others have recorded and changes none of it (docs/decisions/0029). */
const RECORDERS: readonly Role[] = STEWARDS.filter((role) => role !== 'generalOffice');
/** Whom a scheme may name to draft the plan; where it names nobody, the offices (features/plans/require-drafter.ts). */
const DRAFTERS: readonly Role[] = [...OFFICE, 'leadingGroupOffice'];
/** Three people (等保三员分立). */
const ADMINISTRATORS: readonly Role[] = ['systemAdmin', 'securityAdmin', 'auditAdmin'];
/** Who answers for the people of the directory. */
const PEOPLES: readonly Role[] = [...OFFICE, ...LEADERS, 'dataSteward', 'disciplineOfficer'];
/** Who goes, and who sends them. */
const ON_SITE: readonly Role[] = [...OFFICE, 'groupLeader', 'inspector', 'supervisoryStaff'];
const READERS: readonly Role[] = [
  ...STEWARDS,
  ...LEADERS,
  'upperBureauManager',
  'disciplineOfficer',
  'groupLeader',
  'inspector',
  'supervisoryStaff',
  'publisher',
  'leadingGroupOffice',
];

/** The one table role × action. A right holds inside the actor's own agency unless the action is a reading one. */
export const rights = {
  'agency.add': right('新增单位', ['systemAdmin', 'consoleOwner']),
  'user.add': right('新增用户', ['systemAdmin', 'consoleOwner']),
  'user.disable': right('停用用户', ['systemAdmin', 'consoleOwner']),
  'user.addWithRoles': right('新增用户时直接授予角色', ['consoleOwner']),
  'user.resetAdministrator': right('重置管理员的密码', ['consoleOwner']),
  'role.propose': right('提出授予或收回角色', ['securityAdmin']),
  'role.confirm': right('确认授予或收回角色', ['securityAdmin']),
  'role.read': reading('查看角色变更', [...ADMINISTRATORS, 'consoleOwner']),
  'pack.adopt': right('采用政策包版本', ['systemAdmin', 'consoleOwner']),
  'pack.simulate': reading('推演政策包', [...READERS, 'systemAdmin']),
  'pack.approve': right('批准政策包版本', ['head', 'leadingGroup']),
  'holiday.import': right('导入节假日', ['systemAdmin', 'consoleOwner']),
  'objects.read': reading('查看检查对象名录', READERS),
  'objects.import': right('导入检查对象名录', STEWARDS),
  'class.propose': right('提出类别调整', [...OFFICE, 'dataSteward']),
  'class.approve': right('批准类别调整', ['head', 'leadingGroup']),
  'class.end': right('结束类别调整', [...OFFICE, 'dataSteward', 'head', 'leadingGroup']),
  'handedDown.import': right('导入下发名单', [...STEWARDS, 'upperBureauManager']),
  'steward.set': right('指派名录负责人', [...OFFICE, ...LEADERS]),
  'directory.review': right('登记名录核对', [...OFFICE, 'dataSteward']),
  'inspectors.read': reading('查看检查人员名录', READERS),
  'inspectors.import': right('导入检查人员名录', STEWARDS),
  'inspectors.reveal': right('查看身份证号和电话', ['head', 'deputyInCharge', 'disciplineOfficer', 'dataSteward']),
  'inspectors.bind': right('绑定检查人员账号', [...OFFICE, 'dataSteward']),
  'recusal.read': reading('查看回避登记', PEOPLES),
  'recusal.declare': right('申报回避', [...OFFICE, 'dataSteward', 'groupLeader', 'inspector', 'supervisoryStaff']),
  'recusal.record': right('代为登记回避', [...OFFICE, 'dataSteward']),
  'recusal.withdraw': right('撤销回避', LEADERS),
  'absence.read': reading('查看不在岗登记', PEOPLES),
  'absence.record': right('登记不在岗', [...OFFICE, 'dataSteward']),
  'appraisal.read': reading('查看履职情况', PEOPLES),
  'appraisal.record': right('登记履职情况', [...OFFICE, 'disciplineOfficer']),
  'appraisal.takeBack': right('撤回履职登记', LEADERS),
  'liability.read': right('查看履职材料', [...OFFICE, ...LEADERS, 'disciplineOfficer']),
  'handOver.read': reading('查看移送执法的记录', PEOPLES),
  'handOver.record': right('登记移送执法', ON_SITE),
  'items.read': reading('查看抽查事项清单', READERS),
  'items.import': right('导入抽查事项清单', STEWARDS),
  'items.publish': right('公布抽查事项清单', [...LEADERS, 'publisher']),
  'items.approve': right('批准抽查事项清单', LEADERS),
  'items.adjust': right('登记清单调整', OFFICE),
  'items.push': right('登记清单报送', [...OFFICE, 'publisher']),
  'duties.import': right('导入职责事项', STEWARDS),
  'visits.read': reading('查看检查记录', READERS),
  'visits.import': right('导入检查记录', RECORDERS),
  'compliance.read': reading('查看合规判定', [...READERS, 'auditAdmin']),
  'figures.open': reading('查看数字背后的明细', READERS),
  'compliance.close': right('合规判定定案', LEADERS),
  'compliance.reopen': right('重新打开已定案的判定', LEADERS),
  'report.handIn': right('登记季度报送', [...OFFICE, ...LEADERS]),
  'publication.read': reading('查看公示期限', READERS),
  'directed.read': reading('查看针对性检查', READERS),
  'directed.add': right('登记针对性检查', OFFICE),
  'jointItems.import': right('编制部门联合随机抽查事项清单', STEWARDS),
  'jointItems.publish': right('公布部门联合随机抽查事项清单', [...LEADERS, 'publisher']),
  'partner.read': reading('查看联合部门', READERS),
  'partner.add': right('登记联合部门', OFFICE),
  'joint.read': reading('查看联合检查的协商', READERS),
  'joint.consult': right('选定联合事项、登记协商', OFFICE),
  'joint.confirm': right('确认协商内容', [...OFFICE, 'partnerDepartment']),
  'joint.importDraw': right('采用牵头部门的抽取结果', OFFICE),
  'joint.own': right('查看本部门参加的联合任务', ['partnerDepartment']),
  'plan.read': reading('查看年度抽查计划', READERS),
  'plan.draft': right('起草年度抽查计划', DRAFTERS),
  'plan.submit': right('送审年度抽查计划', DRAFTERS),
  'plan.approve': right('批准年度抽查计划', LEADERS),
  'plan.issue': right('印发年度抽查计划', LEADERS),
  'plan.scheme': right('登记年度实施方案', [...OFFICE, ...LEADERS, 'publisher']),
  'plan.publish': right('公开年度抽查计划', [...LEADERS, 'publisher']),
  'plan.close': right('办结年度抽查计划', LEADERS),
  'plan.archive': right('归档年度抽查计划', OFFICE),
  'ownNumbers.read': reading('查看本单位自定的数', READERS),
  'ownNumbers.set': right('设定本单位自定的数', [...OFFICE, ...LEADERS]),
  'rule.justify': right('提出偏离理由', OFFICE),
  'task.create': right('发起抽查任务', OFFICE),
  'task.withdraw': right('撤回抽查任务', OFFICE),
  'task.overlaps': right('查看两级任务重叠', OFFICE),
  'task.dispatch': right('派发任务', OFFICE),
  'dispatch.approveAway': right('批准人员不在岗时派发', LEADERS),
  'visit.cancel': right('取消检查', OFFICE),
  'visit.approveCancel': right('批准取消检查', LEADERS),
  'task.close': right('办结任务', OFFICE),
  'task.report': right('登记报送', OFFICE),
  'task.statistics': reading('查看随机抽查情况统计表', [
    ...OFFICE,
    ...LEADERS,
    'disciplineOfficer',
    'upperBureauManager',
    'leadingGroupOffice',
  ]),
  'form.read': right('查看检查表', [...ON_SITE, ...LEADERS, 'disciplineOfficer']),
  'form.submit': right('提交检查表', ON_SITE),
  'form.record': right('代为录入检查表', OFFICE),
  'dispatch.read': right('查看派发', [
    ...OFFICE,
    ...LEADERS,
    'disciplineOfficer',
    'groupLeader',
    'inspector',
    'supervisoryStaff',
  ]),
  'method.approve': right('批准检查方式', ['methodApprover']),
  'task.read': reading('查看抽查任务', READERS),
  'draw.rehearse': right('试算', [...OFFICE, 'consoleOwner']),
  'draw.freeze': right('封存名单', OFFICE),
  'draw.enter': right('录入摇号', [...OFFICE, 'disciplineOfficer']),
  'draw.run': right('公布抽取结果', OFFICE),
  'draw.end': right('作废抽取', [...OFFICE, 'head']),
  'draw.approveEnd': right('批准作废抽取', ['head', 'leadingGroup']),
  'draw.replace': right('调整更换被抽对象或人员', OFFICE),
  'draw.approveReplacement': right('批准调整更换', ['deputyInCharge', 'head']),
  'draw.read': reading('查看抽取', READERS),
  'draw.names': right('查看被抽名单', [...OFFICE, ...LEADERS, 'disciplineOfficer']),
  'draw.keyCopy': right('保管名单密钥', ['disciplineOfficer']),
  'draw.reveal': right('公开名单', ['disciplineOfficer', 'head']),
  'draw.approveEarlyReveal': right('批准提前公开名单', ['head', 'deputyInCharge']),
  'log.read': reading('查看日志', ['auditAdmin', 'disciplineOfficer', 'consoleOwner']),
  'log.readAudit': reading('查看审计日志', ['auditAdmin', 'consoleOwner']),
  'log.cosign': right('导入见证人的签名', [
    ...OFFICE,
    'systemAdmin',
    'securityAdmin',
    'disciplineOfficer',
    'consoleOwner',
  ]),
  'log.gmKey': right('启用国密签名', ['consoleOwner']),
  'log.witnesses': reading('查看见证规则', [...READERS, 'systemAdmin', 'auditAdmin']),
  'log.appoint': right('登记见证规则', ['systemAdmin', 'consoleOwner']),
  'log.approveWitnesses': right('批准见证规则', ['head', 'leadingGroup']),
  'log.checkpoint': right('签发日志检查点', ['securityAdmin', 'disciplineOfficer', 'consoleOwner']),
} as const satisfies Record<string, Right & { readonly reading: boolean }>;

export type Action = keyof typeof rights;

/** May the actor do this in that agency? `agency` undefined = an act on the whole installation. */
export function isAllowed(actor: Actor, action: Action, agency: string | undefined): boolean {
  const { roles: needed, reading } = rights[action];
  if (!actor.roles.some((role) => needed.includes(role))) return false;
  if (agency === undefined || actor.agency === undefined) return actor.agency === undefined;
  return reading ? actor.sees.includes(agency) : actor.agency === agency;
}

/** Who holds a right, or several at once, as people call them. */
export function rightHolders(action: Action, ...also: readonly Action[]): string {
  const holders: readonly Role[] = rights[action].roles;
  const all = holders.filter((role) => also.every((one) => rights[one].roles.some((other) => other === role)));
  return all.map((role) => roles[role]).join('或');
}

/** The first line of every handler: refuses with a problem that says who could do it. */
export function may(actor: Actor, action: Action, agency: string | undefined): void {
  if (isAllowed(actor, action, agency)) return;
  if (agency !== undefined && actor.agency !== undefined && !actor.sees.includes(agency)) {
    throw new Problem('request.notFound', { what: `单位 ${agency}` });
  }
  const { what, roles: needed } = rights[action];
  const needs = needed.map((role) => roles[role]).join('、');
  throw new Problem('request.notPermitted', {
    who: actor.login,
    action: what,
    needs: agency ? `${agency} 的${needs}` : needs,
  });
}

function right(what: string, needed: readonly Role[]): Right & { readonly reading: boolean } {
  return { what, roles: needed, reading: false };
}

function reading(what: string, needed: readonly Role[]): Right & { readonly reading: boolean } {
  return { what, roles: needed, reading: true };
}
