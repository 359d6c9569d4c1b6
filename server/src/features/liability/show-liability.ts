import type { DrawOfObjectView, LiabilityQuery, LiabilityView } from '@sunlot/contract/liability.ts';
import { exclusionText } from '@sunlot/contract/reasons.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { dateInShanghai, makeDate, periodDays } from '@sunlot/core/basics/dates.ts';
import type { ObjectRow } from '@sunlot/core/draw/rows.ts';
import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { liabilityNote } from '@sunlot/core/policy/liability.ts';
import { inPeriod } from '@sunlot/core/policy/visits.ts';
import type { Context } from '../../context.ts';
import { objectRowsOf } from '../../draws/sealed-rows.ts';
import { knownObject } from '../../objects/known-object.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import { territoryOf } from '../../visits/territory.ts';
import { type RunDraw, selectDrawnFor, selectPerson, selectRunDraws } from './sql.ts';

/**
 * The due-diligence extract of an object, or of a person and an object, for a year: every draw with a result, whether its pool held
 * the object and whether it was drawn, the list of items it rests on, the entries of the public log that prove it, and
 * the inspections. It tells who was drawn, so it is for those who may know; the look leaves an audit row.
 */
export async function showLiability(ctx: Context, query: LiabilityQuery): Promise<LiabilityView> {
  const { agency, year, certificate } = query;
  may(ctx.actor, 'liability.read', agency);
  const object = await knownObject(ctx, { agency, key: query.object });
  const person = certificate === undefined ? undefined : await personOf(ctx, { agency, certificate, year });
  const territory = (await territoryOf(ctx, agency))!;
  const draws = await drawsOf(ctx, { agencies: territory.codes, year, object: object.key, certificate });
  const visits = (await visitsOf(ctx, { codes: territory.codes, year, object: object.key })).filter(
    ({ inspectors = [] }) => certificate === undefined || inspectors.includes(certificate),
  );
  const pack = await packInForce(ctx, { agency, on: periodDays(String(year)).from });
  const note = liabilityNote(pack, { draws, visits });
  await ctx.audit({
    action: 'liability.read',
    agency,
    subject: object.key,
    after: { year, person: certificate ?? '' },
  });
  return {
    agency,
    object: { key: object.key, name: object.name },
    year,
    asOf: ctx.today,
    ...(person && { person }),
    draws,
    visits: visits.map(({ date, taskId, selection, results }) => ({
      ...{ date, selection, results: [...results] },
      ...(taskId !== undefined && { task: taskId }),
    })),
    ...(note && {
      note: {
        conditions: [...note.conditions],
        notSelectedIn: [...note.notSelectedIn],
        foundNothingOn: [...note.foundNothingOn],
        foundOn: [...note.foundOn],
        carried: note.carried,
        rule: note.rule,
        clause: { section: note.clause.section, quote: note.clause.quote },
      },
    }),
  };
}

type OfPerson = { readonly agency: string; readonly certificate: string; readonly year: number };

async function personOf(ctx: Context, asked: OfPerson): Promise<LiabilityView['person']> {
  const person = await selectPerson(ctx.tx, asked);
  if (!person) throw new Problem('inspector.unknown', { certificate: asked.certificate });
  return { certificateNo: asked.certificate, name: person.name, disciplineEntries: person.discipline };
}

type OfObject = {
  readonly agencies: readonly string[];
  readonly year: number;
  readonly object: string;
  readonly certificate: string | undefined;
};

async function drawsOf(ctx: Context, { agencies, year, object, certificate }: OfObject): Promise<DrawOfObjectView[]> {
  const drawnFor = await selectDrawnFor(ctx.tx, object);
  const views: DrawOfObjectView[] = [];
  for (const draw of await selectRunDraws(ctx.tx, { agencies, year })) {
    const own = drawnFor.filter(({ draw_id }) => draw_id === draw.id);
    const seat = own.find(({ certificate_no }) => certificate_no !== undefined && certificate_no === certificate)?.seat;
    views.push({
      draw: draw.id,
      agency: draw.agency,
      task: draw.code,
      period: draw.period,
      on: dateInShanghai(Date.parse(draw.drawn_at)),
      ...(await placeIn(ctx, draw, object)),
      drawn: own.length > 0,
      fingerprint: hex(draw.fingerprint),
      manifestIndex: draw.manifest_index,
      resultIndex: draw.result_index,
      itemList: { version: draw.version, ...(draw.published_at !== null && { publishedAt: draw.published_at }) },
      ...(seat !== undefined && { seat }),
    });
  }
  return views;
}

/** Where the frozen list had the object. Its other rows stay closed. */
async function placeIn(
  ctx: Context,
  draw: RunDraw,
  object: string,
): Promise<Pick<DrawOfObjectView, 'place' | 'reason'>> {
  const rows: ObjectRow[] = [];
  for await (const row of objectRowsOf(ctx, draw.id)) if (row.id === object) rows.push(row);
  if (rows.some(({ state }) => state === 'in')) return { place: 'pool' };
  const [row] = rows;
  return row ? { place: 'list', reason: exclusionText(row.reason) } : { place: 'absent' };
}

type Visited = { readonly codes: readonly string[]; readonly year: number; readonly object: string };

async function visitsOf(ctx: Context, { codes, year, object }: Visited): Promise<readonly VisitFact[]> {
  const to = [makeDate(year + 1, 12, 31), ctx.today].sort()[0]!;
  const visits = await recordedVisits(ctx, { codes }, { to, keys: [object] });
  return visits.filter((visit) => visit.state === 'completed' && inPeriod(visit, String(year)));
}
