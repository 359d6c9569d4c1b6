import { DutyCoverageView } from '@sunlot/contract/duties.ts';
import { dutyCoverage } from '@sunlot/core/policy/item-lists.ts';
import type { Context } from '../../context.ts';
import { selectListedItems } from '../../items/listed-items.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { selectDuties, selectListVersion } from './sql.ts';

/** 随机抽查事项全覆盖: how many suitable duties the published list covers, and which it does not. */
export async function showCoverage(ctx: Context, { agency }: { readonly agency: string }): Promise<DutyCoverageView> {
  may(ctx.actor, 'items.read', agency);
  const duties = await selectDuties(ctx.tx, agency);
  if (duties.length === 0) throw new Problem('items.noDuties', { agency });
  const { hundredths, gaps, ...counts } = dutyCoverage(duties, await selectListedItems(ctx.tx, agency));
  return DutyCoverageView.parse({
    agency,
    listVersion: await selectListVersion(ctx.tx, agency),
    duties: duties.length,
    ...counts,
    ...(hundredths !== undefined && { percent: percentText(hundredths) }),
    gaps: gaps.map(({ source, duty_no, name, item }) => ({ source, dutyNo: duty_no, name, item })),
  });
}

function percentText(hundredths: number): string {
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}%`;
}
