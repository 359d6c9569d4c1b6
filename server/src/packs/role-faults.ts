import { roles } from '@sunlot/contract/roles.ts';
import type { PackFault } from '@sunlot/core/policy/decode.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { rights } from '../rights.ts';

/** Roles that a pack names and that could never do what it names them for: a fault of the pack, like a class that does not exist. */
export function roleFaults({ rules }: Pack): readonly PackFault[] {
  const may: readonly string[] = rights['plan.draft'].roles;
  const known = may.map((role) => `${role}（${roles[role as keyof typeof roles]}）`).join('、');
  return rules.flatMap((rule, i) =>
    rule.topic === 'planDrafters'
      ? rule.value.roles.flatMap((role, j) =>
          may.includes(role)
            ? []
            : [
                {
                  path: ['rules', i, 'value', 'roles', j],
                  message: `“${role}”不能起草年度计划，可写的角色：${known}。`,
                },
              ],
        )
      : [],
  );
}
