import type { YearlyEntry, YearlyListsView, YearlyListView, YearlyPlace } from '@sunlot/contract/yearly-lists.ts';
import { yearOf } from '@sunlot/core/basics/dates.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { yearlyClasses } from '@sunlot/core/policy/yearly-list.ts';
import type { Context } from '../../context.ts';
import { directoriesOf, recordAfterWrite, recordUntilNow } from '../../objects/class-record.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { territoryOf } from '../../visits/territory.ts';
import { directoryNow, entriesJson, entriesOf } from './list-entries.ts';
import { insertApproval, lockYear, selectLists, type YearlyRow } from './sql.ts';
import { knownLists, storeList } from './store-list.ts';

/**
 * Proposes the lists of a year, one for each class that the facts of the year before decide: who enters, stays and leaves, with
 * the condition, day and document. From 1 January on; again where the facts changed, until the list is approved.
 */
export async function proposeYearlyLists(ctx: Context, { agency, year }: YearlyPlace): Promise<YearlyListsView> {
  may(ctx.actor, 'class.propose', agency);
  if (year > yearOf(ctx.today)) throw new Problem('yearlyList.early', { year });
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  await lockYear(ctx.tx, { agency, year });
  const known = await knownLists(ctx, { agency, year });
  for (const { class: cls, entries } of await listsNow(ctx, pack, { agency, year })) {
    const last = known.get(cls);
    if (last?.approved_at) throw approvedAlready(pack, last);
    await storeList(ctx, { agency, year, class: cls, entries, last, by: ctx.actor.id });
  }
  return viewOf(ctx, pack, { agency, year });
}

/** Approves what was proposed for a year, by somebody else, as long as it is still what the directory says. */
export async function approveYearlyLists(ctx: Context, { agency, year }: YearlyPlace): Promise<YearlyListsView> {
  may(ctx.actor, 'class.approve', agency);
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  await lockYear(ctx.tx, { agency, year });
  const known = await knownLists(ctx, { agency, year });
  for (const { class: cls, entries } of await listsNow(ctx, pack, { agency, year })) {
    const row = known.get(cls);
    const details = { year, class: classNameOf(pack, cls) };
    if (!row) throw new Problem('yearlyList.notProposed', details);
    if (row.approved_at) throw approvedAlready(pack, row);
    if (row.proposed_by === ctx.actor.id) throw new Problem('override.ownProposal', { who: ctx.actor.login });
    if (entriesJson(row.entries as readonly YearlyEntry[]) !== entriesJson(entries))
      throw new Problem('yearlyList.stale', details);
    await insertApproval(ctx.tx, {
      ...{ list_id: row.id, agency, proposed_by: row.proposer, approved_by: ctx.actor.id },
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
  const directory = await directoryNow(ctx, agency);
  return classes.map((cls) => ({ class: cls, entries: entriesOf(pack, { class: cls, year }, directory) }));
}

function approvedAlready(pack: Pack, { year, class: cls, version }: YearlyRow): Problem {
  return new Problem('yearlyList.approved', { year, class: classNameOf(pack, cls), version });
}

function classNameOf(pack: Pack, id: string): string {
  return pack.classes.find((cls) => cls.id === id)?.name ?? id;
}

async function viewOf(ctx: Context, pack: Pack, place: YearlyPlace): Promise<YearlyListsView> {
  const rows = await selectLists(ctx.tx, place);
  return { items: rows.map((row) => listView(pack, row)) };
}

function listView(pack: Pack, row: YearlyRow): YearlyListView {
  return {
    class: row.class,
    className: classNameOf(pack, row.class),
    year: row.year,
    version: row.version,
    state: row.approved_at === null ? 'proposed' : 'approved',
    entries: row.entries as YearlyEntry[],
    proposedBy: row.proposed_by === null ? '系统' : (row.proposer_login ?? row.proposed_by),
    bySystem: row.proposed_by === null,
    proposedAt: row.proposed_at,
    ...(row.approved_at === null && { waitingSince: row.first_proposed_at }),
    ...(row.approved_name !== null && { approvedBy: row.approved_name }),
    ...(row.approved_at !== null && { approvedAt: row.approved_at }),
  };
}
