import type { AddAgency, AgencyView } from '@sunlot/contract/agencies.ts';
import type { Context } from '../../context.ts';
import type { PackSource } from '../../packs/pack-files.ts';
import { beginWithPack, namedPack, storePackVersion } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { agencyView } from './agency-view.ts';
import { insertAgency, selectAgency } from './sql.ts';

/** An agency with a pack that ships, or with the file of a pack of its own. */
export type NewAgency = AddAgency & { readonly packFile?: PackSource };

/** Adds an agency and stores the version of the policy pack that it begins with. */
export async function addAgency(ctx: Context, input: NewAgency): Promise<AgencyView> {
  may(ctx.actor, 'agency.add', undefined);
  if (await selectAgency(ctx.tx, input.code)) throw new Problem('agency.exists', { code: input.code });
  if (input.parent !== undefined && !(await selectAgency(ctx.tx, input.parent))) {
    throw new Problem('agency.unknown', { code: input.parent });
  }
  const pack = await (input.packFile ? storePackVersion(ctx, input.packFile) : namedPack(ctx, input.pack));
  const row = {
    code: input.code,
    name: input.name,
    level: input.level,
    parent: input.parent ?? null,
    pack: pack.id,
    created_at: ctx.at,
  };
  await insertAgency(ctx.tx, row);
  await beginWithPack(ctx, { agency: input.code, pack, by: ctx.actor.id });
  const view = agencyView(row);
  await ctx.audit({ action: 'agency.add', agency: input.code, subject: input.code, after: view });
  return view;
}
