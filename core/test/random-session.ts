import { hex } from '../src/basics/bytes.ts';
import { instantOf, secondsOf } from '../src/basics/instants.ts';
import type { Source } from '../src/draw/entropy.ts';
import type { FreezeInput, StratumTerms } from '../src/draw/freeze-input.ts';
import { FALLBACKS } from '../src/draw/manifest.ts';
import { QUICKNET, roundTime } from '../src/draw/quicknet.ts';
import type { InspectorRow, ObjectRow } from '../src/draw/rows.ts';
import { hashOf, type Profile } from '../src/hash/hash.ts';
import { treeRoot } from '../src/hash/tree-root.ts';
import { type Random, shuffled } from './seat-sessions.ts';
import { creditCode, type SessionChange } from './session.ts';
import { KL8_VALUE, ROUND_42 } from './source-vectors.ts';
import type { ThrownValue } from './throws.ts';
import { cosign, policy, type WitnessId } from './witnesses.ts';

/** Terms, rows and random values of whole sessions, drawn from a seed: what two programs that read packs are compared on. */

export type Chance = {
  readonly below: Random;
  readonly from: (low: number, high: number) => number;
  readonly in100: (chance: number) => boolean;
  readonly one: <T>(items: readonly T[]) => T;
  readonly some: <T>(items: readonly T[], chance: number) => T[];
};

export function chanceOf(below: Random): Chance {
  const in100 = (chance: number) => below(100) < chance;
  return {
    ...{ below, in100 },
    from: (low, high) => low + below(high - low + 1),
    one: (items) => items[below(items.length)]!,
    some: (items, chance) => items.filter(() => in100(chance)),
  };
}

const TAGS = ['air', 'leader', 'noise:2', 'water'];
const REASONS = { base: ['cap', 'recognised'], out: ['closed', 'other', 'suspended'] } as const;
/** Texts that a careless reader of JSON or of names gets wrong. */
const TEXTS = [
  '实施方案第三条',
  '“引号" \\ /',
  'Ünïcödé é',
  '𠮷野𠀋',
  'a\u00a0b c',
  '第１条（全角）',
  '\ufb2a\u0301x',
].map((text) => text.normalize('NFC'));

function objectsOf(chance: Chance, { strata, weights }: { strata: readonly string[]; weights: readonly number[] }) {
  const { from, in100, one, some } = chance;
  const rows: ObjectRow[] = [];
  for (let n = 0, count = from(5, 60); n < count; n++) {
    const id = in100(10) ? `${creditCode(n)}/A-${n}.B` : creditCode(n);
    const shared = { id, name: in100(10) ? `${one(TEXTS)}${n}` : `虚构企业${n}`, needs: some(TAGS, 15) };
    const gone = in100(8) ? one(['closed', 'suspended'] as const) : undefined;
    const home = one(strata);
    for (const stratum of strata.filter((each) => each === home || in100(12))) {
      const state = gone ? 'out' : one(['in', 'in', 'in', 'in', 'in', 'base', 'out'] as const);
      const reason = gone ?? (state === 'in' ? '' : state === 'base' ? one(REASONS.base) : 'other');
      rows.push({ ...shared, stratum, tier: in100(60) ? 0 : from(0, 3), weight: one(weights), state, reason });
    }
  }
  return rows;
}

function inspectorsOf({ from, one, some, in100 }: Chance): InspectorRow[] {
  const isTight = in100(35);
  return Array.from({ length: from(2, 15) }, (_, n) => {
    const state = one(['in', 'in', 'in', 'in', 'borrow', 'out'] as const);
    return {
      ...{ id: `SX.${n}-${from(0, 9)}`, name: `虚构人员${n}`, tags: some(TAGS, 55), load: from(0, 12), state },
      ...{ cap: isTight ? from(0, 3) : from(2, 20), reason: state === 'out' ? one(['leave', 'ill']) : '' },
    };
  });
}

function strataOf({ from, one, in100 }: Chance, ids: readonly string[], rows: readonly ObjectRow[]): StratumTerms[] {
  return ids.map((id) => {
    const own = rows.filter(({ stratum }) => stratum === id);
    const pool = own.filter(({ state }) => state === 'in').length;
    const base = own.filter(({ state }) => state !== 'out').length;
    const [p, q] = [from(0, 40), one([100, 100, 7, 1000])];
    const rule = in100(50)
      ? ({ kind: 'ratio', p, q } as const)
      : ({ kind: 'count', count: from(0, 6), clause: one(TEXTS) } as const);
    const required = rule.kind === 'count' ? rule.count : Math.ceil((p * base) / q);
    const wanted = in100(15) ? required + from(1, 2) : in100(10) ? Math.max(0, required - 1) : required;
    const n = Math.min(wanted, pool, 12);
    const reason = n < pool ? 'principle' : 'pool-exhausted';
    const shortfall = n < required && { shortfall: { reason, text: one(TEXTS) } as const };
    return { id, rule, clause: one(TEXTS), n, reserve: from(0, 5), ...shortfall };
  });
}

