import { roles } from '@sunlot/contract/roles.ts';
import type { AppointWitnesses, WitnessesView } from '@sunlot/contract/witnesses.ts';
import { compareBytes, fromHex } from '@sunlot/core/basics/bytes.ts';
import { canonicalJson, type Json } from '@sunlot/core/basics/canonical-json.ts';
import {
  NO_WITNESSES,
  type PolicyFault,
  parseWitnessPolicy,
  type WitnessPolicy,
  witnessKey,
} from '@sunlot/core/draw/witness-policy.ts';
import { approverOf } from '../accounts/actor.ts';
import { wholeSeconds } from '../clock.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { isAllowed, may, rights } from '../rights.ts';
import { latestPolicy, policyInForce, registeredHash } from './witness-policies.ts';

const FAULTS: Readonly<Record<PolicyFault, string>> = {
  form: '应为 {"quorum":2,"witnesses":[{"name":"…","key":"…","outside":true}]}，key 是类型 04 的公钥',
  quorum: 'quorum 应在 1 和见证人数之间（没有见证人时为 0）',
  twice: '见证人的名称、密钥名和公钥都不能重复',
};

/**
 * Sets who cosigns the log for an agency, from the next freeze on; lists frozen before keep to the policy they name. One
 * person proposes it, a leader of the agency approves.
 */
export async function appointWitnesses(ctx: Context, asked: AppointWitnesses): Promise<WitnessesView> {
  const { agency, why } = asked;
  may(ctx.actor, 'log.appoint', agency);
  const known = await ctx.tx.selectFrom('agency').select('code').where('code', '=', agency).executeTakeFirst();
  if (!known) throw new Problem('agency.unknown', { code: agency });
  const approvedBy = await approval(ctx, asked);
  const policy = readPolicy(ctx, asked);
  const before = registeredHash(await policyInForce(ctx.tx, agency));
  const hash = registeredHash(policy);
  const id = ctx.newId('wtp');
  const row = { id, agency, why, set_by: ctx.actor.id, approved_by: approvedBy, set_at: ctx.at };
  const text = canonicalJson(policy);
  await ctx.tx
    .insertInto('witness_policy')
    .values({ ...row, hash: fromHex(hash)!, policy: text })
    .execute();
  const after = { hash, why, approvedBy: asked.approver };
  await ctx.audit({ action: 'log.appoint', agency, subject: id, before: { hash: before }, after });
  return { agency, hash, ...policy, setAt: ctx.at, why };
}

async function approval(ctx: Context, { agency, approver: login }: AppointWitnesses): Promise<string> {
  const approver = await approverOf(ctx, login);
  if (approver.id === ctx.actor.id) throw new Problem('log.sameApprover', { who: login });
  if (!isAllowed(approver, 'log.approveWitnesses', agency)) {
    const { what, roles: able } = rights['log.approveWitnesses'];
    const needs = able.map((role) => roles[role]).join('或');
    throw new Problem('request.notPermitted', { who: login, action: what, needs: `${agency} 的${needs}` });
  }
  return approver.id;
}

function readPolicy({ keys }: Context, { file, text }: AppointWitnesses): WitnessPolicy {
  const read = parseWitnessPolicy(canonicalOf(text));
  if (!read.ok) throw new Problem('log.policyInvalid', { file, why: FAULTS[read.error] });
  const isOwn = read.value.witnesses.some((each) => compareBytes(witnessKey(each).publicKey, keys.logPublicKey) === 0);
  if (isOwn) throw new Problem('log.policyInvalid', { file, why: '日志不能见证自己：其中有日志自己的公钥' });
  return read.value;
}

/** People write JSON with spaces; what is not JSON at all stays as it is and is refused by its form. */
function canonicalOf(text: string): string {
  try {
    return canonicalJson(JSON.parse(text) as Json);
  } catch {
    return text;
  }
}

/** Who cosigns for an agency now. */
export async function showWitnesses(ctx: Context, { agency }: { readonly agency: string }): Promise<WitnessesView> {
  may(ctx.actor, 'log.witnesses', agency);
  const row = await latestPolicy(ctx.tx, agency);
  const policy = row ? await policyInForce(ctx.tx, agency) : NO_WITNESSES;
  return {
    agency,
    hash: registeredHash(policy),
    ...policy,
    ...(row && { setAt: wholeSeconds(row.set_at), why: row.why }),
  };
}
