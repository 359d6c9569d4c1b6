import { createHash } from 'node:crypto';
import { type CalendarDate, makeDate, type Period } from '@sunlot/core/basics/dates.ts';
import { withClassesOfYear } from '@sunlot/core/policy/classes-of-year.ts';
import { versionOfPeriod as ofPeriod } from '@sunlot/core/policy/judging-pack.ts';
import { type Pack, type Versions, versionOn } from '@sunlot/core/policy/pack.ts';
import { parsePack } from '@sunlot/core/policy/parse-pack.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { type LocatedFault, loadPack, type PackSource, packNames, readPackSource } from './pack-files.ts';

type Storing = Pick<Context, 'tx' | 'at'>;

/** The pack that ships under a name. @throws Problem agency.packUnknown */
export function shippedPack(name: string): PackSource {
  const source = readPackSource(name);
  if (!source) throw new Problem('agency.packUnknown', { pack: name, packs: packNames().join('、') });
  return source;
}

/**
 * The pack of a name for an agency that begins with it: `NAME@VERSION` as stored, the version that ships, or else the
 * latest stored. @throws Problem agency.packUnknown | pack.versionTaken | pack.versionUnknown
 */
export async function namedPack(ctx: Storing, name: string): Promise<Pack> {
  const [, pack, version] = /^(.+)@(\d{1,7})$/.exec(name) ?? [];
  if (pack !== undefined) return packVersion(ctx, { pack, version: Number(version) });
  const latest = readPackSource(name) ? undefined : (await storedVersions(ctx, name)).at(-1);
  return latest ? packVersion(ctx, { pack: name, version: latest.version }) : storePackVersion(ctx, shippedPack(name));
}

/** The stored versions of a pack, or of all packs, in order. */
export function storedVersions(ctx: Pick<Context, 'tx'>, pack?: string) {
  return ctx.tx
    .selectFrom('pack_version')
    .select(['pack', 'version', 'effective_from', 'stored_at'])
    .$if(pack !== undefined, (query) => query.where('pack', '=', pack!))
    .orderBy('pack')
    .orderBy('version')
    .execute();
}

/**
 * Stores a pack file as the version that it names, once and for ever; the same file again changes nothing.
 * @throws Problem pack.faulty | pack.versionTaken
 */
