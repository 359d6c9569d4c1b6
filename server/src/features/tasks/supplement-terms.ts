import type { Pack } from '@sunlot/core/policy/pack.ts';
import { mayDrawAgain } from '@sunlot/core/policy/paperwork.ts';
import type { Context } from '../../context.ts';
import { supplementStratumOf } from '../../packs/stratum-of.ts';
import { Problem } from '../../problem.ts';
import { classList } from '../../tasks/class-list.ts';
import { lackOf } from '../../tasks/lacking.ts';
import type { TodaysLists } from '../../tasks/todays-lists.ts';
import { countSupplements } from './sql.ts';
import type { OpenEntry, Terms } from './task-terms.ts';

type Asked = {
  readonly pack: Pack;
  readonly open: OpenEntry;
  readonly agency: string;
  /** Serials of the items that a visit may take. */
  readonly items: readonly string[];
  readonly n: number | undefined;
  readonly lists: TodaysLists;
};

/**
 * 补充抽取: another draw of a class and period that was drawn, for what is lacking still and among those not drawn yet;
 * without a shortage only where the scheme is read as "at least once" (AMB-52).
 */
export async function supplementTerms(ctx: Context, asked: Asked): Promise<Terms> {
  const { pack, open, agency, items, n: wanted, lists } = asked;
  const { entry, tasks } = open;
  const { class: cls, level, period } = entry;
  const found = await classList(ctx, pack, { agency, class: cls, level, period, items, lists, supplements: true });
  const { lacking, why } = await lackOf(ctx, { agency, entry: entry.entry, planned: entry.n, found, pack });
  const refuse = (reason: string) => new Problem('task.noSupplement', { task: tasks.at(-1)!.code, why: reason });
  const { allowed } = mayDrawAgain(pack, { drawsHeld: tasks.length, stillRequired: lacking });
  if (!allowed) throw refuse(`${why}；出现缺额（如名单增加）以后才能补充抽取`);
  if (!found || found.pool === 0) throw refuse(`${why}；没有可抽的对象，已抽的不再抽取`);
  const n = wanted ?? lacking;
  const once = pack.settings['draw.perPeriod'] === 'once';
  if (once ? n !== lacking : n < Math.max(1, lacking))
    throw refuse(`${why}；补充抽取${once ? '只补缺额' : '不少于缺额，至少 1 家'}，不能是 ${n} 家`);
  const nth = (await countSupplements(ctx.tx, { agency, class: cls, period })) + 1;
  return {
    ...{ plan_entry_id: entry.id, ad_hoc_reason: null, round: null, n },
    code: `${period.toLowerCase()}-${supplementStratumOf(cls, nth)}`,
    supplement: { nth, why },
  };
}
