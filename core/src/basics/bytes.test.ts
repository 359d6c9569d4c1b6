import fc from 'fast-check';
import { expect, test } from 'vitest';
import { be32, compareBytes, compareText, concat, fromHex, fromUtf8, hex, lengthPrefixed, utf8 } from './bytes.ts';

const anyBytes = fc.uint8Array({ maxLength: 40 });
const anyText = fc.string({ unit: 'binary', maxLength: 40 });

test('UTF-8 is what the platform writes, for every plane', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(Buffer.from(utf8(text))).toEqual(Buffer.from(text, 'utf8'));
    }),
  );
  expect(hex(utf8('A¢双😀'))).toBe('41c2a2e58f8cf09f9880');
});

test('a lone surrogate has no UTF-8', () => {
  expect(() => utf8('a\ud800')).toThrow('lone surrogate at 1');
  expect(() => utf8('\udfff')).toThrow(RangeError);
});

test('strict UTF-8 reads exactly what the platform reads', () => {
  const reference = (bytes: Uint8Array) => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  };
  fc.assert(
    fc.property(anyText, (text) => {
      expect(fromUtf8(utf8(text))).toBe(text);
    }),
  );
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      expect(fromUtf8(bytes)).toBe(reference(bytes));
    }),
    { numRuns: 3000 },
  );
  for (const text of [
    'c080',
    'c1bf',
    'e08080',
    'eda080',
    'edbfbf',
    'f0808080',
    'f4908080',
    'f5808080',
    'ff',
    '80',
    'e58f',
    'c2',
    'f09f98',
    'c241',
    'e5418c',
    'efbbbf41',
    'f48fbfbf',
  ]) {
    const bytes = fromHex(text)!;
    expect(fromUtf8(bytes), text).toBe(reference(bytes));
  }
});

test('hex goes both ways and refuses everything else', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      expect(fromHex(hex(bytes))).toEqual(Uint8Array.from(bytes));
    }),
  );
  for (const text of ['a', 'AB', '0g', ' 00', '0x00']) expect(fromHex(text)).toBeUndefined();
});

test('bytes are ordered as the platform orders them, a prefix first', () => {
  fc.assert(
    fc.property(anyBytes, anyBytes, (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
    }),
  );
  expect(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBeLessThan(0);
});

test('texts are ordered by code point, not by UTF-16 and not by a locale', () => {
  expect(compareText('\uffee', '😀')).toBeLessThan(0);
  expect('\uffee' < '😀').toBe(false);
  expect(compareText('Z', 'a')).toBeLessThan(0);
  expect(compareText('双', '双')).toBe(0);
});

test('BE32 and LP are four big-endian bytes and the length before', () => {
  expect([...be32(0x01020304)]).toEqual([1, 2, 3, 4]);
  expect([...be32(0xffffffff)]).toEqual([255, 255, 255, 255]);
  for (const wrong of [-1, 2 ** 32, 1.5, Number.NaN]) expect(() => be32(wrong)).toThrow('not a 32-bit number');
  expect([...lengthPrefixed(Uint8Array.of(7, 8))]).toEqual([0, 0, 0, 2, 7, 8]);
  expect([...concat(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))]).toEqual([1, 2, 3]);
});
