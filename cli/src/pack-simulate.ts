import { basename } from 'node:path';
import { AddAgency } from '@sunlot/contract/agencies.ts';
import { PlanYear } from '@sunlot/contract/plans.ts';
import { dateInShanghai } from '@sunlot/core/basics/dates.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { simulatePack } from '@sunlot/server/features/packs/simulate-pack.ts';
import { clockBesideFolder, dataFolder } from '@sunlot/server/folder.ts';
import { readObjectsFile } from '@sunlot/server/imports/read-objects-file.ts';
import { type SimulatedYear, simulateYear } from '@sunlot/server/packs/simulate-year.ts';
import type { Command } from 'commander';
import { agencyOption, reading, type Sink } from './command.ts';
import { readNamed } from './files.ts';
import { type Output, show, table } from './output.ts';
import { namedPack } from './pack-source.ts';
import { parseInput } from './parse-input.ts';
import { type Options, withSession } from './session.ts';

type Given = Options & {
  readonly agency: string;
  readonly year: string;
  readonly level?: string;
  readonly objects?: string;
};

type Simulation = { readonly simulated: SimulatedYear; readonly inForce?: SimulatedYear };

export function addSimulate(pack: Command, { output, done }: Sink): void {
  const { say } = output;
  const example = 'sunlot pack simulate mine.yaml --agency 999999 --year 2027';
  const command = reading(pack.command('simulate'), output, {
    what: say(
      '用任一政策包推演一年：各类基数、每期最低数、年末覆盖、人均次数；什么也不保存',
      'a dry run of a year under any pack: bases, minimums, coverage, visits a head; nothing is stored',
    ),
    examples: [example, `${example} --objects objects.xlsx --level county`],
  }).argument(say('<政策包>', '<pack>'));
  agencyOption(command, output)
    .requiredOption(`--year ${say('<年>', '<year>')}`, say('年度', 'the year'))
    .option(`--level ${say('<层级>', '<level>')}`, 'municipal | newArea | county')
    .option(
      `--objects ${say('<文件>', '<file>')}`,
      say(
        '用这份名录推演，不需要数据目录（要写 --level）',
        'a directory from this file; needs no data folder, but --level',
      ),
    );
  command.action(async (name: string, options: Given) => {
    const { agency, year } = parseInput(PlanYear, { agency: options.agency, year: options.year });
    const level = options.level === undefined ? undefined : parseInput(AddAgency.shape.level, options.level);
    const loaded = await namedPack(name, options, output);
    const found =
      options.objects === undefined
        ? await onFolder(loaded, { agency, year, ...(level && { level }) }, { options, output })
        : {
            simulated: simulateYear(loaded, {
              agency: { code: agency, name: agency, level: level ?? loaded.levels.at(-1)!.id },
              year,
              today: dateInShanghai(clockBesideFolder(dataFolder(options.data), process.env.SUNLOT_CLOCK).now()),
              objects: await objectsOf(options.objects, { pack: loaded, territory: agency }, output),
              inspectors: [],
            }),
          };
    show(output, { agency, year, ...found }, () => simulationLines(found, output));
    done(0);
  });
}

type Asked = Omit<Parameters<typeof simulatePack>[1], 'pack'>;

async function onFolder(
  pack: Pack,
  asked: Asked,
  { options, output }: { readonly options: Options; readonly output: Output },
): Promise<Simulation> {
  let found: Simulation | undefined;
  await withSession(options, output, async (session) => {
    found = await session.read(simulatePack, { ...asked, pack });
    return 0;
  });
  return found!;
}

async function objectsOf(
  file: string,
  { pack, territory }: { readonly pack: Pack; readonly territory: string },
  { note, say }: Output,
): Promise<readonly ObjectFacts[]> {
  const { objects, rejected } = await readObjectsFile({
    bytes: await readNamed(file),
    fileName: basename(file),
    territory,
    tagDimensions: findRule(pack, 'tags')?.value.objects,
  });
  if (rejected > 0) note(say(`${rejected} 行不合要求，没有算入。`, `${rejected} rows do not fit and are left out.`));
  return objects;
}

function simulationLines({ simulated, inForce }: Simulation, { say }: Output): readonly string[] {
  const counted = (total: number) => (inForce === undefined ? [] : [total > 0 ? `+${total}` : String(total)]);
  const header = say('类别|基数|各期|全年|年末覆盖', 'class|base|by period|year|covered').split('|');
  const rows = simulated.classes.map((one) => {
    const now = inForce?.classes.find((other) => other.class === one.class)?.yearTotal ?? 0;
    return [
      ...[
        one.name,
        one.base,
        one.periods.map(({ n }) => n).join('+') || '—',
        one.yearTotal,
        `${one.covered}/${one.base}`,
      ],
      ...counted(one.yearTotal - now),
    ];
  });
  const { totalVisits, officers, visitsPerOfficer, groupSize } = simulated;
  return [
    simulated.packName +
      (inForce
        ? say(
            `（与现行 ${inForce.packName} 第 ${inForce.packVersion} 版比较）`,
            ` (beside ${inForce.packName}, version ${inForce.packVersion}, in force)`,
          )
        : ''),
    ...table([[...header, ...(inForce ? [say('增减', 'change')] : [])], ...rows]),
    say(`全年 ${totalVisits} 家次`, `${totalVisits} visits in the year`) +
      (inForce ? say(`（现行 ${inForce.totalVisits}）`, ` (${inForce.totalVisits} now)`) : ''),
    ...(visitsPerOfficer === undefined
      ? []
      : [
          say(
            `在岗执法人员 ${officers} 人，每次 ${groupSize} 人，人均约 ${visitsPerOfficer} 次`,
            `${officers} officers on duty, ${groupSize} to a visit: about ${visitsPerOfficer} visits each`,
          ),
        ]),
    ...dayLines(simulated, { say }),
    say('只是推演，没有保存。', 'Only a simulation; nothing was stored.'),
  ];
}

/** By which day all was counted, and which numbers that makes an estimate. */
function dayLines(
  { asOf, classes, officers, officersOn }: SimulatedYear,
  { say }: Pick<Output, 'say'>,
): readonly string[] {
  const moving = classes.filter((one) => one.movesByQuarter && one.periods.length > 1);
  return [
    say(`基数按 ${asOf} 的名录计。`, `Counted by the directory as of ${asOf}.`),
    ...(officers > 0
      ? [say(`执法人员按 ${officersOn} 在名录中的计。`, `Officers are counted as of ${officersOn}.`)]
      : []),
    ...(moving.length === 0
      ? []
      : [
          say(
            `${moving.map(({ name }) => name).join('、')}随上季度的事件变动：其他各期按这一天的成员估计。`,
            `${moving.map((one) => one.class).join(', ')}: the members change with the events of the quarter before; other periods are an estimate by those of this day.`,
          ),
        ]),
  ];
}
