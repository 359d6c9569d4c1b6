import { z } from 'zod';

const named = {
  draw: z.string().max(200),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    n: z.literal(131_072),
    r: z.literal(8),
    p: z.literal(1),
    salt: z.base64().max(64),
  }),
};

/**
 * The first line of the sealed copy of a session's secret that its key holder keeps: list key and frozen rows, under a passphrase that
 * only he knows (AES-256-GCM under scrypt, RFC 7914). After it come frames of about a megabyte: length (4 bytes, big endian), ciphertext, tag. The nonce of a
 * frame is `nonce` (7 bytes), its number (4 bytes, big endian) and 1 for the last one, else 0; the line itself, without its LF, is authenticated with each. The plain
 * text is lines: the list key in hex, then rows after `o`, `i` or `r` and a space.
 */
export const KeyCopyHead = z.strictObject({
  form: z.literal('sunlot-key-copy/2'),
  ...named,
  nonce: z.base64().max(16),
});
export type KeyCopyHead = z.infer<typeof KeyCopyHead>;

/** The form before: all of it in one line of JSON, `sealed` being nonce ‖ ciphertext ‖ tag in Base64. It is read still. */
export const KeyCopyBefore = z.strictObject({ form: z.literal('sunlot-key-copy/1'), ...named, sealed: z.base64() });
export type KeyCopyBefore = z.infer<typeof KeyCopyBefore>;

/** The shortest passphrase for a copy that will lie on a stick. */
export const SHORTEST_PASSPHRASE = 12;
