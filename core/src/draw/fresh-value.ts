import { lengthPrefixed } from '../basics/bytes.ts';
import { type Instant, secondsOf } from '../basics/instants.ts';
import type { Hash } from '../hash/hash.ts';
import { hkdfExtract } from '../hash/hkdf.ts';
import { isSourceValue, type Source, type SourceValue, sourceBytes } from './entropy.ts';
import type { Manifest } from './manifest.ts';
import { firstRoundFrom } from './quicknet.ts';

/** The random value of a replacement in mode `fresh`, which did not exist when it was asked for. */

type Terms = Pick<Manifest, 'entropy' | 'replacement' | 'lead'>;

/** Nonces have a deadline, and a lottery issue is named once: these run again. */
const AGAIN: readonly Source['k'][] = ['drand', 'dice', 'balls'];

/**
 * The source whose value a replacement takes, `asked` being the time of the checkpoint that holds its request: the last of the manifest that
 * can run once more. A beacon gives the first round at least `lead` seconds later; dice and balls are thrown again, once. Undefined where
 * the manifest has neither.
 */
export function freshSource({ entropy, lead }: Terms, asked: Instant): Source | undefined {
  const source = entropy.findLast(({ k }) => AGAIN.includes(k));
  return source?.k === 'drand' ? { ...source, round: firstRoundFrom(secondsOf(asked) + lead) } : source;
}

/** Is a value given in mode `fresh` and only there, and has it the form of the source? `VerifyBeacon` says whether it is of the round. */
export function isFreshValue(terms: Terms, value: SourceValue | undefined): boolean {
  if (terms.replacement.mode === 'next') return value === undefined;
  const source = terms.entropy.findLast(({ k }) => AGAIN.includes(k));
  return source !== undefined && value?.k === source.k && isSourceValue(source, value.value);
}

/** seed_r = HKDF-Extract(seed, LP(e)); in mode `next`, without a value, the draw's own seed. */
export function replacementSeed(hash: Hash, seed: Uint8Array, value: SourceValue | undefined): Uint8Array {
  return value === undefined ? seed : hkdfExtract(hash, seed, lengthPrefixed(sourceBytes(value)));
}
