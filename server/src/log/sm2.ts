import { fromHex, hex } from '@sunlot/core/basics/bytes.ts';
import type { VerifySignature } from '@sunlot/core/draw/checkpoint.ts';
import { sm2 } from 'sm-crypto-v2';

/** A key of SM2: the secret 32 bytes, the public key 04 ‖ x ‖ y. */
export type Sm2Key = { readonly publicKey: Uint8Array; readonly sign: (message: Uint8Array) => Uint8Array };

/** The text of a new secret key: 64 hex digits. */
export function newSm2Secret(): string {
  return sm2.generateKeyPairHex().privateKey;
}

/** Undefined where the text is no secret key. */
export function readSm2Key(secret: string): Sm2Key | undefined {
  if (fromHex(secret)?.length !== 32) return undefined;
  const publicKey = sm2.getPublicKeyFromPrivateKey(secret);
  return {
    publicKey: fromHex(publicKey)!,
    sign: (message) => fromHex(sm2.doSignature(message, secret, { hash: true, publicKey }))!,
  };
}

/** SM2 with SM3. Node's own SM2 is no help: it makes ECDSA signatures on that curve. */
export const verifySm2: VerifySignature = (publicKey, message, signature) => {
  try {
    return sm2.doVerifySignature(message, hex(signature), hex(publicKey), { hash: true });
  } catch {
    // A public key that is no point of the curve.
    return false;
  }
};
