import { type ProblemKind, p } from './problem-kind.ts';

/** Refusals about granting roles; part of the catalogue in `problems.ts`. */
export const roleProblems = {
  'role.unknown': p(404, 3, {
    zh: '没有角色变更 {change}。可用 sunlot user changes 查看。',
    en: 'There is no change of roles {change}. See sunlot user changes.',
  }),
  'role.open': p(409, 5, {
    zh: '用户 {who} 已有一项待确认的角色变更 {change}。请先确认或驳回它。',
    en: 'A change of the roles of {who} waits already ({change}). Confirm or refuse it first.',
  }),
  'role.nothing': p(409, 5, {
    zh: '用户 {who} 的角色不会因此改变，没有保存。现有：{roles}。',
    en: 'This changes no role of {who}; nothing was saved. Held now: {roles}.',
  }),
  'role.ownAccount': p(409, 5, {
    zh: '{who} 不能提出或确认本人的角色变更，须由另外两名安全管理员办理。',
    en: '{who} neither proposes nor confirms a change of their own roles; two other security administrators do.',
  }),
  'role.sameProposer': p(409, 5, {
    zh: '{who} 自己提出的角色变更，须由另一名安全管理员确认。',
    en: '{who} proposed this change of roles: another security administrator has to confirm it.',
  }),
  'role.decided': p(409, 5, {
    zh: '角色变更 {change} 已经办结（{state}），没有改动。',
    en: 'The change of roles {change} is settled already ({state}); nothing was changed.',
  }),
} as const satisfies Record<string, ProblemKind>;
