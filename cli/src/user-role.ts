import { PageQuery } from '@sunlot/contract/pages.ts';
import {
  ProposeRoleChange,
  RoleChangePlace,
  type RoleChangeView,
  roleChangeStates,
  roleChangeStatesInEnglish,
} from '@sunlot/contract/role-changes.ts';
import { type Role, roles, rolesInEnglish } from '@sunlot/contract/roles.ts';
import { momentText } from '@sunlot/server/clock.ts';
import type { UseCase } from '@sunlot/server/context.ts';
import { confirmRoleChange, refuseRoleChange } from '@sunlot/server/features/users/decide-role-change.ts';
import { listRoleChanges } from '@sunlot/server/features/users/list-role-changes.ts';
import { proposeRoleChange } from '@sunlot/server/features/users/propose-role-change.ts';
import type { Command } from 'commander';
import { action, reading, type Sink, writing } from './command.ts';
import { pageOptions, typedList } from './lists.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

/** `user grant`, `revoke`, `confirm`, `refuse`, `changes`: roles of accounts that are there already. */
export function addRoleCommands(user: Command, sink: Sink): void {
  addProposal(user, sink, 'grant');
  addProposal(user, sink, 'revoke');
  addDecision(user, sink, CONFIRM);
  addDecision(user, sink, REFUSE);
  addChanges(user, sink);
}

function addProposal(user: Command, sink: Sink, change: 'grant' | 'revoke'): void {
  const { say } = sink.output;
  const example = `sunlot user ${change} zonghe --role generalOffice,enforcementBrigade --as anquan`;
  const what = {
    grant: say(
      '提出授予角色，经另一名安全管理员确认后生效',
      'propose roles for a user; another security administrator confirms',
    ),
    revoke: say(
      '提出收回角色，经另一名安全管理员确认后生效',
      'propose to take roles away; another security administrator confirms',
    ),
  };
  const propose = writing(user.command(change), sink.output, {
    what: what[change],
    examples: [example, `${example} --dry-run`],
  })
    .argument(say('<用户名>', '<login>'))
    .requiredOption(`--role ${say('<角色>', '<roles>')}`, say('角色，多个用逗号分隔', 'roles, separated by commas'));
  action<{ role: string }>(propose, sink, async (session, { role }, [login]) => {
    const view = await session.write(proposeRoleChange, {
      ...parseInput(RoleChangePlace, { login }),
      ...parseInput(ProposeRoleChange, { change, roles: typedList(role) }),
    });
    show(sink.output, view, () => [
      say(
        `✔ 已提出，编号 ${view.id}：${sentence(sink.output, view)}；须由另一名安全管理员确认`,
        `✔ Proposed, number ${view.id}: ${sentence(sink.output, view)}; another security administrator has to confirm`,
      ),
    ]);
    return 0;
  });
}

type Decision = {
  readonly name: 'confirm' | 'refuse';
  readonly run: UseCase<{ change: string }, RoleChangeView>;
  readonly zh: string;
  readonly en: string;
};

const CONFIRM: Decision = {
  name: 'confirm',
  run: confirmRoleChange,
  zh: '确认角色变更，立即生效（提出人和本人不能确认）',
  en: 'confirm a change of roles; it holds at once (never by who proposed it or whom it is about)',
};
const REFUSE: Decision = {
  name: 'refuse',
  run: refuseRoleChange,
  zh: '驳回角色变更；提出人自己的，即撤回',
  en: 'refuse a change of roles; one’s own is taken back',
};

function addDecision(user: Command, sink: Sink, { name, run, zh, en }: Decision): void {
  const { say } = sink.output;
  const example = `sunlot user ${name} rol_0001 --as anquan2`;
  const decide = writing(user.command(name), sink.output, {
    what: say(zh, en),
    examples: [example, `${example} --dry-run`],
  }).argument(say('<编号>', '<change>'));
  action(decide, sink, async (session, _options, [change]) => {
    const view = await session.write(run, { change: change! });
    show(sink.output, view, () => [
      `✔ ${say(roleChangeStates[view.state], roleChangeStatesInEnglish[view.state])}${say('：', ': ')}${sentence(sink.output, view)}`,
    ]);
    return 0;
  });
}

function addChanges(user: Command, sink: Sink): void {
  const { say } = sink.output;
  const list = reading(user.command('changes'), sink.output, {
    what: say('列出角色变更，最近的在前', 'list the changes of roles, the latest first'),
    examples: ['sunlot user changes', 'sunlot user changes --as shenji --json'],
  });
  action<{ limit?: string; cursor?: string }>(
    pageOptions(list, sink.output),
    sink,
    async (session, { limit, cursor }) => {
      const page = await session.read(listRoleChanges, parseInput(PageQuery, { limit, cursor }));
      show(sink.output, page, () => [
        ...changeTable(sink.output, page.items),
        ...(page.next === undefined ? [] : [say(`下一页：--cursor ${page.next}`, `More: --cursor ${page.next}`)]),
      ]);
      return 0;
    },
  );
}

function changeTable(output: Output, rows: readonly RoleChangeView[]): readonly string[] {
  const { say } = output;
  if (rows.length === 0) return [say('没有角色变更。', 'There are no changes of roles.')];
  return table([
    say('编号|变更|状态|提出|时间|办理', 'number|change|state|proposed by|at|settled by').split('|'),
    ...rows.map((row) => [
      row.id,
      sentence(output, row),
      say(roleChangeStates[row.state], roleChangeStatesInEnglish[row.state]),
      row.proposedBy,
      momentText(row.proposedAt),
      row.decidedBy ?? '—',
    ]),
  ]);
}

function sentence({ say }: Output, { login, change, roles: named }: RoleChangeView): string {
  const zh = `${login} ${change === 'grant' ? '授予' : '收回'} ${named.map((role) => roles[role as Role]).join('、')}`;
  const en = `${login} ${change === 'grant' ? 'is granted' : 'loses'} ${named.map((role) => rolesInEnglish[role as Role]).join(', ')}`;
  return say(zh, en);
}
