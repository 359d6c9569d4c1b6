/**
 * The numbers of state lotteries as RFC 3797 (section 4) writes them: in the one order that cannot be chosen, a full
 * stop after each number, a slash after each group. They start with the lottery and its issue.
 */

/** The issue as the lottery numbers it: the year and three digits. */
export const ISSUE = /^20\d{5}$/;

/** 快乐8: `kl8/2026051/01.05.….80./`, twenty numbers 01…80, ascending. */
export function isKl8(issue: string, value: string): boolean {
  const groups = groupsOf(value, `kl8/${issue}/`);
  return groups?.length === 1 && areAscending(groups[0]!, { count: 20, of: 80 });
}

/** 双色球: `ssq/2026051/03.….33./07./`, six red numbers 01…33, ascending, and one blue 01…16. */
export function isSsq(issue: string, value: string): boolean {
  const groups = groupsOf(value, `ssq/${issue}/`);
  const isRight = groups?.length === 2 && areAscending(groups[0]!, { count: 6, of: 33 });
  return isRight && areAscending(groups[1]!, { count: 1, of: 16 });
}

/** 福彩3D: `3d/2026051/4.0.4./`, three digits in their order. */
export function isThreeD(issue: string, value: string): boolean {
  const start = `3d/${issue}/`;
  return value.startsWith(start) && /^(?:\d\.){3}\/$/.test(value.slice(start.length));
}

/** The groups of two-digit numbers after the start; undefined where the text is written otherwise. */
function groupsOf(value: string, start: string): readonly (readonly string[])[] | undefined {
  const rest = value.slice(start.length);
  if (!value.startsWith(start) || !/^(?:(?:\d\d\.)+\/)+$/.test(rest)) return undefined;
  return rest
    .slice(0, -1)
    .split('/')
    .map((group) => group.slice(0, -1).split('.'));
}

type Range = { readonly count: number; readonly of: number };

function areAscending(numbers: readonly string[], { count, of }: Range): boolean {
  const inRange = numbers.every((number) => Number(number) >= 1 && Number(number) <= of);
  return numbers.length === count && inRange && numbers.every((number, i) => i === 0 || numbers[i - 1]! < number);
}
