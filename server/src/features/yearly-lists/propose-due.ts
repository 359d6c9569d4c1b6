import type { YearlyEntry } from '@sunlot/contract/yearly-lists.ts';
import { yearOf } from '@sunlot/core/basics/dates.ts';
import { yearlyClasses } from '@sunlot/core/policy/yearly-list.ts';
import { systemActor } from '../../accounts/actor.ts';
import { type Context, type Deps, read, writeIfDue } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import type { Job } from '../../upkeep.ts';
import { directoryNow, entriesJson, entriesOf } from './list-entries.ts';
import { lockYear, selectAgencyCodes, type YearlyRow } from './sql.ts';
import { knownLists, storeList } from './store-list.ts';

/** The lists of the year that has begun, as a job of the running server: one step and one transaction an agency. */
export function yearlyProposals(deps: Deps): Job {
  const what = '年度名单的提出';
  return {
    name: 'yearly lists',
    what,
    steps: async () => {
      const agencies = await read(deps, systemActor(), ({ tx }) => selectAgencyCodes(tx));
      return agencies.map((agency) => ({
        what: `单位 ${agency} ${what}`,
        run: () => writeIfDue(deps, systemActor(), (ctx) => proposeDue(ctx, agency)),
      }));
    },
  };
}

/**
 * Proposes in the system's name what nobody has proposed for the year that has begun, and puts a new version in the place of
 * its own where the facts changed before the approval. What a person proposed, or somebody approved, is left alone; a
 * directory that is still empty has no list.
 */
async function proposeDue(ctx: Context, agency: string): Promise<void> {
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const classes = yearlyClasses(pack);
  if (classes.length === 0) return;
  const year = yearOf(ctx.today);
  await lockYear(ctx.tx, { agency, year });
  const known = await knownLists(ctx, { agency, year });
  const open = classes.filter((cls) => isOpen(known.get(cls)));
  if (open.length === 0) return;
  const directory = await directoryNow(ctx, agency);
  if (directory.objects.length === 0) return;
  for (const cls of open) {
    const last = known.get(cls);
    const entries = entriesOf(pack, { class: cls, year }, directory);
    if (last && entriesJson(last.entries as readonly YearlyEntry[]) === entriesJson(entries)) continue;
    await storeList(ctx, { agency, year, class: cls, entries, last, by: null });
  }
}

/** Not proposed yet, or by the system alone and not approved. */
function isOpen(last: YearlyRow | undefined): boolean {
  return last === undefined || (last.proposed_by === null && last.approved_at === null);
}
