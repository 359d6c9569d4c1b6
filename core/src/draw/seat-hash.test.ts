import { describe, expect, test } from 'vitest';
import { random } from '../../test/seat-sessions.ts';
import { concat, hex } from '../basics/bytes.ts';
import { hkdfExpand } from '../hash/hkdf.ts';
import { sha256 } from '../hash/sha256.ts';
import { digestAfter, digestOfMessage, expandMessages, hkdfExpander, stateAfter } from './seat-hash.ts';

const next = random(1);
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => next(256));

describe('the seat hash is SHA-256', () => {
  test('after one block, messages of every length up to four blocks', () => {
    const block = bytes(64);
    for (let length = 0; length <= 256; length++) {
      const message = bytes(length);
      const digest = digestAfter(stateAfter(block), message, new Uint8Array(32));
      expect(hex(digest), `${length} bytes`).toBe(hex(sha256(concat(block, message))));
    }
  });

  test('of messages expanded once and finished after many blocks', () => {
    const messages = [0, 1, 23, 54, 55].map(bytes);
    const expanded = expandMessages(messages);
    for (let round = 0; round < 50; round++) {
      const block = bytes(64);
      for (const [i, message] of messages.entries()) {
        const words = digestOfMessage(stateAfter(block), expanded, i);
        const text = Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
        expect(text).toBe(hex(sha256(concat(block, message))));
      }
    }
  });

  test('a message that needs a second block cannot be expanded', () => {
    expect(() => expandMessages([bytes(56)])).toThrow('too long for one block: 56 bytes');
  });

  test('HKDF-Expand to one block, for keys and names of the draw', () => {
    const key = bytes(32);
    const expand = hkdfExpander(key);
    for (let length = 0; length <= 150; length++) {
      const info = bytes(length);
      expect(hex(expand(info))).toBe(hex(hkdfExpand(key, info, 64)));
    }
  });
});
