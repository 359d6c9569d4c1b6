import { AddAgency, type AgencyView, agencyLevels } from '@sunlot/contract/agencies.ts';
import { addAgency } from '@sunlot/server/features/agencies/add-agency.ts';
import { listAgencies } from '@sunlot/server/features/agencies/list-agencies.ts';
import { packNames } from '@sunlot/server/packs/pack-files.ts';
import type { Command } from 'commander';
import { type AddCommands, action, describe, reading, type Sink, writing } from './command.ts';
import { show, table } from './output.ts';
import { addOwnNumbers } from './own-numbers.ts';
import { withPackFile } from './pack-source.ts';
import { parseInput } from './parse-input.ts';

const FIRST = `sunlot agency add --code 999999 --name 示范县分局 --level county --pack ${packNames()[0]}`;
const BELOW = 'sunlot agency add --code 999901 --name 示范县分局 --level county --parent 999900';

export const agencyCommands: AddCommands = (program, output, done) => {
  const agency = describe(program.command('agency'), output, {
    what: output.say('单位', 'agencies'),
    examples: [FIRST, 'sunlot agency list'],
  });
  addAdd(agency, { output, done });
  addList(agency, { output, done });
  addOwnNumbers(agency, { output, done });
};

function addAdd(agency: Command, sink: Sink): void {
  const { lang, say } = sink.output;
  const add = writing(agency.command('add'), sink.output, {
    what: say('新增单位', 'add an agency'),
    examples: [FIRST, BELOW],
  })
    .requiredOption(
      `--code ${say('<代码>', '<code>')}`,
      say('六位行政区划代码', 'six digits of the administrative division'),
    )
    .requiredOption(`--name ${say('<名称>', '<name>')}`, say('单位名称', 'name of the agency'))
    .requiredOption(`--level ${say('<层级>', '<level>')}`, 'municipal | newArea | county')
    .option(
      `--pack ${say('<政策包>', '<pack>')}`,
      say(
        '政策包名称（见 sunlot pack list），或自己的政策包文件；有上级单位时沿用上级的',
        'policy pack by name (sunlot pack list), or the file of your own; unsaid: that of the agency above',
      ),
    )
    .option(`--parent ${say('<代码>', '<code>')}`, say('上级单位代码', 'code of the agency above'));
  action<{ code: string; name: string; level: string; pack?: string; parent?: string }>(
    add,
    sink,
    async (session, { code, name, level, pack, parent }) => {
      const input = parseInput(AddAgency, { code, name, level, ...(pack && { pack }), ...(parent && { parent }) });
      const view = await session.write(addAgency, await withPackFile(input));
      const placed = agencyLevels[view.level][lang];
      show(sink.output, view, () => [
        say(
          `✔ 已新增单位 ${view.name}（${view.code}，${placed}，政策包 ${view.pack}）`,
          `✔ Agency ${view.name} added (${view.code}, ${placed}, policy pack ${view.pack})`,
        ),
        ...(view.draws.length > 0 ? [] : [say(...LOOKS_ON)]),
      ]);
      return 0;
    },
  );
}

const LOOKS_ON = [
  '  按这个政策包，本层级不抽查，只查看下级单位的名录、计划和抽取',
  '  Under this pack the level draws nothing: it looks at the lists, plans and draws of those below',
] as const;

function addList(agency: Command, sink: Sink): void {
  const { lang, say } = sink.output;
  const list = reading(agency.command('list'), sink.output, {
    what: say('列出单位', 'list the agencies'),
    examples: ['sunlot agency list', 'sunlot agency list --json'],
  });
  action(list, sink, async (session) => {
    const agencies = await session.read(listAgencies, undefined);
    const header = say('代码|名称|层级|上级|政策包', 'code|name|level|below|pack').split('|');
    show(sink.output, { agencies }, () =>
      table([
        header,
        ...asTree(agencies).map(({ depth, view }) => [
          `${'  '.repeat(depth)}${view.code}`,
          view.name,
          agencyLevels[view.level][lang],
          view.parent ?? '—',
          view.pack,
        ]),
      ]),
    );
    return 0;
  });
}

type Placed = { readonly depth: number; readonly view: AgencyView };

/** Each agency followed by those below it; one whose upper agency is not in sight stands at the margin. */
function asTree(agencies: readonly AgencyView[]): readonly Placed[] {
  const codes = new Set(agencies.map(({ code }) => code));
  const above = ({ parent }: AgencyView) => (parent !== undefined && codes.has(parent) ? parent : undefined);
  const under = (code: string | undefined, depth: number): readonly Placed[] =>
    agencies
      .filter((view) => above(view) === code)
      .flatMap((view) => [{ depth, view }, ...under(view.code, depth + 1)]);
  return under(undefined, 0);
}
