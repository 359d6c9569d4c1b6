import { ed25519 } from '@noble/curves/ed25519.js';
import type { VerifySignature } from '@sunlot/core/draw/checkpoint.ts';

/** For browsers without it. Never throws: a key or signature of another form does not verify. */
export const verifyEd25519: VerifySignature = (publicKey, message, signature) => {
  try {
    return ed25519.verify(signature, message, publicKey);
  } catch {
    return false;
  }
};
