import { CompliancePlace } from '@sunlot/contract/compliance.ts';
import { cutOffText } from '@sunlot/contract/figure-words.ts';
import { ScoreQuery, type ScoreView } from '@sunlot/contract/figures.ts';
import { showScore } from '@sunlot/server/features/compliance/show-score.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

type Options = { readonly agency: string; readonly year: string; readonly names?: string };

/** The year of an authority in points. */
export function addScore(compliance: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = 'sunlot compliance score --agency 999999 --year 2026 --as zonghe';
  const command = reading(compliance.command('score'), output, {
    what: say(
      '评估：按政策包写明的分值给一个年度打分，每一项列出来源；没有写分值的不评',
      'the year in points by the weights of the pack, each line with its rows; without weights there is none',
    ),
    examples: [example, `${example} --json`],
  });
  agencyOption(command, output)
    .requiredOption(`--year ${say('<年>', '<year>')}`, say('年度', 'year'))
    .option(
      `--names ${say('<个数>', '<number>')}`,
      say('每一项列出几行（默认 20）', 'rows of each line (default: 20)'),
    );
  action<Options>(command, sink, async (session, { agency, year, names }) => {
    const query = parseInput(ScoreQuery, { year, names });
    const whole = output.json && names === undefined ? { names: Number.MAX_SAFE_INTEGER } : {};
    const asked = { ...parseInput(CompliancePlace, { agency }), ...query, ...whole };
    const view = await session.read(showScore, asked);
    show(output, view, () => scoreLines(output, view));
    return 0;
  });
}

function scoreLines({ lang, say }: Output, view: ScoreView): readonly string[] {
  const { agencyName, year, score, full, clause, lines } = view;
  const closed = say('（检查前不公开）', '(closed until the visit)');
  return [
    say(
      `${agencyName} ${year} 年评估：${score} 分（满分 ${full}）`,
      `${agencyName}, ${year}: ${score} of ${full} points`,
    ),
    say(`依据：${clause.section}「${clause.quote}」`, `Clause: ${clause.section} “${clause.quote}”`),
    cutOffText(view, lang),
    ...table([
      say('项目|分值|实际|应有|得分', 'indicator|points|counted|of|score').split('|'),
      ...lines.map((one) => [
        ...[one.text, one.kind === 'share' ? one.points : say(`每项扣 ${one.points}`, `${one.points} off each`)],
        ...[one.actual, one.of ?? '—', one.score],
      ]),
    ]),
    ...lines
      .filter(({ kind, items }) => kind === 'deduction' && items.length > 0)
      .flatMap(({ text, rows, items }) => [
        '',
        say(`${text}（${rows}）：`, `${text} (${rows}):`),
        ...items.map(({ object, objectName, person, personName, date }) =>
          `  ${object ?? person ?? closed}  ${objectName ?? personName ?? ''}  ${date ?? ''}`.trimEnd(),
        ),
        ...(rows > items.length
          ? [say(`  另有 ${rows - items.length} 行，见 --json。`, `  ${rows - items.length} more: see --json.`)]
          : []),
      ]),
  ];
}
