import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Done, inThisProcess, type TypedSession, typedSession } from './typed-session.ts';

/** What the sessions in docs/schemes say, in short. */

export type Part = string | number | undefined;
export type Finding = {
  readonly code: string;
  readonly class?: string;
  readonly period?: string;
  readonly required?: number;
  readonly actual?: number;
  readonly severity: string;
  readonly clause: { readonly section: string };
};
type Verdict = {
  readonly agency: string;
  readonly verdict: string;
  readonly visits: number;
  readonly findings: readonly Finding[];
};
type Plan = {
  readonly totalVisits: number;
  readonly entries: readonly {
    readonly id: string;
    readonly base: number;
    readonly required: number;
    readonly n: number;
  }[];
};

export function schemeSession(name: string): TypedSession {
  const session = typedSession(`docs/schemes/${name}.md`, inThisProcess);
  beforeAll(() => session.type(), 400_000);
  afterAll(session.end);
  test('ends each command with the exit code that the page names, 0 where it names none', () => {
    expect(session.surprises()).toEqual([]);
  });
  return session;
}

/** A verdict as it is told: who, what, and for each finding where, how much and by which clause. */
export function verdict({ out }: Done): readonly string[] {
  const { agency, verdict: word, findings } = JSON.parse(out) as Verdict;
  const line = (...parts: readonly Part[]) => parts.filter((part) => part !== undefined).join(' ');
  return [
    line(agency, word),
    ...findings.map(({ severity, code, class: cls, period, required, actual, clause }) =>
      line(severity, code, cls, period, required, actual, clause.section),
    ),
  ];
}

/** Each entry of a plan as `id base required n`. */
export function entries({ out }: Done): readonly string[] {
  return (JSON.parse(out) as Plan).entries.map(({ id, base, required, n }) => `${id} ${base} ${required} ${n}`);
}

export function total({ out }: Done): number {
  return (JSON.parse(out) as Plan).totalVisits;
}

/** How many were read, taken and given back, by file. */
export function taken(session: TypedSession): Readonly<Record<string, string>> {
  const imports = session.steps.filter(({ args }) => args[0] === 'import');
  return Object.fromEntries(
    imports.map(({ line, args }) => {
      const { file, read, added, rejected } = JSON.parse(session.answer(line).out);
      return [`${args[4]} ${file}`, `${read} ${added} ${rejected}`];
    }),
  );
}

/** What was drawn: the strata as `id base required n`, the number of winners, and whether the pack verifies. */
export function drawn(session: TypedSession, nth = 0) {
  const run = JSON.parse(session.answer(/draw run .*--json/, nth).out);
  const { ok, checks } = JSON.parse(session.answer('sunlot verify', nth).out);
  const failed = checks.filter(({ state }: { state: string }) => state === 'fail');
  return {
    strata: run.strata.map(
      ({ id, base, required, n }: Readonly<Record<string, Part>>) => `${id} ${base} ${required} ${n}`,
    ),
    winners: run.winners.length,
    verified: ok && failed.length === 0,
  };
}

export const quarters = (year: number, name: string, numbers: string) =>
  [1, 2, 3, 4].map((q) => `${year}q${q}.${name} ${numbers}`);
