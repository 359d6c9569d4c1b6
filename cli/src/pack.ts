import { readFile } from 'node:fs/promises';
import { loadPack, packNames, readPackSource } from '@sunlot/server/packs/pack-files.ts';
import { Problem } from '@sunlot/server/problem.ts';
import type { AddCommands } from './command.ts';
import { show, table } from './output.ts';

export const packCommands: AddCommands = (program, output, done) => {
  const pack = program.command('pack').description('政策包');

  pack
    .command('list')
    .description('列出政策包')
    .option('--json', '只在标准输出打印一个 JSON 对象')
    .action(() => {
      const packs = packNames().map((name) => summary(name));
      show(output, { packs }, () =>
        table([
          ['政策包', '名称', '版本', '生效', '规则'],
          ...packs.map((p) => [p.pack, p.name, p.version, p.effectiveFrom, p.rules]),
        ]),
      );
      done(0);
    });

  pack
    .command('show')
    .description('逐条查看：规则、数值、强制程度、出处')
    .argument('<政策包>')
    .option('--json', '只在标准输出打印一个 JSON 对象')
    .action((name: string) => {
      const { pack: shown } = load(name);
      show(output, shown, () => [
        `${shown.name}（${shown.id} 第 ${shown.version} 版，${shown.effectiveFrom} 起）`,
        ...shown.rules.map(
          (rule) =>
            `${rule.id}  ${JSON.stringify(rule.value)}  ${rule.strictness}  ${rule.clause.section}「${rule.clause.quote}」`,
        ),
        ...shown.ambiguities.map((a) => `${a.id}  ${a.problem} → ${a.reading}`),
      ]);
      done(0);
    });

  pack
    .command('check')
    .description('检查政策包文件，逐行说明错误')
    .argument('<文件>')
    .option('--json', '只在标准输出打印一个 JSON 对象')
    .action(async (file: string) => {
      const loaded = loadPack({ name: file, text: await readFile(file, 'utf8') });
      const faults = 'faults' in loaded ? loaded.faults : [];
      show(output, { file, ok: faults.length === 0, faults }, () =>
        faults.length === 0
          ? [`✔ ${file} 没有错误`]
          : faults.map(({ line, message }) => `第 ${line ?? '?'} 行：${message}`),
      );
      done(faults.length === 0 ? 0 : 6);
    });
};

function load(name: string) {
  const source = readPackSource(name);
  if (!source) throw new Problem('agency.packUnknown', { pack: name, packs: packNames().join('、') });
  const loaded = loadPack(source);
  if ('faults' in loaded) throw new Error(`pack ${name}: ${loaded.faults[0]?.message}`);
  return loaded;
}

function summary(name: string) {
  const { pack } = load(name);
  return {
    pack: pack.id,
    name: pack.name,
    version: pack.version,
    effectiveFrom: pack.effectiveFrom,
    rules: pack.rules.length,
  };
}
