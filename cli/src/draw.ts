import { periodText } from '@sunlot/contract/compliance-words.ts';
import { type DrawView, EnterDraw, type FreezeView, type NamedDrawView } from '@sunlot/contract/draws.ts';
import type { Text } from '@sunlot/contract/languages.ts';
import { exclusionText } from '@sunlot/contract/reasons.ts';
import { FreezeDraw } from '@sunlot/contract/sources.ts';
import { momentText } from '@sunlot/server/clock.ts';
import { enterDraw } from '@sunlot/server/features/draws/enter-draw.ts';
import { writePack } from '@sunlot/server/features/draws/export-draw.ts';
import { freezeDraw } from '@sunlot/server/features/draws/freeze-draw.ts';
import { listLateInterests } from '@sunlot/server/features/draws/list-late-interests.ts';
import { rehearseDraw } from '@sunlot/server/features/draws/rehearse-draw.ts';
import { runDraw } from '@sunlot/server/features/draws/run-draw.ts';
import { namedDraw, showDraw } from '@sunlot/server/features/draws/show-draw.ts';
import { fetchRound } from '@sunlot/server/fetch-round.ts';
import { Problem } from '@sunlot/server/problem.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { addApplications } from './draw-application.ts';
import { addDifferences } from './draw-differences.ts';
import { addNonce, addReveal, addVoid } from './draw-end.ts';
import { addOpening } from './draw-opening.ts';
import { addRecord } from './draw-record.ts';
import { addReplace } from './draw-replace.ts';
import { inEnglish } from './english-words.ts';
import { writePieces } from './files.ts';
import { saveKeyCopy } from './key-copy.ts';
import { type Output, show, showProblem, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import { replacementLine } from './replacement-lines.ts';
import type { Session } from './session.ts';
import { sourceTerms } from './source-terms.ts';

export const drawCommands: AddCommands = (program, output, done) => {
  const draw = describe(program.command('draw'), output, {
    what: output.say(
      '随机抽取：试算、封存、摇号、公布、导出、公开',
      'the draw: rehearse, freeze, throw, run, export, reveal',
    ),
    examples: ['sunlot draw freeze tsk_0001 --as zonghe', 'sunlot draw run drw_0001 --as zonghe'],
  });
  const sink = { output, done };
  const throwing = [addRehearse, addFreeze, addEnter, addNonce, addRun];
  for (const add of [...throwing, addShow, addInterests, addReplace, addApplications, addExport, addReveal, addVoid])
    add(draw, sink);
  addRecord(draw, sink);
  addOpening(draw, sink);
  addDifferences(draw, sink);
};

const TASK: Text = { zh: '<任务>', en: '<task>' };
const DRAW: Text = { zh: '<抽取>', en: '<draw>' };

function addRehearse(draw: Command, sink: Sink): void {
  const { lang, say } = sink.output;
  const rehearse = reading(draw.command('rehearse'), sink.output, {
    what: say(
      '试算·不作数：看规则、人数和能否组成小组',
      'a trial that does not count: the rules, the numbers, whether teams can be formed',
    ),
    examples: ['sunlot draw rehearse tsk_0001', 'sunlot draw rehearse tsk_0001 --json'],
  }).argument(TASK[lang]);
  action(rehearse, sink, async (session, _options, [task]) => {
    const view = await session.read(rehearseDraw, { task: task! });
    show(sink.output, view, () => [
      say(
        `试算·不作数（${view.rounds} 次，${view.seated} 次能排满小组）`,
        `A trial that does not count (${view.rounds} rounds, teams were full in ${view.seated})`,
      ),
      ...pool(sink.output, view),
      ...view.deficit.map((line) => say(`缺口：${line}`, `Missing: ${inEnglish(line)}`)),
    ]);
    return 0;
  });
}

function addFreeze(draw: Command, sink: Sink): void {
  const { lang, say } = sink.output;
  const freeze = writing(draw.command('freeze'), sink.output, {
    what: say('封存名单；之后任何改动都会使口令变化', 'freeze the list; any later change would change its words'),
    examples: [
      'sunlot draw freeze tsk_0001 --as zonghe',
      'sunlot draw freeze tsk_0001 --source dice --source drand@2026-11-20T10:30 --as zonghe',
    ],
  })
    .argument(TASK[lang])
    .option(
      `--source ${say('<数源>', '<source>')}`,
      say(
        '随机数从哪里来，按次序可写多个（默认 dice）：nonces@截止时间、dice、balls:12/60、drand@时间、kl8:期号@时间',
        'where the random number comes from, repeated in order (default dice): nonces@deadline, dice, balls:12/60, drand@time, kl8:issue@time',
      ),
      (one: string, all: string[] = []) => [...all, one],
    )
    .option(
      `--lead ${say('<秒>', '<seconds>')}`,
      say(
        '封存到第一个数、最后一个现场数到公共数至少隔多久',
        'seconds before the first source, and before a public value',
      ),
    );
  action<{ source?: string[]; lead?: string }>(freeze, sink, async (session, { source, lead }, [task]) => {
    const wanted = {
      task,
      ...(source && { sources: source.map(sourceTerms) }),
      ...(lead !== undefined && { lead: Number(lead) }),
    };
    const view = await session.write(freezeDraw, parseInput(FreezeDraw, wanted));
    if (sink.output.dryRun) return showFreezable(sink.output, view);
    const words = view.words.replace(/(.{4})(?=.)/gu, '$1 ');
    show(sink.output, view, () => [
      say(`✔ 名单已封存，抽取编号 ${view.draw}`, `✔ The list is frozen; id of the draw ${view.draw}`),
      say(`  口令 ${words}  请监督人员抄录`, `  Words ${words}  to be written down by the witness`),
      say(`  指纹 ${view.fingerprint}`, `  Fingerprint ${view.fingerprint}`),
      ...sourceLines(sink.output, view),
      ...pool(sink.output, view),
    ]);
    return 0;
  });
}

type EnterOptions = {
  readonly source: string;
  readonly value?: string;
  readonly correct?: boolean;
  readonly fetch?: boolean;
};

/** The round that the draw waits for. */
async function awaitedRound(session: Session, draw: string): Promise<number | undefined> {
  const { sources } = await session.read(showDraw, { draw });
  return sources.find(({ k, value }) => k === 'drand' && value === undefined)?.round;
}

function sourceLines({ say }: Output, { sources }: Pick<FreezeView, 'sources'>): readonly string[] {
  return sources.map(({ k, name, terms, at, value }, i) =>
    say(
      `  数源 ${i + 1}：${name}，${terms}${at ? `，${momentText(at)}` : ''}${value ? `：${value}` : ''}`,
      `  Source ${i + 1}: ${k}${at ? `, ${momentText(at)}` : ''}${value ? `: ${value}` : ''}`,
    ),
  );
}

/** A list that was frozen for a moment only: its words will be others when it is frozen, so they are not shown. */
function showFreezable(output: Output, view: FreezeView): number {
  const { draw: _draw, words: _words, fingerprint: _fingerprint, ...rest } = view;
  show(output, rest, () => [
    output.say(
      '名单可以封存；口令和指纹要到真正封存时才有',
      'the list can be frozen; its words and fingerprint exist once it is',
    ),
    ...pool(output, view),
  ]);
  return 0;
}

function addEnter(draw: Command, sink: Sink): void {
  const { lang, say } = sink.output;
  const example = 'sunlot draw enter drw_0001 --source dice --value 35162406251340952716';
  const enter = writing(draw.command('enter'), sink.output, {
    what: say(
      '录入现场摇号；经办和见证各录一次，互不可见',
      'enter the throw; operator and witness each enter it once, unseen by the other',
    ),
    examples: [`${example} --as zonghe`, `${example} --as jijian`],
  })
    .argument(DRAW[lang])
    .requiredOption(`--source ${say('<来源>', '<source>')}`, 'dice, balls, nonces, drand, kl8, ssq, 3d')
    .option(
      `--value ${say('<号码>', '<digits>')}`,
      say(
        '依次掷出的数字，十面骰的十写 0；球写 05.12.33./；信标写轮次签名；外部数不写',
        'the digits in the order of the throw, a ten as 0; balls 05.12.33./; the signature of a round; nothing for nonces',
      ),
    )
    .option(
      '--correct',
      say('更正自己先前的录入（两人一致之前）', 'correct your own entry (before both entries agree)'),
    );
  enter.option(
    '--fetch',
    say('从 SUNLOT_DRAND_URL 取信标轮次签名', 'fetch the signature of the round from SUNLOT_DRAND_URL'),
  );
  action<EnterOptions>(enter, sink, async (session, options, [id]) => {
    const { source, correct } = options;
    const round = options.fetch ? await awaitedRound(session, id!) : undefined;
    const value =
      round === undefined ? (options.value ?? '') : await fetchRound(round, process.env['SUNLOT_DRAND_URL']);
    const view = await session.write(
      enterDraw,
      parseInput(EnterDraw, { draw: id, source, value, ...(correct && { correct }) }),
    );
    if (view.match === 'different') {
      throw new Problem('draw.entriesDiffer', { positions: view.differingPlaces.join('、'), draw: view.draw });
    }
    show(sink.output, view, () => [
      view.match === 'same'
        ? say(SETTLED[isTypedTwice(source) ? 'twice' : 'once'].zh, SETTLED[isTypedTwice(source) ? 'twice' : 'once'].en)
        : say('✔ 已录入，等待另一人独立录入', '✔ Entered; the other person enters it now, independently'),
    ]);
    return 0;
  });
}

function addRun(draw: Command, sink: Sink): void {
  const { lang, say } = sink.output;
  const run = writing(draw.command('run'), sink.output, {
    what: say('由口令和摇号算出结果；只有一次', 'compute the result from the list and the throw; once only'),
    examples: ['sunlot draw run drw_0001 --as zonghe', 'sunlot draw run drw_0001 --names --as zonghe'],
  })
    .argument(DRAW[lang])
    .option('--names', say('显示名称（须有权限）', 'show names (takes the right to)'));
  action<{ names?: boolean }>(run, sink, async (session, options, [id]) => {
    try {
      const view = await session.write(runDraw, { draw: id! });
      showResult(sink.output, options.names ? await session.write(namedDraw, { draw: id! }) : view);
      return 0;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'draw.alreadyDrawn') throw error;
      showProblem(sink.output, error);
      if (!sink.output.json) showResult(sink.output, await session.read(showDraw, { draw: id! }));
      return error.exit;
    }
  });
}

