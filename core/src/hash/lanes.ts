import { assert } from '../basics/assert.ts';
import { type Hash, type HashState, pad, paddedLength, writeDigest } from './hash.ts';

/**
 * Many messages hashed at once, without an object for each. The caller lays padded messages one after another into
 * `blocks`, says in `counts` how many blocks of 64 bytes each has, and runs; digest i (32 bytes) then stands at 32·i.
 * `items` is a place to put pieces of 32 or 64 bytes from which `place` fills the messages.
 *
 * {@link plainLanes} is the reference; `wasm-lanes.ts` makes the same of WebAssembly. Areas are valid until the next run.
 */
export type Lanes = {
  readonly hash: Hash;
  readonly items: Uint8Array;
  readonly blocks: Uint8Array;
  readonly counts: Int32Array;
  readonly digests: Uint8Array;
  /** Copies items 0 … messages−1 of `size` bytes each to byte `at` of every message, messages being `stride` bytes apart. */
  readonly place: (messages: number, layout: Layout) => void;
  /** Hashes messages 0 … messages−1, each going on from `state`. */
  readonly run: (state: HashState, messages: number) => void;
};

/** `size`: 32 or 64. */
export type Layout = { readonly size: number; readonly at: number; readonly stride: number };

const BLOCK = 64;
const DIGEST = 32;

/** Most messages and blocks of one run: small enough to stay in the second-level cache. */
export const LANE_MESSAGES = 2048;
export const LANE_BLOCKS = 8192;
/** Most blocks of one message: 64 KB. */
export const MESSAGE_BLOCKS = 1024;

/** Makes lanes with areas of their own (about 0.8 MB); what is laid into them stays until it is overwritten. */
export type LaneMaker = (hash: Hash) => Lanes;

export function plainLanes(hash: Hash): Lanes {
  const { scheduleWords, expand, rounds } = hash.compression;
  const items = new Uint8Array(LANE_MESSAGES * BLOCK);
  const blocks = new Uint8Array(LANE_BLOCKS * BLOCK);
  const counts = new Int32Array(LANE_MESSAGES);
  const digests = new Uint8Array(LANE_MESSAGES * DIGEST);
  const schedule = new Int32Array(scheduleWords);
  const working = new Int32Array(8);
  return {
    ...{ hash, items, blocks, counts, digests },
    place(messages, { size, at, stride }) {
      for (let i = 0; i < messages; i++) {
        const from = i * size;
        const to = i * stride + at;
        for (let k = 0; k < size; k++) blocks[to + k] = items[from + k]!;
      }
    },
    run(state, messages) {
      let at = 0;
      for (let i = 0; i < messages; i++) {
        working.set(state);
        for (const end = at + counts[i]! * BLOCK; at < end; at += BLOCK) {
          expand(blocks, at, schedule);
          rounds(working, schedule, 0);
        }
        writeDigest(working, digests, i * DIGEST);
      }
    },
  };
}

/** Lays the padding of `messages` messages of one length, `stride` bytes apart; answers with the stride. */
export function padAll(
  { blocks, counts }: Lanes,
  messages: number,
  { length, before }: { readonly length: number; readonly before: number },
): number {
  const stride = paddedLength(length);
  for (let i = 0; i < messages; i++) {
    pad(blocks, i * stride, { length, before });
    counts[i] = stride / BLOCK;
  }
  return stride;
}

/** Messages of different lengths: {@link MessageQueue.add} them, take their digests in that order, a run at a time. */
export type MessageQueue = {
  /** Room for a message of at most `length` bytes: answers with its place in `lanes.blocks`. */
  readonly room: (length: number) => number;
  /** The message at the last place given has this length now. */
  readonly add: (length: number) => void;
  /** Hashes what waits. */
  readonly flush: () => void;
};

/**
 * A queue whose digests are given to `take`: digest i of the `messages` just hashed stands at 32·i of `lanes.digests`, and
 * `first` counts the messages hashed before. `before`: bytes hashed before each message, with `state` after them.
 */
export function messageQueue(
  lanes: Lanes,
  { state, before }: { readonly state: HashState; readonly before: number },
  take: (messages: number, first: number) => void,
): MessageQueue {
  const { blocks, counts } = lanes;
  let waiting = 0;
  let at = 0;
  let first = 0;
  const flush = () => {
    if (waiting > 0) lanes.run(state, waiting);
    take(waiting, first);
    first += waiting;
    waiting = 0;
    at = 0;
  };
  return {
    flush,
    room(length) {
      const size = paddedLength(length);
      assert(size <= MESSAGE_BLOCKS * BLOCK, `a message of ${length} bytes`);
      if (waiting === LANE_MESSAGES || at + size > blocks.length) flush();
      return at;
    },
    add(length) {
      const end = pad(blocks, at, { length, before });
      counts[waiting++] = (end - at) / BLOCK;
      at = end;
    },
  };
}
