import { hex, utf8 } from '../src/basics/bytes.ts';
import type { DrawnStratum } from '../src/draw/winners.ts';
import type { Hash } from '../src/hash/hash.ts';
import { inspectorRow, objectRow, runSession, type SessionChange, type SessionPacks } from './session.ts';

/** Sessions that draw thousands. */

const CLAUSE = '实施方案第四条';

/** A session of two strata with so many winners (three of them in the second) and so many 候补 (all in the first), one seat a visit. */
export function longSession(
  { winners, reserve }: { readonly winners: number; readonly reserve: number },
  { terms, ...change }: SessionChange = {},
): SessionPacks {
  const take = (id: string, count: number, waiting: number) =>
    ({ id, rule: { kind: 'count', count, clause: CLAUSE }, clause: CLAUSE, reserve: waiting }) as const;
  return runSession({
    ...change,
    terms: {
      objects: [
        ...Array.from({ length: winners + reserve + 20 }, (_, n) => objectRow(n)),
        ...Array.from({ length: 9 }, (_, n) => objectRow(10_000 + n, { stratum: 'general' })),
      ],
      inspectors: Array.from({ length: 24 }, (_, n) => inspectorRow(n, { tags: ['leader'], cap: 200 })),
      recusals: [],
      strata: [take('key', winners - 3, reserve), take('general', 3, 0)],
      seats: [{ id: 'leader', needs: ['leader'] }],
      ...terms,
    },
  });
}

/** An outcome made of digests, for vectors: `winners` ranks in two strata and `reserve` 候补 in the first. */
export function madeStrata(
  hash: Hash,
  { winners, reserve }: { readonly winners: number; readonly reserve: number },
): readonly DrawnStratum[] {
  const digest = (what: string, n: number) => hex(hash.digest(utf8(`${what} ${n}`)));
  const drawn = Array.from({ length: winners }, (_, i) => ({
    ...{ rank: i + 1, leaf: digest('leaf', i + 1), t: digest('ticket', i + 1) },
  }));
  const waiting = Array.from({ length: reserve }, (_, i) => ({
    ...{ tier: 1, leaf: digest('reserve leaf', i + 1), t: digest('reserve ticket', i + 1) },
  }));
  const [own, next, other] = [drawn.slice(0, -3), drawn.slice(-3, -1), drawn.slice(-1)];
  const tierOf = (tier: number, list: typeof drawn) => ({ tier, cutoff: list.at(-1)!.t, winners: list });
  return [
    { id: 'key', tiers: [tierOf(0, own), tierOf(1, next)], reserve: waiting },
    { id: 'general', tiers: [tierOf(0, other)], reserve: [] },
  ];
}
