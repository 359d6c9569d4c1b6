import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyCopy } from '@sunlot/contract/key-copy.ts';
import { fromHex, hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import type { Certificate } from '@sunlot/core/draw/certificate.ts';
import { type EvidenceFiles, FILES } from '@sunlot/core/draw/evidence.ts';
import { keyCommit } from '@sunlot/core/draw/leaves.ts';
import { fingerprint } from '@sunlot/core/draw/manifest.ts';
import { type RowTexts, restoreRows } from '@sunlot/core/draw/restore-rows.ts';
import { areCommitted } from '@sunlot/core/draw/run.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { z } from 'zod';
import { unzipEvidence } from './zip-evidence.ts';

const derive = promisify<string, Uint8Array, number, object, Buffer>(scrypt);
/** scrypt needs 128·n·r bytes: 128 MiB. */
const COST = { name: 'scrypt', n: 131_072, r: 8, p: 1 } as const;
const MAX_MEMORY = 160 * 1024 * 1024;

/** What a copy holds. */
export type KeptSecret = { readonly listKey: Uint8Array; readonly rows: RowTexts };

const Texts = z.array(z.string());
const Secret = z.strictObject({
  listKey: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z.strictObject({ objects: Texts, inspectors: Texts, recusals: Texts }),
});

type Named = Pick<KeyCopy, 'draw' | 'fingerprint'>;

export async function sealKeyCopy(named: Named, secret: KeptSecret, passphrase: string): Promise<KeyCopy> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce).setAAD(
    canonicalBytes({ ...named }),
  );
  const { objects, inspectors, recusals } = secret.rows;
  const plain = canonicalBytes({ listKey: hex(secret.listKey), rows: { objects, inspectors, recusals } });
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return {
    form: 'sunlot-key-copy/1',
    ...named,
    kdf: { ...COST, salt: salt.toString('base64') },
    sealed: sealed.toString('base64'),
  };
}

/** The secret of a copy; undefined where the passphrase is wrong or the copy was changed. */
export async function openKeyCopy(copy: KeyCopy, passphrase: string): Promise<KeptSecret | undefined> {
  const { draw, fingerprint: of, kdf } = copy;
  const sealed = Buffer.from(copy.sealed, 'base64');
  const key = await keyOf(passphrase, Buffer.from(kdf.salt, 'base64'));
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
    decipher.setAAD(canonicalBytes({ draw, fingerprint: of })).setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
    const { listKey, rows } = Secret.parse(JSON.parse(plain.toString('utf8')));
    return { listKey: fromHex(listKey)!, rows };
  } catch {
    return undefined;
  }
}

function keyOf(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  const { n, r, p } = COST;
  return derive(passphrase.normalize('NFKC'), salt, 32, { N: n, r, p, maxmem: MAX_MEMORY });
}

/** Whether every row of a kept secret is behind the leaves of a pack; `rows` counts what was opened. */
export type KeyCopyVerdict = {
  readonly ok: boolean;
  readonly rows: { readonly objects: number; readonly inspectors: number; readonly recusals: number };
  readonly faults: readonly ('otherDraw' | 'otherKey' | 'otherRows')[];
};

/**
 * What the key holder does before and after the throw: opens all leaves of the frozen list with his own copy. The pack
 * must have passed its own checks before.
 */
export function checkKeyCopy(pack: Uint8Array, copy: KeyCopy, secret: KeptSecret): KeyCopyVerdict {
  const files = unzipEvidence(pack);
  const { objects, inspectors, recusals } = secret.rows;
  const rows = { objects: objects.length, inspectors: inspectors.length, recusals: recusals.length };
  const faults = files ? keyFaults(files, copy, secret) : (['otherDraw'] as const);
  return { ok: faults.length === 0, rows, faults };
}

function keyFaults(files: EvidenceFiles, copy: KeyCopy, { listKey, rows }: KeptSecret): KeyCopyVerdict['faults'] {
  const text = Buffer.from(files.get(FILES.certificate) ?? []).toString('utf8');
  // The pack passed V1: its certificate has the form of one.
  const { manifest } = JSON.parse(text) as Certificate;
  const hash = hashOf(manifest.profile);
  if (hex(fingerprint(manifest)) !== copy.fingerprint) return ['otherDraw'];
  if (keyCommit(hash, listKey) !== manifest.keyCommit) return ['otherKey'];
  const restored = restoreRows(hash, listKey, rows);
  return restored.ok && areCommitted(manifest, restored.value) ? [] : ['otherRows'];
}
