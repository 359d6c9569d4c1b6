import { writeFile } from 'node:fs/promises';
import { type DrawView, EnterDraw, type FreezeView, type NamedDrawView, RevealDraw } from '@sunlot/contract/draws.ts';
import { enterDraw } from '@sunlot/server/features/draws/enter-draw.ts';
import { exportDraw } from '@sunlot/server/features/draws/export-draw.ts';
import { freezeDraw } from '@sunlot/server/features/draws/freeze-draw.ts';
import { rehearseDraw } from '@sunlot/server/features/draws/rehearse-draw.ts';
import { revealDraw } from '@sunlot/server/features/draws/reveal-draw.ts';
import { runDraw } from '@sunlot/server/features/draws/run-draw.ts';
import { namedDraw, showDraw } from '@sunlot/server/features/draws/show-draw.ts';
import { Problem } from '@sunlot/server/problem.ts';
import type { Command } from 'commander';
import { type AddCommands, action, reading, writing } from './command.ts';
import { type Output, show, showProblem, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import { approverLogin } from './session.ts';

type Sink = { readonly output: Output; readonly done: (code: number) => void };

export const drawCommands: AddCommands = (program, output, done) => {
  const draw = program.command('draw').description('随机抽取：试算、封存、摇号、公布、导出、公开');
  const sink = { output, done };
  before(draw, sink);
  during(draw, sink);
  after(draw, sink);
};

function before(draw: Command, sink: Sink): void {
  const rehearse = reading(
    draw.command('rehearse').description('试算·不作数：看规则、人数和能否组成小组').argument('<任务>'),
  );
  action(rehearse, sink, async (session, _options, [task]) => {
    const view = await session.read(rehearseDraw, { task: task! });
    show(sink.output, view, () => [
      `试算·不作数（${view.rounds} 次，${view.seated} 次能排满小组）`,
      ...pool(view),
      ...view.deficit.map((line) => `缺口：${line}`),
    ]);
    return 0;
  });

  const freeze = writing(draw.command('freeze').description('封存名单；之后任何改动都会使口令变化').argument('<任务>'));
  action(freeze, sink, async (session, _options, [task]) => {
    const view = await session.write(freezeDraw, { task: task! });
    show(sink.output, view, () => [
      `✔ 名单已封存，抽取编号 ${view.draw}`,
      `  口令 ${view.words.replace(/(.{4})(?=.)/gu, '$1 ')}  请监督人员抄录`,
      `  指纹 ${view.fingerprint}`,
      ...pool(view),
    ]);
    return 0;
  });
}

function during(draw: Command, sink: Sink): void {
  const enter = writing(
    draw.command('enter').description('录入现场摇号；经办和见证各录一次，互不可见').argument('<抽取>'),
  )
    .requiredOption('--source <来源>', 'dice')
    .requiredOption('--value <号码>', '依次掷出的数字，十面骰的十写 0')
    .option('--correct', '更正自己先前的录入（两人一致之前）');
  action<{ source: string; value: string; correct?: boolean }>(enter, sink, async (session, options, [id]) => {
    const { source, value, correct } = options;
    const view = await session.write(
      enterDraw,
      parseInput(EnterDraw, { draw: id, source, value, ...(correct && { correct }) }),
    );
    if (view.match === 'different') {
      throw new Problem('draw.entriesDiffer', { positions: view.differingPlaces.join('、'), draw: view.draw });
    }
    show(sink.output, view, () => [
      view.match === 'same' ? '✔ 两次录入一致，摇号已确认' : '✔ 已录入，等待另一人独立录入',
    ]);
    return 0;
  });

  const run = writing(draw.command('run').description('由口令和摇号算出结果；只有一次').argument('<抽取>')).option(
    '--names',
    '显示名称（须有权限）',
  );
  action<{ names?: boolean }>(run, sink, async (session, options, [id]) => {
    try {
      const view = await session.write(runDraw, { draw: id! });
      showResult(sink.output, options.names ? await session.write(namedDraw, { draw: id! }) : view);
      return 0;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'draw.alreadyDrawn') throw error;
      if (sink.output.json) {
        showProblem(sink.output, error);
      } else {
        showProblem(sink.output, error);
        showResult(sink.output, await session.read(showDraw, { draw: id! }));
      }
      return error.exit;
    }
  });
}

