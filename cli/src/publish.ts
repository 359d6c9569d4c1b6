import { type DueList, PublicationPlace } from '@sunlot/contract/publication.ts';
import { listDue } from '@sunlot/server/features/publication/list-due.ts';
import { type AddCommands, action, agencyOption, describe, reading } from './command.ts';
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
};

function dueLines(output: Output, list: DueList): readonly string[] {
  return [...waitingLines(output, list), ...unapprovedLines(output, list)];
}

function unapprovedLines({ say }: Output, { unapproved }: DueList): readonly string[] {
  if (unapproved.length === 0) return [];
  return [
    say(
      `！不予公开、没有批准人的 ${unapproved.length} 项（不予公开须有依据和批准人，请在检查记录里补上批准人再导入）：`,
      `! ${unapproved.length} withheld and approved by nobody (withholding needs a ground and an approver: add 批准人 to the visit and import it again):`,
    ),
    ...table([
      say('对象|检查日期|不予公开依据', 'unit|visited|ground').split('|'),
      ...unapproved.map(({ objectName, date, ground }) => [objectName, date, ground]),
    ]),
  ];
}

function waitingLines({ say }: Output, { asOf, overdue, items }: DueList): readonly string[] {
  if (items.length === 0) return [say('没有待公示的结果。', 'No result waits for publication.')];
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
