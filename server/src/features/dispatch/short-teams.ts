import { bindsGroup, isGroup, supports } from '@sunlot/core/policy/group.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { isWholeSomeDay } from '@sunlot/core/policy/team-away.ts';
import type { Context } from '../../context.ts';
import { peopleOnRecord } from '../../inspectors/hindrances.ts';
import { Problem } from '../../problem.ts';
import { daysLeft } from '../../tasks/away-seats.ts';
import { type SeatRow, selectSeats } from '../../tasks/standing-seats.ts';
import { vacantSeats } from '../../tasks/vacancies.ts';
import { mergedTasks } from '../../visits/answered-merges.ts';
import { answersBetween } from '../../visits/answers-between.ts';
import { shortList } from './going-seats.ts';
import { type DrawnRow, selectDrawn, type TaskRow } from './sql.ts';

/** A team with seats for which a replacement left nobody, and that is not the group of the scheme without them. */
export type ShortTeam = {
  readonly draw: string;
  readonly rank: number;
  /** The vacant ones. */
  readonly seats: readonly string[];
  /** How many are left, who only support it aside. */
  readonly people: number;
};

type Asking = {
  readonly task: TaskRow;
  readonly pack: Pack;
  /** Those who go on the spot: the group is asked of them alone. */
  readonly going: readonly Pick<DrawnRow, 'draw' | 'rank' | 'key'>[];
};

/**
 * teams that cannot be sent as they are. Where a visit is one with that of another task, one of both teams goes: it is short only where no
 * team is left that can.
 */
export async function shortTeams(
  ctx: Pick<Context, 'tx' | 'today'>,
  { task, pack, going }: Asking,
): Promise<readonly ShortTeam[]> {
  const vacant = (await vacantSeats(ctx, [...new Set(going.map(({ draw }) => draw))])).flatMap((one) => {
    const visit = going.find(({ draw, rank }) => draw === one.draw && rank === one.rank);
    return visit ? [{ ...one, key: visit.key }] : [];
  });
  if (vacant.length === 0) return [];
  const { agency } = task;
  const others = await otherTeams(ctx, task, [...new Set(vacant.map(({ key }) => key))]);
  const own = groupBy(await selectSeats(ctx.tx, [...new Set(vacant.map(({ draw }) => draw))]), placeOf);
  const certificates = [own, others].flatMap((all) => [...all.values()].flat().map((seat) => seat.certificate));
  const people = await peopleOnRecord(ctx, { agencies: [agency], certificates });
  const factsOf = (seats: readonly SeatRow[] = []) =>
    seats.flatMap(
      ({ certificate }) =>
        people.find((one) => one.certificate === certificate && one.disabledAt === null)?.facts ?? [],
    );
  const days = daysLeft(ctx, task);
  return vacant.flatMap(({ draw, rank, seats, key }) => {
    const team = factsOf(own.get(placeOf({ draw, rank })));
    const isServed = [...others].some(
      ([place, other]) => place.startsWith(`${key}\n`) && isWholeSomeDay(pack, factsOf(other), days),
    );
    if (isGroup(pack, team) || isServed) return [];
    return [{ draw, rank, seats, people: team.filter((person) => !supports(person)).length }];
  });
}

/** The teams that other tasks have drawn for visits that are one with those of this one, by object and place. */
async function otherTeams(
  ctx: Pick<Context, 'tx'>,
  { id, agency }: TaskRow,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly SeatRow[]>> {
  const answers = await answersBetween(ctx, [agency]);
  const teams = new Map<string, readonly SeatRow[]>();
  for (const key of keys) {
    for (const task of mergedTasks(answers, { task: id, key })) {
      const place = (await selectDrawn(ctx.tx, task)).find((one) => one.key === key && one.cancelledOn === null);
      if (!place) continue;
      const seats = await selectSeats(ctx.tx, [place.draw]);
      const team = seats.filter(({ draw, rank }) => draw === place.draw && rank === place.rank);
      teams.set(`${key}\n${placeOf(place)}`, team);
    }
  }
  return teams;
}

function placeOf({ draw, rank }: Pick<SeatRow, 'draw' | 'rank'>): string {
  return `${draw}/${rank}`;
}

/** How many of them the scheme asks for, and where; beside each short team. */
export function groupAsked(pack: Pack): { readonly min: number; readonly section: string } {
  const { value, clause } = theRule(pack, 'group');
  return { min: value.min, section: clause.section };
}

type Refusing = { readonly pack: Pack; readonly short: readonly ShortTeam[]; readonly isExcused: boolean };

/**
 * A short team is not sent: nobody of the frozen list is left for its seats. Where only general law asks for the number, somebody may answer for it.
 * @throws Problem dispatch.teamShort, dispatch.teamShortOfLaw
 */
export function refuseShort({ code: task }: TaskRow, { pack, short, isExcused }: Refusing): void {
  const [first] = short;
  const binds = bindsGroup(pack);
  if (!first || (isExcused && !binds)) return;
  const { draw, rank } = first;
  const what = shortList(short.map((one) => `第 ${one.rank} 号 ${one.people} 人，空缺 ${one.seats.join('、')}`));
  throw new Problem(binds ? 'dispatch.teamShort' : 'dispatch.teamShortOfLaw', {
    ...{ n: short.length, what, ...groupAsked(pack), task, draw, rank },
  });
}
