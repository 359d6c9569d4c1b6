import { lengthPrefixed } from '../basics/bytes.ts';
import { hkdfExtract } from '../hash/hkdf.ts';
import { isSourceValue, type Source, type SourceValue, sourceBytes } from './entropy.ts';
import type { Manifest } from './manifest.ts';

/** The random value of a replacement in mode `fresh`, which did not exist when it was asked for. */

/**
 * The source whose value a replacement takes: the last of the manifest, run once more. Dice are thrown again, as before; the first value
 * that exists is the value, it is never thrown a second time.
 */
export function freshSource({ entropy }: Pick<Manifest, 'entropy'>): Source {
  return entropy[entropy.length - 1]!;
}

/** Is a value given in mode `fresh` and only there, and is it one of the source? */
export function isFreshValue(
  manifest: Pick<Manifest, 'entropy' | 'replacement'>,
  value: SourceValue | undefined,
): boolean {
  if (manifest.replacement.mode === 'next') return value === undefined;
  const source = freshSource(manifest);
  return value !== undefined && value.k === source.k && isSourceValue(source, value.value);
}

/** seed_r = HKDF-Extract(seed, LP(e)); in mode `next`, without a value, the draw's own seed. */
export function replacementSeed(seed: Uint8Array, value: SourceValue | undefined): Uint8Array {
  return value === undefined ? seed : hkdfExtract(seed, lengthPrefixed(sourceBytes(value)));
}
