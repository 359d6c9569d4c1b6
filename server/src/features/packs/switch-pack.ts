import type { AdoptedPack, SwitchPack } from '@sunlot/contract/packs.ts';
import type { Context } from '../../context.ts';
import { changeOf, type PackFile, seatsOf } from '../../packs/changed-pack.ts';
import { packContent, packInForce, storedVersions } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { adoptSource } from './adopt-pack.ts';

/**
 * Reads one ambiguous sentence otherwise from a day on, or sets a value that the scheme leaves to the office: the next version of the
 * agency's pack, the rest as it is.
 */
export async function switchPack(ctx: Context, input: SwitchPack): Promise<AdoptedPack> {
  const { key, value, from, ...asked } = input;
  may(ctx.actor, 'pack.adopt', asked.agency);
  const pack = await packInForce(ctx, { agency: asked.agency, on: from });
  const change = changeOf(pack, key, value);
  const stored = await storedVersions(ctx, pack.id);
  const version = Math.max(...stored.map((row) => row.version)) + 1;
  const content = (await packContent(ctx, { pack: pack.id, version: pack.version })) as PackFile;
  const next = { ...change(content), version, effectiveFrom: from };
  const adopted = await adoptSource(ctx, { name: `${pack.id} ${key}`, text: JSON.stringify(next) }, asked);
  const [before, after] = [seatsOf(pack, key, content), seatsOf(pack, key, next)];
  return { ...adopted, ...(before && after && { seats: { before: [...before], after: [...after] } }) };
}
