import type { PlanYear } from '@sunlot/contract/plans.ts';
import type { Tree } from '../agencies/test-tree.ts';
import { approvePlan } from './approve-plan.ts';
import { issuePlan } from './issue-plan.ts';
import { submitPlan } from './submit-plan.ts';

/** The way of a plan into force: sent by the office of a place, approved and issued by its head. */
export async function putInForce({ does }: Pick<Tree, 'does'>, plan: PlanYear, place = 'east'): Promise<void> {
  await does(`${place}-office`, submitPlan, plan);
  await does(`${place}-head`, approvePlan, plan);
  await does(`${place}-head`, issuePlan, plan);
}
