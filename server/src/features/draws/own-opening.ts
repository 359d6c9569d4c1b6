import type { OpeningPlace, OwnOpeningView } from '@sunlot/contract/own-openings.ts';
import type { Opening } from '@sunlot/core/draw/certificate.ts';
import { ownOpeningText } from '@sunlot/core/draw/own-opening.ts';
import { placeName } from '@sunlot/core/draw/place-name.ts';
import type { Leaf } from '@sunlot/core/draw/restore-rows.ts';
import { openRank } from '@sunlot/core/draw/reveal.ts';
import type { ObjectRow } from '@sunlot/core/draw/rows.ts';
import { openPlace } from '@sunlot/core/draw/run-replacement.ts';
import type { SeatTaken } from '@sunlot/core/draw/seats.ts';
import type { Context } from '../../context.ts';
import { publicLines } from '../../draws/public-list.ts';
import { openingPath } from '../../openings/opening-code.ts';
import { fitsQr, qrPicture } from '../../openings/opening-qr.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, may } from '../../rights.ts';
import { knownTaskId } from '../../tasks/find-task.ts';
import { committed } from './committed.ts';
import { certificateNow } from './draw-certificate.ts';
import { answeredOf, type Replaceable, replaceableOf } from './replaceable.ts';
import { selectReplacements } from './replacement-store.ts';
import { selectSentTo } from './sent-visits.ts';
import { type DrawRow, selectDraw, selectDrawsOfTask, selectTask, type TaskForDraw } from './sql.ts';

/**
 * 亮码即验: what inspectors show at the door, so that the enterprise can check that it was drawn and that this team is the one.
 * For those who may see the names of the draw and, once visits are sent out, for the object's own team. The look leaves an audit row.
 */
export async function ownOpening(ctx: Context, input: OpeningPlace): Promise<OwnOpeningView> {
  const task = (await selectTask(ctx.tx, await knownTaskId(ctx.tx, input.task)))!;
  may(ctx.actor, 'dispatch.read', task.agency);
  const seesAll = isAllowed(ctx.actor, 'draw.names', task.agency);
  if (!seesAll && task.dispatched_at === null) throw new Problem('draw.namesClosed', { who: ctx.actor.login });
  const draw = await standingDraw(ctx, task);
  const replaceable = await replaceableOf(ctx, draw, task);
  const held = heldBy(placesOf(replaceable), input.object);
  // Whether an object was drawn is told to nobody who may not know: one refusal for what is not drawn and what is another team's.
  const isOwn = held && (await selectSentTo(ctx.tx, { draw: draw.id, rank: held.rank, user: ctx.actor.id }));
  if (!seesAll && !isOwn) throw new Problem('draw.namesClosed', { who: ctx.actor.login });
  if (!held) throw new Problem('dispatch.notAmong', { task: task.code, object: input.object });
  await ctx.audit({
    action: 'draw.opening',
    agency: draw.agency,
    subject: draw.id,
    after: { place: placeName(held) },
  });
  return viewOf({ draw, task, held, text: await textOf(ctx, { draw, replaceable, held }) });
}

/** The draw of a task that stands. @throws Problem draw.nothingToOpen */
async function standingDraw(ctx: Context, task: TaskForDraw): Promise<DrawRow> {
  const draws = await selectDrawsOfTask(ctx.tx, task.id);
  const standing = draws.findLast(({ state }) => state === 'drawn' || state === 'revealed');
  if (!standing) throw new Problem('draw.nothingToOpen', { task: task.code });
  return (await selectDraw(ctx.tx, standing.id))!;
}

/** A drawn rank as it is held now. */
type Held = {
  readonly rank: number;
  readonly object: Leaf<ObjectRow>;
  readonly team: readonly SeatTaken[];
  readonly k: number;
  readonly open: () => Opening;
};

/** The filled ranks in their order, after all replacements. */
function placesOf({ session, rows, listKey, earlier }: Replaceable): readonly Held[] {
  const teams = new Map(session.teams.map(({ row }) => [row.rank, row.team]));
  const first = new Map<string, number>();
  for (const { rank, object } of session.drawn) if (!first.has(object.row.id)) first.set(object.row.id, rank);
  const held = new Map(
    session.drawn.map(({ rank, object }): [number, Held] => {
      const team = teams.get(first.get(object.row.id)!) ?? [];
      return [rank, { rank, k: 0, object, team, open: () => openRank(session, rank) }];
    }),
  );
  for (const { places } of answeredOf(session, { rows, listKey }, earlier)) {
    for (const place of places) {
      const { rank, k, object, teamLeaf } = place;
      if (object) held.set(rank, { rank, k, object, team: teamLeaf?.row.team ?? [], open: () => openPlace(place) });
      else held.delete(rank);
    }
  }
  return [...held.values()];
}

/** By code or rank; an object with several ranks is opened under the lowest, where its team stands. */
function heldBy(places: readonly Held[], object: string): Held | undefined {
  const asked = places.find((place) => place.object.row.id === object || String(place.rank) === object);
  return asked && places.find((place) => place.object.row.id === asked.object.row.id);
}

type Given = { readonly draw: DrawRow; readonly replaceable: Replaceable; readonly held: Held };

async function textOf(ctx: Context, { draw, replaceable, held }: Given): Promise<string> {
  const { session } = replaceable;
  const { size: first } = await committed(ctx, draw);
  const replacements = await selectReplacements(ctx.tx, draw.id);
  return ownOpeningText({
    certificate: await certificateNow(ctx, draw, { session, first, replacements }),
    opening: held.open(),
    lines: await publicLines(ctx, draw.id),
    teams: session.teams.map(({ leaf }) => leaf),
  });
}

type Shown = Pick<Given, 'draw' | 'held'> & { readonly task: TaskForDraw; readonly text: string };

function viewOf({ draw, task, held, text }: Shown): OwnOpeningView {
  const { object, team } = held;
  return {
    ...{ draw: draw.id, task: task.code, place: placeName(held) },
    object: { key: object.row.id, name: object.row.name },
    team: team.map(({ seat, inspector }) => ({ seat, certificateNo: inspector })),
    ...{ text, bytes: Buffer.byteLength(text), path: openingPath(text) },
    ...(fitsQr(text) && { svg: qrPicture(text, 'svg') }),
  };
}
