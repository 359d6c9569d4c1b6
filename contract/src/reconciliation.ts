import { z } from 'zod';

/** 应纳尽纳: a register of others beside a directory of ours. */

export const ReconcilePlace = z.strictObject({ agency: z.string().max(20) });

/** One row of a register: `key` is a credit code or a certificate number; without one the name is compared. */
const RegisterRow = z.strictObject({
  name: z.string().trim().min(1, '请写明名称').max(200),
  key: z.string().trim().max(100).optional(),
});
export type RegisterRow = z.infer<typeof RegisterRow>;

export const Reconcile = z.strictObject({
  directory: z.enum(['objects', 'inspectors'], '名录可用 objects、inspectors'),
  rows: z.array(RegisterRow).min(1, '登记册是空的').max(200_000),
});
export type Reconcile = z.infer<typeof Reconcile> & { readonly agency: string };

const Named = z.object({ key: z.string().optional(), name: z.string() });

export const ReconciliationView = z.object({
  directory: z.enum(['objects', 'inspectors']),
  /** Rows of the register. */
  read: z.number().int(),
  found: z.number().int(),
  /** In the register and not in the directory. */
  missing: z.array(Named),
  /** In the directory, of the kind the register is about, and not in the register. */
  extra: z.array(Named),
  /** Rows of a file that could not be compared, with why. */
  unread: z.array(z.object({ row: z.number().int(), message: z.string() })),
});
export type ReconciliationView = z.infer<typeof ReconciliationView>;
