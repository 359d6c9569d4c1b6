import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { checkPassword } from '@sunlot/server/accounts/check-password.ts';
import type { Deps } from '@sunlot/server/context.ts';
import { Problem } from '@sunlot/server/problem.ts';
import type { Output } from './output.ts';

/** On a real folder the console asks for the password of the person it acts for: at the prompt, or one line of stdin. */
export async function requireConsolePassword(deps: Deps, login: string, output: Output): Promise<void> {
  requireAnswerable(login, output.mayAsk);
  const password = await askHidden(output.say(`${login} 的密码：`, `Password of ${login}: `));
  if (!(await checkPassword(deps, login, password))) throw new Problem('console.passwordWrong', { who: login });
}

/** Under `--no-input` nobody is asked at a terminal; a password that comes through stdin is no question. */
export function requireAnswerable(login: string, mayAsk: boolean): void {
  if (process.stdin.isTTY && !mayAsk) throw new Problem('console.passwordNeeded', { who: login });
}

async function askHidden(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY === true });
  if (process.stdin.isTTY) process.stderr.write(question);
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
    if (process.stdin.isTTY) process.stderr.write('\n');
  }
}
