import { crc32 as platformCrc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { concat, utf8 } from '../basics/bytes.ts';
import { crc32, unzipEvidence, zipEnd, zipHead } from './evidence-zip.ts';

const zipOf = (files: readonly (readonly [string, Uint8Array])[]) => {
  const named = files.map(([name, bytes]) => ({ name, bytes, crc: crc32(bytes), size: bytes.length }));
  return concat(...named.flatMap((file) => [zipHead(file), file.bytes]), zipEnd(named));
};
const FILES = [
  ['draw.json', utf8('{}')],
  ['lists/objects.txt', utf8('一行\n')],
] as const;

test('what was zipped comes back, in its order', () => {
  expect([...(unzipEvidence(zipOf(FILES), crc32) ?? [])]).toEqual(FILES.map(([name, bytes]) => [name, bytes]));
  expect(unzipEvidence(zipOf([]), crc32)).toEqual(new Map());
});

test('the sum is the one that zips have', () => {
  for (const text of ['', '123456789', '名单一行\n'.repeat(500)])
    expect(crc32(utf8(text))).toBe(platformCrc32(utf8(text)));
  expect(crc32(utf8('123456789'))).toBe(0xcbf4_3926);
});

test('a touched byte, a name twice, a way out of the folder, too many files or too many bytes: no pack', () => {
  const bytes = zipOf(FILES);
  const unseen = [...bytes.keys()].filter((at) => {
    const touched = bytes.slice();
    touched[at]! ^= 1;
    const read = unzipEvidence(touched, crc32);
    return read && [...read.keys()].join() === 'draw.json,lists/objects.txt';
  });
  expect(unseen).toEqual([]);
  const odd = [
    zipOf([FILES[0], FILES[0]]),
    zipOf([['../x', utf8('x')]]),
    zipOf(Array.from({ length: 1_001 }, (_, i) => [`f${i}`, utf8('')] as const)),
    bytes.slice(0, 40),
    new Uint8Array(0),
  ];
  for (const each of odd) expect(unzipEvidence(each, crc32)).toBeUndefined();
  // Cut inside a file whose sum is empty's: the sum fits, the length does not.
  const cut = zipHead({ name: 'a', crc: 0, size: 5 });
  expect(unzipEvidence(cut, crc32)).toBeUndefined();
  const huge = { length: 4_000_000_001 } as Uint8Array;
  expect(unzipEvidence(huge, crc32)).toBeUndefined();
});
