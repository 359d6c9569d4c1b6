import type { Instant } from '../src/basics/instants.ts';
import type { SourceRecord } from '../src/draw/certificate.ts';
import type { SourceValue } from '../src/draw/entropy.ts';
import type { Frozen } from '../src/draw/freeze.ts';
import { entropyEntry, entryLeaf, nonceEntry } from '../src/draw/log-entries.ts';
import type { TestLog } from './session.ts';

/** The value of a source; `wait`: seconds before its entry; `nonces`: numbers that outsiders send in before it, `pause` seconds after the entry before. */
export type ThrownValue = SourceValue & {
  readonly wait?: number;
  readonly nonces?: readonly string[];
  readonly pause?: number;
};

/** Logs the values one after another, with the numbers of outsiders. */
export function throwAll(
  { manifest }: Frozen,
  log: TestLog,
  values: readonly ThrownValue[],
): { readonly entropy: readonly SourceRecord[]; readonly places: readonly { at: Instant; index: number }[] } {
  const thrown = values.map(({ wait = 0, nonces = [], pause = 0, ...value }, i) => {
    if (nonces.length > 0) log.wait(pause);
    for (const nonce of nonces) log.append((at) => nonceEntry(manifest, nonce, at));
    log.wait(wait);
    const entry = (at: Instant) => entropyEntry(manifest, { source: i + 1, value, at });
    const place = log.append(entry);
    return { place, record: { ...value, entry: entryLeaf(entry(place.at)) } };
  });
  return { entropy: thrown.map(({ record }) => record), places: thrown.map(({ place }) => place) };
}
