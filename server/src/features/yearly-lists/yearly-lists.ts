import type { YearlyEntry, YearlyListsView, YearlyListView, YearlyPlace } from '@sunlot/contract/yearly-lists.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { yearOf } from '@sunlot/core/basics/dates.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { yearlyClasses, yearlyList } from '@sunlot/core/policy/yearly-list.ts';
import type { Context } from '../../context.ts';
import { directoriesOf, recordAfterWrite, recordUntilNow } from '../../objects/class-record.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { objectsOf } from '../../visits/directory.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import { territoryOf } from '../../visits/territory.ts';
import { insertApproval, insertYearlyList, lockYear, selectLists, type YearlyRow } from './sql.ts';

/**
 * Proposes the lists of a year, one for each class that the facts of the year before decide: who enters, stays and leaves, with
 * the condition, day and document. From 1 January on; again where the facts changed, until the list is approved.
 */
export async function proposeYearlyLists(ctx: Context, { agency, year }: YearlyPlace): Promise<YearlyListsView> {
  may(ctx.actor, 'class.propose', agency);
  if (year > yearOf(ctx.today)) throw new Problem('yearlyList.early', { year });
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  await lockYear(ctx.tx, { agency, year });
  const known = new Map((await selectLists(ctx.tx, { agency, year })).map((row) => [row.class, row]));
  for (const { class: cls, entries } of await listsNow(ctx, pack, { agency, year })) {
    const last = known.get(cls);
    if (last?.approved_at) throw approvedAlready(pack, last);
    const row = { id: ctx.newId('yrl'), agency, class: cls, year, version: (last?.version ?? 0) + 1 };
    await insertYearlyList(ctx.tx, {
      ...{ ...row, entries: JSON.stringify(entries), proposed_by: ctx.actor.id, proposed_at: ctx.at },
    });
    await ctx.audit({
      action: 'yearlyList.propose',
      agency,
      subject: row.id,
      after: { ...row, entries: json(entries) },
    });
  }
  return viewOf(ctx, pack, { agency, year });
}

/** Approves what was proposed for a year, by somebody else, as long as it is still what the directory says. */
export async function approveYearlyLists(ctx: Context, { agency, year }: YearlyPlace): Promise<YearlyListsView> {
  may(ctx.actor, 'class.approve', agency);
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  await lockYear(ctx.tx, { agency, year });
  const known = new Map((await selectLists(ctx.tx, { agency, year })).map((row) => [row.class, row]));
  for (const { class: cls, entries } of await listsNow(ctx, pack, { agency, year })) {
    const row = known.get(cls);
    const details = { year, class: classNameOf(pack, cls) };
    if (!row) throw new Problem('yearlyList.notProposed', details);
    if (row.approved_at) throw approvedAlready(pack, row);
    if (row.proposed_by === ctx.actor.id) throw new Problem('override.ownProposal', { who: ctx.actor.login });
    if (json(row.entries as readonly YearlyEntry[]) !== json(entries)) throw new Problem('yearlyList.stale', details);
    await insertApproval(ctx.tx, {
      ...{ list_id: row.id, agency, proposed_by: row.proposed_by, approved_by: ctx.actor.id },
      ...{ approved_name: ctx.actor.name, approved_at: ctx.at },
    });
    await recordEntries(ctx, agency, { list: row.id, entries });
    await ctx.audit({
      action: 'yearlyList.approve',
      agency,
      subject: row.id,
      after: { ...details, version: row.version },
    });
  }
  return viewOf(ctx, pack, { agency, year });
}

/** The record of everybody on the list, up to the approval and with it: from here on it stands, whatever their rows say later. */
async function recordEntries(
  ctx: Context,
  agency: string,
  { list, entries }: { readonly list: string; readonly entries: readonly YearlyEntry[] },
): Promise<void> {
  const { codes } = (await territoryOf(ctx, agency))!;
  for (const place of await directoriesOf(ctx, { codes, keys: entries.map(({ key }) => key) })) {
    await recordUntilNow(ctx, place);
    await recordAfterWrite(ctx, place, { cause: 'yearlyList', source: list });
  }
}

export async function showYearlyLists(ctx: Context, { agency, year }: YearlyPlace): Promise<YearlyListsView> {
  may(ctx.actor, 'objects.read', agency);
  return viewOf(ctx, await packInForce(ctx, { agency, on: ctx.today }), { agency, year });
}

/** The lists as the directory has them now. @throws Problem yearlyList.none */
async function listsNow(ctx: Context, pack: Pack, { agency, year }: YearlyPlace) {
  const classes = yearlyClasses(pack);
  if (classes.length === 0) throw new Problem('yearlyList.none', {});
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  const objects = (await objectsOf(ctx, territory)).map(({ facts }) => facts);
  const visits = await recordedVisits(ctx, territory, { to: ctx.today });
  return classes.map((cls) => ({
    class: cls,
    entries: yearlyList(pack, { class: cls, year, objects, visits }).map(
      ({ objectId, name, change, reasons }): YearlyEntry => {
        return { key: objectId, name, change, reasons: reasons.map(reasonView) };
      },
    ),
  }));
}

type Reason = ReturnType<typeof yearlyList>[number]['reasons'][number];

function reasonView({ fact, date, document, clause }: Reason): YearlyEntry['reasons'][number] {
  return {
    fact,
    ...(date !== undefined && { date }),
    ...(document !== undefined && { document }),
    section: clause.section,
  };
}

/** In one form, whatever order the database kept the fields in. */
function json(entries: readonly YearlyEntry[]): string {
  return canonicalJson(entries);
}

function approvedAlready(pack: Pack, { year, class: cls, version }: YearlyRow): Problem {
  return new Problem('yearlyList.approved', { year, class: classNameOf(pack, cls), version });
}

function classNameOf(pack: Pack, id: string): string {
  return pack.classes.find((cls) => cls.id === id)?.name ?? id;
}

async function viewOf(ctx: Context, pack: Pack, place: YearlyPlace): Promise<YearlyListsView> {
  const rows = await selectLists(ctx.tx, place);
  return {
    items: rows.map(
      (row): YearlyListView => ({
        class: row.class,
        className: classNameOf(pack, row.class),
        year: row.year,
        version: row.version,
        state: row.approved_at === null ? 'proposed' : 'approved',
        entries: row.entries as YearlyEntry[],
        proposedBy: row.proposer ?? row.proposed_by,
        ...(row.approved_name !== null && { approvedBy: row.approved_name }),
        ...(row.approved_at !== null && { approvedAt: row.approved_at }),
      }),
    ),
  };
}
