import {
  NO_WITNESSES,
  parseWitnessPolicy,
  type Witness,
  type WitnessPolicy,
  witnessPolicyHash,
} from '@sunlot/core/draw/witness-policy.ts';
import { hashOf, type Profile } from '@sunlot/core/hash/hash.ts';
import type { Selectable, Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';

export type PolicyRow = Selectable<Schema['witness_policy']>;

/** The policy of an agency that is in force; undefined where witnesses were never appointed. */
export function latestPolicy(tx: Transaction<Schema>, agency: string): Promise<PolicyRow | undefined> {
  return tx
    .selectFrom('witness_policy')
    .selectAll()
    .where('agency', '=', agency)
    .orderBy('set_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function policyInForce(tx: Transaction<Schema>, agency: string): Promise<WitnessPolicy> {
  const row = await latestPolicy(tx, agency);
  return row ? storedPolicy(row) : NO_WITNESSES;
}

/** The policy that a manifest of the agency names by the hash of its profile; throws where it was never set. */
export async function policyOfHash(
  tx: Transaction<Schema>,
  { agency, hash, profile }: { readonly agency: string; readonly hash: string; readonly profile: Profile },
): Promise<WitnessPolicy> {
  const isNamed = (policy: WitnessPolicy) => witnessPolicyHash(hashOf(profile), policy) === hash;
  if (isNamed(NO_WITNESSES)) return NO_WITNESSES;
  const rows = await tx.selectFrom('witness_policy').selectAll().where('agency', '=', agency).execute();
  const named = rows.map(storedPolicy).find(isNamed);
  if (!named) throw new Error(`agency ${agency} has no witness policy ${hash}`);
  return named;
}

/** How a policy is called outside a draw, in the register of witnesses and the audit log: its SHA-256, whatever the profile of a draw. */
export function registeredHash(policy: WitnessPolicy): string {
  return witnessPolicyHash(hashOf('std'), policy);
}

/** Every witness of every policy, one a key: whose lines on a checkpoint say anything at all. */
export async function knownWitnesses(tx: Transaction<Schema>): Promise<readonly Witness[]> {
  const rows = await tx.selectFrom('witness_policy').selectAll().orderBy('set_at').orderBy('id').execute();
  return [...new Map(rows.flatMap((row) => storedPolicy(row).witnesses.map((each) => [each.key, each]))).values()];
}

function storedPolicy({ id, policy }: PolicyRow): WitnessPolicy {
  const read = parseWitnessPolicy(policy);
  if (!read.ok) throw new Error(`witness policy ${id} does not parse`);
  return read.value;
}
