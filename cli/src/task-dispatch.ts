import {
  AnswerVisit,
  type DispatchedView,
  DispatchTask,
  type DispatchView,
  type DispatchVisitView,
} from '@sunlot/contract/dispatch.ts';
import type { Text } from '@sunlot/contract/languages.ts';
import { answerVisit } from '@sunlot/server/features/dispatch/answer-visit.ts';
import { dispatchTask } from '@sunlot/server/features/dispatch/dispatch-task.ts';
import { showDispatch } from '@sunlot/server/features/dispatch/show-dispatch.ts';
import type { Command } from 'commander';
import { action, reading, type Sink, writing } from './command.ts';
import {
  awayText,
  changedLines,
  METHODS,
  notTogetherLines,
  sentLines,
  shortLines,
  shortText,
  teamLines,
} from './dispatch-words.ts';
import { inEnglish } from './english-words.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import { approverLogin } from './session.ts';

/** From a drawn list to people on their way: look at the visits, answer what is offered, send them out. */
export function addDispatch(task: Command, sink: Sink): void {
  addVisits(task, sink);
  addAnswer(task, sink);
  addSend(task, sink);
}

function addVisits(task: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot task visits 2026q4-key --as zonghe';
  const visits = reading(task.command('visits'), sink.output, {
    what: say(
      '抽中的对象：小组、检查方式、可合并、联合、互认的检查；查看会记入日志',
      'the drawn units: teams, methods, and which inspections could be merged, joined or recognised; logged',
    ),
    examples: [example, `${example} --json`],
  }).argument(say('<任务>', '<task>'));
  action(visits, sink, async (session, _options, [id]) => {
    const view = await session.read(showDispatch, { task: id! });
    show(sink.output, view, () => visitLines(sink.output, view));
    return 0;
  });
}

function visitLines(output: Output, view: DispatchView): readonly string[] {
  const { code, dispatchedAt, visits, answerNeeded, partnerSeats = [], vacant = [] } = view;
  const { say } = output;
  const open = visits.filter(({ offers }) => offers.some((one) => one.open)).length;
  const state = dispatchedAt ? say('已派发', 'dispatched') : say('未派发', 'not dispatched');
  return [
    say(`任务 ${code}：${visits.length} 家，${state}`, `Task ${code}: ${visits.length} units, ${state}`),
    ...partnerSeats.map((name) =>
      say(`配合部门席位：${name} 每次检查至少 1 人`, `Partner seat: ${name}, at least one person at each visit`),
    ),
    ...(visits.length === 0 ? [] : visitTable(output, visits)),
    ...visits.flatMap(({ rank, alsoWith = [] }) => alsoWith.map((one) => alsoText(output, { rank, ...one }))),
    ...visits.flatMap(({ notTogether = [] }) =>
      notTogetherLines(
        output,
        // Who has not answered yet is told beside the offer as long as answers are taken.
        notTogether.filter(({ answer }) => answer === 'separate' || dispatchedAt !== undefined),
        dispatchedAt !== undefined,
      ),
    ),
    ...visits.flatMap((visit) => changedLines(output, { task: code, isSent: dispatchedAt !== undefined, visit })),
    ...shortLines(output, { task: code, isSent: dispatchedAt !== undefined, visits }),
    ...vacant.map(({ rank }) =>
      say(
        `第 ${rank} 号空缺：更换后候补已用完（怎么办见 sunlot task show ${code}）`,
        `Number ${rank} stands empty: it was replaced when the reserve was spent (what to do: sunlot task show ${code})`,
      ),
    ),
    ...(open === 0
      ? []
      : [
          say(
            `还有 ${open} 家待答复（sunlot task answer）${answerNeeded ? '，答复前不能派发' : '；可以派发，但会留下提示'}`,
            `${open} wait for an answer (sunlot task answer)${answerNeeded ? ': nobody is sent before' : '; the dispatch goes on with a warning'}`,
          ),
        ]),
  ];
}

