import { fromHex, utf8 } from '../basics/bytes.ts';
import { type Instant, secondsOf } from '../basics/instants.ts';
import { either, integer, literal, object, type Shape, text } from '../basics/shape.ts';
import { sha256 } from '../hash/sha256.ts';
import { instant } from './alphabet-shapes.ts';
import { ISSUE, isKl8, isSsq, isThreeD } from './lotteries.ts';
import { QUICKNET, roundTime } from './quicknet.ts';

/**
 * Where the random number comes from. Sources run one after another in the order of the manifest: numbers sent in by
 * outsiders first, then what is thrown in the room, public values last. `Source` is closed: `KINDS` has a line for each.
 */

/** Outsiders send 16–64 bytes each until `deadline`; the value is the RFC 6962 root over them in the order of the log, with the
 * hash of the session. */
export type NoncesSource = { readonly k: 'nonces'; readonly deadline: Instant };
/** Dice thrown by the witness one at a time, or numbered 1…count beforehand and read in that order. `faces` 2…10; a ten is typed 0. */
export type DiceSource = { readonly k: 'dice'; readonly count: number; readonly faces: number };
/** `count` of the balls numbered 1…`of` (at most 99), drawn one at a time and not put back. */
export type BallsSource = { readonly k: 'balls'; readonly count: number; readonly of: number };
/** A round of drand quicknet, which exists at `roundTime(round)` and not before. */
export type DrandSource = { readonly k: 'drand'; readonly chain: typeof QUICKNET.chain; readonly round: number };
/** An issue of a state lottery, drawn at `drawnAt` (its published time): 快乐8, 双色球, 福彩3D. */
export type LotterySource = Lottery<'kl8'> | Lottery<'ssq'> | Lottery<'3d'>;
type Lottery<K extends 'kl8' | 'ssq' | '3d'> = { readonly k: K; readonly issue: string; readonly drawnAt: Instant };
export type Source = NoncesSource | DiceSource | BallsSource | DrandSource | LotterySource;
export type SourceKind = Source['k'];

/** What came out of one source, as it was typed or published. */
export type SourceValue = { readonly k: SourceKind; readonly value: string };

/**
 * `room`: as trustworthy as witness and operator together, because no public value came last. `lottery`: the last value
 * is one that the nation saw; whether it was copied rightly is checked against the lottery's own announcement.
 * `beacon`: the last value proves itself by its signature.
 */
export type EntropyClass = 'room' | 'lottery' | 'beacon';

/** The place of a source in the order: outsiders, the room, the public. */
export type Stage = 'outsiders' | 'room' | 'public';

/** The least sum of declared bits a manifest may have. */
export const MIN_BITS = 64;

type Kind<S extends { readonly k: SourceKind }> = {
  readonly shape: Shape<S>;
  readonly stage: Stage;
  /** ⌊log2⌋ of the number of outcomes; none of numbers that the agency might have sent in itself. */
  readonly bits: (source: S) => number;
  readonly fits: (source: S, value: string) => boolean;
  /** The bytes that enter the seed. */
  readonly bytes: (value: string) => Uint8Array;
  readonly trust: EntropyClass;
};

const HEX32 = /^[0-9a-f]{64}$/;
const HEX48 = /^[0-9a-f]{96}$/;
const MAX_ROUND = 0xffffffff;

const KINDS: { readonly [K in SourceKind]: Kind<Extract<Source, { k: K }>> } = {
  nonces: {
    shape: object({ k: literal('nonces'), deadline: instant }, {}),
    stage: 'outsiders',
    bits: () => 0,
    fits: (_, value) => HEX32.test(value),
    bytes: (value) => fromHex(value)!,
    trust: 'room',
  },
  dice: {
    shape: object({ k: literal('dice'), count: integer(1, 1000), faces: integer(2, 10) }, {}),
    stage: 'room',
    bits: ({ count, faces }) => bitsOf(BigInt(faces) ** BigInt(count)),
    fits: ({ count, faces }, value) =>
      value.length === count && [...value].every((digit) => digitsOf(faces).includes(digit)),
    bytes: utf8,
    trust: 'room',
  },
  balls: {
    shape: balls,
    stage: 'room',
    bits: ({ count, of }) => bitsOf(arrangements(of, count)),
    fits: isBalls,
    bytes: utf8,
    trust: 'room',
  },
  drand: {
    shape: object({ k: literal('drand'), chain: literal(QUICKNET.chain), round: integer(1, MAX_ROUND) }, {}),
    stage: 'public',
    bits: () => 256,
    fits: (_, value) => HEX48.test(value),
    // drand's own randomness: SHA-256 of the signature, whatever the hash of the session.
    bytes: (value) => sha256(fromHex(value)!),
    trust: 'beacon',
  },
  kl8: lottery('kl8', { outcomes: arrangements(80, 20) / arrangements(20, 20), fits: isKl8 }),
  ssq: lottery('ssq', { outcomes: (arrangements(33, 6) / arrangements(6, 6)) * 16n, fits: isSsq }),
  '3d': lottery('3d', { outcomes: 1000n, fits: isThreeD }),
};

