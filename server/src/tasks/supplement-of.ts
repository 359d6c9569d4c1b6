import type { Supplements } from '@sunlot/core/policy/left-list.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { periodMembers } from '@sunlot/core/policy/tally-classes.ts';
import type { Context } from '../context.ts';
import { frozenIds } from '../draws/frozen-lists.ts';
import { type PastAsk, pastLedger } from './past-ledger.ts';

type Reading = Pick<Context, 'tx' | 'keys' | 'today'>;

/**
 * What a supplementary draw of a class and period goes by beside the directory of its day: the list by which the verdict measures the
 * period. Where no draw here has frozen one, as where a lead department drew, that is the directory of the first day (0034).
 */
export async function supplementOf(ctx: Reading, pack: Pack, asked: PastAsk): Promise<Supplements> {
  const { agency, class: cls, period } = asked;
  const listed = await frozenIds(ctx, { agency, class: cls, period });
  return listed ? { listed } : { listed: await listedAtFirst(ctx, pack, asked), isDirectory: true };
}

async function listedAtFirst(ctx: Reading, pack: Pack, asked: PastAsk): Promise<ReadonlySet<string>> {
  const { class: cls, period } = asked;
  const ledger = await pastLedger(ctx, pack, asked);
  const { year, asOf } = ledger;
  return new Set(periodMembers(pack, ledger, { class: cls, period, year, asOf }));
}
