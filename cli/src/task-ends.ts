import { periodText } from '@sunlot/contract/compliance-words.ts';
import { publicText } from '@sunlot/contract/figure-words.ts';
import { methodWords, objectStateWords } from '@sunlot/contract/task-end-words.ts';
import { CancelVisit, ReportTask, TaskPlace, type TaskStatistics } from '@sunlot/contract/task-ends.ts';
import { momentText } from '@sunlot/server/clock.ts';
import { cancelVisit } from '@sunlot/server/features/task-ends/cancel-visit.ts';
import { closeTask, reportTask } from '@sunlot/server/features/task-ends/close-task.ts';
import { showStatistics } from '@sunlot/server/features/task-ends/statistics.ts';
import { statisticsFile } from '@sunlot/server/workbooks/statistics-sheet.ts';
import type { Command } from 'commander';
import { action, reading, type Sink, writing } from './command.ts';
import { writeNamed } from './files.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import { approverLogin } from './session.ts';

/** The end of a task: visits that cannot take place, its statistics, its closing, and to whom they were sent. */
export function addEnds(task: Command, sink: Sink): void {
  addCancel(task, sink);
  addStatistics(task, sink);
  addClose(task, sink);
  addReport(task, sink);
}

type CancelOptions = { readonly object: string; readonly reason: string; readonly approve: string };

function addCancel(task: Command, sink: Sink): void {
  const { say } = sink.output;
  const reason = say('已搬迁', 'moved-away');
  const example = `sunlot task cancel 2026q4-key --object 3 --reason ${reason} --approve lingdao --as zonghe`;
  const cancel = writing(task.command('cancel'), sink.output, {
    what: say(
      '抽中的对象不能检查（停产、已搬迁等）：写明理由，经批准取消；仍在名单内，计作已抽、未查',
      'a drawn unit that cannot be visited: cancel it with a reason and approval; it stays in the list as drawn and not done',
    ),
    examples: [example, `${example} --dry-run`],
  }).argument(say('<任务>', '<task>'));
  cancel
    .requiredOption(
      `--object ${say('<对象>', '<unit>')}`,
      say('统一社会信用代码，或抽取序号', 'credit code, or its rank in the draw'),
    )
    .requiredOption(`--reason ${say('<理由>', '<reason>')}`, say('理由，加密保存', 'the reason; kept encrypted'))
    .requiredOption(
      `--approve ${say('<用户>', '<user>')}`,
      say('方案规定的批准人，与调整更换相同', 'who approves: by the scheme as for a replacement'),
    );
  action<CancelOptions>(cancel, sink, async (session, { object, reason: why, approve }, [id]) => {
    const approver = await approverLogin(session, approve);
    const input = parseInput(CancelVisit, { object, reason: why, approver });
    const view = await session.write(cancelVisit, { ...placeOf(id), ...input });
    show(sink.output, view, () => [
      say(
        `✔ 已取消任务 ${view.code} 第 ${view.rank} 号（${view.object.name}）的检查`,
        `✔ The visit to number ${view.rank} of task ${view.code} (${view.object.name}) is cancelled`,
      ),
      say('  仍在名单内，计作已抽、未查', '  it stays in the list and counts as drawn and not done'),
    ]);
    return 0;
  });
}

function addStatistics(task: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot task statistics 2026q4-key --as zonghe';
  const statistics = reading(task.command('statistics'), sink.output, {
    what: say(
      '随机抽查情况统计表：抽查对象、各种结果的家数、报送单位；查看会记入日志',
      'the statistics of a task: its units, how often each result, who receives them; the look is logged',
    ),
    examples: [example, `sunlot task statistics 2026q4-key --out ${say('统计表', 'table')}.xlsx --as zonghe`],
  })
    .argument(say('<任务>', '<task>'))
    .option(`--out ${say('<文件>', '<file>')}`, say('写成 .xlsx 或 .csv 文件', 'write it to .xlsx or .csv'));
  action<{ out?: string }>(statistics, sink, async (session, { out }, [id]) => {
    const view = await session.read(showStatistics, placeOf(id));
    if (out !== undefined) await writeNamed(out, await statisticsFile(view, out));
    show(sink.output, view, () => [
      ...statisticsLines(sink.output, view),
      ...(out === undefined ? [] : [say(`✔ 已写到 ${out}`, `✔ Written to ${out}`)]),
    ]);
    return 0;
  });
}

function addClose(task: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot task close 2026q4-key --as zonghe';
  const close = writing(task.command('close'), sink.output, {
    what: say(
      '办结：检查全部办结、结果全部公示或依法不予公开以后；固定统计数字，此后不再改动；以后才整改完成的，仍可导入检查记录补上',
      'close a task once all is inspected and all results are public or lawfully withheld; its figures are fixed, and it changes no more; what is put right later is still imported with its visit',
    ),
    examples: [`${example} --dry-run`, example],
  }).argument(say('<任务>', '<task>'));
  action(close, sink, async (session, _options, [id]) => {
    const view = await session.write(closeTask, placeOf(id));
    show(sink.output, view, () => [
      say(`✔ 任务 ${view.code} 已办结`, `✔ Task ${view.code} is closed`),
      ...statisticsLines(sink.output, view),
    ]);
    return 0;
  });
}

