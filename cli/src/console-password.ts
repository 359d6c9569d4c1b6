import { actorByLogin } from '@sunlot/server/accounts/actor.ts';
import { checkPassword } from '@sunlot/server/accounts/check-password.ts';
import type { Deps } from '@sunlot/server/context.ts';
import { Problem } from '@sunlot/server/problem.ts';
import { hiddenLines, type NextLine } from './hidden-lines.ts';
import type { Output } from './output.ts';
import { tellResets } from './told-resets.ts';

/** On a real folder the console asks for the password of the person it acts for: at the prompt, or one line of stdin. */
export async function requireConsolePassword(deps: Deps, login: string, output: Output): Promise<void> {
  requireAnswerable(login, output.mayAsk);
  const password = await askHidden(output.say(`${login} 的密码：`, `Password of ${login}: `));
  if (!(await checkPassword(deps, login, password))) throw new Problem('console.passwordWrong', { who: login });
  await tellResets(deps, await actorByLogin(deps.database.db, login, 'console'), output);
}

export type PasswordPair = { readonly current: string; readonly next: string };

/** The present password and a new one: at a terminal the new one twice, from a pipe one line each. */
export async function askPasswordChange(
  login: string,
  { mayAsk, say }: Output,
  ask: (question: string) => Promise<string> = askHidden,
): Promise<PasswordPair> {
  requireAnswerable(login, mayAsk);
  const current = await ask(say(`${login} 现在的密码：`, `Present password of ${login}: `));
  const next = await ask(say('新密码：', 'New password: '));
  if (!process.stdin.isTTY) return { current, next };
  const again = await ask(say('再输入一次新密码：', 'New password again: '));
  if (again !== next) throw new Problem('console.passwordsDiffer');
  return { current, next };
}

/** The passphrase of a key copy: at a terminal a new one twice, from a pipe one line. */
export async function askPassphrase({ mayAsk, say }: Output, purpose: 'open' | 'make'): Promise<string> {
  requireAnswerable('key', mayAsk);
  const given = await askHidden(say('副本口令：', 'Passphrase of the copy: '));
  if (purpose === 'open' || !process.stdin.isTTY) return given;
  const again = await askHidden(say('再输入一次口令：', 'Passphrase again: '));
  if (again !== given) throw new Problem('console.passwordsDiffer');
  return given;
}

/** Under `--no-input` nobody is asked at a terminal; a password that comes through stdin is no question. */
export function requireAnswerable(login: string, mayAsk: boolean): void {
  if (process.stdin.isTTY && !mayAsk) throw new Problem('console.passwordNeeded', { who: login });
}

/** The one reader of stdin. */
let nextLine: NextLine | undefined;

async function askHidden(question: string): Promise<string> {
  nextLine ??= hiddenLines(process.stdin);
  if (process.stdin.isTTY) process.stderr.write(question);
  try {
    return await nextLine();
  } finally {
    if (process.stdin.isTTY) process.stderr.write('\n');
  }
}