export const SOURCE_KINDS = Object.keys(KINDS) as readonly SourceKind[];

export const sourceShape: Shape<Source> = SOURCE_KINDS.map((k): Shape<Source> => KINDS[k].shape).reduce(either);

/** Declared bits of a source. */
export function sourceBits(source: Source): number {
  return kindOf(source).bits(source);
}

export function sourceStage(source: Source): Stage {
  return KINDS[source.k].stage;
}

/**
 * Is the value one that this source can give, in the one way to write it? Of a drand round only the form: whether the
 * signature is that of the round says `VerifyBeacon`.
 */
export function isSourceValue(source: Source, value: string): boolean {
  return kindOf(source).fits(source, value);
}

/** The bytes that enter the seed: digits, balls and lottery numbers as ASCII, a root or drand's randomness as 32 bytes. */
export function sourceBytes({ k, value }: SourceValue): Uint8Array {
  return KINDS[k].bytes(value);
}

/** What the certificate says of the session's randomness: the last source decides, because nothing comes after it. */
export function entropyClass(sources: readonly Source[]): EntropyClass {
  return KINDS[sources[sources.length - 1]!.k].trust;
}

/** Seconds since 1970 at which a public value comes into being; undefined for the others. */
export function existsAt(source: Source): number | undefined {
  if (source.k === 'drand') return roundTime(source.round);
  return 'drawnAt' in source ? secondsOf(source.drawnAt) : undefined;
}

/**
 * What is wrong with the order of sources: outsiders come first and once, the public last; something must come that the
 * agency cannot have made up by itself (dice and balls are thrown by the witness).
 */
export function orderFault(sources: readonly Source[]): 'order' | 'repeated' | 'uncontrolled' | undefined {
  const stages = sources.map(sourceStage);
  const places = stages.map((stage) => (['outsiders', 'room', 'public'] as const).indexOf(stage));
  if (places.some((place, i) => i > 0 && place < places[i - 1]!)) return 'order';
  const outsiders = stages.filter((stage) => stage === 'outsiders').length;
  const named = sources.flatMap((source) => ('round' in source ? [`drand ${source.round}`] : lotteryName(source)));
  if (outsiders > 1 || new Set(named).size < named.length) return 'repeated';
  return outsiders === sources.length ? 'uncontrolled' : undefined;
}

/**
 * Places (from 1) at which two independent entries of one value differ; none when they are the same. A place that
 * only one of them has differs. A mismatch is settled from what lies on the table, never by a new throw.
 */
export function differingPlaces(first: string, second: string): readonly number[] {
  const places: number[] = [];
  for (let i = 0; i < Math.max(first.length, second.length); i++) if (first[i] !== second[i]) places.push(i + 1);
  return places;
}

function lotteryName(source: Source): readonly string[] {
  return 'issue' in source ? [`${source.k} ${source.issue}`] : [];
}

/** A source with the line of its kind, whose functions take just this kind. */
function kindOf(source: Source): Kind<Source> {
  return KINDS[source.k] as Kind<Source>;
}

function lottery<K extends LotterySource['k']>(
  k: K,
  { outcomes, fits }: { readonly outcomes: bigint; readonly fits: (issue: string, value: string) => boolean },
): Kind<Lottery<K>> {
  const issue = text('the number of an issue', (value) => ISSUE.test(value));
  return {
    shape: object({ k: literal(k), issue, drawnAt: instant }, {}),
    stage: 'public',
    bits: () => bitsOf(outcomes),
    fits: (source, value) => fits(source.issue, value),
    bytes: utf8,
    trust: 'lottery',
  };
}

/** The shape of numbered balls: no more can be drawn than there are. */
function balls(value: unknown, path: string): ReturnType<Shape<BallsSource>> {
  const read = object({ k: literal('balls'), count: integer(1, 99), of: integer(2, 99) }, {})(value, path);
  if (read.ok && read.value.count > read.value.of)
    return { ok: false, error: { path: `${path}.count`, expected: `an integer 1…${read.value.of}` } };
  return read;
}

/** `05.12.33./`: two digits a ball in the order drawn, none twice. */
function isBalls({ count, of }: BallsSource, value: string): boolean {
  if (!/^(?:\d\d\.)+\/$/.test(value)) return false;
  const drawn = value.slice(0, -2).split('.').map(Number);
  return drawn.length === count && new Set(drawn).size === count && drawn.every((ball) => ball >= 1 && ball <= of);
}

/** Digits a die can show: 1…faces, a ten as 0. */
function digitsOf(faces: number): string {
  return '1234567890'.slice(0, faces);
}

/** of · (of−1) · … over `count` factors. */
function arrangements(of: number, count: number): bigint {
  let ways = 1n;
  for (let i = 0; i < count; i++) ways *= BigInt(of - i);
  return ways;
}

function bitsOf(outcomes: bigint): number {
  return outcomes.toString(2).length - 1;
}
