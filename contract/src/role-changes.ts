import { z } from 'zod';

/** Roles of an account that is there already: one security administrator proposes, another confirms. */

export const RoleChangePlace = z.strictObject({ login: z.string().max(64) });
export const DecideRoleChange = z.strictObject({ change: z.string().max(64) });
export type DecideRoleChange = z.infer<typeof DecideRoleChange>;

export const ProposeRoleChange = z.strictObject({
  change: z.enum(['grant', 'revoke']),
  roles: z.array(z.string().max(64)).min(1, '至少一个角色').max(30),
});
export type ProposeRoleChange = z.infer<typeof RoleChangePlace> & z.infer<typeof ProposeRoleChange>;

export const roleChangeStates = {
  proposed: '待确认',
  confirmed: '已确认',
  refused: '已驳回',
  withdrawn: '已撤回',
} as const;
export type RoleChangeState = keyof typeof roleChangeStates;

export const roleChangeStatesInEnglish: Readonly<Record<RoleChangeState, string>> = {
  proposed: 'waits to be confirmed',
  confirmed: 'confirmed',
  refused: 'refused',
  withdrawn: 'taken back',
};

export const RoleChangeView = z.object({
  id: z.string(),
  login: z.string(),
  displayName: z.string(),
  agency: z.string().optional(),
  change: z.enum(['grant', 'revoke']),
  roles: z.array(z.string()),
  state: z.enum(Object.keys(roleChangeStates) as [RoleChangeState, ...RoleChangeState[]]),
  proposedBy: z.string(),
  proposedAt: z.string(),
  decidedBy: z.string().optional(),
  decidedAt: z.string().optional(),
});
export type RoleChangeView = z.infer<typeof RoleChangeView>;
