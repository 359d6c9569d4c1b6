import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { type Context, type Deps, read, type UseCase } from '../context.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../rights.ts';

const KEPT_HOURS = 24;

type Keyed = {
  readonly deps: Deps;
  readonly actor: Actor;
  readonly request: FastifyRequest;
  /** What was sent, where it is not the request's body. */
  readonly content?: string;
};

/** Wraps a use case so that its answer is kept under the request's key, in the same transaction. */
type Keep = <Input, Output>(useCase: UseCase<Input, Output>) => UseCase<Input, Output>;

/**
 * Runs a write once for each Idempotency-Key of a user: the same key with the same content answers what the first run
 * answered, with other content 422, while the first still runs 409. A refused write keeps nothing and may be tried
 * again. Answers are kept encrypted for 24 hours.
 */
export async function once<Output>(
  { deps, actor, request, content }: Keyed,
  run: (keep: Keep) => Promise<Output>,
): Promise<Output> {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return run((useCase) => useCase);
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,128}$/.test(key)) {
    throw new Problem('request.invalid', { what: 'Idempotency-Key 应为 8 至 128 个字符，不含空格' });
  }
  const entry = { key, route: `${request.method} ${request.url}`, hash: requestMac(deps, request, content) };
  const kept = await read(deps, actor, (ctx) => findAnswer(ctx, entry));
  if (kept !== undefined) return JSON.parse(kept) as Output;
  return run((useCase) => async (ctx, input) => {
    await claim(ctx, entry);
    const output = await useCase(ctx, input);
    await keepAnswer(ctx, entry, JSON.stringify(output));
    return output;
  });
}

type Entry = { readonly key: string; readonly route: string; readonly hash: Uint8Array };

/** Keyed, because a body may hold a password. */
function requestMac({ keys }: Deps, { method, url, body }: FastifyRequest, content: string | undefined): Uint8Array {
  return keys.mac('idempotent', Buffer.from(JSON.stringify([method, url, content ?? body ?? null])));
}

async function findAnswer(ctx: Context, { key, hash }: Entry): Promise<string | undefined> {
  const row = await ctx.tx
    .selectFrom('idempotent_request')
    .select(['request_hash', 'answer'])
    .where('user_id', '=', ctx.actor.id)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return undefined;
  if (!Buffer.from(row.request_hash).equals(hash)) throw new Problem('request.keyReused');
  const sealed = Buffer.from(row.answer, 'base64');
  return Buffer.from(ctx.keys.open(sealed, purposeOf(ctx, key))).toString('utf8');
}

/** Holds the key to the end of the transaction. Who comes second is told to ask again, and then gets the answer. */
async function claim(ctx: Context, { key }: Entry): Promise<void> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtext(${`sunlot.key/${ctx.actor.id}`}), hashtext(${key})) as held`.execute(
    ctx.tx,
  );
  const done = await ctx.tx
    .selectFrom('idempotent_request')
    .select('key')
    .where('user_id', '=', ctx.actor.id)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!rows[0]?.held || done) throw new Problem('request.stillRunning');
}

async function keepAnswer(ctx: Context, { key, route, hash }: Entry, answer: string): Promise<void> {
  const oldest = new Date(Date.parse(ctx.at) - KEPT_HOURS * 3_600_000).toISOString();
  await ctx.tx.deleteFrom('idempotent_request').where('user_id', '=', ctx.actor.id).where('at', '<', oldest).execute();
  const sealed = ctx.keys.seal(Buffer.from(answer), purposeOf(ctx, key));
  await ctx.tx
    .insertInto('idempotent_request')
    .values({
      user_id: ctx.actor.id,
      key,
      route,
      request_hash: hash,
      answer: Buffer.from(sealed).toString('base64'),
      at: ctx.at,
    })
    .execute();
}

function purposeOf(ctx: Context, key: string): string {
  return `idempotent/${ctx.actor.id}/${key}`;
}
