import type { DrawPhase, PublicDraw, PublicDrawLine, PublicStratum } from '@sunlot/contract/public-views.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import { entropyClass } from '@sunlot/core/draw/entropy.ts';
import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { placeName } from '@sunlot/core/draw/place-name.ts';
import type { DrawnStratum } from '@sunlot/core/draw/winners.ts';
import { fingerprintWords } from '@sunlot/core/draw/words.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { isRecordOnly } from '@sunlot/core/policy/paperwork.ts';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { publicListOf } from '../draws/public-list.ts';
import { wholeStrata } from '../draws/whole-strata.ts';
import { type SpooledPack, spoolPack } from '../evidence/pack-spool.ts';
import { sourceView } from '../features/draws/sources.ts';
import { makeCursor, type Page, readCursor } from '../http/pages.ts';
import { packInForce } from '../packs/pack-store.ts';
import { stratumName } from '../packs/stratum-of.ts';
import { Problem } from '../problem.ts';
import {
  type PublicDrawLineRow,
  type PublicDrawRow,
  selectLoggedValues,
  selectPublicAgencies,
  selectPublicDraw,
  selectPublicDraws,
} from './sql.ts';

/** What these pages show of a manifest; it holds more. */
const ShownManifest = z.object({
  task: z.string(),
  strata: z.array(
    z.object({
      id: z.string(),
      base: z.number(),
      required: z.number(),
      n: z.number(),
      reserve: z.number(),
      clause: z.string(),
      tiers: z.array(z.object({ pool: z.number() })),
    }),
  ),
});

/** What a draw needs beside its row: the names of its agency and of the classes in its pack. */
type Hydrated<Row = PublicDrawLineRow> = { readonly row: Row; readonly agencyName: string; readonly pack: Pack };

export async function listPublicDraws(
  ctx: Context,
  {
    agency,
    cursor,
    limit,
  }: { readonly agency?: string | undefined; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<PublicDrawLine>> {
  const before = cursor === undefined ? undefined : readPlace(cursor);
  const rows = await selectPublicDraws(ctx.tx, { agency, before, limit: limit + 1 });
  const items = (await hydrate(ctx, rows.slice(0, limit))).map(drawLine);
  const last = rows[limit - 1];
  return { items, ...(rows.length > limit && last && { next: makeCursor(`${last.frozen_at} ${last.id}`) }) };
}

function readPlace(cursor: string): readonly [string, string] {
  const [at, id] = readCursor(cursor).split(' ');
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at))) {
    throw new Problem('request.invalid', { what: 'cursor 应取自上一页的 next' });
  }
  return [at, id];
}

/** One draw as everybody may see it now. Before the reveal it holds leaves, never a name. */
export async function publicDraw(ctx: Context, { draw }: { readonly draw: string }): Promise<PublicDraw> {
  const row = await selectPublicDraw(ctx.tx, draw);
  if (!row) throw new Problem('draw.unknown', { draw });
  const [hydrated] = await hydrate(ctx, [row]);
  const drawn = row.certificate === null ? [] : await wholeStrata(ctx, row, JSON.parse(row.certificate) as Drawn);
  return drawView(hydrated!, await selectLoggedValues(ctx.tx, draw), drawn);
}

/** The draw with the names of what was drawn, once its rows are opened to everybody. */
export function withNames(draw: PublicDraw, names: ReadonlyMap<string, string>): PublicDraw {
  const winners = draw.winners.map((winner) => {
    const name = names.get(winner.leaf);
    return name === undefined ? winner : { ...winner, name };
  });
  return { ...draw, winners };
}

/** The public list, one line an object and stratum: stratum, tier, weight, state, leaf. */
export async function publicList(ctx: Context, { draw }: { readonly draw: string }): Promise<SpooledPack> {
  const row = await selectPublicDraw(ctx.tx, draw);
  if (!row) throw new Problem('draw.unknown', { draw });
  return spoolPack(async (sink) => {
    for await (const piece of publicListOf(ctx, draw)) await sink(piece);
  });
}

async function hydrate<Row extends PublicDrawLineRow>(ctx: Context, rows: readonly Row[]): Promise<Hydrated<Row>[]> {
  const names = new Map((await selectPublicAgencies(ctx.tx)).map(({ code, name }) => [code, name]));
  const packs = new Map<string, Pack>();
  const hydrated: Hydrated<Row>[] = [];
  for (const row of rows) {
    const on = periodDays(row.period).from;
    const key = `${row.agency} ${on}`;
    const pack = packs.get(key) ?? (await packInForce(ctx, { agency: row.agency, on }));
    packs.set(key, pack);
    hydrated.push({ row, agencyName: names.get(row.agency) ?? row.agency, pack });
  }
  return hydrated;
}

