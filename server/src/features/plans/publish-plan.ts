import type { PlanView, PlanYear, Publication } from '@sunlot/contract/plans.ts';
import type { Context } from '../../context.ts';
import { appendEntry } from '../../log/append.ts';
import { takeStep } from './plan-step.ts';

/** Records that an issued plan has been made public: where and when. */
export function publishPlan(ctx: Context, { channel, url, ...input }: PlanYear & Publication): Promise<PlanView> {
  return takeStep(ctx, input, {
    action: 'plan.publish',
    name: '公开',
    from: 'issued',
    to: 'published',
    values: async (_, { id, agency, year, version }) => {
      const entry = { type: 'disclosure', what: 'plan', agency, year, version, channel, url, at: ctx.at };
      await appendEntry(ctx.tx, { tree: 'public', type: 'disclosure', agency, subject: id, at: ctx.at, entry });
      return { published_by: ctx.actor.id, published_at: ctx.at, channel, url };
    },
  });
}
