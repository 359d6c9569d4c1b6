import { actorByLogin, consoleActor } from '@sunlot/server/accounts/actor.ts';
import { type Deps, read, rehearseWrite, type UseCase, write } from '@sunlot/server/context.ts';
import { dataFolder } from '@sunlot/server/folder.ts';
import { openFolder, settingsFor } from '@sunlot/server/open.ts';
import type { Actor } from '@sunlot/server/rights.ts';
import { requireConsolePassword } from './console-password.ts';
import type { Output } from './output.ts';

/** Options every command takes. */
export type Options = {
  readonly data?: string;
  readonly as?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
};

/** One command at work on an opened folder, acting for one person. */
export type Session = {
  readonly deps: Deps;
  readonly actor: Actor;
  readonly output: Output;
  readonly write: <I, O>(useCase: UseCase<I, O>, input: I) => Promise<O>;
  readonly read: <I, O>(useCase: UseCase<I, O>, input: I) => Promise<O>;
};

/** Opens the folder, acts, and closes it again, whatever happened. The number is the exit code. */
export async function withSession(
  options: Options,
  output: Output,
  act: (session: Session) => Promise<number | undefined>,
): Promise<number> {
  const { deps, close } = await openFolder(settingsFor(dataFolder(options.data)));
  try {
    const actor =
      options.as === undefined ? consoleActor() : await actorByLogin(deps.database.db, options.as, 'console');
    if (options.as !== undefined && deps.folder.kind === 'real') await requireConsolePassword(deps, options.as, output);
    const run = options.dryRun ? rehearseWrite : write;
    const code = await act({
      deps,
      actor,
      output,
      write: (useCase, input) => run(deps, actor, (ctx) => useCase(ctx, input)),
      read: (useCase, input) => read(deps, actor, (ctx) => useCase(ctx, input)),
    });
    if (options.dryRun) output.note(output.say('试运行：没有保存任何内容。', 'Dry run: nothing was saved.'));
    return code ?? 0;
  } finally {
    await close();
  }
}

/** The approver named on the command line: a real account, and on a real folder one whose password is typed here. */
export async function approverLogin(session: Session, login: string): Promise<string> {
  const approver = await actorByLogin(session.deps.database.db, login, 'console');
  if (session.deps.folder.kind === 'real') await requireConsolePassword(session.deps, login, session.output);
  return approver.login;
}