function addShow(draw: Command, sink: Sink): void {
  const { lang, say } = sink.output;
  const one = reading(draw.command('show'), sink.output, {
    what: say('查看抽取', 'show a draw'),
    examples: ['sunlot draw show drw_0001', 'sunlot draw show drw_0001 --names --as zonghe'],
  })
    .argument(DRAW[lang])
    .option('--names', say('显示名称（须有权限，留痕）', 'show names (takes the right to, and is logged)'));
  action<{ names?: boolean }>(one, sink, async (session, options, [id]) => {
    showResult(
      sink.output,
      options.names ? await session.write(namedDraw, { draw: id! }) : await session.read(showDraw, { draw: id! }),
    );
    return 0;
  });
}

function addExport(draw: Command, sink: Sink): void {
  const { lang, say } = sink.output;
  const example = 'sunlot draw export drw_0001 --out draw.zip';
  const save = reading(draw.command('export'), sink.output, {
    what: say(
      '导出证据包，任何人可用 sunlot verify 验算',
      'write the evidence pack, which anybody checks with sunlot verify',
    ),
    examples: [example, `${example} --json`],
  })
    .argument(DRAW[lang])
    .requiredOption(`--out ${say('<文件>', '<file>')}`, say('写到哪个 .zip', 'the .zip to write'))
    .option(
      `--key-copy ${say('<文件>', '<file>')}`,
      say('密钥保管人（纪检）：另存一份密封的名单密钥', 'key holder: keep a sealed copy of the list key too'),
    );
  action<{ out: string; keyCopy?: string }>(save, sink, async (session, { out, keyCopy }, [id]) => {
    if (keyCopy !== undefined) await saveKeyCopy(session, { draw: id!, file: keyCopy });
    const pack = await writePieces(out, (sink) => session.read(writePack, { draw: id!, sink }));
    show(sink.output, { draw: pack.draw, phase: pack.phase, file: out, bytes: pack.size, sha256: pack.sha256 }, () => [
      say(
        `✔ 证据包已写到 ${out}（${pack.size} 字节，sha256 ${pack.sha256}）`,
        `✔ The evidence pack is in ${out} (${pack.size} bytes, sha256 ${pack.sha256})`,
      ),
    ]);
    return 0;
  });
}

