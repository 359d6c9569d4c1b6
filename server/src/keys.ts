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
  /** Ed25519 public key of the log, 32 raw bytes. */
  readonly logPublicKey: Uint8Array;
  readonly signLog: (message: Uint8Array) => Uint8Array;
};

const MASTER = 'master.key';
const LOG = 'log.key';

/** Makes the keys of a new data folder. Existing ones are left alone. */
export function createKeys(folder: string): void {
  const place = join(folder, 'keys');
  mkdirSync(place, { recursive: true, mode: 0o700 });
  chmodSync(place, 0o700);
  writeOnce(join(place, MASTER), randomBytes(32).toString('base64'));
  const pair = generateKeyPairSync('ed25519');
  writeOnce(join(place, LOG), pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

function writeOnce(file: string, text: string): void {
  if (!existsSync(file)) writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
}

/** Reads the keys; throws an Error that names the file that is missing or damaged. */
export function readKeys(folder: string, masterFile?: string): Keys {
  const place = join(folder, 'keys');
  const master = Buffer.from(readKeyFile(masterFile ?? join(place, MASTER)).trim(), 'base64');
  if (master.length !== 32)
    throw new Error(`密钥文件 ${masterFile ?? join(place, MASTER)} 已损坏：应为 32 字节的 base64。`);
  const logKey = createPrivateKey(readKeyFile(join(place, LOG)));
  return makeKeys(master, logKey);
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error(`读不到密钥文件 ${file}。没有它，加密的内容无法打开；请从保管处恢复。`);
  }
}

function makeKeys(master: Buffer, logKey: KeyObject): Keys {
  const mac = (purpose: string, message: Uint8Array) =>
    createHmac('sha256', createHmac('sha256', master).update(`sunlot/mac/${purpose}`).digest())
      .update(message)
      .digest();
  const sealing = createHmac('sha256', master).update('sunlot/seal').digest();
  const jwk = createPublicKey(logKey).export({ format: 'jwk' });
  return {
    mac,
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
