import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64, fromBase64 } from './base64.ts';

test('Base64 is what the platform writes and reads', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      const text = base64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(text)).toEqual(Uint8Array.from(bytes));
    }),
  );
});

test('only the canonical form is read', () => {
  for (const text of ['AA', 'AAA', 'AB==', 'AAB=', 'A===', 'A=AA', 'AA-_', 'AAA\n', '===='])
    expect(fromBase64(text), text).toBeUndefined();
  expect(fromBase64('')).toEqual(new Uint8Array(0));
});
