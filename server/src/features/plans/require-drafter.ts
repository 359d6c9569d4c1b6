import { roles } from '@sunlot/contract/roles.ts';
import { makeDate } from '@sunlot/core/basics/dates.ts';
import { findRule } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { type Action, may, OFFICE } from '../../rights.ts';
import { territoryOf } from '../../visits/territory.ts';

type Place = { readonly agency: string; readonly year: number };

/**
 * Who drafts and submits the plan is said by the scheme; where it says nothing, any office of the agency does.
 * @throws Problem request.notPermitted | plan.notDrafter
 */
export async function requireDrafter(
  ctx: Context,
  action: Extract<Action, 'plan.draft' | 'plan.submit'>,
  { agency, year }: Place,
): Promise<void> {
  may(ctx.actor, action, agency);
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  const pack = await packInForce(ctx, { agency, on: makeDate(year, 12, 31) });
  const rule = findRule(pack, 'planDrafters', { level: territory.agency.level });
  const named: readonly string[] = rule?.value.roles ?? OFFICE;
  if (ctx.actor.roles.some((role) => named.includes(role))) return;
  const needs = named.map((role) => roles[role as keyof typeof roles]).join('、');
  const ground = rule ? `方案${rule.clause.section}「${rule.clause.quote || rule.clause.note}」` : '方案没有写由谁起草';
  throw new Problem('plan.notDrafter', { who: ctx.actor.login, ground, needs });
}
