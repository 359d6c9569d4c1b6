import { makeDate } from '@sunlot/core/basics/dates.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { standingInspectors } from '../../inspectors/standing-inspectors.ts';
import { ownRatios } from '../../own-numbers/load-own-numbers.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { type SimulatedYear, simulateYear } from '../../packs/simulate-year.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { ledgerForDraws } from '../../visits/classes-of-day.ts';
import { objectsOf } from '../../visits/directory.ts';
import { withHistory } from '../../visits/former-places.ts';
import { territoryOf } from '../../visits/territory.ts';

type Asked = { readonly agency: string; readonly year: number; readonly pack: Pack; readonly level?: Level };

/** A year of an agency's directory under any pack, beside the same year under the pack in force. Nothing is stored. */
export async function simulatePack(
  ctx: Context,
  { agency: code, year, pack, level }: Asked,
): Promise<{ readonly simulated: SimulatedYear; readonly inForce: SimulatedYear }> {
  may(ctx.actor, 'pack.simulate', code);
  const territory = await territoryOf(ctx, code);
  if (!territory) throw new Problem('agency.unknown', { code });
  const visits = await ledgerForDraws(ctx, territory, { to: ctx.today, year });
  const objects = await withHistory(ctx, territory, { objects: await objectsOf(ctx, territory), visits, year });
  const asked = {
    agency: { code, name: territory.agency.name, level: level ?? territory.agency.level },
    year,
    today: ctx.today,
    objects: objects.map(({ facts }) => facts),
    inspectors: await standingInspectors(ctx, code),
    visits,
  };
  const current = await packInForce(ctx, { agency: code, on: makeDate(year, 12, 31) });
  return {
    simulated: simulateYear(pack, asked),
    inForce: simulateYear(current, { ...asked, ownRatios: await ownRatios(ctx, code) }),
  };
}
