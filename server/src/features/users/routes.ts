import { PageQuery, pageOf } from '@sunlot/contract/pages.ts';
import { DecideRoleChange, ProposeRoleChange, RoleChangePlace, RoleChangeView } from '@sunlot/contract/role-changes.ts';
import { AddedUser, AddUser, UserView } from '@sunlot/contract/users.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../context.ts';
import { read, write } from '../../http/endpoint.ts';
import { addUser } from './add-user.ts';
import { confirmRoleChange, refuseRoleChange } from './decide-role-change.ts';
import { disableUser } from './disable-user.ts';
import { listRoleChanges } from './list-role-changes.ts';
import { proposeRoleChange } from './propose-role-change.ts';
import { resetUser } from './reset-user.ts';

const tag = '用户';
const Login = z.strictObject({ login: z.string().max(64) });

export function userRoutes(app: FastifyInstance, deps: Deps): void {
  write(app, deps, {
    route: 'POST /api/v1/users',
    tag,
    summary: '新增用户（不带角色），初始密码只在这次回答里出现',
    body: AddUser,
    answer: AddedUser,
    status: 201,
    run: addUser,
  });
  write(app, deps, {
    route: 'POST /api/v1/users/:login/reset',
    tag,
    summary: '重置密码，解除锁定，结束其所有登录',
    params: Login,
    answer: AddedUser,
    run: resetUser,
  });
  write(app, deps, {
    route: 'POST /api/v1/users/:login/disable',
    tag,
    summary: '停用用户，结束其所有登录',
    params: Login,
    answer: UserView,
    run: disableUser,
  });
  roleChangeRoutes(app, deps);
}

/** One security administrator proposes, another confirms. */
function roleChangeRoutes(app: FastifyInstance, deps: Deps): void {
  write(app, deps, {
    route: 'POST /api/v1/users/:login/role-changes',
    tag,
    summary: '提出授予或收回角色，经另一名安全管理员确认后生效',
    params: RoleChangePlace,
    body: ProposeRoleChange,
    answer: RoleChangeView,
    status: 201,
    run: proposeRoleChange,
  });
  read(app, deps, {
    route: 'GET /api/v1/role-changes',
    tag,
    summary: '角色变更，最近的在前',
    query: PageQuery,
    answer: pageOf(RoleChangeView),
    run: listRoleChanges,
  });
  const ofChange = { tag, params: DecideRoleChange, answer: RoleChangeView } as const;
  write(app, deps, {
    ...ofChange,
    route: 'POST /api/v1/role-changes/:change/confirmation',
    summary: '确认角色变更，立即生效，该用户的登录全部结束；提出人不能确认',
    run: confirmRoleChange,
  });
  write(app, deps, {
    ...ofChange,
    route: 'POST /api/v1/role-changes/:change/refusal',
    summary: '驳回角色变更；提出人自己的，即撤回',
    run: refuseRoleChange,
  });
}
