import { isAdministrator, isGrantable, type Role, roles } from '@sunlot/contract/roles.ts';
import { type PackFault, type Path, refuse } from '@sunlot/core/policy/decode.ts';
import { didYouMean } from '@sunlot/core/policy/near-miss.ts';
import type { AnyRule, Pack } from '@sunlot/core/policy/pack.ts';
import { rights } from '../rights.ts';

/** Roles that a pack names and that could never do what it names them for: a fault of the pack, like a class that does not exist. */
export function roleFaults({ rules }: Pick<Pack, 'rules'>): readonly PackFault[] {
  const faults: PackFault[] = [];
  rules.forEach((rule, i) => {
    for (const { role, at, act, may } of namedRoles(rule)) {
      if (may.some((one) => one === role)) continue;
      const known = may.map((one) => `${one}（${roles[one]}）`).join('、');
      const what = Object.hasOwn(roles, role) ? `“${role}”不能${act}` : `没有角色“${role}”`;
      refuse(['rules', i, 'value', ...at], faults, `${what}，可写的角色：${known}。${didYouMean(role, may)}`);
    }
  });
  return faults;
}

/** Whoever is asked why a rule was left answers for the agency: nobody who runs the installation, witnesses draws, or is of another department. */
const ANSWERABLE = Object.keys(roles)
  .filter(isGrantable)
  .filter((role) => !isAdministrator(role) && role !== 'disciplineOfficer' && role !== 'partnerDepartment');

type NamedRole = { readonly role: string; readonly at: Path; readonly act: string; readonly may: readonly Role[] };

/** The roles that a rule names, what each has to do, and who could. */
function namedRoles({ topic, value }: AnyRule): readonly NamedRole[] {
  switch (topic) {
    case 'planDrafters':
      return value.roles.map((role, j) => ({
        role,
        at: ['roles', j],
        act: '起草年度计划',
        may: rights['plan.draft'].roles,
      }));
    case 'approvals':
      return [
        { role: value.plan, at: ['plan'], act: '批准年度计划', may: rights['plan.approve'].roles },
        { role: value.voidDraw, at: ['voidDraw'], act: '批准作废抽取', may: rights['draw.approveEnd'].roles },
        { role: value.override, at: ['override'], act: '批准偏离规则', may: ANSWERABLE },
      ];
    case 'witness':
      return [{ role: value.role, at: ['role'], act: '见证抽取', may: rights['draw.keyCopy'].roles }];
    case 'substitution':
      return [
        { role: value.approver, at: ['approver'], act: '批准更换', may: rights['draw.approveReplacement'].roles },
      ];
    default:
      return [];
  }
}
