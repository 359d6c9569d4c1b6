import { ed25519 } from '@noble/curves/ed25519.js';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import type { VerifySignature } from '@sunlot/core/draw/checkpoint.ts';
import { verifyQuicknet } from '@sunlot/core/draw/drand.ts';
import { publicListChunks } from '@sunlot/core/draw/list-writer.ts';
import { readOwnOpening } from '@sunlot/core/draw/read-own-opening.ts';
import { verifyDraw } from '@sunlot/core/draw/verify.ts';
import { frozenList, manifestOf, readPieces } from './national-list.ts';
import { loadedCheck } from './national-verify.ts';

/** What a browser has to do for a visitor; bundled into one script, which a page and Node run alike. */

export type BrowserTask = {
  /** Rows of the national list, which is made here from its seed; 0 for none. */
  readonly size: number;
  readonly runs: number;
  /** A county's evidence pack as texts, and an opening of its draw. */
  readonly pack: Readonly<Record<string, string>>;
  readonly opening: string;
  readonly logKey: string;
};

/** Best times, ms; `ownFirst`: of the first opening after loading, when nothing is compiled yet. */
export type BrowserTimes = {
  readonly load?: number;
  readonly check?: number;
  readonly pack?: number;
  readonly own?: number;
  readonly ownFirst?: number;
};

/** Shorter samples say more about the clock than about the work. */
const SAMPLE_MS = 20;

const verifySignature: VerifySignature = (publicKey, message, signature) =>
  ed25519.verify(signature, message, publicKey);

/** @public Called by the page and by Node, of which no import tells. */
export function measureInBrowser(task: BrowserTask): BrowserTimes {
  return task.size > 0 ? nationalTimes(task) : countyTimes(task);
}

function nationalTimes({ size, runs }: BrowserTask): BrowserTimes {
  const { table, root } = frozenList(size);
  const manifest = manifestOf({ table, root });
  // A piece is valid until the next is asked for.
  const pieces = Array.from(publicListChunks(table), (piece) => piece.slice());
  const load = best(runs, () => {
    if (readPieces(pieces, size).root !== root) throw new Error('another root');
  });
  return { load, check: best(runs, loadedCheck({ table, manifest })) };
}

function countyTimes({ runs, pack, opening, logKey }: BrowserTask): BrowserTimes {
  const opened = () => {
    if (!readOwnOpening(opening, { logKey, verifySignature }).ok) throw new Error('the opening fails');
  };
  const ownFirst = sample(opened, 1);
  const files = new Map(Object.entries(pack).map(([name, text]) => [name, utf8(text)]));
  return {
    ownFirst,
    own: best(runs, opened),
    pack: best(runs, () => {
      if (!verifyDraw(files, { verifySignature, verifyBeacon: verifyQuicknet }).ok) throw new Error('the pack fails');
    }),
  };
}

function best(runs: number, work: () => void): number {
  const first = sample(work, 1);
  const repeats = Math.ceil(SAMPLE_MS / Math.max(first, 0.01));
  return Math.min(first, ...Array.from({ length: runs }, () => sample(work, repeats)));
}

function sample(work: () => void, repeats: number): number {
  const begin = performance.now();
  for (let i = 0; i < repeats; i++) work();
  return (performance.now() - begin) / repeats;
}
