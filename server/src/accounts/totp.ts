import type { Role } from '@sunlot/contract/roles.ts';
import { Secret, TOTP } from 'otpauth';
import type { Context, FolderKind } from '../context.ts';
import { rights } from '../rights.ts';

const PERIOD_SECONDS = 30;
const ADMINISTRATORS: readonly Role[] = ['systemAdmin', 'securityAdmin', 'auditAdmin'];
const DRAW_STARTERS: readonly Role[] = [...rights['draw.freeze'].roles, ...rights['draw.run'].roles];

/** RFC 6238 with what every authenticator app understands: SHA-1, six digits, 30 seconds. */
function totpOf(secret: Uint8Array, login: string): TOTP {
  const copy = new Uint8Array(secret);
  return new TOTP({
    issuer: '双随机',
    label: login,
    secret: new Secret({ buffer: copy.buffer }),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
  });
}

/** The time step of a code that is right now or one step off and later than `usedStep`; undefined where it is neither. */
export function acceptedStep(
  code: string,
  {
    secret,
    login,
    now,
    usedStep,
  }: { readonly secret: Uint8Array; readonly login: string; readonly now: number; readonly usedStep: number },
): number | undefined {
  const delta = totpOf(secret, login).validate({ token: code, timestamp: now, window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
  return step > usedStep ? step : undefined;
}

/** `otpauth://` address for the authenticator app, and the secret in base 32 for typing. */
export function enrolment(secret: Uint8Array, login: string): { readonly url: string; readonly secret: string } {
  const totp = totpOf(secret, login);
  return { url: totp.toString(), secret: totp.secret.base32 };
}

/** A code as the app would show it at `now` (ms). */
export function codeAt(secret: Uint8Array, login: string, now: number): string {
  return totpOf(secret, login).generate({ timestamp: now });
}

/** Do these roles need a second factor where it is demanded? Administrators, and who may start a draw. */
export function needsTotp(held: readonly Role[]): boolean {
  return held.some((role) => ADMINISTRATORS.includes(role) || DRAW_STARTERS.includes(role));
}

/** The setting `totp` is `required` or `optional`; unsaid, it is required except in demo and test folders. */
export async function isTotpDemanded(ctx: Pick<Context, 'tx'>, kind: FolderKind): Promise<boolean> {
  const row = await ctx.tx.selectFrom('setting').select('value').where('key', '=', 'totp').executeTakeFirst();
  return row === undefined ? kind === 'real' : row.value === 'required';
}
