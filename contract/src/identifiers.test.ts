import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  creditCheckDigit,
  isCertificateNo,
  isCreditCode,
  isIdNumber,
  isMobilePhone,
  isProjectKey,
} from './identifiers.ts';

/** The example of GB 32100-2015 and the one of GB 11643-1999. */
const CODE = '91350100M000100Y43';
const ID = '11010519491231002X';

it('the examples of the two standards are true', () => {
  expect([isCreditCode(CODE), isIdNumber(ID)]).toEqual([true, true]);
});

it('one wrong character of a credit code is always seen', () => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  for (let at = 0; at < 18; at++) {
    for (const char of alphabet) {
      const changed = CODE.slice(0, at) + char + CODE.slice(at + 1);
      expect(isCreditCode(changed)).toBe(changed === CODE);
    }
  }
});

it('a made check digit makes a true code, whatever the first 17', () => {
  const first17 = fc.string({
    unit: fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'),
    minLength: 17,
    maxLength: 17,
  });
  fc.assert(
    fc.property(first17, (text) => {
      expect(isCreditCode(text + creditCheckDigit(text))).toBe(true);
    }),
  );
});

it('codes with letters that codes do not have, lower case or another length are none', () => {
  for (const text of ['', CODE.toLowerCase(), `${CODE}0`, CODE.slice(1), `O${CODE.slice(1)}`])
    expect(isCreditCode(text)).toBe(false);
});

it('identity numbers with a day that does not exist are none, even with a true check digit', () => {
  expect(isIdNumber('110105194902310026')).toBe(false);
  expect(isIdNumber('110105194912310021')).toBe(false);
});

it('telephones, certificate numbers and keys of projects have their alphabets', () => {
  expect(['13800000001', '12800000001', '1380000000'].map(isMobilePhone)).toEqual([true, false, false]);
  expect(['SF-140826.001', 'sf1', '', 'A'.repeat(23), '证001'].map(isCertificateNo)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect([`${CODE}/SF-2026.1`, CODE, `${CODE}/`, `${CODE}/一期`].map(isProjectKey)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