function visitTable({ lang, say }: Output, visits: readonly DispatchVisitView[]): readonly string[] {
  return table([
    say('序号|对象|小组|方式|事项|答复|提示', 'rank|unit|team|method|items|answer|offered').split('|'),
    ...visits.map(({ rank, object, team, method, items, offers, ...answer }) => [
      rank,
      object.name,
      team
        .map(({ name, interestDeclaredAt, away = [] }) => [
          name,
          ...(interestDeclaredAt === undefined
            ? []
            : [say('（抽取后申报回避，须换人）', ' (declared an interest: replace)')]),
          ...away.map((days) => say(`（${awayText(days, lang)}）`, ` (${awayText(days, lang)})`)),
        ])
        .map((parts) => parts.join(''))
        .join('、'),
      METHODS[method][lang],
      items?.join('、') ?? '—',
      answerText({ lang, say }, answer),
      offers
        .map((one) =>
          [
            CHOICES[one.offer][lang],
            ...one.others.map((other) => otherText(say, one.offer, other)),
            ...partText(say, one),
          ].join(' '),
        )
        .join('；') || '—',
    ]),
  ]);
}

/** The other inspection, and what that one answered about both. */
function otherText(
  say: Output['say'],
  offer: DispatchVisitView['offers'][number]['offer'],
  { agency, ref, code, answer, reason }: DispatchVisitView['offers'][number]['others'][number],
): string {
  // Codes repeat from agency to agency.
  const who = offer === 'joint' && code !== undefined ? `${agency} ${code}` : (code ?? ref);
  switch (answer) {
    case undefined:
      return who;
    case 'merge':
      return who + say('（对方已答复合并）', ' (the other one has answered to merge)');
    case 'joint':
      return who + say('（对方已答复联合）', ' (the other one has answered to join)');
    case 'separate':
      return who + say(`（对方分别检查：${reason}）`, ` (the other one goes separately: ${reason})`);
  }
}

/** 互认以事项为限: what a result of others is on, where the other items are still to be inspected. */
function partText(say: Output['say'], { items }: DispatchVisitView['offers'][number]): readonly string[] {
  if (items === undefined) return [];
  const serials = items.join('、');
  return [
    say(`（只有事项 ${serials} 有结果，其余仍须检查）`, `(item ${serials} only: the others are still to be inspected)`),
  ];
}

/** What else a visit counts for, and with whom (AMB-26). */
function alsoText(
  { say }: Pick<Output, 'say'>,
  { rank, name, departments, clause: { section } }: DispatchedView['alsoWith'][number],
): string {
  const who = departments.join('、');
  return say(
    `！第 ${rank} 号也是“${name}”（${section}）：${who}一起去、人员写进“配合部门人员”的，这一次两类都计入；没有一起去的，“${name}”另行抽取、联合检查`,
    `！Number ${rank} is “${name}” too (${section}): where ${who} comes along and its people stand in 配合部门人员, this visit counts for both; otherwise “${name}” is drawn and inspected by itself`,
  );
}

function answerText(
  { lang, say }: Pick<Output, 'lang' | 'say'>,
  { choice, cancelledOn }: Pick<DispatchVisitView, 'choice' | 'cancelledOn'>,
): string {
  if (cancelledOn !== undefined) return say('已取消', 'cancelled');
  return choice === undefined ? '—' : CHOICES[choice][lang];
}

type AnswerOptions = {
  readonly object: string;
  readonly choice?: string;
  readonly method?: string;
  readonly trigger?: string;
  readonly reason?: string;
  readonly approve?: string;
};

