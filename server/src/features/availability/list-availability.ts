import type { AbsenceView, AvailabilityQuery, RecusalView } from '@sunlot/contract/availability.ts';
import type { Context } from '../../context.ts';
import { type Page, page } from '../../http/pages.ts';
import { may } from '../../rights.ts';
import { absenceView } from './record-absence.ts';
import { selectAbsences, selectRecusals } from './sql.ts';
import { recusalView } from './withdraw-recusal.ts';

/** The recusals of an agency's people, by certificate number. */
export async function listRecusals(ctx: Context, query: AvailabilityQuery): Promise<Page<RecusalView>> {
  may(ctx.actor, 'recusal.read', query.agency);
  const rows = (await selectRecusals(ctx.tx, query.agency, query.certificate)).map((row) => recusalView(ctx, row));
  return page(inOrder(rows, keyOfRecusal), query, keyOfRecusal);
}

/** Absences on record, the ones called off too. */
export async function listAbsences(ctx: Context, query: AvailabilityQuery): Promise<Page<AbsenceView>> {
  may(ctx.actor, 'absence.read', query.agency);
  const rows = (await selectAbsences(ctx.tx, query.agency, query.certificate)).map((row) => absenceView(ctx, row));
  return page(inOrder(rows, keyOfAbsence), query, keyOfAbsence);
}

const keyOfRecusal = ({ certificate, object }: RecusalView) => `${certificate}\t${object}`;
const keyOfAbsence = ({ certificate, from, id }: AbsenceView) => `${certificate}\t${from}\t${id}`;

function inOrder<T>(rows: readonly T[], keyOf: (row: T) => string): readonly T[] {
  return [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
