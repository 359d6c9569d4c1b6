import { type Commitment, commitmentOf, readCosignatures } from '@sunlot/core/draw/cosignature.ts';
import type { WitnessPolicy } from '@sunlot/core/draw/witness-policy.ts';
import type { Profile } from '@sunlot/core/hash/hash.ts';
import type { Selectable, Transaction } from 'kysely';
import { wholeSeconds } from '../clock.ts';
import type { Schema } from '../db/schema.ts';
import type { Tree } from './append.ts';
import { verifySignature } from './checkpoint.ts';
import { policyOfHash } from './witness-policies.ts';

type Tx = Transaction<Schema>;

/** A signed checkpoint with the cosignatures that came in; undefined where none of that size was signed. */
export async function cosignedNote(
  tx: Tx,
  { tree, size }: { readonly tree: Tree; readonly size: number },
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('log_checkpoint')
    .select('note')
    .where('tree', '=', tree)
    .where('size', '=', size)
    .executeTakeFirst();
  if (!row) return undefined;
  const lines = await tx
    .selectFrom('log_cosignature')
    .select('line')
    .where('tree', '=', tree)
    .where('size', '=', size)
    .orderBy('time')
    .orderBy('witness')
    .execute();
  return row.note + lines.map(({ line }) => line).join('');
}

type Committing = Pick<Selectable<Schema['draw']>, 'agency' | 'manifest_size' | 'committed_size' | 'frozen_at'> & {
  /** Hash of the policy that the manifest names, and the manifest's profile. */
  readonly witnesses: string;
  readonly profile: Profile;
};

/** How far a frozen list is witnessed, the policy it names, and the size of the checkpoint that says so. */
export type DrawCommitment = { readonly size: number; readonly policy: WitnessPolicy; readonly commitment: Commitment };

/**
 * Every checkpoint with the manifest under it may carry the quorum: a witness who looks later signs a larger tree. The one
 * that was complete first counts; while none is, the one with the most witnesses. What was fixed stays.
 */
export async function drawCommitment(tx: Tx, draw: Committing): Promise<DrawCommitment> {
  const policy = await policyOfHash(tx, { agency: draw.agency, hash: draw.witnesses, profile: draw.profile });
  const own = draw.committed_size ?? draw.manifest_size;
  if (policy.witnesses.length === 0)
    return { size: own, policy, commitment: commitmentOf({ time: wholeSeconds(draw.frozen_at) }, policy, []) };
  const sizes = draw.committed_size === null ? await cosignedSizes(tx, draw.manifest_size) : [own];
  let best: DrawCommitment | undefined;
  for (const size of sizes) {
    const commitment = await commitmentAt(tx, { size, policy });
    if (!best || isBetter(commitment, best.commitment)) best = { size, policy, commitment };
  }
  return best!;
}

/** The manifest's own checkpoint and the later ones that somebody has cosigned, smallest first. */
async function cosignedSizes(tx: Tx, first: number): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('log_cosignature')
    .select('size')
    .distinct()
    .where('tree', '=', 'public')
    .where('size', '>', first)
    .orderBy('size')
    .execute();
  return [first, ...rows.map(({ size }) => size)];
}

async function commitmentAt(
  tx: Tx,
  { size, policy }: { readonly size: number; readonly policy: WitnessPolicy },
): Promise<Commitment> {
  const note = (await cosignedNote(tx, { tree: 'public', size }))!;
  const cosigned = readCosignatures(note, { policy, verify: verifySignature });
  if (!cosigned.ok) throw new Error(`checkpoint ${size}: a stored cosignature of ${cosigned.error} does not verify`);
  const { at } = await tx
    .selectFrom('log_checkpoint')
    .select('at')
    .where('tree', '=', 'public')
    .where('size', '=', size)
    .executeTakeFirstOrThrow();
  return commitmentOf({ time: wholeSeconds(at) }, policy, cosigned.value);
}

function isBetter(a: Commitment, b: Commitment): boolean {
  if (a.time !== undefined && b.time !== undefined) return a.time < b.time;
  if (a.time !== undefined || b.time !== undefined) return a.time !== undefined;
  return a.cosigned.length > b.cosigned.length;
}