export async function storePackVersion(ctx: Storing, source: PackSource): Promise<Pack> {
  const loaded = loadPack(source);
  if ('faults' in loaded) throw faultyPack(source, loaded.faults);
  const { pack, content } = loaded;
  await ctx.tx
    .insertInto('pack_version')
    .values({
      pack: pack.id,
      version: pack.version,
      effective_from: pack.effectiveFrom,
      content_hash: hashOf(source.text),
      content: JSON.stringify(content),
      stored_at: ctx.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const stored = await selectVersion(ctx, { pack: pack.id, version: pack.version });
  if (!isSameContent(stored.content, content)) {
    throw new Problem('pack.versionTaken', { pack: pack.id, version: pack.version });
  }
  return pack;
}

export function faultyPack({ name }: PackSource, faults: readonly LocatedFault[]): Problem {
  const { line, message } = faults[0]!;
  return new Problem('pack.faulty', { file: name, n: faults.length, line, what: message });
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Comments and the order of keys may differ: what the file says may not. */
function isSameContent(a: unknown, b: unknown): boolean {
  return sortedJson(a) === sortedJson(b);
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Lets an agency begin with a stored version: the first of its pack, so nobody has to say why. */
export function beginWithPack(
  ctx: Storing,
  begun: { readonly agency: string; readonly pack: Pack; readonly by: string },
): Promise<void> {
  return adoptVersion(ctx, { ...begun, why: null, approvedBy: null });
}

/** Notes that an agency uses a stored version from the day on that the version names. */
export async function adoptVersion(
  ctx: Storing,
  { agency, pack, by, why, approvedBy }: Omit<Adoption, 'pack'> & { readonly pack: Pack },
): Promise<void> {
  await ctx.tx
    .insertInto('agency_pack')
    .values({
      agency,
      pack: pack.id,
      version: pack.version,
      effective_from: pack.effectiveFrom,
      why,
      adopted_by: by,
      approved_by: approvedBy,
      adopted_at: ctx.at,
    })
    .execute();
}

type Adoption = {
  readonly agency: string;
  readonly pack: string;
  readonly by: string;
  readonly why: string | null;
  readonly approvedBy: string | null;
};

/** The highest number that an agency has adopted of a pack; undefined where none. */
export async function highestAdopted(
  ctx: Pick<Context, 'tx'>,
  { agency, pack }: Pick<Adoption, 'agency' | 'pack'>,
): Promise<number | undefined> {
  const row = await ctx.tx
    .selectFrom('agency_pack')
    .select('version')
    .where('agency', '=', agency)
    .where('pack', '=', pack)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  return row?.version;
}

/** Which agency adopted which version, when and why; all agencies, oldest first. */
export function adoptions(ctx: Pick<Context, 'tx'>) {
  return ctx.tx
    .selectFrom('agency_pack')
    .select(['agency', 'pack', 'version', 'effective_from'])
    .orderBy('agency')
    .orderBy('adopted_at')
    .execute();
}

/**
 * Every version of its pack that an agency has adopted, oldest first; each with the whole pack. One that begins within a year may stand twice:
 * first as it holds until that year is over (decision 0038).
 */
export async function packVersions(ctx: Pick<Context, 'tx'>, agency: string): Promise<readonly Pack[]> {
  const rows = await ctx.tx
    .selectFrom('agency_pack')
    .innerJoin('agency', (join) =>
      join.onRef('agency.code', '=', 'agency_pack.agency').onRef('agency.pack', '=', 'agency_pack.pack'),
    )
    .innerJoin('pack_version', (join) =>
      join
        .onRef('pack_version.pack', '=', 'agency_pack.pack')
        .onRef('pack_version.version', '=', 'agency_pack.version'),
    )
    .select(['pack_version.pack', 'pack_version.version', 'content_hash'])
    .where('agency_pack.agency', '=', agency)
    .orderBy('agency_pack.effective_from')
    .orderBy('agency_pack.version')
    .execute();
  const versions: Pack[] = [];
  for (const row of rows) versions.push(await readVersion(ctx, row));
  return withClassesOfYear(versions);
}

/** The version of an agency's pack that is in force on a day: the latest that took effect by then, else the first. */
export async function packInForce(
  ctx: Pick<Context, 'tx'>,
  { agency, on }: { readonly agency: string; readonly on: CalendarDate },
): Promise<Pack> {
  return versionOn(await adoptedVersions(ctx, agency), on);
}

/** The version in force on the first day of a period, with what that of 1 January asks of its whole year (decision 0038). */
export async function versionOfPeriod(
  ctx: Pick<Context, 'tx'>,
  { agency, period }: { readonly agency: string; readonly period: Period },
): Promise<Pack> {
  const versions = await adoptedVersions(ctx, agency);
  return ofPeriod(versions[0], versions, period);
}

/** The same as {@link packVersions}. @throws Problem agency.unknown */
export async function adoptedVersions(ctx: Pick<Context, 'tx'>, agency: string): Promise<Versions> {
  const [first, ...later] = await packVersions(ctx, agency);
  if (!first) throw new Problem('agency.unknown', { code: agency });
  return [first, ...later];
}

type VersionName = { readonly pack: string; readonly version: number };

/** One stored version, as a plan or a draw names it. */
export async function packVersion(ctx: Pick<Context, 'tx'>, name: VersionName): Promise<Pack> {
  const row = await ctx.tx
    .selectFrom('pack_version')
    .select(['pack', 'version', 'content_hash'])
    .where('pack', '=', name.pack)
    .where('version', '=', name.version)
    .executeTakeFirst();
  if (!row) throw new Problem('pack.versionUnknown', name);
  return readVersion(ctx, row);
}

type PlanPack = {
  readonly agency: string;
  readonly year: number;
  readonly pack: string;
  readonly pack_version: number;
};

/** The version that a plan was made by, as it holds in the plan's year (decision 0038). */
export async function packOfPlan(
  ctx: Pick<Context, 'tx'>,
  { agency, year, pack, pack_version: version }: PlanPack,
): Promise<Pack> {
  const held = (await packVersions(ctx, agency)).filter((one) => one.id === pack && one.version === version);
  const [first, ...later] = held;
  return first ? versionOn([first, ...later], makeDate(year, 12, 31)) : packVersion(ctx, { pack, version });
}

/** The plain value of a stored version, as its file said it. */
export async function packContent(ctx: Pick<Context, 'tx'>, name: VersionName): Promise<unknown> {
  return (await selectVersion(ctx, name)).content;
}

function selectVersion(ctx: Pick<Context, 'tx'>, { pack, version }: VersionName) {
  return ctx.tx
    .selectFrom('pack_version')
    .select('content')
    .where('pack', '=', pack)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
}

/** Parsed packs by the hash of their text: a stored version never changes, and parsing one takes longer than a page. */
const parsedPacks = new Map<string, Pack>();
const MOST_PARSED = 64;

type StoredVersion = VersionName & { readonly content_hash: Uint8Array };

async function readVersion(ctx: Pick<Context, 'tx'>, { pack, version, content_hash }: StoredVersion): Promise<Pack> {
  const key = Buffer.from(content_hash).toString('hex');
  const known = parsedPacks.get(key);
  if (known) return known;
  const { content } = await selectVersion(ctx, { pack, version });
  const parsed = parsePack(content);
  if (!parsed.ok) throw new Error(`a stored pack does not parse: ${parsed.error[0]?.message}`);
  parsedPacks.set(key, parsed.value);
  if (parsedPacks.size > MOST_PARSED) parsedPacks.delete(parsedPacks.keys().next().value!);
  return parsed.value;
}
