import { expect, test } from 'vitest';
import { type Decoder, fields, flag, integer, oneOf, type PackFault, ratio, text } from './decode.ts';

/** The value, or what is said of it. */
function read<T>(decoder: Decoder<T>, value: unknown): T | string {
  const faults: PackFault[] = [];
  return decoder.read(value, ['min'], faults) ?? faults.map(({ message }) => message).join();
}

test.each<[Decoder<unknown>, unknown, string]>([
  [ratio, '7％', '现为“7％”。里面有全角符号，请改用半角，写作 7%。'],
  [ratio, '２.５%', '写作 2.5%。'],
  [ratio, '1／3', '里面有全角符号，请改用半角，写作 1/3。'],
  [integer(1, 9), '1', '现为“1”。这是文字：请不加引号、用半角，写作 1。'],
  [integer(1, 9), '７', '写作 7。'],
  [flag, 'true', '现为“true”。这是文字：请不加引号、用半角，写作 true。'],
  [flag, 'false', '写作 false。'],
])('what only looks like a value is refused with the sign that is wrong: %#', (...[decoder, typed, words]) => {
  expect(read(decoder, typed)).toContain(words);
});

test.each<[Decoder<unknown>, unknown]>([
  [ratio, '700％'],
  [ratio, '七成'],
  [ratio, 7],
  [integer(1, 9), '10'],
  [integer(1, 9), '一'],
  [integer(1, 9), 10],
  [flag, '是'],
])('what would be wrong without it too is not told to change a sign: %#', (decoder, typed) => {
  expect(read(decoder, typed)).toMatch(/现为“[^”]+”。$/);
});

test.each([
  ['1/3', { p: 1, q: 3 }],
  ['2/3', { p: 2, q: 3 }],
  ['1/1', { p: 1, q: 1 }],
  ['25%', { p: 25, q: 100 }],
])('%s is a ratio, exact', (written, value) => {
  expect(read(ratio, written)).toEqual(value);
});

test.each([
  '1/0',
  '3/2',
  '0/3',
  '1/03',
  '-1/3',
  '1/-3',
  '1/3%',
  '0.5/3',
  '1 / 3',
  '1/3/5',
  '33.333%',
  '12345/20000',
  '1/',
  '/3',
])('%s is none', (written) => {
  expect(read(ratio, written)).toMatch(/应为不超过 100% 的百分比.*或不大于 1 的分数，写作 1\/3，现为/);
});

test('what is written as it should be is read', () => {
  expect([read(ratio, '7%'), read(integer(1, 9), 1), read(flag, true), read(flag, false)]).toEqual([
    { p: 7, q: 100 },
    1,
    true,
    false,
  ]);
});

test('a missing field names the words that it may have, where these are few', () => {
  const faults: PackFault[] = [];
  const shape = fields<object>({
    from: oneOf('higherLevel'),
    within: oneOf('planPeriod', 'year'),
    apply: flag,
    name: text,
  });
  shape.read({}, ['rule'], faults);
  expect(faults.map(({ message }) => message)).toEqual([
    'rule.from：缺少这一项，请补写。只能写 higherLevel。',
    'rule.within：缺少这一项，请补写。可写 planPeriod、year 之一。',
    'rule.apply：缺少这一项，请补写。可写 true、false 之一。',
    'rule.name：缺少这一项，请补写。',
  ]);
});
