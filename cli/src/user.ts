import { type Role, roles, rolesInEnglish } from '@sunlot/contract/roles.ts';
import { ChangePasswordRequest } from '@sunlot/contract/sessions.ts';
import { type AddedUser, AddUser } from '@sunlot/contract/users.ts';
import { actorByLogin } from '@sunlot/server/accounts/actor.ts';
import { changePassword } from '@sunlot/server/accounts/change-password.ts';
import { write } from '@sunlot/server/context.ts';
import { addUser } from '@sunlot/server/features/users/add-user.ts';
import { disableUser } from '@sunlot/server/features/users/disable-user.ts';
import { resetUser } from '@sunlot/server/features/users/reset-user.ts';
import type { Command } from 'commander';
import { type AddCommands, action, dataOption, describe, jsonOption, type Sink, writing } from './command.ts';
import { askPasswordChange } from './console-password.ts';
import { typedList } from './lists.ts';
import { type Output, show } from './output.ts';
import { parseInput } from './parse-input.ts';
import { tellResets } from './told-resets.ts';
import { addRoleCommands } from './user-role.ts';

export const userCommands: AddCommands = (program, output, done) => {
  const { say } = output;
  const login = say('<用户名>', '<login>');
  const firstUser = 'sunlot user add zonghe --agency 999999 --role generalOffice,enforcementBrigade';
  const user = describe(program.command('user'), output, {
    what: say('用户', 'users'),
    examples: [firstUser, 'sunlot user reset zonghe'],
  });

  const add = writing(user.command('add'), output, {
    what: say(
      '新增用户，打印一次性的初始密码；角色只有本机管理员可以在此一并授予，其他人用 user grant',
      'add a user and print an initial password for one use; only the owner of the data folder gives roles here, others by user grant',
    ),
    examples: [firstUser, 'sunlot user add jijian --agency 999999 --role disciplineOfficer'],
  })
    .argument(login)
    .option(`--agency ${say('<代码>', '<code>')}`, say('所属单位', 'code of the user’s agency'))
    .option(`--name ${say('<姓名>', '<name>')}`, say('显示的姓名', 'the name to show'))
    .option(`--role ${say('<角色>', '<roles>')}`, say('角色，多个用逗号分隔', 'roles, separated by commas'));
  action<{ agency?: string; name?: string; role?: string }>(add, { output, done }, async (session, options, [who]) => {
    const input = {
      login: who,
      roles: typedList(options.role ?? ''),
      ...(options.agency && { agency: options.agency }),
      ...(options.name && { displayName: options.name }),
    };
    const view = await session.write(addUser, parseInput(AddUser, input));
    showAdded(output, say('已新增用户', 'User added:'), view);
    return 0;
  });

  const reset = writing(user.command('reset'), output, {
    what: say('重置密码，结束该用户的所有会话', 'set a new initial password and end all sessions of the user'),
    examples: ['sunlot user reset zonghe', 'sunlot user reset zonghe --json'],
  }).argument(login);
  action(reset, { output, done }, async (session, _options, [who]) => {
    const view = await session.write(resetUser, { login: who! });
    showAdded(output, say('已重置用户', 'User reset:'), view);
    return 0;
  });

  const disable = writing(user.command('disable'), output, {
    what: say('停用用户', 'disable a user'),
    examples: ['sunlot user disable zonghe', 'sunlot user disable zonghe --dry-run'],
  }).argument(login);
  action(disable, { output, done }, async (session, _options, [who]) => {
    const view = await session.write(disableUser, { login: who! });
    show(output, view, () => [
      say(
        `✔ 已停用用户 ${view.login}，其会话已全部结束`,
        `✔ User ${view.login} is disabled; all their sessions have ended`,
      ),
    ]);
    return 0;
  });
  addRoleCommands(user, { output, done });
  addPassword(user, { output, done });
};

/** No `--dry-run`: a password that could be tried without being counted could be guessed. */
function addPassword(user: Command, { output, done }: Sink): void {
  const { say } = output;
  const password = describe(user.command('password'), output, {
    what: say('本人修改密码（初始密码也在这里换掉）', 'change one’s own password, an initial one too'),
    examples: ['sunlot user password zonghe', 'sunlot user password zonghe --json < passwords.txt'],
  }).argument(say('<用户名>', '<login>'));
  action(jsonOption(dataOption(password, output), output), { output, done }, async ({ deps }, _options, [login]) => {
    const actor = await actorByLogin(deps.database.db, login!, 'console');
    const input = parseInput(ChangePasswordRequest, await askPasswordChange(actor.login, output));
    const outcome = await write(deps, actor, (ctx) => changePassword(ctx, { ...input, kept: undefined }));
    if ('refused' in outcome) throw outcome.refused;
    await tellResets(deps, actor, output);
    show(output, { login: actor.login, changed: true }, () => [
      say(
        `✔ 已修改 ${actor.login} 的密码，其会话已全部结束`,
        `✔ The password of ${actor.login} was changed; all their sessions have ended`,
      ),
    ]);
    return 0;
  });
}

/** An initial password that a dry run made opens nothing: it is not shown. */
function showAdded(output: Output, what: string, user: AddedUser): void {
  const { say, dryRun } = output;
  const { initialPassword, ...rest } = user;
  show(output, dryRun ? rest : user, () => [
    say(
      `✔ ${what} ${user.login}（${user.roles.map((role) => roles[role as Role]).join('、') || '没有角色'}）`,
      `✔ ${what} ${user.login} (${user.roles.map((role) => rolesInEnglish[role as Role]).join(', ') || 'no roles'})`,
    ),
    ...(dryRun
      ? []
      : [
          say(
            `  初始密码 ${initialPassword}  只显示这一次，须由本人修改（登录，或 sunlot user password ${user.login}）`,
            `  Initial password ${initialPassword}  shown this once; the person changes it (at sign-in, or sunlot user password ${user.login})`,
          ),
        ]),
  ]);
}
