import { z } from 'zod';

export const SignInRequest = z.strictObject({
  login: z.string().min(1, '请输入用户名').max(64),
  password: z.string().min(1, '请输入密码').max(256),
  code: z
    .string()
    .regex(/^\d{6}$/, '动态验证码为 6 位数字')
    .optional(),
});

export const SessionView = z.object({
  id: z.string(),
  login: z.string(),
  displayName: z.string(),
  agency: z.string().optional(),
  roles: z.array(z.string()),
  startedAt: z.string(),
  expiresAt: z.string(),
  /** What has to be done before anything else. */
  mustDo: z.enum(['changePassword', 'enrolCode']).optional(),
  /**
   * Initial passwords that others gave this person in the last 90 days, the latest first, and when and from where each was used. A use that was
   * not one's own was somebody else's: tell the security administrator.
   */
  passwordResets: z
    .array(z.object({ at: z.string(), by: z.string(), usedAt: z.string().optional(), usedFrom: z.string().optional() }))
    .optional(),
});
export type SessionView = z.infer<typeof SessionView>;

const OpenSession = z.object({
  id: z.string(),
  current: z.boolean(),
  startedAt: z.string(),
  lastSeenAt: z.string(),
  address: z.string(),
  agent: z.string(),
});
export const OpenSessions = z.object({ items: z.array(OpenSession) });

export const ChangePasswordRequest = z.strictObject({
  current: z.string().max(256).optional(),
  next: z.string().max(256),
});

export const TotpOffer = z.object({ url: z.string(), secret: z.string() });
export const TotpCode = z.strictObject({ code: z.string().regex(/^\d{6}$/, '动态验证码为 6 位数字') });
export const Done = z.object({ done: z.literal(true) });