/** Rows and strata of which at least one row is drawn. */
function drawable(chance: Chance, { ids, weights }: { ids: readonly string[]; weights: readonly number[] }) {
  for (;;) {
    const objects = objectsOf(chance, { strata: ids, weights });
    const strata = strataOf(chance, ids, objects);
    if (strata.some(({ n }) => n! > 0)) return { objects, strata };
  }
}

const digits = ({ below }: Chance, count: number, faces: number) =>
  Array.from({ length: count }, () => '1234567890'[below(faces)]).join('');
const ballText = ({ below }: Chance, count: number, of: number) =>
  `${shuffled(
    Array.from({ length: of }, (_, i) => `${String(i + 1).padStart(2, '0')}.`),
    below,
  )
    .slice(0, count)
    .join('')}/`;

const LOTTERY_VALUES = {
  kl8: KL8_VALUE,
  ssq: 'ssq/2026051/03.08.15.22.29.33./07./',
  '3d': '3d/2026051/4.0.4./',
} as const;

/** The kinds of the sources in their order, with bits enough. */
function kindsOf({ below, in100, one, some }: Chance): Source['k'][] {
  const room = in100(65) ? shuffled(some(['dice', 'balls', 'dice'] as const, 60), below) : [];
  const open = in100(50) ? shuffled(some(['drand', 'kl8', 'ssq', '3d'] as const, 40), below) : [];
  const strong = (kinds: readonly string[]) =>
    kinds.some((k) => ['drand', 'dice', 'balls'].includes(k)) || kinds.length > 2;
  const rest = strong([...room, ...open]) ? room : [...room, one(['dice', 'balls'] as const)];
  return [...(in100(30) ? (['nonces'] as const) : []), ...rest, ...open];
}

/** A value of dice, balls or a beacon that is thrown once more for a replacement. */
export function freshOf(chance: Chance, sources: readonly Source[]): ThrownValue {
  const source = sources.findLast(({ k }) => k === 'drand' || k === 'dice' || k === 'balls')!;
  if (source.k === 'dice') return { k: 'dice', value: digits(chance, source.count, source.faces) };
  if (source.k === 'balls') return { k: 'balls', value: ballText(chance, source.count, source.of) };
  return { k: 'drand', value: Array.from({ length: 96 }, () => '0123456789abcdef'[chance.below(16)]).join('') };
}

type Timeline = {
  readonly start: number;
  readonly entropy: readonly Source[];
  readonly values: readonly ThrownValue[];
};

/**
 * Sources and their values in time: `at` seconds after the start of the log the manifest was logged, `committed` its commitment was complete.
 * Where round 42 is among them, the log begins so that it comes when it must.
 */
function timelineOf(
  chance: Chance,
  { profile, at, committed, lead }: { profile: Profile; at: number; committed: number; lead: number },
): Timeline {
  const { from, one, in100, below } = chance;
  const hash = hashOf(profile);
  let [now, before, room] = [at, committed + lead, committed];
  let start = secondsOf('2026-11-20T01:00:00Z');
  const steps: { make: (start: number) => Source; value: ThrownValue }[] = [];
  // Entries come a minute after the one before, and later where they must wait; now and then somebody is too hasty or too slow.
  const slip = () => (in100(4) ? one([-60, -1, 1, 7200, 86_400]) : 0);
  const close = (earliest: number) => {
    const wait = Math.max(0, earliest - now - 60 + one([0, 0, 1, 30]) + slip());
    now += wait + 60;
    before = now;
    return wait;
  };
  for (const k of kindsOf(chance)) {
    if (k === 'nonces') {
      const nonces = Array.from({ length: from(0, 4) }, () =>
        hex(hash.digest(Uint8Array.of(below(256)))).slice(0, 2 * from(16, 32)),
      );
      const pause = Math.max(0, before - now - 60 + slip());
      now += nonces.length > 0 ? pause + 60 * nonces.length : 0;
      const deadline = Math.max(now, before) + from(0, 300) + Math.min(0, slip());
      const value = hex(
        treeRoot(
          hash,
          nonces.map((nonce) => Buffer.from(nonce, 'hex')),
        ),
      );
      const wait = close(deadline);
      steps.push({
        make: (zero) => ({ k, deadline: instantOf(zero + deadline) }),
        value: { k, value, nonces, pause, wait },
      });
      room = now;
    } else if (k === 'dice' || k === 'balls') {
      const source =
        k === 'dice'
          ? {
              k,
              ...one([
                { count: 20, faces: 10 },
                { count: 64, faces: 2 },
                { count: 25, faces: 6 },
              ]),
            }
          : { k, count: 12, of: from(60, 99) };
      const { value } = freshOf(chance, [source]);
      steps.push({ make: () => source, value: { k, value, wait: close(before) } });
      room = now;
    } else {
      const exists = Math.max(committed, room) + lead + from(0, 100) + Math.min(0, slip());
      if (k === 'drand') start = roundTime(42) - exists;
      const value = k === 'drand' ? ROUND_42 : LOTTERY_VALUES[k];
      const wait = close(Math.max(before, exists));
      const make = (zero: number): Source =>
        k === 'drand'
          ? { k, chain: QUICKNET.chain, round: 42 }
          : { k, issue: '2026051', drawnAt: instantOf(zero + exists) };
      steps.push({ make, value: { k, value, wait } });
    }
  }
  return { start, entropy: steps.map(({ make }) => make(start)), values: steps.map(({ value }) => value) };
}

