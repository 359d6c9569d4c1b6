import { bls12_381 } from '@noble/curves/bls12-381.js';
import { fromHex } from '../basics/bytes.ts';
import { sha256 } from '../hash/sha256.ts';
import { QUICKNET } from './quicknet.ts';

/** Is this text (96 hex digits) the signature of that round? Only drawn sessions with a beacon need it: it is large. */
export type VerifyBeacon = (round: number, signature: string) => boolean;

/** Scheme `bls-unchained-g1-rfc9380`. */
const DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

/** Verifies a quicknet round: BLS12-381, signature on G1 over SHA-256(BE64(round)). About 20 ms. Never throws. */
export const verifyQuicknet: VerifyBeacon = (round, signature) => {
  const bytes = fromHex(signature);
  if (bytes?.length !== 48) return false;
  const { shortSignatures } = bls12_381;
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(round));
  try {
    return shortSignatures.verify(bytes, shortSignatures.hash(sha256(message), DST), fromHex(QUICKNET.publicKey)!);
  } catch {
    // 48 bytes that are no point of the curve.
    return false;
  }
};
