import { type DecideRoleChange, type RoleChangeView, roleChangeStates } from '@sunlot/contract/role-changes.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { rolesAfter } from './propose-role-change.ts';
import { roleChangeView } from './role-change-view.ts';
import {
  deleteRoles,
  insertRoles,
  lockUser,
  type RoleChangeRow,
  selectRoleChange,
  updateRoleChange,
  updateSessionsEnded,
} from './sql.ts';

/** Confirms a change of roles: it holds at once, and the person's sessions end. Never by who proposed it or whom it is about. */
export async function confirmRoleChange(ctx: Context, { change: id }: DecideRoleChange): Promise<RoleChangeView> {
  may(ctx.actor, 'role.confirm', undefined);
  const { row, user } = await openChange(ctx, id);
  if (row.proposed_by === ctx.actor.id) throw new Problem('role.sameProposer', { who: ctx.actor.login });
  if (user.id === ctx.actor.id) throw new Problem('role.ownAccount', { who: ctx.actor.login });
  const after = rolesAfter(user, row);
  const left: readonly string[] = after;
  await deleteRoles(
    ctx.tx,
    user.id,
    user.roles.filter((role) => !left.includes(role)),
  );
  await insertRoles(ctx.tx, user.id, { roles: after.filter((role) => !user.roles.includes(role)), at: ctx.at });
  await updateSessionsEnded(ctx.tx, user.id, ctx.at);
  return settle(ctx, row, { outcome: 'confirmed', before: { roles: [...user.roles] }, roles: [...after] });
}

/** Refuses a change of roles; who proposed it takes it back. It stays on record. */
export async function refuseRoleChange(ctx: Context, { change: id }: DecideRoleChange): Promise<RoleChangeView> {
  may(ctx.actor, 'role.confirm', undefined);
  const { row, user } = await openChange(ctx, id);
  const outcome = row.proposed_by === ctx.actor.id ? 'withdrawn' : 'refused';
  return settle(ctx, row, { outcome, before: { roles: [...user.roles] }, roles: [...user.roles] });
}

/** The person is held first, as by who proposes, so that two decisions come one after the other. */
async function openChange(ctx: Context, id: string) {
  const seen = await selectRoleChange(ctx.tx, id);
  if (!seen) throw new Problem('role.unknown', { change: id });
  const user = (await lockUser(ctx.tx, seen.login))!;
  const row = (await selectRoleChange(ctx.tx, id))!;
  if (row.outcome !== null) throw new Problem('role.decided', { change: id, state: roleChangeStates[row.outcome] });
  return { row, user };
}

type Settled = {
  readonly outcome: NonNullable<RoleChangeRow['outcome']>;
  readonly before: { readonly roles: string[] };
  readonly roles: string[];
};

async function settle(
  ctx: Context,
  { id, user_id, agency }: RoleChangeRow,
  { outcome, before, roles }: Settled,
): Promise<RoleChangeView> {
  await updateRoleChange(ctx.tx, id, { outcome, decided_by: ctx.actor.id, decided_at: ctx.at });
  const view = roleChangeView((await selectRoleChange(ctx.tx, id))!);
  await ctx.audit({
    action: `role.${ACTS[outcome]}`,
    agency: agency ?? undefined,
    subject: user_id,
    before,
    after: { roles, change: view },
  });
  return view;
}

const ACTS = { confirmed: 'confirm', refused: 'refuse', withdrawn: 'withdraw' } as const;
