/** Which number of a draw a reader may change to see what the checks are worth. */

/** What was thrown in the room before what was published or sent in: it is what a forger would like to change. */
export function numberToChange(numbers: readonly { readonly k: string }[]): number {
  const inRoom = numbers.findIndex(({ k }) => k === 'dice' || k === 'balls');
  return Math.max(inRoom, 0);
}

/** The value with its last digit another one; of digits that stand in it too, so that dice stay dice. */
export function otherDigit(value: string): string {
  const at = value.search(/[0-9a-f][^0-9a-f]*$/);
  if (at < 0) return `${value}1`;
  const old = value[at]!;
  const standIn = [...value].find((digit) => /\d/.test(digit) && digit !== old) ?? (old === '1' ? '2' : '1');
  return value.slice(0, at) + standIn + value.slice(at + 1);
}

/** Places (from 0) at which two values differ. */
export function changedPlaces(before: string, after: string): readonly number[] {
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, at) => at).filter((at) => before[at] !== after[at]);
}
