import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { UseCase } from '@sunlot/server/context.ts';
import { importInspectors } from '@sunlot/server/features/inspectors/import-inspectors.ts';
import { importItems } from '@sunlot/server/features/items/import-items.ts';
import { importObjects } from '@sunlot/server/features/objects/import-objects.ts';
import type { ImportInput, ImportOutcome } from '@sunlot/server/imports/run-import.ts';
import { Problem } from '@sunlot/server/problem.ts';
import type { RowError } from '@sunlot/server/workbooks/error-workbook.ts';
import type { Command } from 'commander';
import { type AddCommands, action, writing } from './command.ts';
import { type Output, show } from './output.ts';

type Sink = { readonly output: Output; readonly done: (code: number) => void };
type ImportOptions = {
  readonly agency: string;
  readonly sheet?: string;
  readonly errors?: string;
  readonly dryRun?: boolean;
};

const MOST_LINES = 20;

export const importCommands: AddCommands = (program, output, done) => {
  const command = program.command('import').description('导入办公室的工作簿（.xlsx，或 UTF-8、GB18030 的 .csv）');
  const sink = { output, done };
  add(command, sink, { name: 'objects', what: '检查对象名录', useCase: importObjects });
  add(command, sink, { name: 'inspectors', what: '检查人员名录', useCase: importInspectors });
  add(command, sink, { name: 'items', what: '随机抽查事项清单', useCase: importItems });
};

type Noun = { readonly name: string; readonly what: string; readonly useCase: UseCase<ImportInput, ImportOutcome> };

function add(command: Command, sink: Sink, { name, what, useCase }: Noun): void {
  const one = writing(command.command(name).description(`导入${what}`).argument('<文件>'))
    .requiredOption('--agency <代码>', '单位')
    .option('--sheet <工作表>', '有多张表可用时，取哪一张')
    .option('--errors <文件>', '退回的行写到哪个 .xlsx（默认在原文件名后加“-退回”）');
  action<ImportOptions>(one, sink, async (session, options, [file]) => {
    const { agency, sheet, errors, dryRun } = options;
    const bytes = await readFile(file!).catch(() => {
      throw new Problem('import.unreadable', { file, why: '找不到这个文件，或没有读取权限' });
    });
    const outcome = await session.write(useCase, { agency, file: file!, bytes, ...(sheet && { sheet }) });
    const place = errors ?? `${basename(file!, extname(file!))}-退回.xlsx`;
    const errorsFile = outcome.errorsWorkbook && !dryRun ? place : null;
    if (errorsFile) await writeFile(errorsFile, outcome.errorsWorkbook!);
    const result = { ...outcome.result, errorsFile };
    if (sink.output.json) for (const line of remarks(outcome)) sink.output.note(line);
    show(sink.output, result, () => [...summary(what, result), ...remarks(outcome)]);
    return result.rejected > 0 ? 6 : 0;
  });
}

function summary(what: string, result: ImportOutcome['result']): readonly string[] {
  const { file, sheet, read, added, updated, same, rejected, suspect, errorsFile } = result;
  return [
    `${what} ${file}${sheet ? `（${sheet}）` : ''}：读取 ${read} · 新增 ${added} · 更新 ${updated} · 不变 ${same} · 退回 ${rejected} · 疑似重复 ${suspect}`,
    ...(errorsFile ? [`退回的行在 ${errorsFile}，单元格已标红、写明原因；改好后可直接再导入。`] : []),
  ];
}

/** What the office should look at: rejected rows first, then oddities, then headers nobody knows. */
function remarks({ rejected, warnings, unknownHeaders, repeatedHeaders }: ImportOutcome): readonly string[] {
  return [
    ...limited(rejected.flatMap((row) => rowLines('退回', row))),
    ...limited(warnings.flatMap((row) => rowLines('注意', row))),
    ...(unknownHeaders.length > 0 ? [`不认识的列（作为备注保留）：${unknownHeaders.join('、')}`] : []),
    ...(repeatedHeaders.length > 0 ? [`重复的列（只取第一列）：${repeatedHeaders.join('、')}`] : []),
  ];
}

function rowLines(what: string, { rowNumber, findings }: RowError): readonly string[] {
  return findings.map(({ message }) => `${what}  第 ${rowNumber} 行：${message}`);
}

function limited(lines: readonly string[]): readonly string[] {
  return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES), `……另有 ${lines.length - MOST_LINES} 条`];
}
