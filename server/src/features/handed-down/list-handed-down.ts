import type { HandedDownLists } from '@sunlot/contract/handed-down.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { type Territory, territoryOf } from '../../visits/territory.ts';
import { selectEntries, selectLists, selectNamed } from './sql.ts';

/** The lists that hold for an agency, its own and those from above, each with who on it is in no directory of its territory. */
export async function listHandedDown(ctx: Context, { agency }: { readonly agency: string }): Promise<HandedDownLists> {
  may(ctx.actor, 'objects.read', agency);
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const lists = await selectLists(ctx.tx, lineOf(territory));
  const entries = await selectEntries(
    ctx.tx,
    lists.map(({ id }) => id),
  );
  const keys = entries.flatMap(({ object_key }) => object_key ?? []);
  const known = new Set((await selectNamed(ctx.tx, { codes: territory.codes, keys, names: [] })).map(({ key }) => key));
  const byList = groupBy(entries, ({ list_id }) => list_id);
  const seen = new Set<string>();
  return {
    items: lists.map((list) => {
      const own = byList.get(list.id) ?? [];
      const kind = [list.kind, list.level, list.year].join('/');
      const superseded = seen.has(kind);
      seen.add(kind);
      return {
        id: list.id,
        agency: list.agency,
        class: list.class,
        className: pack.classes.find(({ id }) => id === list.class)?.name ?? list.class,
        level: list.level,
        year: list.year,
        version: list.version,
        document: list.document,
        importedAt: list.imported_at,
        superseded,
        listed: own.length,
        missing: own
          .filter(({ object_key }) => object_key === null || !known.has(object_key))
          .map(({ object_key, name }) => ({ ...(object_key !== null && { key: object_key }), name })),
      };
    }),
  };
}

/** The agency and those above it. */
function lineOf({ agency, tree }: Territory): readonly string[] {
  const above = (code: string | null): readonly string[] => {
    const found = tree.find((one) => one.code === code);
    return found ? [found.code, ...above(found.parent)] : [];
  };
  return above(agency.code);
}
