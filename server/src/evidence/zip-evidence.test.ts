import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { verifyEvidence } from './verify-evidence.ts';
import { unzipEvidence, zipEvidence } from './zip-evidence.ts';

const files = new Map([
  ['draw.json', Buffer.from('{}')],
  ['lists/objects.txt', Buffer.from('一行\n')],
  ['SHA256SUMS', Buffer.alloc(0)],
]);

test('what was zipped comes back as it was, in its order', () => {
  expect(
    [...(unzipEvidence(zipEvidence(files)) ?? [])].map(([name, data]) => [name, Buffer.from(data).toString()]),
  ).toEqual([
    ['draw.json', '{}'],
    ['lists/objects.txt', '一行\n'],
    ['SHA256SUMS', ''],
  ]);
});

test('it is the zip that other programs write of stored files', () => {
  const others = Object.fromEntries([...files].map(([name, bytes]) => [name, Uint8Array.from(bytes)]));
  const bytes = zipSync(others, { level: 0, mtime: new Date(2026, 0, 1) });
  expect(Buffer.from(zipEvidence(files)).equals(bytes)).toBe(true);
  expect(Buffer.from(zipEvidence(new Map())).equals(zipSync({}))).toBe(true);
  expect(unzipSync(zipEvidence(files))).toEqual(others);
});

test('every single changed byte of the container is seen, wherever it lies', () => {
  const bytes = zipEvidence(files);
  const unseen: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const touched = bytes.slice();
    touched[at] = touched[at]! ^ 1;
    const read = unzipEvidence(touched);
    const isOther = read && [...read].some(([name, data]) => !files.get(name)?.equals(data));
    if (read && !isOther) unseen.push(at);
  }
  expect(unseen).toEqual([]);
});

test('cut, empty, foreign and compressed files are no evidence pack: V1 fails and says so', () => {
  const bytes = zipEvidence(files);
  const names = { '../x': Buffer.from('x') };
  for (const odd of [
    bytes.slice(0, -1),
    new Uint8Array(0),
    Buffer.from('hello'),
    zipSync(Object.fromEntries(files)),
    zipSync(names, { level: 0 }),
  ]) {
    const view = verifyEvidence(odd);
    expect(view).toMatchObject({
      ok: false,
      checks: expect.arrayContaining([expect.objectContaining({ id: 'V1', state: 'fail' })]),
    });
  }
});
