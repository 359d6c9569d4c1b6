import {
  AppraisalPlace,
  EntryBack,
  EntryInput,
  type EntryView,
  entryKinds,
  type ParticipationView,
  YearQuery,
  type YearSheet,
} from '@sunlot/contract/appraisal.ts';
import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import { listParticipation } from '@sunlot/server/features/appraisal/list-participation.ts';
import { recordEntry, takeBackEntry } from '@sunlot/server/features/appraisal/record-entry.ts';
import { sheetFile } from '@sunlot/server/features/appraisal/sheet-table.ts';
import { showYearSheet } from '@sunlot/server/features/appraisal/year-sheet.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink, writing } from './command.ts';
import { writeNamed } from './files.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

/** The year of each person, who took part, and what is entered about somebody. */
export function addYears(inspector: Command, sink: Sink): void {
  addYear(inspector, sink);
  addParticipation(inspector, sink);
  addEntry(inspector, sink);
  addTakeBack(inspector, sink);
}

type OfYear = { readonly agency: string; readonly year: string };

const placeOf = (agency: string) => parseInput(AppraisalPlace, { agency });
const askedYear = ({ agency, year }: OfYear) => ({ ...placeOf(agency), ...parseInput(YearQuery, { year }) });

function yearOption(command: Command, output: Output): Command {
  const { say } = output;
  return agencyOption(command, output).requiredOption(`--year ${say('<年份>', '<year>')}`, say('年份', 'the year'));
}

function addYear(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const sheet = reading(inspector.command('year'), sink.output, {
    what: say(
      '年度履职情况表：检查次数、按时上报和公示、审核问题、违纪；查看会记入日志',
      'the year of each inspector: inspections, what was in time, defects; the look is logged',
    ),
    examples: [
      'sunlot inspector year --agency 999999 --year 2026 --as zonghe',
      'sunlot inspector year --agency 999999 --year 2026 --out sheet.xlsx --as zonghe',
    ],
  });
  yearOption(sheet, sink.output).option(
    `--out ${say('<文件>', '<file>')}`,
    say('写到 .xlsx 或 .csv，供评优评先和年度考核', 'write an .xlsx or .csv for the appraisal'),
  );
  action<OfYear & { out?: string }>(sheet, sink, async (session, { out, ...asked }) => {
    const view = await session.read(showYearSheet, askedYear(asked));
    if (out !== undefined) await writeNamed(out, await sheetFile(view, out));
    show(sink.output, view, () => [
      ...sheetTable(sink.output, view),
      ...(out === undefined ? [] : [say(`✔ 已写到 ${out}`, `✔ Written to ${out}`)]),
    ]);
    return 0;
  });
}

function sheetTable({ say }: Output, { people }: YearSheet): readonly string[] {
  if (people.length === 0) return [say('名录里没有人。', 'The directory has nobody.')];
  return table([
    say(
      '证号|姓名|年度检查次数|其中随机|按时上报|应公示|按时公示|按时率|审核问题|违纪',
      'certificate|name|inspections|random|uploaded in time|to publish|in time|share|defects|discipline',
    ).split('|'),
    ...people.map((one) => [
      ...[one.certificateNo, one.name, one.inspections, one.random, one.uploadedInTime],
      ...[one.publications.due, one.publications.inTime, one.publications.rate],
      ...[one.reviewDefects, one.disciplineEntries],
    ]),
  ]);
}

function addParticipation(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const share = reading(inspector.command('participation'), sink.output, {
    what: say(
      '持证人员参与率：全辖区、各单位，以及还没有参加的人',
      'the share of certificate holders who took part, and who has not yet',
    ),
    examples: [
      'sunlot inspector participation --agency 999999 --year 2026 --as zonghe',
      'sunlot inspector participation --agency 999999 --year 2026 --as zonghe --json',
    ],
  });
  action<OfYear>(yearOption(share, sink.output), sink, async (session, asked) => {
    const view = await session.read(listParticipation, askedYear(asked));
    show(sink.output, view, () => participationLines(sink.output, view));
    return 0;
  });
}