type ReportOptions = { readonly to: string; readonly on: string; readonly document?: string };

function addReport(task: Command, sink: Sink): void {
  const { say } = sink.output;
  const to = say('示例市生态环境局', 'CITY-BUREAU');
  const example = `sunlot task report 2026q4-key --to ${to} --on 2026-12-31 --as zonghe`;
  const report = writing(task.command('report'), sink.output, {
    what: say('登记已办结任务的统计表报送了哪个单位', 'record to whom the statistics of a closed task were sent'),
    examples: [example, `${example} --dry-run`],
  })
    .argument(say('<任务>', '<task>'))
    .requiredOption(
      `--to ${say('<单位>', '<receiver>')}`,
      say('报送单位；方案写明的，写其中一个', 'the receiver; one of those that the scheme names'),
    )
    .requiredOption(`--on ${say('<日期>', '<date>')}`, say('报送日期', 'the day on which it was sent'))
    .option(`--document ${say('<文号>', '<document>')}`, say('文号', 'number of the letter'));
  action<ReportOptions>(report, sink, async (session, { to: receiver, on, document }, [id]) => {
    const input = parseInput(ReportTask, { receiver, sentOn: on, document });
    const view = await session.write(reportTask, { ...placeOf(id), ...input });
    show(sink.output, view, () => [
      say(`✔ 已登记：任务 ${view.code} 报送 ${receiver}`, `✔ Recorded: task ${view.code} was reported to ${receiver}`),
      ...receiverLines(sink.output, view),
    ]);
    return 0;
  });
}

function placeOf(task: string | undefined): TaskPlace {
  return parseInput(TaskPlace, { task });
}

function statisticsLines(output: Output, view: TaskStatistics): readonly string[] {
  const { lang, say } = output;
  const { figures } = view;
  const period = periodText(view.period, lang);
  return [
    say(
      `${view.title}：${view.agencyName} ${view.code}（${view.className}，${period}，检查时间 ${view.window.from}~${view.window.to}）`,
      `${view.title}: ${view.agencyName} ${view.code} (${view.className}, ${period}, ${view.window.from} to ${view.window.to})`,
    ),
    ...table([
      say('序号|对象|情况|日期|方式|结果|公示', 'rank|unit|state|date|how|result|public').split('|'),
      ...view.rows.map(({ rank, object, state, date = '—', method, results, ...shown }) => [
        rank,
        object?.name ?? say('（检查前不公开）', '(closed until the visit)'),
        objectStateWords[state][lang],
        date,
        method === undefined ? '—' : methodWords[method][lang],
        results.join('；') || '—',
        publicText(shown, lang) ?? '—',
      ]),
    ]),
    say(
      `抽取 ${figures.drawn} 家：已检查 ${figures.done}，互认 ${figures.recognised}，取消 ${figures.cancelled}，尚未办结 ${figures.waiting + figures.noResult}`,
      `${figures.drawn} drawn: ${figures.done} visited, ${figures.recognised} recognised, ${figures.cancelled} cancelled, ${figures.waiting + figures.noResult} not concluded`,
    ),
    ...(figures.vacant === 0
      ? []
      : [
          say(
            `  另有 ${figures.vacant} 个序号更换后候补用完，空缺`,
            `  besides, ${figures.vacant} ranks were replaced when the reserve was spent and stand empty`,
          ),
        ]),
    ...figures.wordings.map(({ text, count }) => say(`  ${text}：${count} 家`, `  ${text}: ${count}`)),
    say(
      `已公示 ${figures.published}，依法不予公开 ${figures.withheld}，尚未公示 ${figures.unpublished}`,
      `${figures.published} public, ${figures.withheld} lawfully withheld, ${figures.unpublished} neither`,
    ),
    view.closed
      ? say(
          `数字已于 ${momentText(view.closed.at)} 由 ${view.closed.by} 办结时固定（SHA-256 ${view.closed.sum}）`,
          `The figures were fixed at the closing, ${momentText(view.closed.at)} by ${view.closed.by} (SHA-256 ${view.closed.sum})`,
        )
      : say(`任务还没有办结，数字截至 ${view.asOf}`, `The task is not closed: figures as of ${view.asOf}`),
    ...receiverLines(output, view),
  ];
}

/** Whom the scheme names, and whoever else was sent it. */
function receiverLines({ say }: Output, view: TaskStatistics): readonly string[] {
  const { compiledBy, receivers, reports, clause } = view;
  const all = [...new Set([...receivers, ...reports.map(({ receiver }) => receiver)])];
  return [
    ...(compiledBy === undefined
      ? []
      : [say(`编制：${compiledBy}（${clause?.section}）`, `Compiled by: ${compiledBy} (${clause?.section})`)]),
    ...all.map((receiver) => {
      const sent = reports.find((one) => one.receiver === receiver);
      const letter = sent?.document === undefined ? '' : ` ${sent.document}`;
      if (sent)
        return say(
          `报送：${receiver}，${sent.sentOn}${letter}（${sent.by}）`,
          `Sent to ${receiver} on ${sent.sentOn}${letter} (${sent.by})`,
        );
      return say(`报送：${receiver}，尚未报送（task report）`, `To be sent to ${receiver} (task report)`);
    }),
  ];
}