function after(draw: Command, sink: Sink): void {
  const one = reading(draw.command('show').description('查看抽取').argument('<抽取>')).option(
    '--names',
    '显示名称（须有权限，留痕）',
  );
  action<{ names?: boolean }>(one, sink, async (session, options, [id]) => {
    showResult(
      sink.output,
      options.names ? await session.write(namedDraw, { draw: id! }) : await session.read(showDraw, { draw: id! }),
    );
    return 0;
  });

  const save = reading(
    draw.command('export').description('导出证据包，任何人可用 sunlot verify 验算').argument('<抽取>'),
  ).requiredOption('--out <文件>', '写到哪个 .zip');
  action<{ out: string }>(save, sink, async (session, { out }, [id]) => {
    const pack = await session.read(exportDraw, { draw: id! });
    await writeFile(out, pack.bytes);
    show(
      sink.output,
      { draw: pack.draw, phase: pack.phase, file: out, bytes: pack.bytes.length, sha256: pack.sha256 },
      () => [`✔ 证据包已写到 ${out}（${pack.bytes.length} 字节，sha256 ${pack.sha256}）`],
    );
    return 0;
  });

  const reveal = writing(draw.command('reveal').description('公开全部名单').argument('<抽取>'))
    .option('--early <理由>', '检查未完就公开的理由')
    .option('--approve <用户>', '批准提前公开的人');
  action<{ early?: string; approve?: string }>(reveal, sink, async (session, { early, approve }, [id]) => {
    const approver = approve === undefined ? undefined : await approverLogin(session, approve);
    const input = parseInput(RevealDraw, { draw: id, ...(early && { early }), ...(approver && { approver }) });
    const view = await session.write(revealDraw, input);
    show(sink.output, view, () => [`✔ 抽取 ${view.draw} 的名单已公开，现在可以从名单到结果完整验算`]);
    return 0;
  });
}

function pool(view: Pick<FreezeView, 'strata' | 'excluded' | 'warnings'>): readonly string[] {
  return [
    ...table([
      ['类别', '抽取库总户数', '可抽', '应抽取数', '计划抽取', '候补', '依据'],
      ...view.strata.map((s) => [s.name, s.base, s.pool, s.required, s.n, s.reserve, s.clause]),
    ]),
    ...view.excluded.map((e) => `${e.state === 'base' ? '计入基数、不抽' : '不计入'}：${e.reasonName} ${e.count} 家`),
    ...view.warnings.map((warning) => `注意：${warning}`),
  ];
}

function showResult(output: Output, view: DrawView | NamedDrawView): void {
  show(output, view, () => {
    const names = 'names' in view ? new Map(view.names.map((named) => [named.rank, named])) : undefined;
    return [
      `抽取 ${view.draw}（${view.code}，${view.period}）${STATES[view.state]}`,
      `  口令 ${view.words}  指纹 ${view.fingerprint}`,
      ...(view.seed ? [`  种子 ${view.seed}`] : []),
      ...pool(view),
      ...(view.winners ?? []).map(({ rank, leaf }) => {
        const named = names?.get(rank);
        const who = named ? `${named.object.name}  ${named.team.map(({ name }) => name).join('、')}` : '';
        return `${String(rank).padStart(4)}  ${leaf.slice(0, 16)}  ${who}`.trimEnd();
      }),
    ];
  });
}

const STATES: Readonly<Record<DrawView['state'], string>> = {
  frozen: '名单已封存，等待摇号',
  entered: '摇号已确认，等待公布',
  drawn: '已抽取，名称在检查后公开',
  revealed: '已全部公开',
  void: '已作废',
  abandoned: '已中止',
};