/** The certificate that stands in a row once the draw has run. */
type Drawn = Parameters<typeof wholeStrata>[2];
type Logged = Awaited<ReturnType<typeof selectLoggedValues>>;

function drawView(
  draw: Hydrated<PublicDrawRow>,
  { values, nonces, requests, answers }: Logged,
  drawn: readonly DrawnStratum[],
): PublicDraw {
  const { row } = draw;
  const line = drawLine(draw);
  const { revealBy, entropy } = JSON.parse(row.manifest) as Manifest;
  return {
    ...line,
    manifest: row.manifest,
    revealBy,
    sources: entropy.map((source, i) => sourceView(source, values[i])),
    entropyClass: entropyClass(entropy),
    nonces,
    replacements: requests.map(({ no, rank, seat, at }) => {
      const answer = answers.find((entry) => entry.no === no);
      return {
        ...{ no, rank, what: seat === undefined ? 'object' : 'person', requestedAt: at },
        places: (answer?.places ?? []).map((place) => ({
          ...{ place: placeName(place), ...(place.leaf !== undefined && { leaf: place.leaf }) },
          vacant: place.vacant?.length ?? 0,
        })),
        ...(answer && { answeredAt: answer.at }),
      };
    }),
    ...(row.told_grades && { grades: row.told_grades }),
    ...(row.seed !== null && { seed: hex(row.seed) }),
    winners: drawn.flatMap(({ id, tiers }) =>
      tiers.flatMap(({ tier, winners }) =>
        winners.map(({ rank, leaf, t }) => ({ rank, stratum: id, tier, leaf, ticket: t })),
      ),
    ),
    reserve: drawn.flatMap(({ id, reserve }) =>
      reserve.map(({ tier, leaf, t }) => ({ stratum: id, tier, leaf, ticket: t })),
    ),
    ...(row.end_reason !== null && { ended: { kind: row.state as 'void' | 'abandoned', reason: row.end_reason } }),
  };
}

function drawLine({ row, agencyName, pack }: Hydrated): PublicDrawLine {
  const manifest = ShownManifest.parse(JSON.parse(row.manifest));
  const strata = manifest.strata.map(({ tiers, ...stratum }): PublicStratum => {
    const pool = tiers.reduce((sum, one) => sum + one.pool, 0);
    const fullTake = stratum.n > 0 && stratum.n === pool;
    const record = isRecordOnly(pack, { fullTake }) && { recordOnly: true as const };
    return { ...stratum, name: stratumName(pack, stratum.id), pool, ...record };
  });
  const phase = phaseOf(row.state);
  const words = fingerprintWords(row.fingerprint);
  return {
    draw: row.id,
    agency: row.agency,
    agencyName,
    task: manifest.task,
    seq: row.seq,
    period: row.period,
    strata,
    phase,
    sentence: sentenceOf(phase, { strata, words, state: row.state }),
    fingerprint: hex(row.fingerprint),
    words,
    frozenAt: row.frozen_at,
    ...(row.drawn_at !== null && { drawnAt: row.drawn_at }),
    ...(row.revealed_at !== null && { revealedAt: row.revealed_at }),
  };
}

function phaseOf(state: string): DrawPhase {
  if (state === 'void' || state === 'abandoned') return 'PX';
  if (state === 'revealed') return 'P4';
  return state === 'drawn' ? 'P2' : 'P1';
}

type Told = { readonly strata: readonly PublicStratum[]; readonly words: string; readonly state: string };

/** The state of a draw in one plain sentence. */
function sentenceOf(phase: DrawPhase, { strata, words, state }: Told): string {
  const total = (key: 'base' | 'pool' | 'n') => strata.reduce((sum, stratum) => sum + stratum[key], 0);
  const taken = strata.every(({ recordOnly }) => recordOnly) ? '全取·非随机，已列入' : '已抽出';
  switch (phase) {
    case 'P1':
      return `名单已封存：基数 ${total('base')} 家，可抽 ${total('pool')} 家，应抽 ${total('n')} 家。口令 ${words}。之后任何改动都会使口令变化。`;
    case 'P2':
      return `${taken} ${total('n')} 家。被抽单位名称在检查结束后公开，以免提前泄露；现在就可以验算。`;
    case 'P3':
      return `抽出 ${total('n')} 家，部分已检查并公开。`;
    case 'P4':
      return '全部公开。你可以从名单到结果完整验算。';
    case 'PX':
      return state === 'void' ? '本次抽取已作废，记录保留如下。' : '本次抽取已中止，记录保留如下。';
  }
}
