import { randomBytes } from 'node:crypto';
import { concat, hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes, type Json } from '@sunlot/core/basics/canonical-json.ts';
import { type CalendarDate, dateInShanghai } from '@sunlot/core/basics/dates.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import type { Transaction } from 'kysely';
import type { Clock } from './clock.ts';
import type { Database } from './db/connect.ts';
import type { Schema } from './db/schema.ts';
import { inTransaction } from './db/transaction.ts';
import type { Keys } from './keys.ts';
import { appendEntry } from './log/append.ts';
import type { Actor } from './rights.ts';

export type FolderKind = 'real' | 'demo' | 'test';

/** What every use case needs from outside; one value a process. */
export type Deps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: (prefix: string) => string;
  readonly keys: Keys;
  readonly folder: { readonly path: string; readonly kind: FolderKind };
};

/** One use case at work: its transaction, who acts, and the moment, which stays the same throughout. */
export type Context = {
  readonly tx: Transaction<Schema>;
  readonly actor: Actor;
  /** RFC 3339 UTC, whole seconds. */
  readonly at: string;
  /** The same moment's date in Asia/Shanghai. */
  readonly today: CalendarDate;
  readonly clock: Clock;
  readonly newId: (prefix: string) => string;
  readonly keys: Keys;
  readonly folder: Deps['folder'];
  /** Leaves a row in the audit tree, in this transaction. */
  readonly audit: (note: AuditNote) => Promise<void>;
};

export type AuditNote = {
  readonly action: string;
  readonly agency?: string | undefined;
  readonly subject?: string | undefined;
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
};

export type UseCase<Input, Output> = (ctx: Context, input: Input) => Promise<Output>;

/** A use case with its input already given. */
type Work<Output> = (ctx: Context) => Promise<Output>;

/**
 * Runs writing work in one transaction: success commits, any error rolls everything back. A write that left no audit
 * row is a bug and does not commit.
 */
export function write<Output>(deps: Deps, actor: Actor, work: Work<Output>): Promise<Output> {
  return inTransaction(deps.database.db, contextOf(actor), (tx) => audited({ deps, actor, tx }, work));
}

/** Runs work that may find nothing to do, and leaves no audit row then: nothing is written in that case, the answer is undefined. */
export async function writeIfDue<Output>(deps: Deps, actor: Actor, work: Work<Output>): Promise<Output | undefined> {
  try {
    return await write(deps, actor, work);
  } catch (error) {
    if (error instanceof NotAudited) return undefined;
    throw error;
  }
}

/** Runs writing work to its answer and then rolls everything back: what `--dry-run` shows. */
export async function rehearseWrite<Output>(deps: Deps, actor: Actor, work: Work<Output>): Promise<Output> {
  let output: { readonly value: Output } | undefined;
  try {
    await inTransaction(deps.database.db, contextOf(actor), async (tx) => {
      output = { value: await audited({ deps, actor, tx }, work) };
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  return output!.value;
}

class RolledBack extends Error {}

class NotAudited extends Error {}

type Acting = { readonly deps: Deps; readonly actor: Actor; readonly tx: Transaction<Schema> };

async function audited<Output>(acting: Acting, work: Work<Output>): Promise<Output> {
  let count = 0;
  const output = await work(makeContext(acting, () => count++));
  if (count === 0) throw new NotAudited('a write without an audit entry');
  return output;
}

/** Runs reading work; a sensitive read leaves its audit row itself. */
export function read<Output>(deps: Deps, actor: Actor, work: Work<Output>): Promise<Output> {
  return inTransaction(deps.database.db, contextOf(actor), (tx) => work(makeContext({ deps, actor, tx }, () => {})));
}

function contextOf(actor: Actor): {
  readonly actor: string;
  readonly agencies: readonly string[];
  readonly system: boolean;
} {
  return { actor: actor.id, agencies: actor.sees, system: actor.agency === undefined };
}

function makeContext({ deps, actor, tx }: Acting, noteAudit: () => void): Context {
  const at = deps.clock.instant();
  return {
    tx,
    actor,
    at,
    today: dateInShanghai(Date.parse(at)),
    clock: deps.clock,
    newId: deps.newId,
    keys: deps.keys,
    folder: deps.folder,
    audit: async (note) => {
      noteAudit();
      await appendAudit({ tx, keys: deps.keys, actor, at }, note);
    },
  };
}

type Auditing = Pick<Context, 'tx' | 'keys' | 'actor' | 'at'>;

/** The entry holds salted hashes of the values; the values lie beside it, encrypted, with the salt. */
async function appendAudit({ tx, keys, actor, at }: Auditing, note: AuditNote): Promise<void> {
  const salt = randomBytes(16);
  const hashOf = (value: Json | undefined) => value && hex(sha256(concat(salt, canonicalBytes(value))));
  const { index } = await appendEntry(tx, {
    tree: 'audit',
    type: note.action,
    agency: note.agency,
    subject: note.subject,
    at,
    entry: {
      action: note.action,
      actor: actor.id,
      agency: note.agency,
      at,
      subject: note.subject,
      via: actor.via,
      before: hashOf(note.before),
      after: hashOf(note.after),
    },
  });
  const values = canonicalBytes({ salt: hex(salt), before: note.before, after: note.after });
  await tx
    .insertInto('audit_value')
    .values({ index, sealed: keys.seal(values, `audit/${index}`) })
    .execute();
}
