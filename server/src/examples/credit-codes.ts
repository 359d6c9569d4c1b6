import { creditCheckDigit } from '@sunlot/contract/identifiers.ts';

/** Code of a division that exists nowhere: no code under it can be a real one. */
const NOWHERE = '999999';

/** The n-th invented credit code, with a true check digit (GB 32100). */
export function inventedCode(n: number): string {
  const first17 = `91${NOWHERE}MA${String(n).padStart(7, '0')}`;
  return first17 + creditCheckDigit(first17);
}

/** An invented identity number with a true check digit (GB 11643), under the division that exists nowhere. */
export function inventedIdNumber(birthday: string, n: number): string {
  const first17 = `${NOWHERE}${birthday}${String(n).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return first17 + '10X98765432'[sum % 11];
}