function participationLines({ say }: Output, { rule, whole, authorities }: ParticipationView): readonly string[] {
  if (!rule || !whole) return [say('本地方案没有规定参与率。', 'The local scheme asks for no share.')];
  const shares =
    authorities.length > 1 ? [{ ...whole, agencyName: say('全辖区', 'whole territory') }, ...authorities] : authorities;
  return [
    say(`参与率不低于${rule.min}（${clauseText(rule)}）`, `At least ${rule.min} (${clauseText(rule)})`),
    ...table([
      say('单位|持证人员|已参加|至少|参与率|还没有参加', 'authority|holders|took part|at least|share|not yet').split(
        '|',
      ),
      ...shares.map((one) => [
        ...[one.agencyName, one.holders, one.participated, one.min, one.rate],
        one.missing.map(({ name, certificateNo }) => `${name}（${certificateNo}）`).join('、') || '—',
      ]),
    ]),
    ...slowLines({ say }, whole),
    ...(whole.missing.length === 0
      ? []
      : [
          say(
            '抽取总是先排本年入组次数最少的人，不需要另设选项。',
            'A draw always seats those with the fewest seats of the year first; there is no option to set.',
          ),
        ]),
  ];
}

/** What a running year leads to, and how that is reckoned. */
function slowLines(
  { say }: Pick<Output, 'say'>,
  { slow, min }: NonNullable<ParticipationView['whole']>,
): readonly string[] {
  if (slow === undefined) return [];
  const { quarters, projected } = slow;
  return [
    say(
      `进度偏慢：按已过 ${quarters} 个季度折算，全年 ${projected} 人参加，至少应有 ${min} 人（已参加人数乘以四、除以已过的季度数，舍去小数）。`,
      `Too slow: at the pace of the ${quarters} quarters that are over, ${projected} take part in the year, at least ${min} have to (those who took part, times four, divided by the quarters over, rounded down).`,
    ),
  ];
}

type Entry = { readonly agency: string; readonly certificate: string; kind: string; day: string; reason: string };

function addEntry(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot inspector entry --agency 999999 --certificate DEMO-001 --kind lateUpload --day 2026-11-20 --reason ${say('次日上报', 'late')} --as zonghe`;
  const entry = writing(inspector.command('entry'), sink.output, {
    what: say('登记迟报、审核发现的问题或违纪，计入年度履职情况表', 'enter something in the year of a person'),
    examples: [example, `${example} --dry-run`],
  });
  agencyOption(entry, sink.output)
    .requiredOption(`--certificate ${say('<证号>', '<number>')}`, say('执法证号', 'number of the certificate'))
    .requiredOption(
      `--kind ${say('<种类>', '<kind>')}`,
      say('迟报、审核发现问题、违纪', 'lateUpload, reviewDefect or discipline'),
    )
    .requiredOption(`--day ${say('<日期>', '<date>')}`, say('哪一天的事', 'the day it happened'))
    .requiredOption(`--reason ${say('<理由>', '<reason>')}`, say('理由（加密保存）', 'the reason (kept encrypted)'));
  action<Entry>(entry, sink, async (session, { agency, ...typed }) => {
    const kind = Object.entries(entryKinds).find(([, { zh }]) => zh === typed.kind)?.[0] ?? typed.kind;
    const { certificate, day, reason } = typed;
    const input = { ...placeOf(agency), ...parseInput(EntryInput, { certificate, kind, day, reason }) };
    showEntry(sink.output, await session.write(recordEntry, input));
    return 0;
  });
}

function addTakeBack(inspector: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot inspector unentry ape_0001 --agency 999999 --reason ${say('登记有误', 'mistake')} --as lingdao`;
  const back = writing(inspector.command('unentry'), sink.output, {
    what: say(
      '撤回一条登记（由负责人办理）；记录保留，不再计数',
      'take an entry back (by a leader); it stays on record',
    ),
    examples: [example, `${example} --dry-run`],
  }).argument(say('<编号>', '<entry>'));
  agencyOption(back, sink.output).requiredOption(`--reason ${say('<理由>', '<reason>')}`, say('理由', 'the reason'));
  action<{ agency: string; reason: string }>(back, sink, async (session, { agency, reason }, [entry]) => {
    const input = { ...placeOf(agency), entry: entry!, ...parseInput(EntryBack, { reason }) };
    showEntry(sink.output, await session.write(takeBackEntry, input));
    return 0;
  });
}

function showEntry(output: Output, view: EntryView): void {
  const { lang, say } = output;
  const kind = entryKinds[view.kind][lang];
  show(output, view, () => [
    view.takenBack
      ? say(`✔ 已撤回 ${view.name} 的${kind}登记`, `✔ Taken back: ${kind} of ${view.name}`)
      : say(
          `✔ 已登记：${view.name}（${view.certificate}）${view.day} ${kind}，编号 ${view.id}`,
          `✔ Entered: ${view.name} (${view.certificate}), ${view.day}, ${kind}, number ${view.id}`,
        ),
  ]);
}
