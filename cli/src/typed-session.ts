import { type ExecFileException, execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Opened, openFolder } from '@sunlot/server/open.ts';
import { vi } from 'vitest';
import { main } from './main.ts';

/** Sessions that pages of the documentation print, typed by tests as they stand. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'cli/bin/sunlot.js');

/** What a command ended with, printed, and said besides. */
export type Done = { readonly code: number; readonly out: string; readonly note: string };

type Step = { readonly line: string; readonly args: readonly string[]; readonly code: number };

/** The `sunlot` lines of a page; `# exit 8` in a comment is the exit code it promises. */
function readSession(page: string): readonly Step[] {
  return textOf(page)
    .split('\n')
    .filter((line) => line.startsWith('sunlot '))
    .map((line) => {
      const [command, comment = ''] = line.split(/\s+# /);
      return { line, args: command!.trim().split(/\s+/).slice(1), code: Number(/exit (\d+)/.exec(comment)?.[1] ?? 0) };
    });
}

/** The moment that a page gives its test folder. */
function clockOf(page: string): string {
  const clock = /SUNLOT_CLOCK=(\S+)/.exec(textOf(page))?.[1];
  if (clock === undefined) throw new Error(`${page} names no SUNLOT_CLOCK`);
  return clock;
}

function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

export type TypedSession = {
  readonly folder: string;
  readonly steps: readonly Step[];
  /** One command; TASK and DRAW stand for the ids printed last, files lie in the session's own folder. */
  readonly sunlot: (...args: readonly string[]) => Promise<Done>;
  /** The same with lines for its questions. */
  readonly answering: (input: string, ...args: readonly string[]) => Promise<Done>;
  /** Types every step in turn; `before` sees each one first. */
  readonly type: (before?: (step: Step) => Promise<void>) => Promise<void>;
  /** What the n-th command with these words said. */
  readonly answer: (words: string | RegExp, nth?: number) => Done;
  /** Steps that ended otherwise than the page says. */
  readonly surprises: () => readonly object[];
  readonly end: () => Promise<void>;
};

/** How a command line is carried out: with its settings, in a folder, with lines for its questions. */
type Run = (args: readonly string[], place: Place) => Promise<Done>;

type Place = { readonly env: Readonly<Record<string, string>>; readonly folder: string; readonly input: string };

/** As a person's shell does it. */
const asProcess: Run = (args, { env, folder, input }) =>
  new Promise((resolve) => {
    const done = (error: ExecFileException | null, out: string, note: string) =>
      resolve({ code: error ? Number(error.code) : 0, out, note });
    execFile(process.execPath, [bin, ...args], { env: { ...process.env, ...env }, cwd: folder }, done).stdin?.end(
      input,
    );
  });

/** The same program in this process: nothing is asked, and no second is lost on starting it. */
export const inThisProcess: Run = async (args, { env, folder }) => {
  const said = { out: '', note: '' };
  const home = process.cwd();
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const heard = (stream: 'out' | 'note') => (text: string | Uint8Array) => {
    said[stream] += String(text);
    return true;
  };
  const streams = [
    vi.spyOn(process.stdout, 'write').mockImplementation(heard('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(heard('note')),
  ];
  process.chdir(folder);
  try {
    const code = await main(args);
    return { code, ...said };
  } finally {
    process.chdir(home);
    for (const stream of streams) stream.mockRestore();
    vi.unstubAllEnvs();
  }
};

/** The same page for a reader of English: what each command prints for people, in English, instead of JSON. */
export function englishSession(page: string): TypedSession {
  return typedSession(page, (args, place) => {
    const shown = args.filter((arg) => arg !== '--json');
    return inThisProcess([...shown, '--lang', 'en'], place);
  });
}

export function typedSession(page: string, run: Run = asProcess): TypedSession {
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-session-'));
  const data = join(folder, 'd');
  const env = { SUNLOT_DATA: data, SUNLOT_CLOCK: clockOf(page) };
  const ids = new Map<string, string>();
  const steps = readSession(page);
  const said: Done[] = [];
  let kept: Opened | undefined;

  const answering = (input: string, ...args: readonly string[]): Promise<Done> =>
    run(
      args.map((arg) => ids.get(arg) ?? placed(arg, folder)),
      { env, folder, input },
    );
  const sunlot = (...args: readonly string[]) => answering('', ...args);

  return {
    folder,
    steps,
    sunlot,
    answering,
    type: async (before = async () => undefined) => {
      for (const step of steps) {
        await before(step);
        const done = await sunlot(...step.args);
        said.push(done);
        // The commands that follow join its database instead of starting and stopping it each time.
        if (step.args[0] === 'init') kept = await openFolder({ folder: data });
        for (const [word, id] of idsIn(step, done.out)) ids.set(word, id);
      }
    },
    answer: (words, nth = 0) => {
      const at = steps.flatMap(({ line }, i) => (says(line, words) ? [i] : []))[nth];
      if (at === undefined) throw new Error(`${page} has no command with ${words}`);
      return said[at]!;
    },
    surprises: () =>
      steps.flatMap(({ line, code }, i) => (said[i]?.code === code ? [] : [{ line, code, said: said[i] }])),
    end: async () => {
      await kept?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function says(line: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? line.includes(words) : words.test(line);
}

function placed(arg: string, folder: string): string {
  if (/^[\w-]+\.zip$/.test(arg)) return join(folder, arg);
  return arg.startsWith('examples/') ? join(root, arg) : arg;
}

/** In JSON wherever they stand; else as the command that makes them tells them. */
function idsIn({ line }: Step, out: string): readonly (readonly [string, string])[] {
  const isMade = (command: string) => line.startsWith(`sunlot ${command} `);
  const task = (/"task":"(tsk_\w+)"/.exec(out) ?? (isMade('task create') ? /(tsk_\w+)/.exec(out) : null))?.[1];
  const draw = (/"draw":"(drw_\w+)"/.exec(out) ?? (isMade('draw freeze') ? /(drw_\w+)/.exec(out) : null))?.[1];
  return [...(task ? [['TASK', task] as const] : []), ...(draw ? [['DRAW', draw] as const] : [])];
}
