import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export type RunDraw = {
  readonly id: string;
  readonly agency: string;
  readonly code: string;
  readonly period: string;
  readonly drawn_at: string;
  readonly fingerprint: Uint8Array;
  readonly manifest_index: number;
  readonly result_index: number;
  readonly version: number;
  readonly published_at: string | null;
};

/** The draws of some agencies for the periods of a year that have a result, in the order in which they ran. */
export function selectRunDraws(
  tx: Tx,
  { agencies, year }: { readonly agencies: readonly string[]; readonly year: number },
): Promise<RunDraw[]> {
  return tx
    .selectFrom('draw')
    .innerJoin('task', 'task.id', 'draw.task_id')
    .innerJoin('item_list', 'item_list.id', 'task.item_list_id')
    .select(['draw.id', 'draw.agency', 'task.code', 'draw.period', 'draw.drawn_at', 'draw.fingerprint'])
    .select(['draw.manifest_index', 'draw.result_index'])
    .select(['item_list.version', 'item_list.published_at'])
    .where(sql<boolean>`draw.agency = any(${[...agencies]})`)
    .where('draw.state', 'in', ['drawn', 'revealed'])
    .where(sql<boolean>`left(draw.period, 4) = ${String(year)}`)
    .orderBy('draw.drawn_at')
    .orderBy('draw.id')
    .$narrowType<{ drawn_at: string; result_index: number }>()
    .execute();
}

export type DrawnFor = { readonly draw_id: string; readonly certificate_no: string; readonly seat: string };

/** In which draws an object was drawn, with the seats of its teams. A draw that seated nobody has one row without a person. */
export async function selectDrawnFor(
  tx: Tx,
  objectKey: string,
): Promise<readonly (Pick<DrawnFor, 'draw_id'> & Partial<DrawnFor>)[]> {
  const rows = await tx
    .selectFrom('drawn_object as drawn')
    .innerJoin('inspection_object as object', 'object.id', 'drawn.object_id')
    .leftJoin('drawn_seat as seat', (join) =>
      join.onRef('seat.draw_id', '=', 'drawn.draw_id').onRef('seat.rank', '=', 'drawn.rank'),
    )
    .leftJoin('inspector as person', 'person.id', 'seat.inspector_id')
    .select(['drawn.draw_id', 'seat.seat', 'person.certificate_no'])
    .where('object.key', '=', objectKey)
    .execute();
  return rows.map(({ draw_id, seat, certificate_no }) =>
    seat === null || certificate_no === null ? { draw_id } : { draw_id, seat, certificate_no },
  );
}

type OfPerson = { readonly agency: string; readonly certificate: string; readonly year: number };

/** A person's name, with the discipline entries of a year; undefined where the directory has nobody with the number. */
export async function selectPerson(
  tx: Tx,
  { agency, certificate, year }: OfPerson,
): Promise<{ readonly name: string; readonly discipline: number } | undefined> {
  const row = await tx
    .selectFrom('inspector')
    .select('name')
    .select((eb) =>
      eb
        .selectFrom('appraisal_entry')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('appraisal_entry.agency', '=', 'inspector.agency')
        .whereRef('appraisal_entry.certificate_no', '=', 'inspector.certificate_no')
        .where('kind', '=', 'discipline')
        .where('taken_back', '=', false)
        .where(sql<boolean>`extract(year from day) = ${year}`)
        .as('discipline'),
    )
    .where('agency', '=', agency)
    .where('certificate_no', '=', certificate)
    .executeTakeFirst();
  return row && { name: row.name, discipline: row.discipline ?? 0 };
}
