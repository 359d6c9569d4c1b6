import type { YearlyEntry, YearlyPlace } from '@sunlot/contract/yearly-lists.ts';
import type { Context } from '../../context.ts';
import { entriesJson } from './list-entries.ts';
import { insertYearlyList, selectLists, type YearlyRow } from './sql.ts';

/** The last version of each class's list, by class. */
export async function knownLists(ctx: Context, place: YearlyPlace): Promise<ReadonlyMap<string, YearlyRow>> {
  return new Map((await selectLists(ctx.tx, place)).map((row) => [row.class, row]));
}

type Proposal = YearlyPlace & {
  readonly class: string;
  readonly entries: readonly YearlyEntry[];
  /** The version that this one takes the place of. */
  readonly last: YearlyRow | undefined;
  /** Id of a person; null where the system proposes. */
  readonly by: string | null;
};

/** Proposes a list as a further version. */
export async function storeList(ctx: Context, { agency, year, entries, last, by, ...of }: Proposal): Promise<void> {
  const row = { id: ctx.newId('yrl'), agency, class: of.class, year, version: (last?.version ?? 0) + 1 };
  await insertYearlyList(ctx.tx, {
    ...{ ...row, entries: JSON.stringify(entries), proposed_by: by, proposed_at: ctx.at },
  });
  await ctx.audit({
    action: 'yearlyList.propose',
    agency,
    subject: row.id,
    after: { ...row, entries: entriesJson(entries), ...(by === null && { by: 'system' }) },
  });
}
