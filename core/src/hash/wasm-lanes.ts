import type { Hash, Profile } from './hash.ts';
import { LANE_BLOCKS, LANE_MESSAGES, type LaneMaker, type Lanes, MESSAGE_BLOCKS, plainLanes } from './lanes.ts';
import {
  add32,
  type Code,
  get,
  greater,
  i32,
  larger,
  lessThan,
  load,
  load32,
  loadSplat,
  pick,
  repeat,
  select,
  set,
  shl32,
  splat,
  store,
  swapped,
  type WasmFunction,
  wasmModule,
} from './wasm-code.ts';
import { WASM_ROUNDS } from './wasm-rounds.ts';

/** What of the global `WebAssembly` is needed; core does not know the platform, so the caller hands it in. */
export type Wasm = {
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

const BLOCK = 64;
const PAGE = 65_536;
const STATE_AT = 0;
const COUNTS_AT = 64;
const DIGESTS_AT = COUNTS_AT + 4 * LANE_MESSAGES;
const ITEMS_AT = DIGESTS_AT + 32 * LANE_MESSAGES;
const BLOCKS_AT = ITEMS_AT + BLOCK * LANE_MESSAGES;
/** A lane whose message has ended reads on, beside the longest message of its group, and forgets what it read. */
const PAGES = Math.ceil((BLOCKS_AT + (LANE_BLOCKS + MESSAGE_BLOCKS) * BLOCK) / PAGE);

/**
 * Lanes on WebAssembly with SIMD, four messages at a time; plain ones where the platform has no SIMD (Chromium before 91).
 * The module is assembled once from `wasm-rounds.ts`, about 25 kB in 20 ms; a browser wants that in a worker.
 */
export function wasmLanes(wasm: Wasm): LaneMaker {
  const modules = new Map<Profile, object | undefined>();
  return (hash) => {
    if (!modules.has(hash.profile)) {
      const bytes = wasmModule(PAGES, [runFunction(hash), PLACE]);
      modules.set(hash.profile, wasm.validate(bytes) ? new wasm.Module(bytes) : undefined);
    }
    const module = modules.get(hash.profile);
    return module ? lanesOf(new wasm.Instance(module).exports as Exports, hash) : plainLanes(hash);
  };
}

function lanesOf({ memory, run, place }: Exports, hash: Hash): Lanes {
  const { buffer } = memory;
  const state = new Int32Array(buffer, STATE_AT, 8);
  const counts = new Int32Array(buffer, COUNTS_AT, LANE_MESSAGES);
  return {
    ...{ hash, counts },
    digests: new Uint8Array(buffer, DIGESTS_AT, 32 * LANE_MESSAGES),
    items: new Uint8Array(buffer, ITEMS_AT, BLOCK * LANE_MESSAGES),
    blocks: new Uint8Array(buffer, BLOCKS_AT, BLOCK * LANE_BLOCKS),
    place: (messages, { size, at, stride }) => place(messages, size, at, stride),
    run(from, messages) {
      state.set(from);
      const end = Math.ceil(messages / 4) * 4;
      const beyond = counts.slice(messages, end);
      counts.fill(0, messages, end);
      run(messages);
      counts.set(beyond, messages);
    },
  };
}

type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly run: (messages: number) => void;
  readonly place: (messages: number, size: number, at: number, stride: number) => void;
};

const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

