import type { Deps } from '../context.ts';
import { Problem } from '../problem.ts';
import { checkPassword } from './check-password.ts';

/** Somebody else than who sends the request approves it with their own password. @throws Problem console.passwordWrong */
export async function requireApproval(deps: Deps, approver: string, password: string): Promise<void> {
  if (!(await checkPassword(deps, approver, password))) throw new Problem('console.passwordWrong', { who: approver });
}
