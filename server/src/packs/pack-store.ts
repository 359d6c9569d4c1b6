import { createHash } from 'node:crypto';
import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { parsePack } from '@sunlot/core/policy/parse-pack.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { loadPack, packNames, readPackSource } from './pack-files.ts';

/** Stores the shipped version of a pack, once; an agency's periods are judged by the version stored here. */
export async function storePackVersion(ctx: Pick<Context, 'tx' | 'at'>, name: string): Promise<Pack> {
  const source = readPackSource(name);
  if (!source) throw new Problem('agency.packUnknown', { pack: name, packs: packNames().join('、') });
  const loaded = loadPack(source);
  if ('faults' in loaded) throw new Error(`pack ${name} does not load: ${loaded.faults[0]?.message}`);
  await ctx.tx
    .insertInto('pack_version')
    .values({
      pack: name,
      version: loaded.pack.version,
      effective_from: loaded.pack.effectiveFrom,
      content_hash: createHash('sha256').update(source.text).digest(),
      content: JSON.stringify(loaded.content),
      stored_at: ctx.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return loaded.pack;
}

type StoredVersion = { readonly pack: string; readonly version: number; readonly content_hash: Uint8Array };

/** The version of an agency's pack that is in force on a day: the latest that took effect by then, else the first. */
export async function packInForce(
  ctx: Pick<Context, 'tx'>,
  { agency, on }: { readonly agency: string; readonly on: CalendarDate },
): Promise<Pack> {
  const rows = await ctx.tx
    .selectFrom('pack_version')
    .innerJoin('agency', 'agency.pack', 'pack_version.pack')
    .select(['pack_version.pack', 'version', 'content_hash', 'effective_from'])
    .where('agency.code', '=', agency)
    .orderBy('effective_from', 'desc')
    .execute();
  const row = rows.find(({ effective_from }) => effective_from <= on) ?? rows.at(-1);
  if (!row) throw new Problem('agency.unknown', { code: agency });
  return readVersion(ctx, row);
}

/** One stored version, as a plan or a draw names it. */
export async function packVersion(
  ctx: Pick<Context, 'tx'>,
  { pack, version }: { readonly pack: string; readonly version: number },
): Promise<Pack> {
  const row = await ctx.tx
    .selectFrom('pack_version')
    .select(['pack', 'version', 'content_hash'])
    .where('pack', '=', pack)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return readVersion(ctx, row);
}

/** Parsed packs by the hash of their text: a stored version never changes, and parsing one takes longer than a page. */
const parsedPacks = new Map<string, Pack>();
const MOST_PARSED = 64;

async function readVersion(ctx: Pick<Context, 'tx'>, { pack, version, content_hash }: StoredVersion): Promise<Pack> {
  const key = Buffer.from(content_hash).toString('hex');
  const known = parsedPacks.get(key);
  if (known) return known;
  const { content } = await ctx.tx
    .selectFrom('pack_version')
    .select('content')
    .where('pack', '=', pack)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  const parsed = parsePack(content);
  if (!parsed.ok) throw new Error(`a stored pack does not parse: ${parsed.error[0]?.message}`);
  parsedPacks.set(key, parsed.value);
  if (parsedPacks.size > MOST_PARSED) parsedPacks.delete(parsedPacks.keys().next().value!);
  return parsed.value;
}
