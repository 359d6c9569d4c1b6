import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSm2Secret, readSm2Key, type Sm2Key } from './log/sm2.ts';
import { Problem } from './problem.ts';

/**
 * The keys of an installation. They lie in `keys/` of the data folder (0600), or the master key in the file named by
 * SUNLOT_KEY_FILE; never in the database and never in a backup.
 */
export type Keys = {
  /** Encrypts with AES-256-GCM; `purpose` is bound to the text, so a value cannot be moved elsewhere. */
  readonly seal: (plain: Uint8Array, purpose: string) => Uint8Array;
  /** Decrypts; throws where the bytes were changed or belong to another purpose. */
  readonly open: (sealed: Uint8Array, purpose: string) => Uint8Array;
  /** HMAC-SHA-256 under a key of its own for each purpose: 32 bytes. */
  readonly mac: (purpose: string, message: Uint8Array) => Uint8Array;
  /** The key that `mac` uses for a purpose, for those who have millions of messages. */
  readonly macKey: (purpose: string) => Uint8Array;
  /** Ed25519 public key of the log, 32 raw bytes. */
  readonly logPublicKey: Uint8Array;
  readonly signLog: (message: Uint8Array) => Uint8Array;
  /** The log's second key, SM2 with SM3, where it was made. */
  readonly logGm: Sm2Key | undefined;
};

const MASTER = 'master.key';
const LOG = 'log.key';
const LOG_GM = 'log-gm.key';

/** Makes the folder of the keys, readable by its owner alone, where it is not there yet. */
export function makeKeyFolder(folder: string): string {
  const place = join(folder, 'keys');
  mkdirSync(place, { recursive: true, mode: 0o700 });
  chmodSync(place, 0o700);
  return place;
}

/** Makes the keys of a new data folder: the master key only where it does not come from a file of its own. */
export function createKeys(folder: string, masterFile?: string): void {
  const place = makeKeyFolder(folder);
  if (masterFile === undefined) writeOnce(join(place, MASTER), randomBytes(32).toString('base64'));
  const pair = generateKeyPairSync('ed25519');
  writeOnce(join(place, LOG), pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

function writeOnce(file: string, text: string): void {
  if (!existsSync(file)) writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
}

/**
 * Reads the keys.
 * @throws Problem keys.unreadable, which names the file that is missing or damaged
 */
export function readKeys(folder: string, masterFile?: string): Keys {
  const place = join(folder, 'keys');
  const masterPlace = masterFile ?? join(place, MASTER);
  const master = Buffer.from(readKeyFile(masterPlace).trim(), 'base64');
  if (master.length !== 32) throw new Problem('keys.unreadable', { file: masterPlace });
  return { ...makeKeys(master, readLogKey(join(place, LOG))), logGm: readGmKey(join(place, LOG_GM)) };
}

/** Makes the second key of the log, once; from the next start on every checkpoint carries its line. */
export function createGmKey(folder: string): Sm2Key {
  const file = join(folder, 'keys', LOG_GM);
  writeOnce(file, newSm2Secret());
  return readGmKey(file)!;
}

function readGmKey(file: string): Sm2Key | undefined {
  if (!existsSync(file)) return undefined;
  const key = readSm2Key(readKeyFile(file).trim());
  if (!key) throw new Problem('keys.unreadable', { file });
  return key;
}

function readLogKey(file: string): KeyObject {
  const text = readKeyFile(file);
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below: no key, or another kind of key.
  }
  throw new Problem('keys.unreadable', { file });
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Problem('keys.unreadable', { file });
  }
}

function makeKeys(master: Buffer, logKey: KeyObject): Omit<Keys, 'logGm'> {
  const macKey = (purpose: string) => createHmac('sha256', master).update(`sunlot/mac/${purpose}`).digest();
  const mac = (purpose: string, message: Uint8Array) => createHmac('sha256', macKey(purpose)).update(message).digest();
  const sealing = createHmac('sha256', master).update('sunlot/seal').digest();
  const jwk = createPublicKey(logKey).export({ format: 'jwk' });
  return {
    mac,
    macKey,
    seal: (plain, purpose) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(purpose));
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed, purpose) => {
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, 12)).setAAD(Buffer.from(purpose));
      decipher.setAuthTag(sealed.subarray(-16));
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
    },
    logPublicKey: Buffer.from(String(jwk.x), 'base64url'),
    signLog: (message) => sign(null, message, logKey),
  };
}
