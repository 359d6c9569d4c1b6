import type { AdoptedPack, AdoptPack } from '@sunlot/contract/packs.ts';
import { roles } from '@sunlot/contract/roles.ts';
import { makeDate, yearOf } from '@sunlot/core/basics/dates.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { approverOf } from '../../accounts/actor.ts';
import type { Context } from '../../context.ts';
import { nextYear } from '../../packs/next-year.ts';
import type { PackSource } from '../../packs/pack-files.ts';
import { adoptVersion, highestAdopted, packInForce, storePackVersion } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, may, rights } from '../../rights.ts';
import { refuseClosedPeriods } from './closed-periods.ts';
import { type AgencyOfPack, selectAgency, selectFirstPlan, selectKin, updateAgencyPack } from './sql.ts';

/**
 * Adopts a new version of an agency's pack. It holds for the periods that begin on or after its first day; what was said
 * of earlier ones stays. One person brings it in, a leader of the agency approves.
 */
export async function adoptPack(ctx: Context, { file, text, ...asked }: AdoptPack): Promise<AdoptedPack> {
  may(ctx.actor, 'pack.adopt', asked.agency);
  return adoptSource(ctx, { name: file, text }, asked);
}

type Asked = Omit<AdoptPack, 'file' | 'text'>;

/** The same for a version made by the program. The right to it has been asked for. */
export async function adoptSource(ctx: Context, source: PackSource, asked: Asked): Promise<AdoptedPack> {
  const agency = await selectAgency(ctx.tx, asked.agency);
  if (!agency) throw new Problem('agency.unknown', { code: asked.agency });
  const approvedBy = await approval(ctx, asked);
  const before = await packInForce(ctx, { agency: agency.code, on: ctx.today });
  const pack = await storePackVersion(ctx, source);
  await refuseUnfit(ctx, { agency, before, pack, changePack: asked.changePack === true });
  const row = { agency: agency.code, pack, by: ctx.actor.id, why: asked.why, approvedBy };
  await adoptVersion(ctx, row);
  if (pack.id !== agency.pack) await updateAgencyPack(ctx.tx, agency.code, pack.id);
  const view: AdoptedPack = {
    agency: agency.code,
    pack: pack.id,
    version: pack.version,
    effectiveFrom: pack.effectiveFrom,
    why: asked.why,
    adoptedBy: ctx.actor.login,
    approvedBy: asked.approver,
    adoptedAt: ctx.at,
    ...nextYear(pack, {
      ofYear: await packInForce(ctx, { agency: agency.code, on: makeDate(yearOf(pack.effectiveFrom), 1, 1) }),
      level: agency.level as Level,
    }),
  };
  await ctx.audit({
    action: 'pack.adopt',
    agency: agency.code,
    subject: `${pack.id}@${pack.version}`,
    before: { pack: before.id, version: before.version },
    after: view,
  });
  return view;
}

async function approval(ctx: Context, { agency, approver: login }: Asked): Promise<string> {
  const approver = await approverOf(ctx, login);
  if (approver.id === ctx.actor.id) throw new Problem('pack.sameApprover', { who: login });
  if (!isAllowed(approver, 'pack.approve', agency)) {
    const needs = rights['pack.approve'].roles.map((role) => roles[role]).join('或');
    throw new Problem('request.notPermitted', { who: login, action: '批准政策包版本', needs: `${agency} 的${needs}` });
  }
  return approver.id;
}

type Fitting = {
  readonly agency: AgencyOfPack;
  readonly before: Pack;
  readonly pack: Pack;
  readonly changePack: boolean;
};

async function refuseUnfit(ctx: Context, { agency, before, pack, changePack }: Fitting): Promise<void> {
  const current = await highestAdopted(ctx, { agency: agency.code, pack: pack.id });
  if (current !== undefined && pack.version <= current) {
    throw new Problem('pack.versionNotHigher', { agency: agency.code, pack: pack.id, version: pack.version, current });
  }
  if (pack.id !== agency.pack) return refuseOtherPack(ctx, { agency, before, pack, changePack });
  await refuseClosedPeriods(ctx, {
    agency: agency.code,
    effectiveFrom: pack.effectiveFrom,
    packs: [before, pack],
  });
}

/** Another pack than before only on purpose, before there is any plan, and not apart from the agencies above and below. */
async function refuseOtherPack(ctx: Context, { agency, pack, changePack }: Fitting): Promise<void> {
  const given = { agency: agency.code, pack: agency.pack, given: pack.id };
  if (!changePack) throw new Problem('pack.other', given);
  const plan = await selectFirstPlan(ctx.tx, agency.code);
  if (plan) throw new Problem('pack.changeTooLate', { ...given, year: plan.year });
  const kin = await selectKin(ctx.tx, agency);
  if (kin) throw new Problem('agency.packDiffers', { parent: kin.code, own: agency.pack, pack: pack.id });
}
