import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalBytes, canonicalJson, type Json, parseCanonical } from './canonical-json.ts';

/** Pairs of the test data of RFC 8785's author (cyberphone/json-canonicalization): what lies in our subset must match. */
test.each([
  [
    'french',
    '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ingnore locale"}',
  ],
  ['structures', '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}'],
  ['unicode', '{"Unnormalized Unicode":"\u1e0d\u0307"}'],
  [
    'weird, without its key that is not NFC',
    '{"1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😂":"Smiley"}',
  ],
])('%s', (name, output) => {
  const inputs: { readonly [name: string]: string } = {
    french:
      '{"sin":"ingnore locale","pêche":"but canonicalization MUST","peach":"This sorting order","péché":"is wrong according to French"}',
    structures: '{"1": {"f": {"f": "hi","F": 5} ,"\\n": 56.0},"10": { },"": "empty","a": { },"111": [ { } ],"A": { }}',
    unicode: '{ "Unnormalized Unicode":"\\u1e0d\\u0307" }',
  };
  const input =
    inputs[name] ??
    '{"\\u20ac":"Euro Sign","1":"One","\\u0080":"Control\\u007f","\\ud83d\\ude02":"Smiley","\\u00f6":"Latin Small Letter O With Diaeresis","</script>":"Browser Challenge"}';
  expect(canonicalJson(JSON.parse(input) as Json)).toBe(output);
});

test.each([
  ['arrays (null)', '[56,{"d":true,"10":null,"1":[]}]', 'not protocol JSON: null'],
  [
    'values (fractions, null)',
    '{"numbers":[1E30,4.50,333333333.33333329,2e-3],"literals":[null,true,false]}',
    'not protocol JSON: null',
  ],
  ['values (fractions alone)', '{"numbers":[4.50]}', 'not a protocol integer: 4.5'],
  ['weird (a presentation form that NFC takes apart)', '{"\\ufb33":"Hebrew Letter Dalet With Dagesh"}', 'not NFC'],
])('%s lies outside the subset and is refused', (_, input, message) => {
  expect(() => canonicalJson(JSON.parse(input) as Json)).toThrow(message);
});

test('numbers are integers up to 2^53−1', () => {
  expect(canonicalJson([0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])).toBe(
    '[0,-1,9007199254740991,-9007199254740991]',
  );
  for (const wrong of [-0, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => canonicalJson(wrong)).toThrow(TypeError);
});

test('keys without a value are left out; strings must be well formed and NFC', () => {
  expect(canonicalJson({ b: undefined, a: [true, false] })).toBe('{"a":[true,false]}');
  expect(() => canonicalJson('\ud800')).toThrow('lone surrogate');
  expect(() => canonicalJson('e\u0301')).toThrow('not NFC');
  expect(() => canonicalJson((() => 1) as unknown as Json)).toThrow('not protocol JSON');
  expect([...canonicalBytes('é')]).toEqual([0x22, 0xc3, 0xa9, 0x22]);
});

const nfc = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.normalize('NFC'));
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    nfc,
    fc.boolean(),
    fc.maxSafeInteger().map((n) => n + 0),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(nfc, tie('json'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

test('the text is read back to itself and to nothing else', () => {
  fc.assert(
    fc.property(json, (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(parseCanonical(text)!)).toBe(text);
      expect(parseCanonical(` ${text}`)).toBeUndefined();
    }),
  );
  for (const text of ['{"b":1,"a":2}', '{"a":1,"a":1}', '1.0', '1e2', 'null', '[null]', '"\\u0041"', '{', ''])
    expect(parseCanonical(text), text).toBeUndefined();
});
