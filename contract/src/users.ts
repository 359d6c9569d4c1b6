import { z } from 'zod';

export const UserView = z.object({
  id: z.string(),
  login: z.string(),
  displayName: z.string(),
  agency: z.string().optional(),
  roles: z.array(z.string()),
  disabled: z.boolean(),
});
export type UserView = z.infer<typeof UserView>;

export const AddUser = z.strictObject({
  login: z.string().regex(/^[a-z][a-z0-9._-]{1,31}$/, '用户名用小写字母开头，可含数字和 . _ -，2 至 32 位'),
  displayName: z.string().trim().min(1).max(60).optional(),
  agency: z.string().optional(),
  /** Only who owns the data folder gives roles here, when a place is set up; else two security administrators grant them. */
  roles: z.array(z.string()).default([]),
});
export type AddUser = z.infer<typeof AddUser>;

/** The initial password is shown once, works for one sign-in, and must then be changed. */
export const AddedUser = UserView.extend({ initialPassword: z.string() });
export type AddedUser = z.infer<typeof AddedUser>;
