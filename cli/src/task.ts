import { periodText } from '@sunlot/contract/compliance-words.ts';
import type { Text } from '@sunlot/contract/languages.ts';
import { CreateTask, type TaskView } from '@sunlot/contract/tasks.ts';
import { createTask } from '@sunlot/server/features/tasks/create-task.ts';
import { listTasks } from '@sunlot/server/features/tasks/list-tasks.ts';
import { type Command, Option } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { inEnglish } from './english-words.ts';
import { typedKind } from './kinds.ts';
import { typedList } from './lists.ts';
import { type Output, show } from './output.ts';
import { parseInput } from './parse-input.ts';
import { addDispatch } from './task-dispatch.ts';
import { addEnds } from './task-ends.ts';
import { addForms } from './task-forms.ts';
import { addLoad } from './task-load.ts';
import { addOverlaps } from './task-overlaps.ts';
import { addResult } from './task-result.ts';
import { addShow, taskTable } from './task-show.ts';
import { addState } from './task-state.ts';
import { addWithdraw } from './task-withdraw.ts';

export const taskCommands: AddCommands = (program, output, done) => {
  const task = describe(program.command('task'), output, {
    what: output.say('抽查任务', 'tasks of inspection'),
    examples: [CREATE, 'sunlot task list --agency 999999'],
  });
  addCreate(task, { output, done });
  addList(task, { output, done });
  addShow(task, { output, done });
  addState(task, { output, done });
  addWithdraw(task, { output, done });
  addOverlaps(task, { output, done });
  addLoad(task, { output, done });
  addDispatch(task, { output, done });
  addForms(task, { output, done });
  addResult(task, { output, done });
  addEnds(task, { output, done });
};

const CREATE = 'sunlot task create --agency 999999 --class key --period 2026Q4 --as zonghe';

function addCreate(task: Command, { output, done }: Sink): void {
  const { say } = output;
  const create = writing(task.command('create'), output, {
    what: say('按已印发的计划发起任务', 'create a task of the issued plan'),
    examples: [CREATE, 'sunlot task create --agency 999999 --entry 2026q4.key --as zonghe --json'],
  });
  agencyOption(create, output)
    .option(`--entry ${say('<编号>', '<id>')}`, say('计划中的任务编号', 'id of the task in the plan'))
    .option(`--class ${say('<类别>', '<class>')}`, say('对象类别，如 key', 'class of the units, for example key'))
    .option(`--period ${say('<时段>', '<period>')}`, say('时段，如 2026Q4', 'period, for example 2026Q4'))
    .option(
      `--kind ${say('<类型>', '<kind>')}`,
      say(
        '日常、内部联合、部门联合；专项须有计划中自己的一项，不写按计划',
        'daily, internalJoint, interdepartmental; a campaign has its own entry. Unsaid: as planned',
      ),
    )
    .addOption(
      new Option(
        '--ad-hoc',
        say('计划外发起（方案允许随时抽查的类别），须写明家数和理由', 'outside the plan, where the scheme allows it'),
      ).conflicts(['period', 'entry']),
    )
    .option(
      `--n ${say('<家数>', '<n>')}`,
      say(
        '家数：计划外的、专项联合的，或全年任务本批的',
        'how many: outside the plan, of an own scope, or of a yearly entry in this round',
      ),
    )
    .option(`--ratio ${say('<比例>', '<ratio>')}`, say('专项、联合检查的抽查比例', 'ratio of an own scope'))
    .option(
      '--skip-done',
      say('剔除本年度已由另一类检查（日常、专项）抽查的', 'leave out who the other kind of inspection has covered'),
    )
    .option('--keep-done', say('不剔除', 'leave nobody out for that'))
    .option(
      `--reason ${say('<理由>', '<reason>')}`,
      say('计划外抽查或限定范围的理由', 'why it is drawn outside the plan, or inside a filter'),
    );
  targetOptions(create, output);
  choiceOptions(create, output);
  action<CreateOptions>(create, { output, done }, async (session, options) => {
    const view = await session.write(createTask, parseInput(CreateTask, wanted(options)));
    show(output, view, () => [
      say(
        `✔ 已发起任务 ${view.code}（${view.className}，${periodText(view.period, output.lang)}，${numberWords(output, view)}）`,
        `✔ Task ${view.code} is created (${view.className}, ${periodText(view.period, output.lang)}, ${numberWords(output, view)})`,
      ),
      ...(view.minimumToday ? [adjustHint(output, view, view.minimumToday)] : []),
      say(`  任务编号 ${view.task}`, `  id of the task ${view.task}`),
      ...(view.supplement ? [supplementLine(output, view.supplement)] : []),
      ...(view.skipDone
        ? [say('  剔除本年度已由另一类检查抽查的', '  leaves out who the other kind of inspection has covered')]
        : []),
      ...(view.warnings ?? []).map((text) => say(`  注意：${text}`, `  Note: ${inEnglish(text)}`)),
      ...(view.targeted ? [targetLine(output, view.targeted)] : []),
      ...(view.leftOut
        ? [
            say(
              `  不检查的事项：${view.leftOut.items.join('、')}`,
              `  items left out: ${view.leftOut.items.join(', ')}`,
            ),
          ]
        : []),
      ...(view.support ?? []).map((wish) => supportLine(output, wish)),
    ]);
    return 0;
  });
}

