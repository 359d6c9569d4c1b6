import { expect, test } from 'vitest';
import { type Decoder, flag, integer, type PackFault, percent } from './decode.ts';

/** The value, or what is said of it. */
function read<T>(decoder: Decoder<T>, value: unknown): T | string {
  const faults: PackFault[] = [];
  return decoder.read(value, ['min'], faults) ?? faults.map(({ message }) => message).join();
}

test.each<[Decoder<unknown>, unknown, string]>([
  [percent, '7％', '现为“7％”。里面有全角符号，请改用半角，写作 7%。'],
  [percent, '２.５%', '写作 2.5%。'],
  [integer(1, 9), '1', '现为“1”。这是文字：请不加引号、用半角，写作 1。'],
  [integer(1, 9), '７', '写作 7。'],
  [flag, 'true', '现为“true”。这是文字：请不加引号、用半角，写作 true。'],
  [flag, 'false', '写作 false。'],
])('what only looks like a value is refused with the sign that is wrong: %#', (...[decoder, typed, words]) => {
  expect(read(decoder, typed)).toContain(words);
});

test.each<[Decoder<unknown>, unknown]>([
  [percent, '700％'],
  [percent, '七成'],
  [percent, 7],
  [integer(1, 9), '10'],
  [integer(1, 9), '一'],
  [integer(1, 9), 10],
  [flag, '是'],
])('what would be wrong without it too is not told to change a sign: %#', (decoder, typed) => {
  expect(read(decoder, typed)).toMatch(/现为“[^”]+”。$/);
});

test('what is written as it should be is read', () => {
  expect([read(percent, '7%'), read(integer(1, 9), 1), read(flag, true), read(flag, false)]).toEqual([
    { p: 7, q: 100 },
    1,
    true,
    false,
  ]);
});
