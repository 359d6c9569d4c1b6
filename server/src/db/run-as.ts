import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { EnvironmentUnfit } from './environment-unfit.ts';

export type SystemUser = { readonly name: string; readonly uid: number; readonly gid: number };

/**
 * PostgreSQL refuses to run as root. `self`: an ordinary user, nothing to do. `namespace`: root, seen by PostgreSQL
 * as another user inside a user namespace, with root's access to its files. `user`: root hands over to another user.
 */
export type RunAs =
  | { readonly way: 'self' }
  | { readonly way: 'namespace'; readonly user: SystemUser }
  | { readonly way: 'user'; readonly user: SystemUser };

/** What to hand to node:child_process so that `file args…` runs in that way. */
export type Launch = { readonly file: string; readonly args: string[]; readonly uid?: number; readonly gid?: number };

export function launch(runAs: RunAs, file: string, args: readonly string[]): Launch {
  switch (runAs.way) {
    case 'self':
      return { file, args: [...args] };
    case 'namespace': {
      const { uid, gid } = runAs.user;
      return { file: 'unshare', args: ['-U', `--map-user=${uid}`, `--map-group=${gid}`, file, ...args] };
    }
    case 'user':
      return { file, args: [...args], uid: runAs.user.uid, gid: runAs.user.gid };
  }
}

/** Whether `file args…` ends with 0 when run in that way. */
export function runs(runAs: RunAs, command: readonly [string, ...string[]], env: NodeJS.ProcessEnv = {}): boolean {
  const [file, ...args] = command;
  const { file: program, args: words, ...as } = launch(runAs, file, args);
  return spawnSync(program, words, { ...as, cwd: '/', env: { ...process.env, ...env }, stdio: 'ignore' }).status === 0;
}

/** Whether that user may enter the folder. */
export function mayEnter(user: SystemUser, folder: string): boolean {
  return runs({ way: 'user', user }, ['/bin/sh', '-c', 'cd "$0"', folder]);
}

export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/** Any existing user but root: initdb looks its name up and uses it for nothing. */
export function namespaceUser(): SystemUser {
  const [user] = systemUsers();
  if (!user)
    throw new EnvironmentUnfit(
      '本机 /etc/passwd 里没有普通用户，无法以 root 启动数据库；请用普通用户运行，或设置 DATABASE_URL。',
    );
  return user;
}

/** Who runs the database for root where user namespaces are refused: `sunlot` or `postgres` if they exist, else `nobody`. */
export function unprivilegedUser(): SystemUser {
  const users = systemUsers();
  for (const name of ['sunlot', 'postgres', 'nobody']) {
    const found = users.find((user) => user.name === name);
    if (found) return found;
  }
  return namespaceUser();
}

export function userOfId(uid: number): SystemUser | null {
  return systemUsers().find((user) => user.uid === uid) ?? null;
}

function systemUsers(): SystemUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => Number.isInteger(user.uid) && user.uid > 0);
}
