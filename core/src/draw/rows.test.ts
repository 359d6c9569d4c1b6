import fc from 'fast-check';
import { expect, test } from 'vitest';
import { creditCode, inspectorRow, objectRow } from '../../test/session.ts';
import { isAgency, isCode, isCreditCode, isInspectorId, isName, isObjectId } from './alphabet.ts';
import {
  checkObjectRow,
  inspectorRowText,
  objectRowText,
  parseInspectorRow,
  parseObjectRow,
  parseRecusalRow,
  recusalRowText,
} from './rows.ts';

test('a credit code needs its check digit (GB 32100)', () => {
  expect(isCreditCode('91350100M000100Y43')).toBe(true);
  expect(isCreditCode('91350100M000100Y44')).toBe(false);
  expect(isCreditCode('91350100M000100I43')).toBe(false);
  expect(isCreditCode('91350100M000100Y4')).toBe(false);
  fc.assert(
    fc.property(
      fc.nat(9_999_999),
      fc.nat(16),
      fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'),
      (n, place, other) => {
        const code = creditCode(n);
        const changed = code.slice(0, place) + other + code.slice(place + 1);
        expect(isCreditCode(code)).toBe(true);
        expect(isCreditCode(changed)).toBe(changed === code);
      },
    ),
  );
});

test.each([
  [
    isObjectId,
    [creditCode(1), `${creditCode(1)}/P-1.A`],
    ['', `${creditCode(1)}/`, `${creditCode(1)}/a`, `${creditCode(1)}X`, 'P-1'],
  ],
  [isInspectorId, ['A', '140826-01.X', 'A'.repeat(22)], ['', '-', 'a', 'A'.repeat(23), 'A B']],
  [isCode, ['a', '0:x._-', 'a'.repeat(64)], ['', '-', '-a', 'A', 'a'.repeat(65), 'a b']],
  [isAgency, ['140826', '140826-zd1'], ['14082', '140826-', '140826-ZD', '140826zd']],
  [
    isName,
    ['某 厂', 'é', '（甲）'],
    ['', '-', ' 某', '某\u3000', 'e\u0301', '某\t厂', '某\u200b厂', '某\u2028厂', '\ud800', '某\u0000'],
  ],
] as const)('%o takes its alphabet and nothing else', (is, right, wrong) => {
  for (const text of right) expect(is(text), text).toBe(true);
  for (const text of wrong) expect(is(text), text).toBe(false);
});

test('rows are TAB-separated text and come back as they were', () => {
  const object = objectRow(1, { needs: ['air', 'water'], state: 'base', reason: 'cap', tier: 2, weight: 3 });
  const text = `key\t${creditCode(1)}\t虚构化工1厂\t2\t3\tbase\tcap\tair water`;
  expect(objectRowText(object)).toBe(text);
  expect(parseObjectRow(text)).toEqual({ ok: true, value: object });
  expect(objectRowText(objectRow(1))).toBe(`key\t${creditCode(1)}\t虚构化工1厂\t0\t1\tin\t-\t-`);
  const person = inspectorRow(8, { tags: ['leader'], state: 'out', reason: 'leave' });
  expect(inspectorRowText(person)).toBe('140826-8\t虚构人员8\tleader\t2\t20\tout\tleave');
  expect(parseInspectorRow(inspectorRowText(person))).toEqual({ ok: true, value: person });
  const recusal = { objectId: creditCode(1), inspectorId: 'A-1', reason: 'kinship' };
  expect(parseRecusalRow(recusalRowText(recusal))).toEqual({ ok: true, value: recusal });
});

test.each([
  ['key\t{id}\t名\t0\t1\tin\t-', 'fields'],
  ['KEY\t{id}\t名\t0\t1\tin\t-\t-', 'stratum'],
  ['-\t{id}\t名\t0\t1\tin\t-\t-', 'stratum'],
  ['key\t91350100M000100Y44\t名\t0\t1\tin\t-\t-', 'id'],
  ['key\t{id}\t 名\t0\t1\tin\t-\t-', 'name'],
  ['key\t{id}\t\t0\t1\tin\t-\t-', 'name'],
  ['key\t{id}\t名\t00\t1\tin\t-\t-', 'tier'],
  ['key\t{id}\t名\t-1\t1\tin\t-\t-', 'tier'],
  ['key\t{id}\t名\t1000000\t1\tin\t-\t-', 'tier'],
  ['key\t{id}\t名\t0\t0\tin\t-\t-', 'weight'],
  ['key\t{id}\t名\t0\t256\tin\t-\t-', 'weight'],
  ['key\t{id}\t名\t0\t1.0\tin\t-\t-', 'weight'],
  ['key\t{id}\t名\t0\t1\tmaybe\t-\t-', 'state'],
  ['key\t{id}\t名\t0\t1\tin\tcap\t-', 'reason'],
  ['key\t{id}\t名\t0\t1\tout\t-\t-', 'reason'],
  ['key\t{id}\t名\t0\t1\tin\t-\tb a', 'needs'],
  ['key\t{id}\t名\t0\t1\tin\t-\ta a', 'needs'],
  ['key\t{id}\t名\t0\t1\tin\t-\ta  b', 'needs'],
  ['key\t{id}\t名\t0\t1\tin\t\t-', 'reason'],
])('the object row %j is refused by its %s', (text, field) => {
  const read = parseObjectRow(text.replace('{id}', creditCode(1)));
  expect(read.ok ? 'ok' : read.error.field).toBe(field);
});

test.each([
  ['a\t名\t-\t0\t1\tin\t-', 'id'],
  ['A\t名\tX\t0\t1\tin\t-', 'tags'],
  ['A\t-\t-\t0\t1\tin\t-', 'name'],
  ['A\t名\t-\tx\t1\tin\t-', 'load'],
  ['A\t名\t-\t0\t+1\tin\t-', 'cap'],
  ['A\t名\t-\t0\t1\tbase\t-', 'state'],
  ['A\t名\t-\t0\t1\tout\t-', 'reason'],
  ['A\t名\t-\t0\t1\tborrow\tx', 'reason'],
  ['A\t名\t-\t0\t1\tin', 'fields'],
])('the inspector row %j is refused by its %s', (text, field) => {
  const read = parseInspectorRow(text);
  expect(read.ok ? 'ok' : read.error.field).toBe(field);
});

test.each([
  ['{id}\tA', 'fields'],
  ['x\tA\tkinship', 'objectId'],
  ['{id}\t-\tkinship', 'inspectorId'],
  ['{id}\tA\t-', 'reason'],
])('the recusal row %j is refused by its %s', (text, field) => {
  const read = parseRecusalRow(text.replace('{id}', creditCode(1)));
  expect(read.ok ? 'ok' : read.error.field).toBe(field);
});

test('a row outside its alphabets is never written', () => {
  expect(() => objectRowText(objectRow(1, { name: '某\t厂' }))).toThrow('row field name');
  expect(() => objectRowText(objectRow(1, { tier: 1.5 }))).toThrow('row field tier');
  expect(() => inspectorRowText(inspectorRow(1, { cap: -1 }))).toThrow('row field cap');
  expect(() => recusalRowText({ objectId: 'x', inspectorId: 'A', reason: 'y' })).toThrow('row field objectId');
  expect(checkObjectRow(objectRow(1))).toBeUndefined();
});
