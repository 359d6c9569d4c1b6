import { be32, concat, lengthPrefixed, utf8 } from '../basics/bytes.ts';
import { type Hash, hashOf } from '../hash/hash.ts';
import { hkdfExpand, hkdfExtract } from '../hash/hkdf.ts';
import { type SourceValue, sourceBytes } from './entropy.ts';
import { fingerprint, type Manifest } from './manifest.ts';

const KEY_BYTES = 64;

/**
 * seed = HKDF-Extract(salt = H("sunlot/1/draw"‖LP(agency)‖LP(task)‖BE32(seq)‖fingerprint), IKM = LP(e1)‖…‖LP(em)):
 * 32 bytes of the manifest and the values of its sources, in the order in which they ran.
 */
export function drawSeed(manifest: Manifest, values: readonly SourceValue[]): Uint8Array {
  const ikm = values.map((value) => lengthPrefixed(sourceBytes(value)));
  return hkdfExtract(hashOf(manifest.profile), sessionSalt('sunlot/1/draw', manifest), concat(...ikm));
}

/** A dummy seed for trying a manifest out: another tag, so that it never equals the seed of a draw. */
export function rehearsalSeed(manifest: Manifest, round: number): Uint8Array {
  return hkdfExtract(
    hashOf(manifest.profile),
    sessionSalt('sunlot/1/rehearsal', manifest),
    lengthPrefixed(be32(round)),
  );
}

/** K_s = HKDF-Expand(seed, "sunlot/1/stratum/"‖stratum‖"#"‖tier, 64): one whole block of the hash. */
export function stratumKey(
  hash: Hash,
  seed: Uint8Array,
  { stratum, tier }: { readonly stratum: string; readonly tier: number },
): Uint8Array {
  return hkdfExpand(hash, seed, { info: utf8(`sunlot/1/stratum/${stratum}#${tier}`), length: KEY_BYTES });
}

function sessionSalt(tag: string, manifest: Manifest): Uint8Array {
  const parts = [lengthPrefixed(utf8(manifest.agency)), lengthPrefixed(utf8(manifest.task)), be32(manifest.seq)];
  return hashOf(manifest.profile).digest(concat(utf8(tag), ...parts, fingerprint(manifest)));
}
