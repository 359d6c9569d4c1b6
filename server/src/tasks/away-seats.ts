import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { type AwayDays, awayDays, isWholeSomeDay } from '@sunlot/core/policy/team-away.ts';
import type { Context } from '../context.ts';
import { peopleOnRecord } from '../inspectors/hindrances.ts';
import type { SeatRow } from './standing-seats.ts';

type TaskDays = { readonly agency: string; readonly window_from: CalendarDate; readonly window_to: CalendarDate };

/** Why and when somebody drawn cannot go: as in a draw, or out of the directory. */
export type Away = Omit<AwayDays, 'reason'> & { readonly reason: AwayDays['reason'] | 'disabled' };

export type AwaySeat = SeatRow & { readonly away: readonly Away[] };

/** The days that are left of the window of a task; today where it is over. */
export function daysLeft({ today }: Pick<Context, 'today'>, { window_from, window_to }: Omit<TaskDays, 'agency'>) {
  const from: CalendarDate = today > window_from ? today : window_from;
  return { from, to: from > window_to ? from : window_to };
}

export type AwayTeams = {
  /** Seats of people who cannot go on some of the days. */
  readonly seats: readonly AwaySeat[];
  /** Of these, those of teams that are the group of the scheme on no day. */
  readonly broken: readonly AwaySeat[];
  readonly section: string;
};

/** who of the teams is away in the days left for the visits, by the directory of today. */
export async function awayTeams(
  ctx: Pick<Context, 'tx' | 'today'>,
  { task, pack, seats }: { readonly task: TaskDays; readonly pack: Pack; readonly seats: readonly SeatRow[] },
): Promise<AwayTeams> {
  const { agency } = task;
  const days = daysLeft(ctx, task);
  const certificates = [...new Set(seats.map(({ certificate }) => certificate))];
  const people = new Map(
    (await peopleOnRecord(ctx, { agencies: [agency], certificates })).map(({ certificate, facts, disabledAt }) => {
      const isDisabled = disabledAt !== null;
      const away: readonly Away[] = isDisabled ? [{ reason: 'disabled', ...days }] : awayDays(pack, facts, days);
      return [certificate, { person: facts, away, isDisabled }] as const;
    }),
  );
  const of = (seat: SeatRow) => people.get(seat.certificate)!;
  const away = seats.map((seat): AwaySeat => ({ ...seat, away: of(seat).away })).filter((seat) => seat.away.length > 0);
  const teams = groupBy(seats, placeOf);
  const broken = away.filter((seat) => {
    const going = teams.get(placeOf(seat))!.flatMap((one) => (of(one).isDisabled ? [] : [of(one).person]));
    return !isWholeSomeDay(pack, going, days);
  });
  return { seats: away, broken, section: theRule(pack, 'group').clause.section };
}

function placeOf({ draw, rank }: SeatRow): string {
  return `${draw}/${rank}`;
}
