import { createPublicKey, verify } from 'node:crypto';
import { fromHex, hex, utf8 } from '@sunlot/core/basics/bytes.ts';
import { err, ok, type Result } from '@sunlot/core/basics/result.ts';
import {
  checkpointBody,
  formatVerifierKey,
  openCheckpoint,
  signedCheckpoint,
  type VerifierKey,
  type VerifySignature,
} from '@sunlot/core/draw/checkpoint.ts';
import { formatKey, SM2_SM3, signatureLine } from '@sunlot/core/draw/signed-note.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { Keys } from '../keys.ts';
import { type Tree, treeRoot, treeSize } from './append.ts';
import type { Sm2Key } from './sm2.ts';

export type Checkpoint = { readonly tree: Tree; readonly size: number; readonly root: Uint8Array };

/** The key of a tree by which notes name it: `sunlot-log/<8 hex of the key>/<tree>`. */
function treeKey(publicKey: Uint8Array, tree: Tree): VerifierKey {
  return { name: `sunlot-log/${hex(sha256(publicKey)).slice(0, 8)}/${tree}`, publicKey };
}

/** The verifier key as others write it down (C2SP signed note). */
export function verifierKeyText(publicKey: Uint8Array, tree: Tree): string {
  return formatVerifierKey(treeKey(publicKey, tree));
}

/** The key of the second line, which has the name of the first; undefined where the log has none. */
export function gmKeyText(
  { logPublicKey, logGm }: Pick<Keys, 'logPublicKey' | 'logGm'>,
  tree: Tree,
): string | undefined {
  return logGm && formatKey({ name: treeKey(logPublicKey, tree).name, publicKey: logGm.publicKey }, SM2_SM3);
}

function gmLine({ publicKey, sign }: Sm2Key, name: string, body: string): string {
  return signatureLine({ name, publicKey }, SM2_SM3, sign(utf8(body)));
}

/** Ed25519 by Node. */
export const verifySignature: VerifySignature = (publicKey, message, signature) => {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
    format: 'jwk',
  });
  return verify(null, message, key, signature);
};

type Making = { readonly keys: Keys; readonly tree: Tree; readonly at: string };

/** Signs the tree as it stands in this transaction and keeps the note; the same size is signed only once. */
export async function makeCheckpoint(
  tx: Transaction<Schema>,
  { keys, tree, at }: Making,
): Promise<{ readonly size: number; readonly note: string }> {
  const size = await treeSize(tx, tree);
  const known = await tx
    .selectFrom('log_checkpoint')
    .select('note')
    .where('tree', '=', tree)
    .where('size', '=', size)
    .executeTakeFirst();
  if (known) return { size, note: known.note };
  const root = await treeRoot(tx, tree, size);
  const key = treeKey(keys.logPublicKey, tree);
  const body = checkpointBody({ origin: key.name, size, root: hex(root), time: at });
  const first = signedCheckpoint(body, key, keys.signLog(utf8(body)));
  const note = keys.logGm ? first + gmLine(keys.logGm, key.name, body) : first;
  await tx.insertInto('log_checkpoint').values({ tree, size, root, note, at }).execute();
  return { size, note };
}

/**
 * What a note of this log says. `form`: it is no checkpoint; `foreign`: it is one, and not signed by this log.
 */
export function readNote(note: string, publicKey: Uint8Array): Result<Checkpoint, 'form' | 'foreign'> {
  let why: 'form' | 'foreign' = 'form';
  for (const tree of ['public', 'audit'] as const) {
    const key = treeKey(publicKey, tree);
    const read = openCheckpoint(note, key, verifySignature);
    if (read.ok && read.value.origin === key.name) {
      return ok({ tree, size: read.value.size, root: fromHex(read.value.root)! });
    }
    if (read.ok || read.error !== 'form') why = 'foreign';
  }
  return err(why);
}

/** A note as it was before an editor or a mail program got at its line ends: LF, one at the end, no byte-order mark. */
export function tidyNote(text: string): string {
  return `${text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/^\n+|\n+$/g, '')}\n`;
}
