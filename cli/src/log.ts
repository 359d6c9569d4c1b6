import { readFile } from 'node:fs/promises';
import { tailLog, verifyLogs } from '@sunlot/server/log/read-log.ts';
import { type AddCommands, action, reading } from './command.ts';
import { show, table } from './output.ts';

const TREES: Readonly<Record<string, string>> = { public: '公开日志', audit: '审计日志' };

export const logCommands: AddCommands = (program, output, done) => {
  const log = program.command('log').description('日志：只能追加，逐条可验');
  const sink = { output, done };

  const verify = reading(log.command('verify').description('重算两棵日志树，核对全部检查点')).option(
    '--checkpoint <文件>',
    '另存在别处的检查点',
  );
  action<{ checkpoint?: string }>(verify, sink, async (session, { checkpoint }) => {
    const outside = checkpoint === undefined ? undefined : await readFile(checkpoint, 'utf8');
    const verdict = await session.read(verifyLogs, { outside });
    show(output, verdict, () => [
      ...verdict.trees.map(({ tree, size, root }) => `${TREES[tree]}：${size} 条，根 ${root.slice(0, 16)}…`),
      ...verdict.faults.map(
        ({ tree, index, what }) => `✘ ${TREES[tree]}${index === undefined ? '' : `第 ${index} 条`}：${what}`,
      ),
      verdict.ok
        ? `✔ 日志完整：${verdict.checkpoints} 个检查点、${verdict.anchors} 个审计锚点全部相符`
        : '✘ 日志被改动过',
      ...verdict.limits,
    ]);
    return verdict.ok ? 0 : 7;
  });

  const tail = reading(log.command('tail').description('最近的记录'))
    .option('--tree <树>', 'public | audit', 'public')
    .option('--lines <条数>', '条数', '20');
  action<{ tree: string; lines: string }>(tail, sink, async (session, { tree, lines }) => {
    const entries = await session.read(tailLog, { tree: tree === 'audit' ? 'audit' : 'public', lines: Number(lines) });
    show(output, { tree, entries }, () =>
      table([
        ['序号', '时间', '类型', '单位', '对象'],
        ...entries.map((e) => [e.index, e.at, e.type, e.agency ?? '—', e.subject ?? '—']),
      ]),
    );
    return 0;
  });
};
