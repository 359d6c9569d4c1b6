import type { AbsenceInput, AbsenceView, EndAbsence } from '@sunlot/contract/availability.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { knownPerson } from './known-person.ts';
import { type AbsenceRow, endAbsenceRow, insertAbsence, lockAbsence, lockAbsences, selectPerson } from './sql.ts';

/** Records days on which a person is away: out of every draw that is frozen on one of them. The reason is encrypted. */
export async function recordAbsence(ctx: Context, input: AbsenceInput): Promise<AbsenceView> {
  const { agency, certificate, from, to, reason } = input;
  may(ctx.actor, 'absence.record', agency);
  const person = await knownPerson(ctx, input);
  const twice = (await lockAbsences(ctx.tx, input)).find(
    (one) => from <= (one.to_day ?? from) && one.from_day <= (to ?? one.from_day),
  );
  if (twice)
    throw new Problem('absence.overlaps', {
      certificate,
      from: twice.from_day,
      to: twice.to_day ?? '另行通知',
      absence: twice.id,
    });
  const id = ctx.newId('abs');
  const row = {
    id,
    agency,
    certificate_no: certificate,
    from_day: from,
    to_day: to ?? null,
    called_off: false,
    sealed_reason: ctx.keys.seal(utf8(reason), purposeOf(id)),
    recorded_by: ctx.actor.id,
    recorded_at: ctx.at,
  };
  await insertAbsence(ctx.tx, row);
  const view = absenceView(ctx, { ...row, person: person.name });
  await ctx.audit({ action: 'absence.record', agency, subject: id, after: view });
  return view;
}

/** Ends an absence on a day, or calls it off as a whole. */
export async function endAbsence(ctx: Context, { agency, absence, to }: EndAbsence): Promise<AbsenceView> {
  may(ctx.actor, 'absence.record', agency);
  const row = await lockAbsence(ctx.tx, { agency, absence });
  if (!row) throw new Problem('absence.unknown', { absence });
  if (to !== undefined && to < row.from_day)
    throw new Problem('request.invalid', { what: `结束日期 ${to} 早于开始日期 ${row.from_day}；整段撤销请不写日期` });
  await endAbsenceRow(ctx.tx, row.id, to);
  const person = (await selectPerson(ctx.tx, { agency, certificate: row.certificate_no }))?.name ?? null;
  const [before, after] = [row, { ...row, ...(to === undefined ? { called_off: true } : { to_day: to }) }].map((one) =>
    absenceView(ctx, { ...one, person }),
  );
  await ctx.audit({ action: 'absence.end', agency, subject: row.id, before, after });
  return after!;
}

const purposeOf = (id: string) => `absence/${id}`;

export function absenceView(
  { keys }: Pick<Context, 'keys'>,
  row: AbsenceRow & { readonly person: string | null },
): AbsenceView {
  return {
    id: row.id,
    certificate: row.certificate_no,
    name: row.person ?? row.certificate_no,
    from: row.from_day,
    ...(row.to_day !== null && { to: row.to_day }),
    calledOff: row.called_off,
    reason: Buffer.from(keys.open(row.sealed_reason, purposeOf(row.id))).toString('utf8'),
  };
}
