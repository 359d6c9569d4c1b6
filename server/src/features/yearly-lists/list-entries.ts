import type { YearlyEntry } from '@sunlot/contract/yearly-lists.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import type { ClassId, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { yearlyList } from '@sunlot/core/policy/yearly-list.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { objectsOf } from '../../visits/directory.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import { territoryOf } from '../../visits/territory.ts';

/** What lists are made of: the objects of a territory, and what was found at them. */
export type Directory = { readonly objects: readonly ObjectFacts[]; readonly visits: readonly VisitFact[] };

/** @throws Problem agency.unknown */
export async function directoryNow(ctx: Context, agency: string): Promise<Directory> {
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  const objects = (await objectsOf(ctx, territory)).map(({ facts }) => facts);
  return { objects, visits: await recordedVisits(ctx, territory, { to: ctx.today }) };
}

type Wanted = { readonly class: ClassId; readonly year: number };

/** A list as the directory has it. */
export function entriesOf(pack: Pack, wanted: Wanted, directory: Directory): readonly YearlyEntry[] {
  return yearlyList(pack, { ...wanted, ...directory }).map(({ objectId, name, change, reasons }): YearlyEntry => {
    return { key: objectId, name, change, reasons: reasons.map(reasonView) };
  });
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
export function entriesJson(entries: readonly YearlyEntry[]): string {
  return canonicalJson(entries);
}
