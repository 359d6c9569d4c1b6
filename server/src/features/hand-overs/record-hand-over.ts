import type { HandOverInput, HandOverView } from '@sunlot/contract/hand-overs.ts';
import type { Context } from '../../context.ts';
import { keepHandOver } from '../../hand-overs/hand-over-record.ts';
import { knownObject } from '../../objects/known-object.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';

/** Records that a finding of daily supervision was handed to enforcement, with day and receiver. What was found is encrypted. */
export async function recordHandOver(ctx: Context, input: HandOverInput): Promise<HandOverView> {
  const { agency, handedOn } = input;
  may(ctx.actor, 'handOver.record', agency);
  const object = await knownObject(ctx, { agency, key: input.object });
  if (handedOn > ctx.today)
    throw new Problem('request.invalid', { what: `移送日期 ${handedOn} 还没有到（今天是 ${ctx.today}）` });
  return keepHandOver(ctx, { ...input, object });
}