/** run(messages): groups of four; in each as many blocks as its longest message has, later ones masked. */
function runFunction(hash: Hash): WasmFunction {
  const { rounds, combine } = WASM_ROUNDS[hash.profile];
  const [messages, i, cursor, b, most] = range(0, 5) as [number, number, number, number, number];
  const at = range(5, 4);
  const sizes = range(9, 4);
  const counts = 13;
  const before = range(14, 8);
  const letters = range(22, 8);
  const words = range(30, 16);
  const scratch = range(46, 4) as [number, number, number, number];
  const countAt = shl32(get(i), i32(2));
  const group = [
    ...set(counts, load(countAt, COUNTS_AT)),
    ...sizes.flatMap((size, lane) => set(size, load32(countAt, COUNTS_AT + 4 * lane))),
    ...at.flatMap((place, lane) => [
      ...set(place, get(cursor)),
      ...set(cursor, add32(get(cursor), shl32(get(sizes[lane]!), i32(6)))),
    ]),
    ...set(most, get(sizes[0]!)),
    ...sizes.slice(1).flatMap((size) => set(most, larger(most, size))),
    ...before.flatMap((word, k) => set(word, loadSplat(i32(STATE_AT), 4 * k))),
    ...set(b, i32(0)),
  ];
  const block = [
    ...[0, 1, 2, 3].flatMap((quarter) =>
      loadWords(at, words.slice(4 * quarter, 4 * quarter + 4), { quarter, scratch }),
    ),
    ...letters.flatMap((letter, k) => set(letter, get(before[k]!))),
    ...rounds({ letters, words, scratch }),
    ...set(scratch[0], greater(get(counts), splat(get(b)))),
    ...before.flatMap((word, k) => set(word, select(combine(get(letters[k]!), get(word)), get(word), get(scratch[0])))),
    ...at.flatMap((place) => set(place, add32(get(place), i32(BLOCK)))),
    ...set(b, add32(get(b), i32(1))),
  ];
  const out = shl32(get(i), i32(5));
  const results = [0, 1].flatMap((half) => [
    ...turned(before.slice(4 * half, 4 * half + 4), words.slice(0, 4), scratch),
    ...[0, 1, 2, 3].flatMap((lane) =>
      store(out, DIGESTS_AT + 32 * lane + 16 * half, swapped(get(words[lane]!), scratch[0])),
    ),
  ]);
  const body = repeat(
    [...group, ...repeat(block, lessThan(get(b), get(most))), ...results, ...set(i, add32(get(i), i32(4)))],
    lessThan(get(i), get(messages)),
  );
  const code = [...set(i, i32(0)), ...set(cursor, i32(BLOCKS_AT)), ...body];
  return { name: 'run', params: 1, locals: { i32: 12, v128: 37 }, code };
}

type Loading = { readonly quarter: number; readonly scratch: readonly number[] };

/** Four words of each of four messages, big endian in memory, into one local a word. */
function loadWords(at: readonly number[], words: readonly number[], { quarter, scratch }: Loading): Code {
  return [
    ...at.flatMap((place, lane) => set(words[lane]!, swapped(load(get(place), 16 * quarter), scratch[0]!))),
    ...turned(words, words, scratch),
  ];
}

/** Turns four times four words: `to[k]` gets word k of each of `from`. */
function turned(from: readonly number[], to: readonly number[], scratch: readonly number[]): Code {
  const [a, b, c, d] = from.map(get) as [Code, Code, Code, Code];
  const [ab, cd, ab2, cd2] = scratch.map(get) as [Code, Code, Code, Code];
  const low = [0, 4, 1, 5];
  const high = [2, 6, 3, 7];
  const parts = [pick(a, b, low), pick(c, d, low), pick(a, b, high), pick(c, d, high)];
  const words = [
    ...[pick(ab, cd, [0, 1, 4, 5]), pick(ab, cd, [2, 3, 6, 7])],
    ...[pick(ab2, cd2, [0, 1, 4, 5]), pick(ab2, cd2, [2, 3, 6, 7])],
  ];
  return [...parts.flatMap((part, k) => set(scratch[k]!, part)), ...words.flatMap((word, k) => set(to[k]!, word))];
}

/** place(messages, size, at, stride), sixteen bytes at a time. */
const PLACE: WasmFunction = (() => {
  const [messages, size, at, stride, from, k, i] = range(0, 7) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const copy = [
    ...store(add32(get(at), get(k)), BLOCKS_AT, load(add32(get(from), get(k)), ITEMS_AT)),
    ...set(k, add32(get(k), i32(16))),
  ];
  const one = [
    ...[...set(k, i32(0)), ...repeat(copy, lessThan(get(k), get(size)))],
    ...[...set(from, add32(get(from), get(size))), ...set(at, add32(get(at), get(stride)))],
    ...set(i, add32(get(i), i32(1))),
  ];
  const code = repeat(one, lessThan(get(i), get(messages)));
  return { name: 'place', params: 4, locals: { i32: 3, v128: 0 }, code };
})();
