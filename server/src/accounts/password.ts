import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's first recommendation for argon2id: 19 MiB, 2 passes, 1 lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };

/** Hashes a password: `argon2id$m=19456,t=2,p=1$salt$tag`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await tagOf(password, salt, COST);
  return `argon2id$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${salt.toString('base64url')}$${tag.toString('base64url')}`;
}

export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const match = /^argon2id\$m=(\d+),t=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored);
  if (!match) return false;
  const [, memory, passes, parallelism, salt, tag] = match;
  const expected = Buffer.from(tag!, 'base64url');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return timingSafeEqual(await tagOf(password, Buffer.from(salt!, 'base64url'), cost), expected);
}

function tagOf(password: string, nonce: Uint8Array, cost: typeof COST): Promise<Buffer> {
  return derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength: 32, ...cost });
}

/** An initial password that can be read aloud: four groups of four, 77 random bits, no look-alikes. */
export function makeInitialPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  let text = '';
  while (text.length < 16) {
    for (const byte of randomBytes(32)) if (byte < 248 && text.length < 16) text += letters[byte % 31];
  }
  return text.replace(/(.{4})(?=.)/g, '$1-');
}
