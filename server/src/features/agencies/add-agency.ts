import { type AddAgency, type AgencyView, agencyLevels } from '@sunlot/contract/agencies.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { isHigher } from '@sunlot/core/policy/visits.ts';
import type { Context } from '../../context.ts';
import { type PackSource, packNames } from '../../packs/pack-files.ts';
import { beginWithPack, namedPack, packInForce, storePackVersion } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { agencyView } from './agency-view.ts';
import { type AgencyRow, insertAgency, selectAgency } from './sql.ts';

/** An agency with a pack that ships, with the file of a pack of its own, or with that of the agency above. */
export type NewAgency = AddAgency & { readonly packFile?: PackSource };

/**
 * Adds an agency and stores the version of the policy pack that it begins with. Below another agency it follows the
 * same pack and is of a lower level; the tree decides who belongs to whom, never the digits of a code.
 */
export async function addAgency(ctx: Context, input: NewAgency): Promise<AgencyView> {
  may(ctx.actor, 'agency.add', undefined);
  if (await selectAgency(ctx.tx, input.code)) throw new Problem('agency.exists', { code: input.code });
  const above = await agencyAbove(ctx, input);
  const pack = await packOf(ctx, input, above);
  if (above && above.pack !== pack.id)
    throw new Problem('agency.packDiffers', { parent: above.code, own: above.pack, pack: pack.id });
  const row = {
    code: input.code,
    name: input.name,
    level: input.level,
    parent: above?.code ?? null,
    pack: pack.id,
    created_at: ctx.at,
  };
  await insertAgency(ctx.tx, row);
  await beginWithPack(ctx, { agency: input.code, pack, by: ctx.actor.id });
  const view = agencyView(row, pack);
  await ctx.audit({ action: 'agency.add', agency: input.code, subject: input.code, after: view });
  return view;
}

async function agencyAbove(ctx: Context, { parent, level }: AddAgency): Promise<AgencyRow | undefined> {
  if (parent === undefined) return undefined;
  const above = await selectAgency(ctx.tx, parent);
  if (!above) throw new Problem('agency.unknown', { code: parent });
  if (!isHigher(above.level as Level, level)) {
    throw new Problem('agency.levelNotBelow', {
      parent,
      above: agencyLevels[above.level as Level].zh,
      level: agencyLevels[level].zh,
    });
  }
  return above;
}

/** What the agency names; else the version that the agency above uses now. */
async function packOf(ctx: Context, { code, pack, packFile }: NewAgency, above: AgencyRow | undefined): Promise<Pack> {
  if (packFile) return storePackVersion(ctx, packFile);
  if (pack !== undefined) return namedPack(ctx, pack);
  if (above) return packInForce(ctx, { agency: above.code, on: ctx.today });
  throw new Problem('agency.packNeeded', { code, packs: packNames().join('、') });
}
