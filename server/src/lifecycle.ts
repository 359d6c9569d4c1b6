/** What runs until it is stopped. */
export type Running = { close(): Promise<void> };

export type LifecycleSettings = {
  /** Everything is over that long after the first request to stop; default 9.5 s. */
  readonly stopWithinMs?: number;
  /** One line for the person at the terminal; default stderr. */
  readonly say?: (line: string) => void;
  /** The same for progress that nobody needs; default `say`. */
  readonly note?: (line: string) => void;
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const INTERRUPTED = 130;
/** Ctrl+C reaches this process from the terminal, and once more through npm: both are one wish. */
const SAME_WISH_MS = 1_000;

/**
 * Starts something, keeps it until SIGINT, SIGTERM or SIGHUP, closes it once. A signal while it still starts waits for
 * the start and closes then, so that nothing stays behind. A second Ctrl+C a second later, or `stopWithinMs`, ends the
 * process at once; the database is safe then too, and the next start clears up.
 * @returns the exit code: 0 stopped, 130 interrupted before it was ready, 1 when closing failed or after an error that
 * nobody caught. What `start` throws is thrown.
 */
export async function runUntilStopped(
  start: () => Promise<Running>,
  settings: LifecycleSettings = {},
): Promise<number> {
  const say = settings.say ?? ((line: string) => process.stderr.write(`${line}\n`));
  const wish = awaitWish(settings.stopWithinMs ?? 9_500, { say, note: settings.note ?? say });
  try {
    const starting = start();
    const ready = await Promise.race([starting.then(() => true), wish.made.then(() => false)]);
    const running = await starting;
    const code = await wish.made;
    await running.close();
    return ready ? code : INTERRUPTED;
  } catch (error) {
    if (!wish.isMade()) throw error;
    say(`停止时出错：${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    wish.release();
  }
}

type Wish = {
  /** The exit code that the first wish asks for. */
  readonly made: Promise<number>;
  isMade(): boolean;
  release(): void;
};

type Voices = Required<Pick<LifecycleSettings, 'say' | 'note'>>;

function awaitWish(stopWithinMs: number, { say, note }: Voices): Wish {
  const { promise: made, settle } = settlable<number>();
  let madeAt: number | null = null;
  let cut: NodeJS.Timeout | undefined;

  function stop(code: number): void {
    madeAt = performance.now();
    cut = setTimeout(() => {
      say(`${Math.ceil(stopWithinMs / 1000)} 秒内未能停完，强制退出。已保存的数据不受影响。`);
      process.exit(1);
    }, stopWithinMs);
    settle(code);
  }

  function onSignal(): void {
    if (madeAt === null) {
      note('正在停止……（再按一次 Ctrl+C 强制退出）');
      stop(0);
    } else if (performance.now() - madeAt > SAME_WISH_MS) {
      process.exit(INTERRUPTED);
    }
  }

  function onUncaught(error: unknown): void {
    say(`程序出错，正在停止：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (madeAt === null) stop(1);
  }

  // A terminal that was closed cannot be written to; that must not keep the rest from being closed.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignore);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on('uncaughtException', onUncaught);
  return {
    made,
    isMade: () => madeAt !== null,
    release: () => {
      clearTimeout(cut);
      for (const signal of SIGNALS) process.off(signal, onSignal);
      for (const stream of [process.stdout, process.stderr]) stream.off('error', ignore);
      process.off('uncaughtException', onUncaught);
    },
  };
}

function ignore(): void {}

function settlable<T>(): { promise: Promise<T>; settle: (value: T) => void } {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}
