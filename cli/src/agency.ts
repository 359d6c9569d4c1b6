import { AddAgency, type AgencyView } from '@sunlot/contract/agencies.ts';
import type { Text } from '@sunlot/contract/languages.ts';
import { addAgency } from '@sunlot/server/features/agencies/add-agency.ts';
import { listAgencies } from '@sunlot/server/features/agencies/list-agencies.ts';
import { packNames } from '@sunlot/server/packs/pack-files.ts';
import { type AddCommands, action, describe, reading, writing } from './command.ts';
import { show, table } from './output.ts';
import { withPackFile } from './pack-source.ts';
import { parseInput } from './parse-input.ts';

export const agencyCommands: AddCommands = (program, output, done) => {
  const { lang, say } = output;
  const examples = [
    `sunlot agency add --code 999999 --name 示范县分局 --level county --pack ${packNames()[0]}`,
    'sunlot agency list',
  ] as const;
  const agency = describe(program.command('agency'), output, { what: say('单位', 'agencies'), examples });

  const add = writing(agency.command('add'), output, {
    what: say('新增单位', 'add an agency'),
    examples: [examples[0], `${examples[0]} --dry-run`],
  })
    .requiredOption(
      `--code ${say('<代码>', '<code>')}`,
      say('六位行政区划代码', 'six digits of the administrative division'),
    )
    .requiredOption(`--name ${say('<名称>', '<name>')}`, say('单位名称', 'name of the agency'))
    .requiredOption(`--level ${say('<层级>', '<level>')}`, 'municipal | newArea | county')
    .requiredOption(
      `--pack ${say('<政策包>', '<pack>')}`,
      say(
        '政策包名称（见 sunlot pack list），或自己的政策包文件',
        'policy pack by name (sunlot pack list), or the file of your own',
      ),
    )
    .option(`--parent ${say('<代码>', '<code>')}`, say('上级单位代码', 'code of the agency above'));
  action<{ code: string; name: string; level: string; pack: string; parent?: string }>(
    add,
    { output, done },
    async (session, options) => {
      const { code, name, level, pack, parent } = options;
      const view = await session.write(
        addAgency,
        await withPackFile(parseInput(AddAgency, { code, name, level, pack, ...(parent && { parent }) })),
      );
      const placed = LEVELS[view.level][lang];
      show(output, view, () => [
        say(
          `✔ 已新增单位 ${view.name}（${view.code}，${placed}，政策包 ${view.pack}）`,
          `✔ Agency ${view.name} added (${view.code}, ${placed}, policy pack ${view.pack})`,
        ),
      ]);
      return 0;
    },
  );

  const list = reading(agency.command('list'), output, {
    what: say('列出单位', 'list the agencies'),
    examples: ['sunlot agency list', 'sunlot agency list --json'],
  });
  action(list, { output, done }, async (session) => {
    const agencies = await session.read(listAgencies, undefined);
    const header = say('代码|名称|层级|上级|政策包', 'code|name|level|below|pack').split('|');
    show(output, { agencies }, () =>
      table([
        header,
        ...agencies.map((view) => [view.code, view.name, LEVELS[view.level][lang], view.parent ?? '—', view.pack]),
      ]),
    );
    return 0;
  });
};

const LEVELS: Readonly<Record<AgencyView['level'], Text>> = {
  municipal: { zh: '市级', en: 'municipal' },
  newArea: { zh: '新区本级', en: 'new area' },
  county: { zh: '县级', en: 'county' },
};
