import { type CalendarDate, dateInShanghai } from '@sunlot/core/basics/dates.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** A drawn rank that nobody holds: its object was replaced when the reserve was spent. */
export type Vacancy = {
  readonly task: string;
  readonly draw: string;
  readonly rank: number;
  readonly since: CalendarDate;
  readonly at: string;
  readonly by: string;
};

type Row = Omit<Vacancy, 'since'>;

/** The ranks that stand empty in the draws of some tasks, by task, in the order of the draw. */
export async function vacancies(
  { tx }: Pick<Context, 'tx'>,
  tasks: readonly string[],
): Promise<ReadonlyMap<string, readonly Vacancy[]>> {
  const { rows } = await sql<Row>`
    select draw.task_id as task, draw.id as draw, place.rank, asked.answered_at as at, person.display_name as by
    from draw
    join replaced_place as place on place.draw_id = draw.id and place.object_id is null
    join draw_replacement as asked on asked.draw_id = draw.id and asked.no = place.no
    join app_user as person on person.id = asked.answered_by
    where draw.task_id = any(${[...tasks]}) and draw.state in ('drawn', 'revealed')
    order by draw.task_id, draw.seq, place.rank`.execute(tx);
  const all = rows.map((row): Vacancy => ({ ...row, since: dateInShanghai(Date.parse(row.at)) }));
  return groupBy(all, ({ task }) => task);
}

/** Those of one task. */
export async function vacanciesOf(ctx: Pick<Context, 'tx'>, task: string): Promise<readonly Vacancy[]> {
  return (await vacancies(ctx, [task])).get(task) ?? [];
}

export function daysVacated(vacant: readonly Vacancy[] = []): readonly CalendarDate[] {
  return vacant.map(({ since }) => since);
}

/** Seats of a drawn team for which a replacement left nobody. */
export type VacantSeats = { readonly draw: string; readonly rank: number; readonly seats: readonly string[] };

/** Those of some draws, by rank: what the last answer about the rank says of its team. */
export async function vacantSeats(
  { tx }: Pick<Context, 'tx'>,
  draws: readonly string[],
): Promise<readonly VacantSeats[]> {
  const { rows } = await sql<VacantSeats>`
    select draw, rank, seats from (
      select distinct on (asked.draw_id, place ->> 'rank')
        asked.draw_id as draw, (place ->> 'rank')::int as rank, place -> 'vacant' as seats
      from draw_replacement as asked, jsonb_array_elements(asked.result::jsonb -> 'places') as place
      where asked.draw_id = any(${[...draws]}) and asked.result is not null
      order by asked.draw_id, place ->> 'rank', asked.no desc
    ) as last
    where seats is not null
    order by draw, rank`.execute(tx);
  return rows;
}
