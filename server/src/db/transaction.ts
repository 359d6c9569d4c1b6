import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type IsolationLevel, type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Who acts, for row-level security. It holds for one transaction and is gone after it; a query outside such a
 * transaction sees only what everybody may see.
 */
export type ActorContext = {
  /** User id, or null when nobody is signed in. */
  readonly actor: string | null;
  /** Codes of the agencies whose rows may be seen. The first is the actor's own: only its rows may be written. */
  readonly agencies: readonly string[];
  /** The program's own work (sign-in, sealing the log, verification): sees everything. */
  readonly system?: boolean;
};

export const SYSTEM: ActorContext = { actor: null, agencies: [], system: true };
export const NOBODY: ActorContext = { actor: null, agencies: [] };

export type Tx = Transaction<Schema>;

export type TransactionOptions = {
  readonly isolation?: IsolationLevel;
  /** How many times at most `fn` runs (default 5). */
  readonly attempts?: number;
};

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
/** Somebody else wrote the same row first: whoever runs again sees it, and goes on from it or says what it means. */
const UNIQUE_VIOLATION = '23505';
/** A row that is there for good is met in each run. */
const RUNS_AGAINST_A_ROW = 3;

/**
 * Runs `fn` in one transaction in the name of `context`: commits what it returns, rolls back what it throws. A
 * serialization failure, a deadlock or a row that somebody else wrote at the same moment runs it again, so it must do
 * nothing outside the transaction that cannot be done twice.
 */
export async function inTransaction<T>(
  db: Kysely<Schema>,
  context: ActorContext & TransactionOptions,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { isolation = 'read committed', attempts = 5 } = context;
  for (let attempt = 1; ; attempt++) {
    try {
      return await db
        .transaction()
        .setIsolationLevel(isolation)
        .execute(async (tx) => {
          await setContext(tx, context);
          return fn(tx);
        });
    } catch (error) {
      if (attempt >= Math.min(attempts, runsAfter(error))) throw error;
      await sleep(randomInt(5, 20 * attempt));
    }
  }
}

/** How often at most what failed so is run. */
function runsAfter(error: unknown): number {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case SERIALIZATION_FAILURE:
    case DEADLOCK:
      return Number.POSITIVE_INFINITY;
    case UNIQUE_VIOLATION:
      return RUNS_AGAINST_A_ROW;
    default:
      return 1;
  }
}

/** In whose name a transaction goes on from here. */
export async function setContext(tx: Tx, { actor, agencies, system = false }: ActorContext): Promise<void> {
  const odd = agencies.find((code) => !/^[0-9A-Za-z.-]+$/.test(code));
  if (odd !== undefined) throw new Error(`not an agency code: ${odd}`);
  await sql`select set_config('sunlot.actor', ${actor ?? ''}, true),
                   set_config('sunlot.agencies', ${agencies.join(',')}, true),
                   set_config('sunlot.system', ${system ? 'on' : ''}, true)`.execute(tx);
}
