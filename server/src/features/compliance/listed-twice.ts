import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { isListedOn, statusOn } from '@sunlot/core/policy/past-facts.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { withEarlierRows, withFirstDays } from '../../visits/past-objects.ts';

export type ListedTwice = {
  readonly object: string;
  readonly objectName: string;
  readonly agencies: readonly string[];
};

type Row = {
  readonly agency: string;
  readonly agency_name: string;
  readonly level: string;
  readonly name: string;
  readonly facts: ObjectFacts;
};

/** Objects that stand active today in the directories of several agencies of one level below an agency, whatever is to come. */
export async function selectListedTwice(
  ctx: Pick<Context, 'tx' | 'today'>,
  { agency, codes }: { readonly agency: string; readonly codes: readonly string[] },
): Promise<readonly ListedTwice[]> {
  const { rows } = await sql<Row>`
    select o.agency, a.name as agency_name, a.level, o.name, o.facts
    from inspection_object o
    join agency a on a.code = o.agency
    where o.agency = any(${[...codes]}) and o.agency <> ${agency} and o.key in (
      select key from inspection_object other join agency of_other on of_other.code = other.agency
      where other.agency = any(${[...codes]}) and other.agency <> ${agency}
      group by key, level having count(*) > 1)
    order by o.key collate "C", a.code collate "C"`.execute(ctx.tx);
  if (rows.length === 0) return [];
  const keys = [...new Set(rows.map(({ facts }) => facts.id))];
  const known = await withEarlierRows(ctx, { codes }, { objects: rows, keys });
  const dated = await withFirstDays(ctx, { codes }, { objects: known, visits: [] });
  const active = rows.filter((_, i) => {
    const { facts } = dated[i]!;
    return isListedOn(facts, ctx.today) && statusOn(facts, ctx.today) === 'active';
  });
  const byPlace = groupBy(active, ({ facts, level }) => `${facts.id} ${level}`);
  return [...byPlace.values()]
    .filter(({ length }) => length > 1)
    .map((of) => ({
      object: of[0]!.facts.id,
      objectName: of.map(({ name }) => name).sort()[0]!,
      agencies: of.map(({ agency_name }) => agency_name),
    }));
}