/** Where the list of today asks for more than was planned, both numbers: a freeze takes the larger. */
function numberWords({ say }: Output, { n, minimumToday: today }: TaskView): string {
  if (today === undefined) return say(`计划抽取 ${n} 家`, `${n} planned`);
  const few = today.pool < today.n;
  const own = today.ownRatio;
  const ratio = say(
    own ? `和自定比例 ${own.ratio}（${own.from} 起）` : '',
    own ? ` and the own ratio of ${own.ratio} from ${own.from} on` : '',
  );
  return say(
    `计划 ${n} 家；按今天的名录${ratio}至少 ${today.n} 家${few ? `、可抽 ${today.pool} 家` : ''}，${today.section}，以冻结那天的名录为准`,
    `${n} planned; by the directory of today${ratio} at least ${today.n}${few ? `, ${today.pool} can be drawn` : ''}, ${today.section}; the directory on the day of the freeze decides`,
  );
}

function adjustHint(
  { say }: Output,
  { agency, period }: TaskView,
  { n, entry }: NonNullable<TaskView['minimumToday']>,
): string {
  const command = `sunlot plan adjust --agency ${agency} --year ${period.slice(0, 4)} --entry ${entry} --n ${n} --reason …`;
  return say(`  要让计划与名录一致，请调整计划：${command}`, `  To have the plan say so too: ${command}`);
}

function targetLine({ say }: Output, { filter, specialties }: NonNullable<TaskView['targeted']>): string {
  const zh = [
    ...(filter === '' ? [] : [filter]),
    ...(specialties.length === 0 ? [] : [`检查人员专长 ${specialties.join('、')}`]),
  ];
  const en = [
    ...(filter === '' ? [] : [filter]),
    ...(specialties.length === 0 ? [] : [`specialties of inspectors ${specialties.join(', ')}`]),
  ];
  return say(`  定向抽查：${zh.join('；')}`, `  targeted draw: ${en.join('; ')}`);
}

function supplementLine({ say }: Output, { nth, why }: NonNullable<TaskView['supplement']>): string {
  return say(`  第 ${nth} 次补充抽取：${why}`, `  supplementary draw no. ${nth}: ${inEnglish(why)}`);
}

function supportLine({ say }: Output, wish: NonNullable<TaskView['support']>[number]): string {
  if (wish.kind === 'supervision')
    return say('  每组另抽日常监管人员 1 名', '  every team also has somebody of daily supervision');
  const { zh, en } = SUPPORTERS[wish.kind];
  return say(`  每组另抽${zh}：${wish.industry}`, `  every team also has an ${en}: ${wish.industry}`);
}

function targetOptions(create: Command, { say }: Output): void {
  create
    .option(
      `--filter ${say('<范围>', '<filter>')}`,
      say(
        '定向抽查的范围，如 行业类型=化工；绩效分级=C；连同理由随名单公开',
        'draw inside these only, columns as in the workbook; public with the draw, like its reason',
      ),
    )
    .option(
      `--specialty ${say('<专长>', '<specialties>')}`,
      say('只抽有这些业务专长的人员，逗号分隔', 'only inspectors of these specialties, separated by commas'),
    )
    .option(
      `--expert ${say('<行业>', '<trade>')}`,
      say('每组另随机抽取 1 名擅长该行业的专家', 'every team also gets an expert of this trade, drawn at random'),
    )
    .option(`--expert-region ${say('<区域>', '<region>')}`, say('专家所在区域', 'region of the expert'))
    .option(
      `--auxiliary ${say('<行业>', '<trade>')}`,
      say('每组另随机抽取 1 名辅助检查人员', 'every team also gets an auxiliary inspector of this trade'),
    )
    .option(`--auxiliary-region ${say('<区域>', '<region>')}`, say('辅助人员所在区域', 'region of the auxiliary'))
    .option(
      '--supervision',
      say(
        '每组另随机抽取 1 名日常监管人员（可以没有执法证），其余席位仍由持证人员担任',
        'every team also gets somebody of daily supervision, who needs no certificate; the other seats stay with holders',
      ),
    );
}

