import { AddAgency } from '@sunlot/contract/agencies.ts';
import { addAgency } from '@sunlot/server/features/agencies/add-agency.ts';
import { listAgencies } from '@sunlot/server/features/agencies/list-agencies.ts';
import { type AddCommands, action, reading, writing } from './command.ts';
import { show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

const LEVELS: Readonly<Record<string, string>> = { municipal: '市级', newArea: '新区本级', county: '县级' };

export const agencyCommands: AddCommands = (program, output, done) => {
  const agency = program.command('agency').description('单位');

  const add = writing(agency.command('add').description('新增单位'))
    .requiredOption('--code <代码>', '六位行政区划代码')
    .requiredOption('--name <名称>', '单位名称')
    .requiredOption('--level <层级>', 'municipal | newArea | county')
    .requiredOption('--pack <政策包>', '政策包，见 sunlot pack list')
    .option('--parent <代码>', '上级单位代码');
  action<{ code: string; name: string; level: string; pack: string; parent?: string }>(
    add,
    { output, done },
    async (session, options) => {
      const { code, name, level, pack, parent } = options;
      const view = await session.write(
        addAgency,
        parseInput(AddAgency, { code, name, level, pack, ...(parent && { parent }) }),
      );
      show(output, view, () => [
        `✔ 已新增单位 ${view.name}（${view.code}，${LEVELS[view.level]}，政策包 ${view.pack}）`,
      ]);
      return 0;
    },
  );

  action(reading(agency.command('list').description('列出单位')), { output, done }, async (session) => {
    const agencies = await session.read(listAgencies, undefined);
    show(output, { agencies }, () =>
      table([
        ['代码', '名称', '层级', '上级', '政策包'],
        ...agencies.map((view) => [view.code, view.name, LEVELS[view.level]!, view.parent ?? '—', view.pack]),
      ]),
    );
    return 0;
  });
};