type Witnessing = {
  readonly change: Pick<SessionChange, 'witnesses'>;
  readonly delays: readonly (readonly [WitnessId, number])[];
  readonly committed: number;
};

/** Who cosigns, how many seconds after the manifest's entry, and when the commitment stands (undefined quorum: as if at once). */
function witnessingOf({ one, from, in100, some }: Chance, at: number): Witnessing {
  if (in100(60)) return { change: {}, delays: [], committed: at };
  const ids = some(['inspection', 'city', 'newspaper'] as const, 70);
  if (ids.length === 0) return { change: { witnesses: { quorum: 0, witnesses: [] } }, delays: [], committed: at };
  const there = in100(12) ? ids.slice(1) : ids;
  const delays = there.map((id) => [id, from(-5, 300)] as const);
  const latest = Math.max(0, ...delays.map(([, delay]) => delay));
  return { change: { witnesses: policy(one(ids.map((_, i) => i + 1)), ...ids) }, delays, committed: at + latest };
}

/** The session's terms and what happens until its result. `entries`: how many the log holds before the manifest. */
export function randomTerms(
  chance: Chance,
  entries: number,
): SessionChange & { readonly terms: FreezeInput | Partial<FreezeInput> } {
  const { from, one, in100, some, below } = chance;
  const profile = one(['std', 'gm'] as const);
  const ids = ['key', 'general', 'x:3', 'a.4'].slice(0, from(1, 4));
  const table = in100(50) ? [] : [1, 2, 5].map((weight, i) => ({ id: `w${i}`, weight }));
  const weights = table.length === 0 ? [1] : table.map(({ weight }) => weight);
  const { objects, strata } = drawable(chance, { ids, weights });
  const inspectors = inspectorsOf(chance);
  const pairs = new Map(
    Array.from({ length: from(0, 12) }, () => {
      const row = { objectId: one(objects).id, inspectorId: one(inspectors).id, reason: one(['kinship', 'post']) };
      return [`${row.objectId} ${row.inspectorId}`, row] as const;
    }),
  );
  const at = 60 * (entries + 1);
  const lead = one([0, 0, 60, 600]);
  const { change, delays, committed } = witnessingOf(chance, at);
  const { start, entropy, values } = timelineOf(chance, { profile, at, committed, lead });
  const isFresh = entropy.some(({ k }) => k === 'drand') || in100(30);
  const seats = ['leader', 'member', 'third'].slice(0, from(1, 3)).map((id) => ({
    ...{ id, needs: in100(40) ? [one(TAGS)] : [] },
    ...(in100(50) && { object: true as const }),
  }));
  return {
    ...{ ...change, start: instantOf(start), values },
    cosign: (note) =>
      delays.reduce((text, [id, delay]) => text + cosign(note, id, instantOf(start + at + delay)), note),
    terms: {
      ...{
        profile,
        agency: '140826-a1',
        task: 'task:1',
        period: one(['2026', '2026H2', '2026Q4', '2026-11'] as const),
        seq: 1,
      },
      ...{ objects, inspectors, recusals: [...pairs.values()], strata, seats },
      ...{
        tags: TAGS,
        weights: { clause: one(TEXTS), table },
        minChoice: from(0, 3),
        keyHolder: one(TEXTS),
        lead,
        entropy,
      },
      fallback: shuffled(some(FALLBACKS, 70), below),
      replacement: { mode: isFresh ? 'fresh' : 'next', max: from(0, 4) },
      revealBy: one(['2027-01-31', '2026-12-26']),
    },
  };
}
