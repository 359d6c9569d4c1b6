/** Numbers that carry their own proof, and the alphabets of keys. */

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = '10X98765432';

/** Is it 18 characters of the alphabet of GB 32100-2015 (no I, O, S, V, Z)? The check digit is another question. */
export function hasCreditCodeForm(text: string): boolean {
  return /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text);
}

/** The 18th character that GB 32100-2015 asks for after 17: 31 − (Σ cᵢ·3^(i−1) mod 31), 31 counting as 0. */
export function creditCheckDigit(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += CREDIT_ALPHABET.indexOf(first17[i]!) * CREDIT_WEIGHTS[i]!;
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31]!;
}

/** A unified social credit code with a true check digit (GB 32100-2015). */
export function isCreditCode(text: string): boolean {
  return hasCreditCodeForm(text) && creditCheckDigit(text) === text[17];
}

/** An 18-character citizen identity number with a true check digit and a birthday that exists (GB 11643-1999). */
export function isIdNumber(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(text[i]) * ID_WEIGHTS[i]!;
  return ID_CHECKS[sum % 11] === text[17] && isBirthday(text.slice(6, 14));
}

/** A mobile number of mainland China: 11 digits from 13 to 19. */
export function isMobilePhone(text: string): boolean {
  return /^1[3-9]\d{9}$/.test(text);
}

/** A certificate number as draws carry it: 1…22 of `A-Z 0-9 . -`. */
export function isCertificateNo(text: string): boolean {
  return /^[A-Z0-9.-]{1,22}$/.test(text);
}

/** The key of an object without a code of its own: `<owner's credit code>/<A-Z 0-9 . ->`. */
export function isProjectKey(text: string): boolean {
  return isCreditCode(text.slice(0, 18)) && /^\/[A-Z0-9.-]{1,40}$/.test(text.slice(18));
}

function isBirthday(text: string): boolean {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return year >= 1900 && days !== undefined && day >= 1 && day <= days;
}
