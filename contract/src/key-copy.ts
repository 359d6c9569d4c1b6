import { z } from 'zod';

/**
 * The sealed copy of a session's secret that its key holder keeps: list key and frozen rows, under a passphrase that
 * only he knows. Sealed with AES-256-GCM (nonce ‖ ciphertext ‖ tag, Base64) under scrypt (RFC 7914) of the passphrase.
 */
export const KeyCopy = z.strictObject({
  form: z.literal('sunlot-key-copy/1'),
  draw: z.string().max(200),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    n: z.literal(131_072),
    r: z.literal(8),
    p: z.literal(1),
    salt: z.base64().max(64),
  }),
  sealed: z.base64(),
});
export type KeyCopy = z.infer<typeof KeyCopy>;

/** The shortest passphrase for a copy that will lie on a stick. */
export const SHORTEST_PASSPHRASE = 12;
