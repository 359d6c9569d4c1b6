import { dateInShanghai } from '@sunlot/core/basics/dates.ts';
import type { DeclaredInterest, HandedIn, Redrawn } from '@sunlot/core/policy/conduct.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

type Reading = Pick<Context, 'tx'>;
type OfYear = { readonly agency: string; readonly year: number };

/** The interests that an agency's people have on record, without their reasons. */
export async function selectInterests({ tx }: Reading, agency: string): Promise<readonly DeclaredInterest[]> {
  const rows = await tx
    .selectFrom('recusal')
    .select(['certificate_no', 'object_key', 'declared_at'])
    .where('agency', '=', agency)
    .execute();
  return rows.map(({ certificate_no: person, object_key: objectId, declared_at: at }) => ({
    ...{ person, objectId },
    since: dateInShanghai(Date.parse(at)),
  }));
}

/** The first form of each visit of a year: later versions correct it. */
export async function selectHandedIn({ tx }: Reading, { agency, year }: OfYear): Promise<readonly HandedIn[]> {
  const rows = await tx
    .selectFrom('visit_form as form')
    .innerJoin('standing_object as one', (join) =>
      join.onRef('one.draw_id', '=', 'form.draw_id').onRef('one.rank', '=', 'form.rank').onRef('one.k', '=', 'form.k'),
    )
    .innerJoin('inspection_object as object', 'object.id', 'one.object_id')
    .innerJoin('draw', 'draw.id', 'form.draw_id')
    .select(['object.key', 'draw.period', 'form.inspected_on', 'form.recorded_at'])
    .where('form.agency', '=', agency)
    .where('form.version', '=', 1)
    .where(sql<boolean>`${String(year)} in (left(draw.period, 4), extract(year from form.inspected_on)::text)`)
    .orderBy('form.inspected_on')
    .orderBy('object.key')
    .execute();
  return rows.map(({ key: objectId, period, inspected_on: inspectedOn, recorded_at: at }) => ({
    ...{ objectId, period, inspectedOn },
    handedInOn: dateInShanghai(Date.parse(at)),
  }));
}

/** The objects that stand in the parts drawn again (再次抽查) of an agency's draws of a year. */
export async function selectRedrawn({ tx }: Reading, { agency, year }: OfYear): Promise<readonly Redrawn[]> {
  const rows = await tx
    .selectFrom('standing_object as one')
    .innerJoin('inspection_object as object', 'object.id', 'one.object_id')
    .innerJoin('draw', 'draw.id', 'one.draw_id')
    .innerJoin('task', 'task.id', 'draw.task_id')
    .select(['object.key', 'task.class', 'draw.drawn_at'])
    .where('one.agency', '=', agency)
    .where('one.year', '=', year)
    .where(sql<boolean>`one.stratum like '%-redraw'`)
    .where('draw.state', 'in', ['drawn', 'revealed'])
    .orderBy('object.key')
    .$narrowType<{ drawn_at: string }>()
    .execute();
  return rows.map(({ key: objectId, class: cls, drawn_at: at }) => ({
    ...{ class: cls, objectId },
    drawnOn: dateInShanghai(Date.parse(at)),
  }));
}
