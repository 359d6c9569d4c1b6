import type { ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../context.ts';
import { objectsOf, type PlacedObject } from './directory.ts';
import { withPlaces } from './former-places.ts';
import { withEarlierRows } from './past-objects.ts';
import type { Territory } from './territory.ts';

type Reading = Pick<Context, 'tx' | 'today'>;
type Asked = { readonly pack: Pack; readonly visits: readonly VisitFact[]; readonly year: number };

/**
 * Objects as a list is made of them. Where its base is not that of the day of the freeze (AMB-01), that takes from when on each stands
 * in the directory and what its rows said before; else they are left as they were read.
 */
export async function withSnapshot(
  ctx: Reading,
  territory: Pick<Territory, 'codes'>,
  { pack, objects, visits, year }: Asked & { readonly objects: readonly PlacedObject[] },
): Promise<readonly PlacedObject[]> {
  if (pack.settings['calc.denominatorSnapshot'] === 'freeze') return objects;
  return withPlaces(ctx, territory, {
    objects: await withEarlierRows(ctx, territory, { objects, year }),
    visits,
    year,
  });
}

/** The same by key, of those objects alone that are not as they were read: for who reads a directory row by row. */
export async function snapshotFacts(
  ctx: Reading,
  territory: Pick<Territory, 'agency' | 'codes'>,
  asked: Asked,
): Promise<ReadonlyMap<string, ObjectFacts>> {
  if (asked.pack.settings['calc.denominatorSnapshot'] === 'freeze') return new Map();
  const objects = await objectsOf(ctx, territory, { year: asked.year });
  const read = new Set(objects.map(({ facts }) => facts));
  const changed = (await withSnapshot(ctx, territory, { ...asked, objects })).filter(({ facts }) => !read.has(facts));
  return new Map(changed.map(({ facts }) => [facts.id, facts]));
}