function pool(
  { lang, say }: Output,
  view: Pick<FreezeView, 'strata' | 'excluded' | 'warnings'> & Pick<DrawView, 'grades'>,
): readonly string[] {
  return [
    ...table([
      say(
        '类别|抽取库总户数|可抽|应抽取数|计划抽取|候补|依据',
        'class|in the pool|can be drawn|required|planned|reserve|clause',
      ).split('|'),
      ...view.strata.map((s) => [s.name, s.base, s.pool, s.required, s.n, s.reserve, s.clause]),
    ]),
    ...view.excluded.map((e) =>
      say(
        `${e.state === 'base' ? '计入基数、不抽' : '不计入'}：${e.reasonName} ${e.count} 家`,
        `${e.state === 'base' ? 'Counted, not drawn' : 'Not counted'}: ${e.count}, ${exclusionText(e.reason, lang)}`,
      ),
    ),
    ...gradeLines(say, view.grades),
    ...view.warnings.map((warning) => say(`注意：${warning}`, `Note: ${inEnglish(warning)}`)),
  ];
}

function gradeLines(say: Output['say'], grades: DrawView['grades'] = []): readonly string[] {
  if (grades.every(({ grade }) => grade === '-')) return [];
  return grades.map(({ grade, base, pool: left, drawn }) =>
    say(
      `信用风险等级 ${grade === '-' ? '未评级' : grade}：基数 ${base}，可抽 ${left}${drawn === undefined ? '' : `，抽取 ${drawn}`}`,
      `Credit grade ${grade === '-' ? 'none' : grade}: ${base} in the base, ${left} can be drawn${drawn === undefined ? '' : `, ${drawn} drawn`}`,
    ),
  );
}

