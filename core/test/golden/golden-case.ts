import { readFileSync } from 'node:fs';

/** One golden case: input and expectation in the words of its jurisdiction's scheme. */
export interface GoldenCase<I = unknown, E = unknown> {
  readonly id: string;
  readonly jurisdiction: string;
  readonly fn: string;
  readonly title: string;
  readonly quote: string;
  readonly period: { readonly year?: number };
  readonly directory: Readonly<Record<string, number>>;
  readonly input: I;
  readonly expected: E;
  readonly alternatives?: readonly {
    readonly config: Readonly<Record<string, unknown>>;
    readonly expected: Partial<E>;
  }[];
}

interface GoldenFile {
  readonly calendars: Readonly<
    Record<string, { readonly off: string[]; readonly work: string[]; readonly note?: string }>
  >;
  readonly cases: readonly GoldenCase[];
}

const file: GoldenFile = JSON.parse(readFileSync(new URL('./cases.json', import.meta.url), 'utf8'));

export const goldenCases = file.cases;

export const goldenCalendars = file.calendars;

export function goldenCase<I, E>(id: string): GoldenCase<I, E> {
  const found = file.cases.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no golden case ${id}`);
  return found as GoldenCase<I, E>;
}

/** Cases of Yingkou about groups, joint visits and campaigns: run in `groups-and-campaigns.test.ts`. */
export const GROUP_CASES = ['Y-17', 'Y-18', 'Y-19', 'Y-21'] as const;
