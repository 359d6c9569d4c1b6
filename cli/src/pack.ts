import type { PackLine } from '@sunlot/contract/packs.ts';
import { listPacks, packLine, shippedPacks } from '@sunlot/server/features/packs/list-packs.ts';
import { dataFolder, readMark } from '@sunlot/server/folder.ts';
import { type LocatedFault, loadPack, packNames } from '@sunlot/server/packs/pack-files.ts';
import { packView } from '@sunlot/server/packs/pack-view.ts';
import type { Command } from 'commander';
import { type AddCommands, dataOption, describe, jsonOption, reading, type Sink } from './command.ts';
import { packFaultInEnglish } from './english-packs.ts';
import { type Output, show, table } from './output.ts';
import { addAdopt, addSwitch } from './pack-adopt.ts';
import { differenceOf, sideBySide } from './pack-diff.ts';
import { packLines, partOf, type Shown } from './pack-show.ts';
import { addSimulate } from './pack-simulate.ts';
import { namedPack, readPackFile } from './pack-source.ts';
import { type Options, withSession } from './session.ts';

export const packCommands: AddCommands = (program, output, done) => {
  const pack = describe(program.command('pack'), output, {
    what: output.say('政策包', 'policy packs'),
    examples: ['sunlot pack list', `sunlot pack show ${packNames()[0]}`],
  });
  const sink = { output, done };
  addList(pack, sink);
  addShow(pack, sink);
  addCheck(pack, sink);
  addDiff(pack, sink);
  addSimulate(pack, sink);
  addAdopt(pack, sink);
  addSwitch(pack, sink);
};

function addList(pack: Command, { output, done }: Sink): void {
  const { say } = output;
  const list = reading(pack.command('list'), output, {
    what: say(
      '列出政策包：随附的；有数据目录时还有存入的各版本',
      'list the policy packs: those that ship, and with a data folder every stored version',
    ),
    examples: ['sunlot pack list', 'sunlot pack list --json'],
  });
  list.action(async (options: Options) => {
    const packs = await knownPacks(options, output);
    const mark = (yes: boolean) => (yes ? '✔' : '—');
    show(output, { packs }, () =>
      table([
        say(
          '政策包|名称|版本|生效|规则|随附|存入|采用单位',
          'pack|name|version|in force|rules|ships|stored|agencies',
        ).split('|'),
        ...packs.map((p) => [
          ...[p.pack, p.name, p.version, p.effectiveFrom, p.rules],
          ...[mark(p.shipped), mark(p.stored), p.agencies.join('、') || '—'],
        ]),
      ]),
    );
    done(0);
  });
}

/** Without a data folder, and none named, only what ships. */
async function knownPacks(options: Options, output: Output): Promise<readonly PackLine[]> {
  if (options.data === undefined && readMark(dataFolder(undefined)) === undefined) {
    return shippedPacks().map((pack) => packLine(pack, { shipped: true, stored: false, agencies: [] }));
  }
  let packs: readonly PackLine[] = [];
  await withSession(options, output, async (session) => {
    packs = await session.read(listPacks, undefined);
    return 0;
  });
  return packs;
}

function addShow(pack: Command, { output, done }: Sink): void {
  const { say } = output;
  const example = `sunlot pack show ${packNames()[0]}`;
  const one = reading(pack.command('show'), output, {
    what: say(
      '逐条查看：类别条件、比例、强制程度、出处、歧义与开关',
      'read a pack: conditions of classes, ratios, strictness, clauses, readings and switches',
    ),
    examples: [example, `${example} --class key --json`],
  })
    .argument(say('<政策包>', '<pack>'))
    .option(`--class ${say('<类别>', '<class>')}`, say('只看一个类别', 'one class only'))
    .option(`--topic ${say('<主题>', '<topic>')}`, say('只看一个主题，如 ratio', 'one topic only, for example ratio'))
    .option('--ambiguities', say('只看歧义与开关', 'readings and switches only'));
  one.action(async (name: string, options: Options & Shown) => {
    const whole = packView(await namedPack(name, options, output));
    const view = partOf(whole, options);
    show(output, view, () => packLines(view, whole, output));
    done(0);
  });
}

function addCheck(pack: Command, { output, done }: Sink): void {
  const { say } = output;
  const check = describe(pack.command('check'), output, {
    what: say(
      '检查政策包文件：每处错误在第几行、怎么改；提示不影响使用',
      'check the file of a policy pack: each fault with its line and what to write; warnings do not hinder',
    ),
    examples: ['sunlot pack check mine.yaml', 'sunlot pack check mine.yaml --json'],
  }).argument(say('<文件>', '<file>'));
  jsonOption(check, output).action(async (file: string) => {
    const loaded = loadPack(await readPackFile(file));
    const faults = 'faults' in loaded ? loaded.faults : [];
    const warnings = 'warnings' in loaded ? loaded.warnings : [];
    show(output, { file, ok: faults.length === 0, faults, warnings }, () => [
      ...faults.map((fault) => `✘ ${placed(fault, output)}`),
      ...warnings.map((warning) => `！ ${placed(warning, output)}`),
      summary({ file, faults: faults.length, warnings: warnings.length }, output),
    ]);
    done(faults.length === 0 ? 0 : 6);
  });
}

function placed({ line, column, about, message }: LocatedFault, { say }: Output): string {
  const [aside, beside] = about ? [`（${about}）`, ` (${about})`] : ['', ''];
  return say(
    `第 ${line} 行第 ${column} 列${aside}：${message}`,
    `line ${line}, column ${column}${beside}: ${packFaultInEnglish(message)}`,
  );
}

function summary(
  { file, faults, warnings }: { readonly file: string; readonly faults: number; readonly warnings: number },
  { say }: Output,
): string {
  if (faults > 0) return say(`✘ ${file} 有 ${faults} 处错误`, `✘ ${file} has ${faults} faults`);
  if (warnings > 0)
    return say(`✔ ${file} 没有错误，${warnings} 处提示`, `✔ ${file} has no faults, ${warnings} warnings`);
  return say(`✔ ${file} 没有错误`, `✔ ${file} has no faults`);
}

function addDiff(pack: Command, { output, done }: Sink): void {
  const { say } = output;
  const example = `sunlot pack diff ${packNames()[0]} mine.yaml`;
  const diff = jsonOption(
    dataOption(
      describe(pack.command('diff'), output, {
        what: say(
          '比较政策包：两个逐条列出差别，--side-by-side 或三个以上并排列表',
          'compare packs: two by their differences, three or more (or --side-by-side) in one table',
        ),
        examples: [example, `${example} --side-by-side`],
      }),
      output,
    ),
    output,
  )
    .argument(say('<政策包...>', '<packs...>'))
    .option('--side-by-side', say('两个也并排列表', 'a table for two packs as well'));
  diff.action(async (names: readonly string[], options: Options & { sideBySide?: boolean }) => {
    if (names.length < 2) diff.error(say('✘ 请写两个或更多政策包。', '✘ Name two packs or more.'), { exitCode: 2 });
    const packs = [];
    for (const name of names) packs.push(await namedPack(name, options, output));
    const [before, after] = packs;
    const isTable = packs.length > 2 || options.sideBySide === true;
    const found = isTable ? sideBySide(packs, output) : differenceOf(before!, after!, output);
    show(output, found.value, () => found.lines);
    done(0);
  });
}