function showResult(output: Output, view: DrawView | NamedDrawView): void {
  const { lang, say } = output;
  show(output, view, () => {
    const names = 'names' in view ? new Map(view.names.map((named) => [named.rank, named])) : undefined;
    const state = STATES[view.state][lang];
    return [
      say(
        `抽取 ${view.draw}（${view.code}，${periodText(view.period, lang)}）${state}`,
        `Draw ${view.draw} (${view.code}, ${periodText(view.period, lang)}): ${state}`,
      ),
      say(`  口令 ${view.words}  指纹 ${view.fingerprint}`, `  Words ${view.words}  Fingerprint ${view.fingerprint}`),
      ...sourceLines(output, view),
      ...(view.endReason ? [say(`  理由 ${view.endReason}`, `  Reason ${view.endReason}`)] : []),
      ...(view.seed ? [say(`  种子 ${view.seed}`, `  Seed ${view.seed}`)] : []),
      ...pool(output, view),
      ...(view.replacements ?? []).map((one) => replacementLine(output, one)),
      ...(view.winners ?? []).map(({ rank, leaf }) => {
        const named = names?.get(rank);
        const place = named?.k ? `${rank}.${named.k}` : String(rank);
        const who = named
          ? `${named.object.name}${named.unfilled ? say('（未补）', ' (not filled)') : ''}  ${named.team.map((one) => memberText(output, one)).join('、')}`
          : '';
        return `${place.padStart(6)}  ${leaf.slice(0, 16)}  ${who}`.trimEnd();
      }),
    ];
  });
}

const SETTLED = {
  twice: { zh: '✔ 两次录入一致，已确认', en: '✔ Both entries agree: settled' },
  once: { zh: '✔ 已核验并写入日志', en: '✔ Checked, and in the log' },
} as const;

function isTypedTwice(source: string): boolean {
  return source !== 'drand' && source !== 'nonces';
}

function addInterests(draw: Command, sink: Sink): void {
  const { say } = sink.output;
  const list = reading(draw.command('interests'), sink.output, {
    what: say(
      '抽取之后才申报回避、须换人的席位；查看会记入日志',
      'seats whose person declared an interest after the draw; the look is logged',
    ),
    examples: [
      'sunlot draw interests --agency 999999 --as zonghe',
      'sunlot draw interests --agency 999999 --as zonghe --json',
    ],
  });
  action<{ agency: string }>(agencyOption(list, sink.output), sink, async (session, { agency }) => {
    const found = await session.read(listLateInterests, { agency });
    show(sink.output, found, () =>
      found.seats.length === 0
        ? [say('没有须换人的席位。', 'Nobody has to be replaced.')]
        : table([
            say(
              '抽取|任务|序号|对象|席位|证号|姓名|申报时间',
              'draw|task|rank|unit|seat|certificate|name|declared',
            ).split('|'),
            ...found.seats.map((one) => [
              ...[one.draw, one.task, one.rank, one.object.name, one.seat],
              ...[one.certificateNo, one.name, one.declaredAt],
            ]),
          ]),
    );
    return 0;
  });
}

type Member = NamedDrawView['names'][number]['team'][number];

/** A supporter with the kind, and who may not go any more. */
function memberText({ say }: Output, { name, seat, interestDeclaredAt }: Member): string {
  const kinds: Readonly<Record<string, string>> = {
    expert: say('专家', 'expert'),
    auxiliary: say('辅助', 'auxiliary'),
    supervision: say('日常监管', 'daily supervision'),
  };
  const marks = [
    ...(kinds[seat] === undefined ? [] : [kinds[seat]]),
    ...(interestDeclaredAt === undefined ? [] : [say('抽取后申报回避，须换人', 'declared an interest: replace')]),
  ];
  return marks.length === 0 ? name : `${name}${say(`（${marks.join('；')}）`, ` (${marks.join('; ')})`)}`;
}

const STATES: Readonly<Record<DrawView['state'], Text>> = {
  frozen: { zh: '名单已封存，等待摇号', en: 'list frozen, waiting for the throw' },
  entered: { zh: '随机数已确认，等待公布', en: 'random values settled, waiting to be run' },
  drawn: { zh: '已抽取，名称在检查后公开', en: 'drawn; names become public after the visits' },
  revealed: { zh: '已全部公开', en: 'public in full' },
  void: { zh: '已作废', en: 'void' },
  abandoned: { zh: '已中止', en: 'abandoned' },
};
