import { ApplicationPlace, RefuseReplacement, type ReplacementApplicationView } from '@sunlot/contract/replacements.ts';
import { momentText } from '@sunlot/server/clock.ts';
import { listApplications } from '@sunlot/server/features/draws/ask-replacement.ts';
import { approveReplacement, refuseReplacement } from '@sunlot/server/features/draws/decide-application.ts';
import type { Command } from 'commander';
import { action, reading, type Sink, writing } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import { applicationLine, reasonWord, shownReplacement, stateWord } from './replacement-lines.ts';

/** `draw approve-replacement` and `draw applications`: replacements that wait for the deputy in charge. */
export function addApplications(draw: Command, sink: Sink): void {
  addApproval(draw, sink);
  addList(draw, sink);
}

function addApproval(draw: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot draw approve-replacement drw_0001 --no 1 --as lingdao';
  const approve = writing(draw.command('approve-replacement'), sink.output, {
    what: say(
      '分管负责同志批准更换申请：此时才写入公开日志并更换；--refuse 写明理由，不予批准',
      'the deputy in charge approves an application: only now it is logged and answered; or refuses it, with the reason (--refuse)',
    ),
    examples: [example, `${example} --refuse ${say('证明材料不足', 'no-proof')}`],
  })
    .argument(say('<抽取>', '<draw>'))
    .requiredOption(`--no ${say('<件号>', '<number>')}`, say('第几件申请', 'number of the application'))
    .option(`--refuse ${say('<理由>', '<reason>')}`, say('不予批准的理由', 'why it is not approved'));
  action<{ no: string; refuse?: string }>(approve, sink, async (session, { no, refuse }, [id]) => {
    const place = parseInput(ApplicationPlace, { draw: id, no });
    if (refuse === undefined) {
      show(...shownReplacement(sink.output, await session.write(approveReplacement, place)));
      return 0;
    }
    const input = { ...place, ...parseInput(RefuseReplacement, { note: refuse }) };
    const view = await session.write(refuseReplacement, input);
    show(sink.output, view, () => [applicationLine(sink.output, view)]);
    return 0;
  });
}

function addList(draw: Command, sink: Sink): void {
  const { say } = sink.output;
  const list = reading(draw.command('applications'), sink.output, {
    what: say(
      '列出更换申请及其办理情况；含理由，查看会记入日志',
      'the applications for replacements and what became of them; with the reasons, logged',
    ),
    examples: [
      'sunlot draw applications drw_0001 --as lingdao',
      'sunlot draw applications drw_0001 --as zonghe --json',
    ],
  }).argument(say('<抽取>', '<draw>'));
  action(list, sink, async (session, _options, [id]) => {
    const view = await session.read(listApplications, { draw: id! });
    show(sink.output, view, () => applicationTable(sink.output, view.items));
    return 0;
  });
}

function applicationTable(output: Output, rows: readonly ReplacementApplicationView[]): readonly string[] {
  const { say } = output;
  if (rows.length === 0) return [say('没有更换申请。', 'There are no applications.')];
  return table([
    say('件号|序号|席位|理由|证明材料|申请|时间|状态|说明', 'number|rank|seat|reason|document|by|at|state|note').split(
      '|',
    ),
    ...rows.map((row) => [
      String(row.no),
      String(row.rank),
      row.seat ?? '—',
      reasonWord(output, row.reason),
      row.document,
      row.requestedBy,
      momentText(row.requestedAt),
      stateWord(output, row),
      row.note ?? '—',
    ]),
  ]);
}
