import type { Answer, Request } from './messages.ts';
import type { makeVerifier } from './verifier.ts';
import type { Verifier } from './verifier-view.ts';

/** What a page needs to have verified: a thread where the browser gives one, and the same program for the page where it does not. */
export type Threads = {
  readonly startWorker: () => Worker;
  readonly loadHere: () => Promise<typeof makeVerifier>;
};

/** A worker that never answered a thing did not start: then the page verifies itself, and stands still while it computes. */
export function workerOrPage({ startWorker, loadHere }: Threads): Verifier {
  let tell: (answer: Answer) => void = () => undefined;
  let worker: Worker | undefined;
  let here: Promise<(request: Request) => Promise<void>> | undefined;
  let hasAnswered = false;
  const askHere = async (request: Request) => {
    try {
      here ??= loadHere().then((make) => make(tell));
      await (await here)(request);
    } catch {
      here = undefined;
      tell({
        kind: 'failed',
        why: '验算程序没有取到：网络断了，或浏览器太旧。请刷新本页再试，或改用命令 sunlot verify。',
      });
    }
  };
  const started = () => {
    try {
      return startWorker();
    } catch {
      return undefined;
    }
  };
  return {
    onAnswer(listener) {
      tell = listener;
    },
    ask(request) {
      if (here) return void askHere(request);
      worker ??= started();
      if (!worker) return void askHere(request);
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        hasAnswered = true;
        tell(data);
      };
      worker.onerror = () => {
        worker?.terminate();
        worker = undefined;
        if (hasAnswered) tell({ kind: 'failed', why: '验算中断：浏览器的内存可能不够。请改用命令 sunlot verify。' });
        else void askHere(request);
      };
      worker.postMessage(request);
    },
  };
}
