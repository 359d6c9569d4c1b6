import type { EntryBack, EntryInput, EntryView } from '@sunlot/contract/appraisal.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { type EntryRow, insertEntry, lockEntry, selectPeople, updateTakenBack } from './sql.ts';

/** Enters something in the year of a person: a late upload, a defect found at review, a discipline entry. The reason is encrypted. */
export async function recordEntry(ctx: Context, input: EntryInput): Promise<EntryView> {
  const { agency, certificate, kind, day, reason } = input;
  may(ctx.actor, 'appraisal.record', agency);
  const name = await nameOf(ctx, agency, certificate);
  if (name === undefined) throw new Problem('inspector.unknown', { certificate });
  if (day > ctx.today) throw new Problem('request.invalid', { what: `日期 ${day} 还没有到（今天是 ${ctx.today}）` });
  const id = ctx.newId('ape');
  const row = {
    ...{ id, agency, certificate_no: certificate, kind, day, taken_back: false },
    sealed_reason: ctx.keys.seal(utf8(reason), purposeOf(id)),
    ...{ recorded_by: ctx.actor.id, recorded_at: ctx.at },
  };
  await insertEntry(ctx.tx, row);
  const view = entryView(ctx, row, name);
  await ctx.audit({ action: 'appraisal.record', agency, subject: id, after: view });
  return view;
}

/** Takes an entry back, by a leader and with a reason: it counts for nothing and stays on record. */
export async function takeBackEntry(ctx: Context, { agency, entry, reason }: EntryBack): Promise<EntryView> {
  may(ctx.actor, 'appraisal.takeBack', agency);
  const row = await lockEntry(ctx.tx, { agency, entry });
  if (!row) throw new Problem('request.notFound', { what: `履职记录 ${entry}` });
  await updateTakenBack(ctx.tx, row.id);
  const name = (await nameOf(ctx, agency, row.certificate_no)) ?? row.certificate_no;
  const before = entryView(ctx, row, name);
  const after = { ...before, takenBack: true };
  await ctx.audit({ action: 'appraisal.takeBack', agency, subject: row.id, before, after: { ...after, why: reason } });
  return after;
}

async function nameOf(ctx: Context, agency: string, certificate: string): Promise<string | undefined> {
  return (await selectPeople(ctx.tx, agency)).find(({ certificateNo }) => certificateNo === certificate)?.name;
}

const purposeOf = (id: string) => `appraisal/${id}`;

export function entryView({ keys }: Pick<Context, 'keys'>, row: EntryRow, name: string): EntryView {
  return {
    id: row.id,
    certificate: row.certificate_no,
    name,
    kind: row.kind as EntryView['kind'],
    day: row.day,
    reason: Buffer.from(keys.open(row.sealed_reason, purposeOf(row.id))).toString('utf8'),
    takenBack: row.taken_back,
  };
}
