/** The alphabets of the protocol: which texts may stand in rows, manifests and log entries. */

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Value of a character by its code (GB 32100-2015, table 1): looked up four million times in a national freeze. */
const CREDIT_VALUES = new Int8Array(128);
[...CREDIT_ALPHABET].forEach((character, value) => {
  CREDIT_VALUES[character.charCodeAt(0)] = value;
});
const CREDIT = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const OBJECT_SUFFIX = /^[A-Z0-9.-]+$/;
const INSPECTOR = /^[A-Z0-9.-]{1,22}$/;
const CODE = /^[a-z0-9][a-z0-9:._-]{0,63}$/;
const AGENCY = /^\d{6}(?:-[a-z0-9]{1,16})?$/;
const NONCE = /^(?:[0-9a-f]{2}){16,64}$/;
const HASH = /^[0-9a-f]{64}$/;
const FORBIDDEN_IN_NAMES = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u;

/** The field that says "nothing". */
export const EMPTY_FIELD = '-';

/** A unified social credit code with its right check digit (GB 32100-2015: weights 3^i mod 31). */
export function isCreditCode(text: string): boolean {
  return CREDIT.test(text) && text[17] === creditCheckDigit(text.slice(0, 17));
}

/** The 18th character for the first 17 of a credit code (GB 32100-2015, 4.4). */
export function creditCheckDigit(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < first17.length; i++) {
    sum += CREDIT_VALUES[first17.charCodeAt(i)]! * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31]!;
}

/** A credit code, or `<owner's credit code>/<A–Z 0–9 . ->` for an object without one. */
export function isObjectId(text: string): boolean {
  return (
    isCreditCode(text.slice(0, 18)) && (text.length === 18 || (text[18] === '/' && OBJECT_SUFFIX.test(text.slice(19))))
  );
}

/** A certificate number: 1–22 of A–Z 0–9 . and -; `-` alone is the empty field and no number. */
export function isInspectorId(text: string): boolean {
  return INSPECTOR.test(text) && text !== EMPTY_FIELD;
}

/** Code of a task, stratum, seat, tag or reason. */
export function isCode(text: string): boolean {
  return CODE.test(text);
}

/** Six-digit division code, optionally with `-` and a suffix of 1–16 of a–z 0–9. */
export function isAgency(text: string): boolean {
  return AGENCY.test(text);
}

/** A name as people write it: NFC, nothing invisible (Cc, Cf, Zl, Zp), no space at either end, not empty, not `-`. */
export function isName(text: string): boolean {
  return (
    text !== '' &&
    text !== EMPTY_FIELD &&
    !FORBIDDEN_IN_NAMES.test(text) &&
    text.normalize('NFC') === text &&
    !/^\p{Zs}|\p{Zs}$/u.test(text)
  );
}

/** A number sent in by an outsider: 16–64 bytes as lower-case hex. */
export function isNonce(text: string): boolean {
  return NONCE.test(text);
}

/** 32 bytes as lower-case hex. */
export function isHash(text: string): boolean {
  return HASH.test(text);
}
