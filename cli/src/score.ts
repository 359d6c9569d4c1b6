import { CompliancePlace } from '@sunlot/contract/compliance.ts';
import { periodText } from '@sunlot/contract/compliance-words.ts';
import { cutOffText } from '@sunlot/contract/figure-words.ts';
import { ScoreQuery, type ScoreView } from '@sunlot/contract/figures.ts';
import { findingTexts } from '@sunlot/contract/finding-texts.ts';
import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import type { FindingCode } from '@sunlot/core/policy/findings.ts';
import { showScore } from '@sunlot/server/features/compliance/show-score.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

type Options = { readonly agency: string; readonly year: string; readonly quarter?: string; readonly names?: string };

/** A year or a quarter of an authority in points. */
export function addScore(compliance: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = 'sunlot compliance score --agency 999999 --year 2026 --as zonghe';
  const command = reading(compliance.command('score'), output, {
    what: say(
      '评估：按政策包写明的分值给一个年度或季度打分，写明扣在哪里，每一项列出来源；没有写分值的不评',
      'a year or a quarter in points by the weights of the pack, what was lost and why, each line with its rows; without weights there is none',
    ),
    examples: [example, `${example} --quarter Q2 --json`],
  });
  agencyOption(command, output)
    .requiredOption(`--year ${say('<年>', '<year>')}`, say('年度', 'year'))
    .option(`--quarter ${say('<季度>', '<quarter>')}`, say('只评一个季度，如 Q2', 'one quarter only, for example Q2'))
    .option(
      `--names ${say('<个数>', '<number>')}`,
      say('每一项列出几行（默认 20）', 'rows of each line (default: 20)'),
    );
  action<Options>(command, sink, async (session, { agency, year, quarter, names }) => {
    const query = parseInput(ScoreQuery, { year, quarter, names });
    const whole = output.json && names === undefined ? { names: Number.MAX_SAFE_INTEGER } : {};
    const asked = { ...parseInput(CompliancePlace, { agency }), ...query, ...whole };
    const view = await session.read(showScore, asked);
    show(output, view, () => scoreLines(output, view));
    return 0;
  });
}

function scoreLines(output: Output, view: ScoreView): readonly string[] {
  const { lang, say } = output;
  const { agencyName, period, score, full, clause, lines } = view;
  return [
    say(
      `${agencyName} ${periodText(period, 'zh')}评估：${score} 分（满分 ${full}）`,
      `${agencyName}, ${periodText(period, 'en')}: ${score} of ${full} points`,
    ),
    say(`依据：${clauseText(clause)}`, `Clause: ${clauseText(clause)}`),
    ...(clause.note === undefined ? [] : [say(`说明：${clause.note}`, `Note: ${clause.note}`)]),
    cutOffText(view, lang),
    ...table([
      say('项目|分值|实际|应有|得分|失分', 'indicator|points|counted|of|score|lost').split('|'),
      ...lines.map((one) => [
        ...[one.text, one.kind === 'deduction' ? say(`每项扣 ${one.points}`, `${one.points} off each`) : one.points],
        ...[one.kind === 'start' ? '—' : one.actual, one.of ?? '—', one.score, one.lost],
      ]),
    ]),
    ...lines.flatMap((line) => [...missedLines(output, line), ...rowLines(output, line)]),
  ];
}

/** Which minimums cost points, by how much each was missed. */
function missedLines({ lang, say }: Output, { text, missed = [] }: ScoreView['lines'][number]): readonly string[] {
  if (missed.length === 0) return [];
  return [
    '',
    say(`${text}，未达到的（${missed.length}）：`, `${text}, not reached (${missed.length}):`),
    ...missed.map(({ className, period, required, actual }) =>
      say(
        `  ${className} ${periodText(period, lang)}：应 ${required}，实 ${actual}，差 ${required - actual}`,
        `  ${className}, ${periodText(period, lang)}: ${required} asked, ${actual} done, ${required - actual} short`,
      ),
    ),
  ];
}

function rowLines({ lang, say }: Output, { kind, text, rows, items }: ScoreView['lines'][number]): readonly string[] {
  if (kind !== 'deduction' || items.length === 0) return [];
  const closed = say('（检查前不公开）', '(closed until the visit)');
  return [
    '',
    say(`${text}（${rows}）：`, `${text} (${rows}):`),
    ...items.map(({ object, objectName, person, personName, date, finding, period }) => {
      const who = object ?? person ?? (finding === undefined ? closed : '—');
      const when = date ?? (period === undefined ? '' : periodText(period, lang));
      const what = finding === undefined ? '' : findingTexts[finding as FindingCode].name[lang];
      return `  ${[who, objectName ?? personName ?? '', when, what].filter((one) => one !== '').join('  ')}`;
    }),
    ...(rows > items.length
      ? [say(`  另有 ${rows - items.length} 行，见 --json。`, `  ${rows - items.length} more: see --json.`)]
      : []),
  ];
}
