import { loadPack, packNames, readPackSource } from '@sunlot/server/packs/pack-files.ts';
import { Problem } from '@sunlot/server/problem.ts';
import type { Command } from 'commander';
import { type AddCommands, describe, jsonOption, type Sink } from './command.ts';
import { readNamedText } from './files.ts';
import { show, table } from './output.ts';

export const packCommands: AddCommands = (program, output, done) => {
  const pack = describe(program.command('pack'), output, {
    what: output.say('政策包', 'policy packs'),
    examples: ['sunlot pack list', `sunlot pack show ${packNames()[0]}`],
  });
  addList(pack, { output, done });
  addShow(pack, { output, done });
  addCheck(pack, { output, done });
};

function addList(pack: Command, { output, done }: Sink): void {
  const { say } = output;
  const list = describe(pack.command('list'), output, {
    what: say('列出政策包', 'list the policy packs'),
    examples: ['sunlot pack list', 'sunlot pack list --json'],
  });
  jsonOption(list, output).action(() => {
    const packs = packNames().map((name) => summary(name));
    show(output, { packs }, () =>
      table([
        say('政策包|名称|版本|生效|规则', 'pack|name|version|in force|rules').split('|'),
        ...packs.map((p) => [p.pack, p.name, p.version, p.effectiveFrom, p.rules]),
      ]),
    );
    done(0);
  });
}

function addShow(pack: Command, { output, done }: Sink): void {
  const { say } = output;
  const example = `sunlot pack show ${packNames()[0]}`;
  const one = describe(pack.command('show'), output, {
    what: say('逐条查看：规则、数值、强制程度、出处', 'rule by rule: value, strictness and the clause it comes from'),
    examples: [example, `${example} --json`],
  }).argument(say('<政策包>', '<pack>'));
  jsonOption(one, output).action((name: string) => {
    const { pack: shown } = load(name);
    show(output, shown, () => [
      say(
        `${shown.name}（${shown.id} 第 ${shown.version} 版，${shown.effectiveFrom} 起）`,
        `${shown.name} (${shown.id}, version ${shown.version}, from ${shown.effectiveFrom})`,
      ),
      ...shown.rules.map(
        (rule) =>
          `${rule.id}  ${JSON.stringify(rule.value)}  ${rule.strictness}  ${rule.clause.section}「${rule.clause.quote}」`,
      ),
      ...shown.ambiguities.map((a) => `${a.id}  ${a.problem} → ${a.reading}`),
    ]);
    done(0);
  });
}

function addCheck(pack: Command, { output, done }: Sink): void {
  const { say } = output;
  const check = describe(pack.command('check'), output, {
    what: say('检查政策包文件，逐行说明错误', 'check the file of a policy pack, fault by fault with its line'),
    examples: ['sunlot pack check mine.yaml', 'sunlot pack check mine.yaml --json'],
  }).argument(say('<文件>', '<file>'));
  jsonOption(check, output).action(async (file: string) => {
    const loaded = loadPack({ name: file, text: await readNamedText(file) });
    const faults = 'faults' in loaded ? loaded.faults : [];
    show(output, { file, ok: faults.length === 0, faults }, () =>
      faults.length === 0
        ? [say(`✔ ${file} 没有错误`, `✔ ${file} has no faults`)]
        : faults.map(({ line, message }) => say(`第 ${line ?? '?'} 行：${message}`, `line ${line ?? '?'}: ${message}`)),
    );
    done(faults.length === 0 ? 0 : 6);
  });
}

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
