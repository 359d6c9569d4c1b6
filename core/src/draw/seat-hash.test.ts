import { describe, expect, test } from 'vitest';
import { random } from '../../test/seat-sessions.ts';
import { concat, hex } from '../basics/bytes.ts';
import { hashOf, PROFILES, stateAfter } from '../hash/hash.ts';
import { digestOfMessage, expandMessages } from './seat-hash.ts';

const next = random(1);
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => next(256));

describe.each(PROFILES)('the seat hash of profile %s', (profile) => {
  const hash = hashOf(profile);

  test('equals the whole hash for messages expanded once and finished after many blocks', () => {
    const messages = [0, 1, 23, 54, 55].map(bytes);
    const expanded = expandMessages(hash, messages);
    for (let round = 0; round < 50; round++) {
      const block = bytes(64);
      for (const [i, message] of messages.entries()) {
        const words = digestOfMessage(hash, stateAfter(hash, block), { expanded, i });
        const text = Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
        expect(text).toBe(hex(hash.digest(concat(block, message))));
      }
    }
  });

  test('does not take a message that needs a second block', () => {
    expect(() => expandMessages(hash, [bytes(56)])).toThrow('too long for one block: 56 bytes');
  });
});
