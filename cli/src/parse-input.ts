import { IN_CHINESE } from '@sunlot/contract/chinese-faults.ts';
import { Problem } from '@sunlot/server/problem.ts';
import type { z } from 'zod';

/** Parses what was typed against the contract; the first fault becomes a refusal that names the field; all are its cause. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value, IN_CHINESE);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.join('.');
  const problem = new Problem('request.invalid', { what: field === '' ? issue.message : `${field}：${issue.message}` });
  problem.cause = parsed.error;
  throw problem;
}
