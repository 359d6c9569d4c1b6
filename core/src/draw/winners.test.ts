import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { platformWasm } from '../../test/platform-wasm.ts';
import { DICE, frozenCounty } from '../../test/session.ts';
import { fromHex, hex, utf8 } from '../basics/bytes.ts';
import { hashOf } from '../hash/hash.ts';
import { sha256 } from '../hash/sha256.ts';
import { wasmLanes } from '../hash/wasm-lanes.ts';
import type { PublicLine } from './lists.ts';
import type { Manifest } from './manifest.ts';
import { drawSeed, stratumKey } from './seed.ts';
import { fillTiers } from './strata.ts';
import { ticketsOf } from './tickets.ts';
import { drawWinners, winnersOf } from './winners.ts';

const STD = hashOf('std');
const keyOf = (seed: Uint8Array, tier = 0) => stratumKey(STD, seed, { stratum: 'key', tier });

const anySeed = fc.uint8Array({ minLength: 32, maxLength: 32 });
const leafOf = (n: number) => hex(sha256(utf8(`leaf ${n}`)));

/** The definition, word for word, with the platform's SHA-256. */
function plainTicket(key: Uint8Array, leaf: string, weight: number): string {
  const tickets = Array.from({ length: weight }, (_, j) =>
    createHash('sha256').update(key).update(Uint8Array.of(j)).update(fromHex(leaf)!).digest('hex'),
  );
  return tickets.sort()[0]!;
}

test('tickets equal the definition for every weight', () => {
  fc.assert(
    fc.property(anySeed, fc.nat(1000), fc.integer({ min: 1, max: 255 }), (seed, n, weight) => {
      const leaf = leafOf(n);
      expect(ticketsOf(STD, keyOf(seed, 1))(leaf, weight)).toBe(plainTicket(keyOf(seed, 1), leaf, weight));
    }),
    { numRuns: 60 },
  );
  for (const weight of [0, 256, 1.5])
    expect(() => ticketsOf(STD, keyOf(new Uint8Array(32)))(leafOf(1), weight)).toThrow('weight');
});

