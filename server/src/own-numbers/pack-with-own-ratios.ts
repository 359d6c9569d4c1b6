import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import { withOwnRatios } from '@sunlot/core/policy/own-ratios.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../context.ts';
import { packInForce } from '../packs/pack-store.ts';
import { ownRatios } from './load-own-numbers.ts';

/** The pack in force for an agency on a day, with the ratios that the agency chose itself by then. */
export async function packWithOwnRatios(
  ctx: Pick<Context, 'tx'>,
  { agency, on }: { readonly agency: string; readonly on: CalendarDate },
): Promise<Pack> {
  return withOwnRatios(await packInForce(ctx, { agency, on }), await ownRatios(ctx, agency), on);
}
