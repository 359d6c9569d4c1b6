import { AddPartner, JointPlace } from '@sunlot/contract/joint.ts';
import { addPartner, listPartners } from '@sunlot/server/features/joint/partners.ts';
import { type AddCommands, action, agencyOption, describe, reading, writing } from './command.ts';
import { show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

export const partnerCommands: AddCommands = (program, output, done) => {
  const { say } = output;
  const name = say('示范县住房和城乡建设局', 'Housing-Bureau');
  const example = `sunlot partner add --agency 999999 --name ${name} --as zonghe`;
  const partner = describe(program.command('partner'), output, {
    what: say('联合部门', 'partner departments'),
    examples: [example, 'sunlot partner list --agency 999999'],
  });
  const add = writing(partner.command('add'), output, {
    what: say('登记联合部门', 'record a partner department'),
    examples: [example, `${example} --login zhujian`],
  });
  agencyOption(add, output)
    .requiredOption(`--name ${say('<名称>', '<name>')}`, say('部门全称', 'its full name'))
    .option(`--contact ${say('<联系方式>', '<contact>')}`, say('联系方式（加密保存）', 'contact (kept encrypted)'))
    .option(
      `--login ${say('<用户>', '<login>')}`,
      say(
        '该部门自己的账号：本单位下只有“联合部门”角色的用户',
        'its own account: of this agency, with the role partnerDepartment alone',
      ),
    );
  action<{ agency: string; name: string; contact?: string; login?: string }>(
    add,
    { output, done },
    async (session, { agency, ...given }) => {
      const { name, contact, login } = given;
      const input = { ...parseInput(JointPlace, { agency }), ...parseInput(AddPartner, { name, contact, login }) };
      const view = await session.write(addPartner, input);
      show(output, view, () => [
        say(`✔ 已登记联合部门 ${view.name}（${view.id}）`, `✔ Partner department ${view.name} recorded (${view.id})`),
      ]);
      return 0;
    },
  );

  const list = reading(partner.command('list'), output, {
    what: say('列出联合部门', 'list the partner departments'),
    examples: ['sunlot partner list --agency 999999', 'sunlot partner list --agency 999999 --json'],
  });
  action<{ agency: string }>(agencyOption(list, output), { output, done }, async (session, { agency }) => {
    const { items } = await session.read(listPartners, parseInput(JointPlace, { agency }));
    const rows = items.map((one) => [one.id, one.name, one.contact ?? '—', one.login ?? '—']);
    show(output, { items }, () =>
      items.length === 0
        ? [say('没有登记联合部门。', 'There are no partner departments.')]
        : table([say('编号|名称|联系方式|账号', 'number|name|contact|account').split('|'), ...rows]),
    );
    return 0;
  });
};
