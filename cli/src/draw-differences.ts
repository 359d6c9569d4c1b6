import { differenceText } from '@sunlot/contract/list-differences.ts';
import { listDifferences } from '@sunlot/server/features/draws/list-differences.ts';
import type { Command } from 'commander';
import { action, reading, type Sink } from './command.ts';
import { show } from './output.ts';

/** What changed between the frozen list of a draw and those of the sessions that it follows. */
export function addDifferences(draw: Command, sink: Sink): void {
  const { lang, say } = sink.output;
  const example = 'sunlot draw differences drw_0002 --as zonghe';
  const command = reading(draw.command('differences'), sink.output, {
    what: say(
      '与前次作废或中止的封存名单逐行比较；查看会记入日志',
      'compare the list row by row with that of the session it follows; the look is logged',
    ),
    examples: [example, `${example} --json`],
  }).argument(say('<抽取>', '<draw>'));
  action(command, sink, async (session, _options, [id]) => {
    const found = await session.write(listDifferences, { draw: id! });
    show(sink.output, found, () =>
      found.differences.length === 0
        ? [say('本次抽取没有前次。', 'This draw follows no earlier session.')]
        : found.differences.flatMap(({ before, rows, withheld }) => [
            say(
              `与第 ${before.seq} 次（${before.draw}）相比：${rows.length + withheld} 行不同`,
              `Against session ${before.seq} (${before.draw}): rows that differ: ${rows.length + withheld}`,
            ),
            ...rows.map((row) => `  ${row.stratum}  ${row.id}  ${row.name}  ${differenceText(row, lang)}`),
            ...(withheld > 0 ? [say(`  另有 ${withheld} 行依法不公开`, `  Lawfully withheld: ${withheld}`)] : []),
          ]),
    );
    return 0;
  });
}
