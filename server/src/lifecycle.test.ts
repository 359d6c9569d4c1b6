import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';

// Each program prints what happens to it; `hold` keeps it alive as a listening server would.
const LIFECYCLE = join(import.meta.dirname, 'lifecycle.ts');
const PRELUDE = `
import { runUntilStopped } from '${LIFECYCLE}';
const hold = () => setInterval(() => undefined, 1_000);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const end = (code) => { console.log('code', code); process.exit(code); };
`;

const CLEAN = `
end(await runUntilStopped(async () => {
  const timer = hold();
  console.log('ready');
  return { close: async () => { await sleep(200); clearInterval(timer); console.log('closed'); } };
}));`;

const HANGING = `
end(await runUntilStopped(async () => {
  hold();
  console.log('ready');
  return { close: () => new Promise(() => undefined) };
}, { stopWithinMs: Number(process.env.STOP_WITHIN) }));`;

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

type Program = {
  said(): string;
  prints(word: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** As when the window of the terminal is closed. */
  hangUp(): void;
  ended(): Promise<number | null>;
};

function run(script: string, env: NodeJS.ProcessEnv = {}): Program {
  const words = ['--input-type=module-typescript', '--eval', PRELUDE + script];
  const started = spawn(process.execPath, words, { env: { ...process.env, ...env } });
  child = started;
  let said = '';
  const add = (chunk: Buffer) => {
    said += chunk.toString('utf8');
  };
  started.stdout.on('data', add);
  started.stderr.on('data', add);
  const ended = once(started, 'close') as Promise<[number | null]>;
  return {
    said: () => said,
    prints: async (word) => {
      while (!said.includes(word)) await Promise.race([once(started.stdout, 'data'), once(started.stderr, 'data')]);
    },
    signal: (name) => started.kill(name),
    hangUp: () => {
      started.stdout.destroy();
      started.stderr.destroy();
      started.kill('SIGHUP');
    },
    ended: async () => (await ended)[0],
  };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s closes it and ends with 0', async (signal) => {
  const program = run(CLEAN);
  await program.prints('ready');
  program.signal(signal);
  expect(await program.ended()).toBe(0);
  expect(program.said()).toContain('closed\ncode 0');
});

it('a terminal that was closed does not keep it from closing', async () => {
  const program = run(`
    await runUntilStopped(async () => {
      const timer = hold();
      console.log('ready');
      return { close: async () => { clearInterval(timer); console.log('closed'); await sleep(50); process.exitCode = 42; } };
    });`);
  await program.prints('ready');
  program.hangUp();
  expect(await program.ended()).toBe(42);
});

it('the same Ctrl+C arriving twice, as under npm, closes it once and waits for it', async () => {
  const program = run(CLEAN);
  await program.prints('ready');
  program.signal('SIGINT');
  await program.prints('正在停止');
  program.signal('SIGINT');
  expect(await program.ended()).toBe(0);
  expect(program.said().split('closed').length).toBe(2);
});

it('a second Ctrl+C later ends a close that hangs', async () => {
  const program = run(HANGING, { STOP_WITHIN: '40000' });
  await program.prints('ready');
  program.signal('SIGINT');
  await program.prints('正在停止');
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  program.signal('SIGINT');
  expect(await program.ended()).toBe(130);
});

it('a close that hangs ends with 1 when the time is up', async () => {
  const program = run(HANGING, { STOP_WITHIN: '300' });
  await program.prints('ready');
  program.signal('SIGTERM');
  expect(await program.ended()).toBe(1);
  expect(program.said()).toContain('强制退出');
});

it('a signal during the start waits for it, closes what it made, and ends with 130', async () => {
  const program = run(`
    end(await runUntilStopped(async () => {
      console.log('starting');
      await sleep(500);
      console.log('started');
      return { close: async () => console.log('closed') };
    }));`);
  await program.prints('starting');
  program.signal('SIGINT');
  expect(await program.ended()).toBe(130);
  expect(program.said()).toContain('started\nclosed\ncode 130');
});

it('what the start throws reaches the caller', async () => {
  const program = run(`
    await runUntilStopped(async () => { throw new Error('no room'); }).catch((error) => console.log('threw', error.message));
    console.log(process.listenerCount('SIGINT'), 'listeners left');`);
  expect(await program.ended()).toBe(0);
  expect(program.said()).toBe('threw no room\n0 listeners left\n');
});

it('a close that throws ends with 1 and its message', async () => {
  const program = run(`
    end(await runUntilStopped(async () => {
      const timer = hold();
      console.log('ready');
      return { close: async () => { clearInterval(timer); throw new Error('jammed'); } };
    }));`);
  await program.prints('ready');
  program.signal('SIGTERM');
  expect(await program.ended()).toBe(1);
  expect(program.said()).toContain('停止时出错：jammed');
});

it('an error that nobody caught closes it and ends with 1', async () => {
  const program = run(`
    end(await runUntilStopped(async () => {
      const timer = hold();
      setTimeout(() => { throw new Error('a bug'); }, 50);
      return { close: async () => { clearInterval(timer); console.log('closed'); } };
    }));`);
  expect(await program.ended()).toBe(1);
  expect(program.said()).toContain('a bug');
  expect(program.said()).toContain('closed\ncode 1');
});
