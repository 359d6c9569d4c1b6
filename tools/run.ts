import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this checkout. */
export const REPOSITORY = dirname(dirname(fileURLToPath(import.meta.url)));

/** The script behind a package's command, so that it runs on this very Node and without a shell (paths may hold spaces). */
export function commandOf(root: string, packageName: string, command: string): string {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const script = typeof bin === 'string' ? bin : bin[command];
  if (script === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(folder, script);
}

/** The environment of a child: the project's own commands first, this Node before any other. */
function childEnvironment(root: string): NodeJS.ProcessEnv {
  const path = [join(root, 'node_modules', '.bin'), dirname(process.execPath), process.env.PATH ?? ''];
  return { ...process.env, PATH: path.join(delimiter) };
}

/** Somebody asked us to stop (Ctrl+C, SIGTERM) while a child ran; the child has ended. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`stopped by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Runs a script on this Node, its output going straight to ours, and answers its exit code (1 where a signal ended it).
 * @throws Interrupted after the child has ended, when we were told to stop meanwhile.
 */
export function runScript(root: string, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: childEnvironment(root),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    let asked: 'SIGINT' | 'SIGTERM' | undefined;
    const stop = (signal: 'SIGINT' | 'SIGTERM') => {
      asked = signal;
      child.kill('SIGTERM');
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      if (asked === undefined) resolve(code ?? 1);
      else reject(new Interrupted(asked));
    });
  });
}
