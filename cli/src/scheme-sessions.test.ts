import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inThisProcess, type TypedSession, typedSession } from './typed-session.ts';

/** The sessions in docs/schemes, typed as they stand: what each scheme asks for, from the office's workbooks to the verdict. */

type Finding = {
  readonly code: string;
  readonly class?: string;
  readonly period?: string;
  readonly required?: number;
  readonly actual?: number;
  readonly shortBy?: number;
  readonly severity: string;
};

function schemeSession(name: string): TypedSession {
  const session = typedSession(`docs/schemes/${name}.md`, inThisProcess);
  beforeAll(() => session.type(), 300_000);
  afterAll(session.end);
  test('ends each command with the exit code that the page names, 0 where it names none', () => {
    expect(session.surprises()).toEqual([]);
  });
  return session;
}

const json = (done: { readonly out: string }) => JSON.parse(done.out);

/** A finding as a verdict is told: what, where, how much. */
function told({ findings }: { readonly findings: readonly Finding[] }): readonly string[] {
  return findings.map(({ code, class: cls, period, required, actual, severity }) =>
    [severity, code, cls, period, required, actual].filter((part) => part !== undefined).join(' '),
  );
}

/** `q1.key` → how many, of all the entries of a plan. */
function numbers({ entries }: { readonly entries: readonly { readonly id: string; readonly n: number }[] }) {
  return Object.fromEntries(entries.map(({ id, n }) => [id, n]));
}

describe('新县', () => {
  const { answer } = schemeSession('xinxian');

  test('reads', () => {
    console.log(
      answer('import objects').out,
      answer('compliance').out.slice(0, 3000),
      answer('plan propose').out.slice(0, 600),
    );
    console.log(
      told(json(answer('compliance'))),
      numbers(json(answer('plan propose'))),
      answer('draw rehearse').out,
      answer('draw run').out.slice(0, 500),
      answer('verify').out,
    );
    console.log(told(json(answer('compliance', 1))));
  });
});