function choiceOptions(create: Command, { say }: Output): void {
  create
    .option(
      `--items ${say('<序号>', '<serials>')}`,
      say(
        '只用清单的这些事项，逗号分隔（默认为涉及的所有事项）',
        'only these items of the list (default: all that concern)',
      ),
    )
    .option(
      `--category ${say('<抽查类别>', '<category>')}`,
      say('这一抽查类别的所有事项', 'all items of this category'),
    )
    .option(
      `--leave-out-reason ${say('<理由>', '<reason>')}`,
      say('其余涉及的事项为什么不检查', 'why the other items that concern the class are left out'),
    );
}

/** Who is asked for besides; a region without a trade is given on, so that it is refused and not lost. */
function supportOf(asked: SupportOptions): readonly object[] {
  const { expert, expertRegion, auxiliary, auxiliaryRegion, supervision } = asked;
  const supporters = [
    { kind: 'expert', industry: expert, region: expertRegion },
    { kind: 'auxiliary', industry: auxiliary, region: auxiliaryRegion },
  ].filter(({ industry, region }) => industry !== undefined || region !== undefined);
  return [...supporters, ...(supervision ? [{ kind: 'supervision' }] : [])];
}

type SupportOptions = {
  readonly expert?: string;
  readonly expertRegion?: string;
  readonly auxiliary?: string;
  readonly auxiliaryRegion?: string;
  readonly supervision?: boolean;
};

type CreateOptions = SupportOptions & {
  readonly items?: string;
  readonly category?: string;
  readonly leaveOutReason?: string;
  readonly kind?: string;
  readonly filter?: string;
  readonly specialty?: string;
  readonly agency: string;
  readonly entry?: string;
  readonly class?: string;
  readonly period?: string;
  readonly adHoc?: boolean;
  readonly n?: string;
  readonly reason?: string;
  readonly ratio?: string;
  readonly skipDone?: boolean;
  readonly keepDone?: boolean;
};

const SUPPORTERS: Readonly<Record<'expert' | 'auxiliary', Text>> = {
  expert: { zh: '专家', en: 'expert' },
  auxiliary: { zh: '辅助检查人员', en: 'auxiliary inspector' },
};

/** What is asked for; what belongs to the other way of asking is given on, so that it is refused and not lost. */
function wanted({ agency, entry, class: cls, period, adHoc, n, ...more }: CreateOptions): object {
  const { filter, specialty, reason, kind, ratio, skipDone, keepDone } = more;
  const support = supportOf(more);
  const targeting = {
    ...(filter !== undefined && { filter }),
    ...(specialty !== undefined && { specialties: typedList(specialty) }),
    ...(reason !== undefined && { reason }),
    ...chosen(more),
    ...(kind !== undefined && { kind: typedKind(kind) }),
    ...(ratio !== undefined && { ratio }),
    ...((skipDone || keepDone) && { skip: skipDone === true }),
    ...(support.length > 0 && { support }),
  };
  if (entry !== undefined) return { agency, entry, ...targeting, ...(n !== undefined && { n }) };
  return {
    agency,
    ...targeting,
    // A kind with an entry of its own is found by its period alone.
    class: cls ?? (kind === undefined ? undefined : typedKind(kind)),
    ...(period !== undefined && { period }),
    ...(adHoc && { adHoc }),
    ...(n !== undefined && { n }),
  };
}

function chosen({ items, category, leaveOutReason }: Partial<CreateOptions>): object {
  return {
    ...(items !== undefined && { items: typedList(items) }),
    ...(category !== undefined && { category }),
    ...(leaveOutReason !== undefined && { leaveOutReason }),
  };
}

function addList(task: Command, { output, done }: Sink): void {
  const list = reading(task.command('list'), output, {
    what: output.say('列出任务', 'list the tasks'),
    examples: ['sunlot task list --agency 999999', 'sunlot task list --agency 999999 --json'],
  });
  action<{ agency: string }>(agencyOption(list, output), { output, done }, async (session, { agency }) => {
    const tasks = await session.read(listTasks, { agency });
    show(output, { tasks }, () => taskTable(output, tasks));
    return 0;
  });
}
