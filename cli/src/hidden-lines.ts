import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';

/** Answers one line after another, '' when there are no more. */
export type NextLine = () => Promise<string>;

type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/**
 * Lines of an input, not echoed. What comes in one piece is not lost: lines that nobody asked for yet wait for the next
 * question. So there is one reader of an input in a process. Between two questions the input is at rest: it does not
 * keep the process alive, and a terminal is as it was.
 */
export function hiddenLines(input: Input): NextLine {
  const waiting: string[] = [];
  const isTerminal = input.isTTY === true;
  let lines: Interface | undefined;
  let ended = false;

  function open(): Interface {
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const opened = createInterface({ input, output: silent, terminal: isTerminal, historySize: 0 });
    opened.on('line', (line) => waiting.push(line));
    opened.on('close', () => {
      ended = !isTerminal;
    });
    return opened;
  }

  return async () => {
    if (waiting.length === 0 && !ended) {
      lines ??= open();
      lines.resume();
      await lineOrEnd(lines);
      if (isTerminal) {
        lines.close();
        lines = undefined;
      } else if (!ended) {
        lines.pause();
      }
    }
    return waiting.shift() ?? '';
  };
}

function lineOrEnd(lines: Interface): Promise<void> {
  return new Promise((resolve) => {
    lines.once('line', () => resolve());
    lines.once('close', () => resolve());
  });
}
