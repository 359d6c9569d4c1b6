import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { lockAccount, updateAccount } from './sql.ts';
import { acceptedStep, enrolment } from './totp.ts';

/** The secret offered in one session is derived from it, so that an enrolment left half done leaves nothing. */
function offeredSecret(ctx: Context, session: Uint8Array): Uint8Array {
  return ctx.keys.mac('totp/offer', Buffer.concat([Buffer.from(ctx.actor.id), session])).subarray(0, 20);
}

/** Offers a secret for the authenticator app; nothing is stored before a code of it comes back. */
export async function offerTotp(
  ctx: Context,
  { session }: { readonly session: Uint8Array },
): Promise<{ readonly url: string; readonly secret: string }> {
  const account = await lockAccount(ctx.tx, ctx.actor.id);
  if (account.totp_secret !== null) throw new Problem('session.codeEnrolled');
  await ctx.audit({ action: 'totp.offered', agency: ctx.actor.agency, subject: account.id });
  return enrolment(offeredSecret(ctx, session), account.login);
}

/** Stores the offered secret, encrypted, once a code proves that the app has it. */
export async function confirmTotp(
  ctx: Context,
  { session, code }: { readonly session: Uint8Array; readonly code: string },
): Promise<{ readonly enrolled: true }> {
  const account = await lockAccount(ctx.tx, ctx.actor.id);
  if (account.totp_secret !== null) throw new Problem('session.codeEnrolled');
  const secret = offeredSecret(ctx, session);
  const step = acceptedStep(code, { secret, login: account.login, now: Date.parse(ctx.at), usedStep: 0 });
  if (step === undefined)
    throw new Problem('request.invalid', { what: '动态验证码不正确，请核对手机时间后输入新的一个' });
  await updateAccount(ctx.tx, account.id, {
    totp_secret: ctx.keys.seal(secret, `totp/${account.id}`),
    totp_used_step: step,
  });
  await ctx.audit({ action: 'totp.enrolled', agency: ctx.actor.agency, subject: account.id });
  return { enrolled: true };
}