function addAnswer(task: Command, sink: Sink): void {
  const { say } = sink.output;
  const reason = say('另一处排放口', 'another-outlet');
  const answer = writing(task.command('answer'), sink.output, {
    what: say(
      '答复一家的提示：合并、联合、互认、不入企，或写明理由单独检查；选定检查方式',
      'answer what is offered about a unit: merge, join, recognise, stay away, or go alone for a reason; choose the method',
    ),
    examples: [
      'sunlot task answer 2026q4-key --object 3 --choice merge --as zonghe',
      `sunlot task answer 2026q4-key --object 3 --choice separate --reason ${reason} --as zonghe`,
    ],
  }).argument(say('<任务>', '<task>'));
  answer
    .requiredOption(
      `--object ${say('<对象>', '<unit>')}`,
      say('统一社会信用代码，或抽取序号', 'credit code, or its rank in the draw'),
    )
    .option(
      `--choice ${say('<答复>', '<answer>')}`,
      say(
        'merge 合并 | joint 联合 | recognise 互认 | offSite 不入企 | separate 单独',
        'merge | joint | recognise | offSite | separate',
      ),
    )
    .option(
      `--method ${say('<方式>', '<method>')}`,
      say('onSite 现场 | tech 非现场 | written 书面 | thirdParty 第三方', 'onSite | tech | written | thirdParty'),
    )
    .option(
      `--trigger ${say('<情形>', '<ground>')}`,
      say('方案列出的现场检查触发情形', 'a ground of the scheme for going on site'),
    )
    .option(`--reason ${say('<理由>', '<reason>')}`, say('理由，加密保存', 'the reason; kept encrypted'))
    .option(`--approve ${say('<用户>', '<user>')}`, say('批准人', 'who approves'));
  action<AnswerOptions>(answer, sink, async (session, options, [id]) => {
    const { object, choice, method, trigger, reason: why, approve } = options;
    const approver = approve === undefined ? undefined : await approverLogin(session, approve);
    const input = parseInput(AnswerVisit, { object, choice, method, trigger, reason: why, approver });
    const view = await session.write(answerVisit, { task: id!, ...input });
    show(sink.output, view, () => [
      say(`✔ 已答复第 ${view.rank} 号`, `✔ Number ${view.rank} is answered`),
      ...visitTable(sink.output, [view]),
      ...teamLines(sink.output, view),
      ...notTogetherLines(
        sink.output,
        (view.notTogether ?? []).filter(({ answer }) => answer === 'separate'),
        false,
      ),
    ]);
    return 0;
  });
}

function addSend(task: Command, sink: Sink): void {
  const { lang, say } = sink.output;
  const example = 'sunlot task dispatch 2026q4-key --as zonghe';
  const send = writing(task.command('dispatch'), sink.output, {
    what: say('派发：抽取有结果后派出检查，一个任务一次', 'send the visits of a drawn task out, once'),
    examples: [`${example} --dry-run`, example],
  }).argument(say('<任务>', '<task>'));
  send
    .option(
      `--reason ${say('<理由>', '<reason>')}`,
      say(
        '小组人员不在岗、空缺，凑不足人数仍要派发的理由，加密保存',
        'why a team is sent that is not whole because people are away or lacking; kept encrypted',
      ),
    )
    .option(
      `--approve ${say('<用户>', '<user>')}`,
      say('批准人：方案规定同意更换的人', 'who approves: who agrees to a replacement under the scheme'),
    );
  action<{ reason?: string; approve?: string }>(send, sink, async (session, { reason, approve }, [id]) => {
    const approver = approve === undefined ? undefined : await approverLogin(session, approve);
    const view = await session.write(dispatchTask, parseInput(DispatchTask, { task: id, reason, approver }));
    show(sink.output, view, () => [
      ...sentLines(sink.output, view),
      ...view.leftOut.map(({ item, reason, visits }) =>
        say(
          `  不查事项 ${item}（${reason}）：${visits} 家`,
          `  item ${item} is left out (${inEnglish(reason)}): ${visits} visits`,
        ),
      ),
      ...view.away.map((days) =>
        say(
          `！第 ${days.rank} 号 ${days.seat}：${awayText(days, lang)}，请安排在其他日子，或更换（draw replace）`,
          `！Number ${days.rank} ${days.seat}: ${awayText(days, lang)}; go on another day, or replace (draw replace)`,
        ),
      ),
      ...view.short.map((one) => shortText(sink.output, one)),
      ...view.alsoWith.map((one) => alsoText(sink.output, one)),
      ...notTogetherLines(sink.output, view.notTogether, true),
      ...view.warnings.map((one) =>
        say(`！未答复：${one}`, `！No answer: ${one.replace(/^第 (\d+) 号/, 'number $1')}`),
      ),
    ]);
    return 0;
  });
}

const CHOICES: Readonly<Record<NonNullable<DispatchVisitView['choice']>, Text>> = {
  recognise: { zh: '互认', en: 'recognise' },
  merge: { zh: '合并', en: 'merge' },
  joint: { zh: '联合', en: 'join' },
  offSite: { zh: '不入企', en: 'stay away' },
  separate: { zh: '单独', en: 'alone' },
};
