import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { platformWasm } from '../../test/platform-wasm.ts';
import { concat, hex } from '../basics/bytes.ts';
import { hashOf, PROFILES, stateAfter } from './hash.ts';
import { LANE_MESSAGES, type Lanes, messageQueue, padAll, plainLanes } from './lanes.ts';
import { wasmLanes } from './wasm-lanes.ts';

const onWasm = wasmLanes(platformWasm);

/** Digests of messages through a queue, after one block or none. */
function digests(lanes: Lanes, messages: readonly Uint8Array[], block?: Uint8Array): string[] {
  const { hash } = lanes;
  const from = block ? { state: stateAfter(hash, block), before: 64 } : { state: hash.compression.initial, before: 0 };
  const found: string[] = [];
  const queue = messageQueue(lanes, from, (count, first) => {
    expect(first).toBe(found.length);
    for (let i = 0; i < count; i++) found.push(hex(lanes.digests.subarray(32 * i, 32 * i + 32)));
  });
  for (const message of messages) {
    lanes.blocks.set(message, queue.room(message.length));
    queue.add(message.length);
  }
  queue.flush();
  return found;
}

describe.each(PROFILES)('profile %s', (profile) => {
  const hash = hashOf(profile);
  const kinds: readonly (readonly [string, Lanes])[] = [
    ['plain', plainLanes(hash)],
    ['wasm', onWasm(hash)],
  ];

  test.each(kinds)('%s lanes hash what the plain hash does: every length to five blocks', (_, lanes) => {
    const messages = Array.from({ length: 320 }, (_, n) => new Uint8Array(n).map((_, i) => n + 7 * i));
    expect(digests(lanes, messages)).toEqual(messages.map((message) => hex(hash.digest(message))));
    const block = new Uint8Array(64).fill(5);
    expect(digests(lanes, messages, block)).toEqual(
      messages.map((message) => hex(hash.digest(concat(block, message)))),
    );
  });

  test.each(kinds)('%s lanes: any mixture of lengths and numbers, and more than one run', (_, lanes) => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 40 }), (messages) => {
        expect(digests(lanes, messages)).toEqual(messages.map((message) => hex(hash.digest(message))));
      }),
      { numRuns: 60 },
    );
    const many = Array.from({ length: LANE_MESSAGES + 5 }, (_, n) => new Uint8Array(n % 150).fill(n));
    expect(digests(lanes, many)).toEqual(many.map((message) => hex(hash.digest(message))));
    const long = Array.from({ length: 150 }, (_, n) => new Uint8Array(4080 - n).fill(n));
    expect(digests(lanes, long)).toEqual(long.map((message) => hex(hash.digest(message))));
  });

  test.each(kinds)('%s lanes place items of 32 and 64 bytes into messages of one length', (_, lanes) => {
    for (const [size, at] of [
      [32, 1],
      [64, 1],
      [32, 0],
    ] as const) {
      const count = 7;
      const stride = padAll(lanes, count, { length: size + at, before: 0 });
      for (let i = 0; i < size * count; i++) lanes.items[i] = 3 * i;
      for (let i = 0; i < count; i++) for (let k = 0; k < at; k++) lanes.blocks[i * stride + k] = i;
      lanes.place(count, { size, at, stride });
      lanes.run(hash.compression.initial, count);
      for (let i = 0; i < count; i++) {
        const item = lanes.items.slice(size * i, size * i + size);
        const right = hash.digest(concat(new Uint8Array(at).fill(i), item));
        expect(hex(lanes.digests.subarray(32 * i, 32 * i + 32))).toBe(hex(right));
      }
    }
  });

  test('a message longer than 64 KB is refused', () => {
    const lanes = plainLanes(hash);
    const queue = messageQueue(lanes, { state: hash.compression.initial, before: 0 }, () => {});
    expect(() => queue.room(65_530)).toThrow('a message of 65530 bytes');
  });
});

test('the platform of these tests has SIMD; where one has none, plain lanes serve', () => {
  const std = hashOf('std');
  expect(onWasm(std).blocks.buffer.byteLength % 65_536).toBe(0);
  const old = wasmLanes({ ...platformWasm, validate: () => false });
  expect(old(std).blocks.buffer.byteLength).toBe(plainLanes(std).blocks.buffer.byteLength);
  expect(digests(old(std), [new Uint8Array(3)])).toEqual([hex(std.digest(new Uint8Array(3)))]);
});

test('a run of few messages leaves the counts of those behind them', () => {
  const lanes = onWasm(hashOf('gm'));
  padAll(lanes, 8, { length: 10, before: 0 });
  lanes.run(hashOf('gm').compression.initial, 5);
  expect([...lanes.counts.subarray(0, 8)]).toEqual(Array(8).fill(1));
});
