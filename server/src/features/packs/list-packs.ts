import type { PackLine } from '@sunlot/contract/packs.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { loadPack, packNames, readPackSource } from '../../packs/pack-files.ts';
import { adoptions, packVersion, storedVersions } from '../../packs/pack-store.ts';

/** The packs that ship. */
export function shippedPacks(): readonly Pack[] {
  return packNames().map((name) => {
    const loaded = loadPack(readPackSource(name)!);
    if ('faults' in loaded) throw new Error(`pack ${name}: ${loaded.faults[0]?.message}`);
    return loaded.pack;
  });
}

export function packLine(pack: Pack, known: Pick<PackLine, 'shipped' | 'stored' | 'agencies'>): PackLine {
  const { id, version, name, effectiveFrom, rules } = pack;
  return { pack: id, version, name, effectiveFrom, rules: rules.length, ...known };
}

/** Every version that ships or is stored, by pack and version; with those agencies of the actor's territory that adopted it. */
export async function listPacks(ctx: Context): Promise<readonly PackLine[]> {
  const adopted = (await adoptions(ctx)).filter(
    ({ agency }) => ctx.actor.agency === undefined || ctx.actor.sees.includes(agency),
  );
  const shipped = shippedPacks();
  const lines = new Map<string, PackLine>();
  for (const { pack, version } of await storedVersions(ctx)) {
    const agencies = adopted.filter((row) => row.pack === pack && row.version === version).map(({ agency }) => agency);
    const isShipped = shipped.some((one) => one.id === pack && one.version === version);
    lines.set(
      keyOf(pack, version),
      packLine(await packVersion(ctx, { pack, version }), { shipped: isShipped, stored: true, agencies }),
    );
  }
  for (const pack of shipped) {
    const key = keyOf(pack.id, pack.version);
    if (!lines.has(key)) lines.set(key, packLine(pack, { shipped: true, stored: false, agencies: [] }));
  }
  return [...lines.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

/** Sorts by pack, then by number. */
export function keyOf(pack: string, version: number): string {
  return `${pack}@${String(version).padStart(7, '0')}`;
}
