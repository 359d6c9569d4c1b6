import { AddedUser, AddUser, UserView } from '@sunlot/contract/users.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../context.ts';
import { write } from '../../http/endpoint.ts';
import { addUser } from './add-user.ts';
import { disableUser } from './disable-user.ts';
import { resetUser } from './reset-user.ts';

const tag = '用户';
const Login = z.strictObject({ login: z.string().max(64) });

export function userRoutes(app: FastifyInstance, deps: Deps): void {
  write(app, deps, {
    route: 'POST /api/v1/users',
    tag,
    summary: '新增用户，初始密码只在这次回答里出现',
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
}
