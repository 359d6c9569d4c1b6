import type { Text } from '@sunlot/contract/languages.ts';
import { tailLog, verifyLogs } from '@sunlot/server/log/read-log.ts';
import { signCheckpoint } from '@sunlot/server/log/sign-checkpoint.ts';
import type { LogVerdict } from '@sunlot/server/log/verify-log.ts';
import type { Command } from 'commander';
import { z } from 'zod';
import { type AddCommands, action, describe, reading, type Sink, writing } from './command.ts';
import { inEnglish } from './english-words.ts';
import { readNamedText, writeNamed } from './files.ts';
import { addGmKey } from './log-gm-key.ts';
import { addTiles } from './log-tiles.ts';
import { addAppoint, addCosign, addWitnesses } from './log-witnesses.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

const TREES: Readonly<Record<'public' | 'audit', Text>> = {
  public: { zh: '公开日志', en: 'public log' },
  audit: { zh: '审计日志', en: 'audit log' },
};

export const logCommands: AddCommands = (program, output, done) => {
  const log = describe(program.command('log'), output, {
    what: output.say('日志：只能追加，逐条可验', 'the logs: append only, every entry can be checked'),
    examples: ['sunlot log verify', 'sunlot log tail --tree audit'],
  });
  addVerify(log, { output, done });
  addTail(log, { output, done });
  addCheckpoint(log, { output, done });
  for (const add of [addTiles, addCosign, addWitnesses, addAppoint, addGmKey]) add(log, { output, done });
};

const TREE = z.enum(['public', 'audit']);
const Tail = z.strictObject({ tree: TREE, lines: z.coerce.number().int().min(1).max(10_000) });
const Sign = z.strictObject({ tree: TREE });

function addVerify(log: Command, { output, done }: Sink): void {
  const { say } = output;
  const verify = reading(log.command('verify'), output, {
    what: say('重算两棵日志树，核对全部检查点', 'recompute both trees and compare every checkpoint'),
    examples: ['sunlot log verify', 'sunlot log verify --checkpoint checkpoint.txt'],
  }).option(`--checkpoint ${say('<文件>', '<file>')}`, say('另存在别处的检查点', 'a checkpoint kept elsewhere'));
  action<{ checkpoint?: string }>(verify, { output, done }, async (session, { checkpoint }) => {
    const outside = checkpoint === undefined ? undefined : await readNamedText(checkpoint);
    const verdict = await session.read(verifyLogs, { outside, ...(checkpoint !== undefined && { file: checkpoint }) });
    show(output, verdict, () => verdictLines(output, verdict));
    return verdict.ok ? 0 : 7;
  });
}

function verdictLines({ lang, say }: Output, verdict: LogVerdict): readonly string[] {
  return [
    ...verdict.trees.map(({ tree, size, root }) =>
      say(
        `${TREES[tree][lang]}：${size} 条，根 ${root.slice(0, 16)}…`,
        `${TREES[tree][lang]}: ${size} entries, root ${root.slice(0, 16)}…`,
      ),
    ),
    ...verdict.faults.map(({ tree, index, what }) =>
      say(
        `✘ ${TREES[tree][lang]}${index === undefined ? '' : `第 ${index} 条`}：${what}`,
        `✘ ${TREES[tree][lang]}${index === undefined ? '' : `, entry ${index}`}: ${inEnglish(what)}`,
      ),
    ),
    verdict.ok
      ? say(
          `✔ 日志完整：${verdict.checkpoints} 个检查点、${verdict.anchors} 个审计锚点全部相符`,
          `✔ The logs are whole: ${verdict.checkpoints} checkpoints and ${verdict.anchors} audit anchors agree`,
        )
      : say('✘ 日志被改动过', '✘ The logs were tampered with'),
    ...verdict.limits.map((limit) => say(limit, inEnglish(limit))),
  ];
}

function addTail(log: Command, { output, done }: Sink): void {
  const { say } = output;
  const tail = treeOption(
    reading(log.command('tail'), output, {
      what: say('最近的记录', 'the latest entries'),
      examples: ['sunlot log tail', 'sunlot log tail --tree audit --lines 50'],
    }),
    output,
  ).option(`--lines ${say('<条数>', '<count>')}`, say('条数，默认 20', 'how many, default 20'), '20');
  action<{ tree: string; lines: string }>(tail, { output, done }, async (session, { tree, lines }) => {
    const entries = await session.read(tailLog, parseInput(Tail, { tree, lines }));
    show(output, { tree, entries }, () =>
      table([
        say('序号|时间|类型|单位|对象', 'no.|time|type|agency|subject').split('|'),
        ...entries.map((e) => [e.index, e.at, e.type, e.agency ?? '—', e.subject ?? '—']),
      ]),
    );
    return 0;
  });
}

function treeOption(command: Command, { say }: Output): Command {
  return command.option(
    `--tree ${say('<树>', '<tree>')}`,
    say('public | audit，默认 public', 'public | audit, default public'),
    'public',
  );
}

function addCheckpoint(log: Command, { output, done }: Sink): void {
  const { say, dryRun } = output;
  const about = {
    what: say('签发当前检查点，另存到别处', 'sign a checkpoint of the log as it stands, to be kept elsewhere'),
    examples: ['sunlot log checkpoint', 'sunlot log checkpoint --tree audit --out checkpoint.txt'],
  } as const;
  const sign = treeOption(writing(log.command('checkpoint'), output, about), output).option(
    `--out ${say('<文件>', '<file>')}`,
    say('写到哪个文件；不给则打印', 'the file to write; without it, it is printed'),
  );
  action<{ tree: string; out?: string }>(sign, { output, done }, async (session, { tree, out }) => {
    const { note, ...signed } = await session.write(signCheckpoint, parseInput(Sign, { tree }));
    // What a dry run signed counts an entry that was taken back: it would never fit.
    if (dryRun) {
      show(output, signed, () => [say('可以签发检查点', 'a checkpoint can be signed')]);
      return 0;
    }
    if (out === undefined) {
      show(output, { ...signed, note }, () => [note.trimEnd()]);
      return 0;
    }
    await writeNamed(out, note);
    show(output, { ...signed, note, file: out }, () => [
      say(
        `✔ ${TREES[signed.tree].zh}的检查点（${signed.size} 条）已写到 ${out}，请另存到别处`,
        `✔ The checkpoint of the ${TREES[signed.tree].en} (${signed.size} entries) is in ${out}; keep it elsewhere`,
      ),
    ]);
    return 0;
  });
}
