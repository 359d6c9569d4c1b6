import { utf8 } from '../basics/bytes.ts';
import { integer, literal, object, type Shape } from '../basics/shape.ts';

/**
 * Where the random number comes from. `Source` is closed: a further kind (outsider nonces, numbered balls, lottery
 * issues, a beacon round) is a new member with its line in `KINDS`; sources run one after another, public ones last.
 */

/** Dice thrown by the witness one at a time, or numbered 1…count beforehand and read in that order. `faces` 2…10; a ten is typed 0. */
export type DiceSource = { readonly k: 'dice'; readonly count: number; readonly faces: number };
export type Source = DiceSource;

/** What came out of one source, as it was typed or published. */
export type SourceValue = { readonly k: Source['k']; readonly value: string };

/** `room`: as trustworthy as witness and operator together, because no public value came last. */
export type EntropyClass = 'room';

/** The least sum of declared bits a manifest may have. */
export const MIN_BITS = 64;

type Kind<S extends Source> = {
  readonly shape: Shape<S>;
  /** ⌊log2⌋ of the number of outcomes. */
  readonly bits: (source: S) => number;
  readonly fits: (source: S, value: string) => boolean;
  readonly trust: EntropyClass;
};

const KINDS: { readonly [K in Source['k']]: Kind<Extract<Source, { k: K }>> } = {
  dice: {
    shape: object({ k: literal('dice'), count: integer(1, 1000), faces: integer(2, 10) }, {}),
    bits: ({ count, faces }) => bitsOf(BigInt(faces) ** BigInt(count)),
    fits: ({ count, faces }, value) =>
      value.length === count && [...value].every((digit) => digitsOf(faces).includes(digit)),
    trust: 'room',
  },
};

export const sourceShape: Shape<Source> = KINDS.dice.shape;

/** Declared bits of a source. */
export function sourceBits(source: Source): number {
  return KINDS[source.k].bits(source);
}

/** Is the value one that this source can give, in the one way to write it? */
export function isSourceValue(source: Source, value: string): boolean {
  return KINDS[source.k].fits(source, value);
}

/** The bytes that enter the seed: for dice the ASCII digits in the order thrown. */
export function sourceBytes({ value }: SourceValue): Uint8Array {
  return utf8(value);
}

/** What the certificate says of the session's randomness: the last source decides, because nothing comes after it. */
export function entropyClass(sources: readonly Source[]): EntropyClass {
  return KINDS[sources[sources.length - 1]!.k].trust;
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

/** Digits a die can show: 1…faces, a ten as 0. */
function digitsOf(faces: number): string {
  return '1234567890'.slice(0, faces);
}

function bitsOf(outcomes: bigint): number {
  return outcomes.toString(2).length - 1;
}
