import { basename, extname } from 'node:path';
import type { Text } from '@sunlot/contract/languages.ts';
import type { UseCase } from '@sunlot/server/context.ts';
import { importDuties } from '@sunlot/server/features/duties/import-duties.ts';
import { importInspectors } from '@sunlot/server/features/inspectors/import-inspectors.ts';
import { importItems } from '@sunlot/server/features/items/import-items.ts';
import { importJointItems } from '@sunlot/server/features/joint/import-joint-items.ts';
import { importObjects } from '@sunlot/server/features/objects/import-objects.ts';
import { importVisits } from '@sunlot/server/features/visits/import-visits.ts';
import type { ImportInput, ImportOutcome } from '@sunlot/server/imports/run-import.ts';
import type { RowError } from '@sunlot/server/workbooks/error-workbook.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, type Sink, writing } from './command.ts';
import { rowInEnglish } from './english-rows.ts';
import { readNamed, writeNamed } from './files.ts';
import { type Output, show } from './output.ts';

type ImportOptions = {
  readonly agency: string;
  readonly sheet?: string;
  readonly errors?: string;
  readonly dryRun?: boolean;
};

const MOST_LINES = 20;

export const importCommands: AddCommands = (program, output, done) => {
  const command = describe(program.command('import'), output, {
    what: output.say(
      '导入办公室的工作簿（.xlsx，或 UTF-8、GB18030 的 .csv）',
      'import the workbooks of an office (.xlsx, or .csv in UTF-8 or GB18030)',
    ),
    examples: [
      'sunlot import objects objects.xlsx --agency 999999',
      'sunlot import inspectors inspectors.csv --agency 999999 --dry-run',
    ],
  });
  const sink = { output, done };
  add(command, sink, { name: 'objects', what: OBJECTS, useCase: importObjects });
  add(command, sink, { name: 'inspectors', what: INSPECTORS, useCase: importInspectors });
  add(command, sink, { name: 'items', what: ITEMS, useCase: importItems });
  add(command, sink, { name: 'joint-items', what: JOINT_ITEMS, useCase: importJointItems });
  add(command, sink, { name: 'duties', what: DUTIES, useCase: importDuties });
  add(command, sink, { name: 'visits', what: VISITS, useCase: importVisits });
};

const OBJECTS: Text = { zh: '检查对象名录', en: 'the directory of inspected units' };
const INSPECTORS: Text = { zh: '检查人员名录', en: 'the directory of inspectors' };
const ITEMS: Text = { zh: '随机抽查事项清单', en: 'the list of inspection items' };

const JOINT_ITEMS: Text = { zh: '部门联合随机抽查事项清单', en: 'the list of joint items' };
const DUTIES: Text = { zh: '职责事项', en: 'the duties of the agency' };
const VISITS: Text = { zh: '检查记录', en: 'visits of the past' };

type Noun = { readonly name: string; readonly what: Text; readonly useCase: UseCase<ImportInput, ImportOutcome> };

function add(command: Command, sink: Sink, { name, what, useCase }: Noun): void {
  const { lang, say } = sink.output;
  const example = `sunlot import ${name} ${name}.xlsx --agency 999999`;
  const one = writing(command.command(name), sink.output, {
    what: say(`导入${what.zh}`, `import ${what.en}`),
    examples: [example, `${example} --errors ${say('退回', 'returned')}.xlsx --json`],
  }).argument(say('<文件>', '<file>'));
  agencyOption(one, sink.output)
    .option(
      `--sheet ${say('<工作表>', '<sheet>')}`,
      say('有多张表可用时，取哪一张', 'which sheet to take where several fit'),
    )
    .option(
      `--errors ${say('<文件>', '<file>')}`,
      say(
        '退回的行写到哪个 .xlsx（默认在原文件名后加“-退回”）',
        'the .xlsx for the rows that come back (default: the name of the file with “-退回”)',
      ),
    );
  action<ImportOptions>(one, sink, async (session, options, [file]) => {
    const { agency, sheet, errors, dryRun } = options;
    const bytes = await readNamed(file!);
    const outcome = await session.write(useCase, { agency, file: file!, bytes, ...(sheet && { sheet }) });
    const place = errors ?? `${basename(file!, extname(file!))}-退回.xlsx`;
    const errorsFile = outcome.errorsWorkbook && !dryRun ? place : null;
    if (errorsFile) await writeNamed(errorsFile, outcome.errorsWorkbook!);
    const result = { ...outcome.result, errorsFile };
    const remarked = remarks(sink.output, outcome);
    if (sink.output.json) for (const line of remarked) sink.output.note(line);
    show(sink.output, result, () => [...summary(sink.output, what[lang], result), ...remarked]);
    return result.rejected > 0 ? 6 : 0;
  });
}

function summary({ say }: Output, what: string, result: ImportOutcome['result']): readonly string[] {
  const { file, sheet, read, added, updated, same, rejected, suspect, errorsFile } = result;
  return [
    say(
      `${what} ${file}${sheet ? `（${sheet}）` : ''}：读取 ${read} · 新增 ${added} · 更新 ${updated} · 不变 ${same} · 退回 ${rejected} · 疑似重复 ${suspect}`,
      `${file}${sheet ? ` (${sheet})` : ''}, ${what}: ${read} read · ${added} added · ${updated} updated · ${same} unchanged · ${rejected} returned · ${suspect} perhaps twice`,
    ),
    ...(errorsFile
      ? [
          say(
            `退回的行在 ${errorsFile}，单元格已标红、写明原因；改好后可直接再导入。`,
            `The returned rows are in ${errorsFile}, each with its cell marked and the reason beside it; once corrected, import that file.`,
          ),
        ]
      : []),
  ];
}

/** What the office should look at: rejected rows first, then oddities, then headers nobody knows. */
function remarks({ say }: Output, outcome: ImportOutcome): readonly string[] {
  const { rejected, warnings, unknownHeaders, repeatedHeaders } = outcome;
  const limited = (rows: readonly RowError[], what: string) => {
    const lines = rows.flatMap(({ rowNumber, findings }) =>
      findings.map(({ message }) =>
        say(`${what}  第 ${rowNumber} 行：${message}`, `${what}  row ${rowNumber}: ${rowInEnglish(message)}`),
      ),
    );
    const more = lines.length - MOST_LINES;
    return more <= 0 ? lines : [...lines.slice(0, MOST_LINES), say(`……另有 ${more} 条`, `… and ${more} more`)];
  };
  return [
    ...limited(rejected, say('退回', 'returned')),
    ...limited(warnings, say('注意', 'note')),
    ...(unknownHeaders.length > 0
      ? [
          say(
            `不认识的列（作为备注保留）：${unknownHeaders.join('、')}`,
            `Unknown columns (kept as remarks): ${unknownHeaders.join(', ')}`,
          ),
        ]
      : []),
    ...(repeatedHeaders.length > 0
      ? [
          say(
            `重复的列（只取第一列）：${repeatedHeaders.join('、')}`,
            `Repeated columns (the first counts): ${repeatedHeaders.join(', ')}`,
          ),
        ]
      : []),
  ];
}
