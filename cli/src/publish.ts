import { ApproveWithholding, type DueList, PublicationPlace, VisitPlace } from '@sunlot/contract/publication.ts';
import { approveWithholding } from '@sunlot/server/features/publication/approve-withholding.ts';
import { listDue } from '@sunlot/server/features/publication/list-due.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

const EXAMPLE = 'sunlot publish due --agency 999999';

export const publishCommands: AddCommands = (program, output, done) => {
  const publish = describe(program.command('publish'), output, {
    what: output.say('结果公示：哪些到期、还剩几天', 'results: what has to become public, and by when'),
    examples: [EXAMPLE, `${EXAMPLE} --json`],
  });
  const due = reading(publish.command('due'), output, {
    what: output.say(
      '尚未公示的结果：期限、剩余或逾期的工作日，急的在前',
      'results that are not public yet: due day, working days left or overdue, the most urgent first',
    ),
    examples: [EXAMPLE, `${EXAMPLE} --json`],
  });
  action<{ agency: string }>(agencyOption(due, output), { output, done }, async (session, { agency }) => {
    const list = await session.read(listDue, parseInput(PublicationPlace, { agency }));
    show(output, list, () => dueLines(output, list));
    return 0;
  });
  addApprove(publish, { output, done });
};

/** 不予公开须有依据和批准人: who approved it, where that was left out when the visit was recorded. */
function addApprove(publish: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot publish approve vis_7k2m9q4x --approver ${say('王某', 'WANG')} --as zonghe`;
  const approve = writing(publish.command('approve'), sink.output, {
    what: say(
      '补登检查结果不予公开的批准人；任务已办结的也可以补登，数字不变',
      'record who approved that a result is withheld; also of a closed task, whose figures stay',
    ),
    examples: [`${example} --dry-run`, example],
  })
    .argument(say('<编号>', '<visit>'), say('检查的编号，见 publish due', 'id of the visit, as publish due lists it'))
    .requiredOption(
      `--approver ${say('<姓名>', '<name>')}`,
      say('不予公开的批准人，加密保存', 'who approved the withholding; kept encrypted'),
    );
  action<{ approver: string }>(approve, sink, async (session, { approver: approvedBy }, [id]) => {
    const input = { ...parseInput(VisitPlace, { visit: id }), ...parseInput(ApproveWithholding, { approvedBy }) };
    const view = await session.write(approveWithholding, input);
    show(sink.output, view, () => [
      say(
        `✔ 已补登批准人：${view.objectName} ${view.date} 的检查结果，不予公开依据 ${view.ground}`,
        `✔ Approver recorded: the result of ${view.objectName}, ${view.date}, withheld on ${view.ground}`,
      ),
    ]);
    return 0;
  });
}

export function dueLines(output: Pick<Output, 'say'>, list: DueList): readonly string[] {
  return [...waitingLines(output, list), ...unfinishedLines(output, list), ...unapprovedLines(output, list)];
}

/** Results that are not due since their task is not completed: what the clock waits for, and the way out. */
function unfinishedLines({ say }: Pick<Output, 'say'>, { unfinished }: DueList): readonly string[] {
  return unfinished.map(({ task, results, drawn, unvisited, noResult, planClosed = false }) => {
    const head = say(
      `！任务 ${task} 有 ${results} 项结果没有公示，期限还没有起算：期限自整个任务完成之日起算，抽中 ${drawn} 家里没有检查记录 ${unvisited} 家，有记录而没有检查结果 ${noResult} 家。`,
      `! ${results} results of task ${task} are not public, and their time does not run yet: it runs from the completion of the whole task, and of ${drawn} drawn units ${unvisited} have no visit and ${noResult} a visit without a result.`,
    );
    const way = planClosed
      ? say(
          '当年的计划已经办结，不再登记检查和取消：请尽早公示，补登公示日期（import visits）。',
          ' The plan of the year is closed and takes neither visits nor cancellations: publish the results soon and record the day (import visits).',
        )
      : say(
          '请导入检查记录（import visits）；不能检查的，写明理由并经批准取消（task cancel）。',
          ' Import the visits (import visits); cancel those that cannot take place, with a reason and approval (task cancel).',
        );
    return `${head}${way}`;
  });
}

function unapprovedLines({ say }: Pick<Output, 'say'>, { unapproved }: DueList): readonly string[] {
  if (unapproved.length === 0) return [];
  return [
    say(
      `！不予公开、没有批准人的 ${unapproved.length} 项（不予公开须有依据和批准人，用 publish approve <编号> --approver <姓名> 补登）：`,
      `! ${unapproved.length} withheld and approved by nobody (withholding needs a ground and an approver: record who approved it by publish approve ID --approver NAME):`,
    ),
    ...table([
      say('编号|对象|检查日期|不予公开依据', 'id|unit|visited|ground').split('|'),
      ...unapproved.map(({ visit, objectName, date, ground }) => [visit, objectName, date, ground]),
    ]),
  ];
}

function waitingLines({ say }: Pick<Output, 'say'>, { asOf, overdue, items, unfinished }: DueList): readonly string[] {
  if (items.length === 0)
    return [
      unfinished.length === 0
        ? say('没有待公示的结果。', 'No result waits for publication.')
        : say('没有已起算期限的待公示结果。', 'No result waits for publication whose time runs.'),
    ];
  return [
    say(
      `截至 ${asOf}，待公示 ${items.length} 项，逾期 ${overdue} 项`,
      `As of ${asOf}: ${items.length} to publish, ${overdue} overdue`,
    ),
    ...table([
      say(
        '对象|检查日期|任务编号|结果|期限|剩余工作日|提醒|依据',
        'unit|visited|task|result|due|working days left|reminder|clause',
      ).split('|'),
      ...items.map((one) => [
        one.objectName,
        one.date,
        [one.task ?? '—', ...(one.alsoTasks ?? [])].join('、'),
        one.results.join('、') || '—',
        one.provisional ? say(`${one.due}（推算）`, `${one.due} (provisional)`) : one.due,
        one.overdueBy > 0 ? say(`逾期 ${one.overdueBy}`, `${one.overdueBy} overdue`) : one.daysLeft,
        one.overdueBy > 0 ? '—' : (one.reminder ?? '—'),
        one.clause.section,
      ]),
    ]),
  ];
}
