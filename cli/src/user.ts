import { type AddedUser, AddUser } from '@sunlot/contract/users.ts';
import { addUser } from '@sunlot/server/features/users/add-user.ts';
import { disableUser } from '@sunlot/server/features/users/disable-user.ts';
import { resetUser } from '@sunlot/server/features/users/reset-user.ts';
import { type AddCommands, action, writing } from './command.ts';
import { show } from './output.ts';
import { parseInput } from './parse-input.ts';

export const userCommands: AddCommands = (program, output, done) => {
  const user = program.command('user').description('用户');

  const add = writing(user.command('add').description('新增用户，打印一次性的初始密码').argument('<用户名>'))
    .option('--agency <代码>', '所属单位')
    .option('--name <姓名>', '显示的姓名')
    .requiredOption('--role <角色>', '角色，多个用逗号分隔');
  action<{ agency?: string; name?: string; role: string }>(add, { output, done }, async (session, options, [login]) => {
    const roles = options.role.split(',').map((role) => role.trim());
    const input = {
      login,
      roles,
      ...(options.agency && { agency: options.agency }),
      ...(options.name && { displayName: options.name }),
    };
    const view = await session.write(addUser, parseInput(AddUser, input));
    show(output, view, () => added('已新增用户', view));
    return 0;
  });

  const reset = writing(user.command('reset').description('重置密码，结束该用户的所有会话').argument('<用户名>'));
  action(reset, { output, done }, async (session, _options, [login]) => {
    const view = await session.write(resetUser, { login: login! });
    show(output, view, () => added('已重置用户', view));
    return 0;
  });

  const disable = writing(user.command('disable').description('停用用户').argument('<用户名>'));
  action(disable, { output, done }, async (session, _options, [login]) => {
    const view = await session.write(disableUser, { login: login! });
    show(output, view, () => [`✔ 已停用用户 ${view.login}，其会话已全部结束`]);
    return 0;
  });
};

function added(what: string, user: AddedUser): readonly string[] {
  return [
    `✔ ${what} ${user.login}（${user.roles.join('、')}）`,
    `  初始密码 ${user.initialPassword}  只显示这一次，首次登录后须修改`,
  ];
}