test('the county draw equals a straightforward one: filter, sort, take', () => {
  const { manifest, lines } = frozenCounty();
  const seed = drawSeed(manifest, [{ k: 'dice', value: DICE }]);
  const drawn = drawWinners({ manifest, seed, lines });
  let rank = 0;
  for (const [i, stratum] of manifest.strata.entries()) {
    const ordered = lines
      .flatMap((line) => (line.stratum === stratum.id && line.state === 'in' ? [line] : []))
      .map(({ tier, leaf, weight }) => ({
        tier,
        leaf,
        t: plainTicket(stratumKey(STD, seed, { stratum: stratum.id, tier }), leaf, weight),
      }))
      .sort((a, b) => a.tier - b.tier || (a.t < b.t ? -1 : 1));
    const winners = drawn[i]!.tiers.flatMap((tier) => tier.winners);
    expect(winners).toEqual(ordered.slice(0, stratum.n).map(({ leaf, t }) => ({ rank: ++rank, leaf, t })));
    expect(drawn[i]!.reserve).toEqual(ordered.slice(stratum.n, stratum.n + stratum.reserve));
    for (const { winners: own, cutoff } of drawn[i]!.tiers) expect(cutoff).toBe(own[own.length - 1]?.t);
  }
  expect(winnersOf(drawn).map((winner) => winner.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

/** A manifest of one stratum over these lines. */
function manifestOf(lines: readonly PublicLine[], n: number, reserve: number): Manifest {
  const pools = new Map<number, number>();
  for (const line of lines) if (line.state === 'in') pools.set(line.tier, (pools.get(line.tier) ?? 0) + 1);
  const sorted = [...pools].map(([tier, pool]) => ({ tier, pool })).sort((a, b) => a.tier - b.tier);
  const { manifest } = frozenCounty();
  return { ...manifest, strata: [{ ...manifest.strata[0]!, n, reserve, tiers: fillTiers(sorted, n) }] };
}

const someLines = fc
  .array(
    fc.record({
      tier: fc.nat(2),
      weight: fc.integer({ min: 1, max: 3 }),
      state: fc.constantFrom('in', 'in', 'base', 'out'),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((rows) =>
    rows.map(
      ({ state, ...row }, n): PublicLine =>
        state === 'out'
          ? { stratum: 'key', state, leaf: leafOf(n) }
          : { stratum: 'key', state, ...row, leaf: leafOf(n) },
    ),
  );

test('coverage completes: nobody of a higher tier is drawn while a lower one is left, and nobody excluded', () => {
  fc.assert(
    fc.property(someLines, anySeed, fc.tuple(fc.nat(40), fc.nat(5)), (lines, seed, [wanted, reserve]) => {
      const pool = lines.filter((line) => line.state === 'in').length;
      const n = Math.min(wanted, pool);
      const [drawn] = drawWinners({ manifest: manifestOf(lines, n, reserve), seed, lines });
      const order = [
        ...drawn!.tiers.flatMap(({ tier, winners }) => winners.map(({ leaf }) => ({ tier, leaf }))),
        ...drawn!.reserve,
      ];
      expect(order.map(({ tier }) => tier)).toEqual(order.map(({ tier }) => tier).sort());
      expect(drawn!.tiers.flatMap(({ winners }) => winners)).toHaveLength(n);
      expect(drawn!.reserve).toHaveLength(Math.min(reserve, pool - n));
      expect(new Set(order.map(({ leaf }) => leaf)).size).toBe(order.length);
      for (const { leaf } of order) expect(lines.find((line) => line.leaf === leaf)?.state).toBe('in');
    }),
  );
});

test('the order of the lines, and lines of others, change nothing', () => {
  fc.assert(
    fc.property(someLines, anySeed, fc.nat(6), (lines, seed, wanted) => {
      const n = Math.min(wanted, lines.filter((line) => line.state === 'in').length);
      const manifest = manifestOf(lines, n, 2);
      const foreign: PublicLine = { stratum: 'general', state: 'in', tier: 0, weight: 1, leaf: leafOf(99) };
      const right = drawWinners({ manifest, seed, lines });
      expect(drawWinners({ manifest, seed, lines: [...lines].reverse() })).toEqual(right);
      expect(drawWinners({ manifest, seed, lines: [foreign, ...lines] })).toEqual(right);
    }),
  );
});

test('a weight of 3 is exactly three lots: its ticket is the least of the three of weight 1', () => {
  const key = keyOf(new Uint8Array(32).fill(8));
  const ticketOf = ticketsOf(STD, key);
  for (let n = 0; n < 200; n++) {
    const lots = [0, 1, 2].map((j) =>
      createHash('sha256')
        .update(key)
        .update(Uint8Array.of(j))
        .update(fromHex(leafOf(n))!)
        .digest('hex'),
    );
    expect(ticketOf(leafOf(n), 3)).toBe(lots.sort()[0]);
    expect(ticketOf(leafOf(n), 3) <= ticketOf(leafOf(n), 1)).toBe(true);
  }
});

test('a weight of 2 against 1 wins two of three draws (chi-square below 10.8)', () => {
  const rounds = 3000;
  let heavy = 0;
  for (let round = 0; round < rounds; round++) {
    const ticketOf = ticketsOf(STD, keyOf(sha256(utf8(`round ${round}`))));
    if (ticketOf(leafOf(1), 2) < ticketOf(leafOf(2), 1)) heavy++;
  }
  const expected = (rounds * 2) / 3;
  const chi = (heavy - expected) ** 2 / expected + (heavy - expected) ** 2 / (rounds - expected);
  expect(chi).toBeLessThan(10.8);
});

test('what is drawn are the committed leaves: other ids of the same rows draw others', () => {
  const first = frozenCounty();
  const other = frozenCounty({ listKey: new Uint8Array(32).fill(99) });
  const seed = new Uint8Array(32).fill(4);
  const winners = (county: typeof first) =>
    winnersOf(drawWinners({ manifest: first.manifest, seed, lines: county.lines })).map(({ leaf }) => leaf);
  const committed = new Set(first.lines.map(({ leaf }) => leaf));
  expect(winners(first).every((leaf) => committed.has(leaf))).toBe(true);
  expect(winners(other).some((leaf) => committed.has(leaf))).toBe(false);
});

test('tiers beyond the sixteenth are pools like the others', () => {
  const lines = [0, 15, 16, 17, 40_000, 17].map((tier, n): PublicLine => {
    return { stratum: 'key', state: 'in', tier, weight: 1, leaf: leafOf(n) };
  });
  const [drawn] = drawWinners({ manifest: manifestOf(lines, 5, 1), seed: sha256(utf8('tiers')), lines });
  expect(drawn!.tiers.map(({ tier, winners }) => [tier, winners.length])).toEqual([
    ...[
      [0, 1],
      [15, 1],
      [16, 1],
      [17, 2],
    ],
    [40_000, 0],
  ]);
  expect(drawn!.reserve.map(({ tier }) => tier)).toEqual([40_000]);
});

test('a full take of as many lines as one run hashes', () => {
  const lines = Array.from({ length: 2_048 }, (_, n): PublicLine => {
    return { stratum: 'key', state: 'in', tier: 0, weight: 1, leaf: hex(sha256(utf8(`${n}`))) };
  });
  const drawn = drawWinners({ manifest: manifestOf(lines, 2_048, 1), seed: sha256(utf8('all')), lines });
  const tickets = winnersOf(drawn).map(({ t }) => t);
  expect(tickets).toEqual(lines.map(({ leaf }) => ticketsOf(STD, keyOf(sha256(utf8('all'))))(leaf, 1)).sort());
});

test('with lanes on WebAssembly the draw is the same, for light and heavy lines, few and many', () => {
  const makeLanes = wasmLanes(platformWasm);
  fc.assert(
    fc.property(someLines, anySeed, fc.tuple(fc.nat(40), fc.nat(5)), (lines, seed, [wanted, reserve]) => {
      const n = Math.min(wanted, lines.filter((line) => line.state === 'in').length);
      const manifest = manifestOf(lines, n, reserve);
      expect(drawWinners({ manifest, seed, lines, makeLanes })).toEqual(drawWinners({ manifest, seed, lines }));
    }),
    { numRuns: 30 },
  );
  const lines = Array.from({ length: 5_000 }, (_, n): PublicLine => {
    return { stratum: 'key', state: 'in', tier: 0, weight: n % 50 === 0 ? 3 : 1, leaf: hex(sha256(utf8(`${n}`))) };
  });
  const seed = sha256(utf8('many'));
  const manifest = manifestOf(lines, 600, 7);
  const ticketOf = ticketsOf(STD, keyOf(seed));
  const ordered = lines
    .map(({ leaf, ...line }) => ({ leaf, t: ticketOf(leaf, line.state === 'in' ? line.weight : 0) }))
    .sort((a, b) => (a.t < b.t ? -1 : 1));
  for (const drawn of [drawWinners({ manifest, seed, lines, makeLanes }), drawWinners({ manifest, seed, lines })]) {
    expect(winnersOf(drawn)).toEqual(ordered.slice(0, 600).map((winner, i) => ({ rank: i + 1, ...winner })));
    expect(drawn[0]!.reserve).toEqual(ordered.slice(600, 607).map((waiting) => ({ tier: 0, ...waiting })));
  }
});

/** Of 20,000 draws of one among 10 of grade A and 10 of D, how many take a D, in percent. */
function shareOfD(weightOfD: number): number {
  const weights = Array.from({ length: 20 }, (_, n) => (n < 10 ? 1 : weightOfD));
  const lines = weights.map(
    (weight, n): PublicLine => ({ stratum: 'key', state: 'in', tier: 0, weight, leaf: leafOf(n) }),
  );
  const manifest = manifestOf(lines, 1, 0);
  const ofD = new Set(lines.slice(10).map(({ leaf }) => leaf));
  let taken = 0;
  for (let i = 0; i < 20_000; i++) {
    const [winner] = winnersOf(drawWinners({ manifest, seed: sha256(utf8(`draw ${i}`)), lines }));
    if (ofD.has(winner!.leaf)) taken += 1;
  }
  return taken / 200;
}

test('a grade of weight 3 is drawn three times as often as one of weight 1 (R-089)', () => {
  const share = shareOfD(3);
  expect(share).toBeGreaterThan(75 - 1.6);
  expect(share).toBeLessThan(75 + 1.6);
});

test('of equal weights neither grade is preferred: the same measure finds half', () => {
  const share = shareOfD(1);
  expect(share).toBeGreaterThan(50 - 1.6);
  expect(share).toBeLessThan(50 + 1.6);
});
