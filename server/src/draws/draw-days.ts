import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import type { DrawDay } from '@sunlot/core/policy/draw-times.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

type OfYear = { readonly agency: string; readonly year: number };

type Row = Pick<DrawDay, 'class' | 'period'> & { readonly day: CalendarDate; readonly elsewhere: boolean };

/**
 * The days on which something was drawn for the periods of a year: here, supplements, parts and rounds included, and by lead departments
 * whose draws were taken over, each on the day it was held, whenever that was. A session that was broken off after its first source was a
 * draw too, on the day of its freeze at the earliest.
 */
export async function drawDays({ tx }: Pick<Context, 'tx'>, { agency, year }: OfYear): Promise<readonly DrawDay[]> {
  const { rows } = await sql<Row>`
    select task.class, draw.period, false as elsewhere,
      (case draw.state when 'abandoned' then draw.frozen_at else draw.drawn_at end at time zone 'Asia/Shanghai')::date as day
    from draw join task on task.id = draw.task_id
    where draw.agency = ${agency} and left(draw.period, 4) = ${String(year)}
      and (draw.state = 'abandoned' or (draw.state <> 'void' and draw.drawn_at is not null))
    union all
    select task.class, task.period, true, elsewhere.drawn_on
    from drawn_elsewhere as elsewhere join task on task.id = elsewhere.task_id
    where elsewhere.agency = ${agency} and left(task.period, 4) = ${String(year)}`.execute(tx);
  return rows.map(({ elsewhere, ...held }) => ({ ...held, ...(elsewhere && { elsewhere }) }));
}
