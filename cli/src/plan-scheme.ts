import { createHash } from 'node:crypto';
import { RecordScheme } from '@sunlot/contract/plans.ts';
import { recordScheme } from '@sunlot/server/features/plans/record-scheme.ts';
import type { Command } from 'commander';
import { action, agencyOption, type Sink, writing } from './command.ts';
import { readNamed } from './files.ts';
import { show } from './output.ts';
import { parseInput } from './parse-input.ts';

type Options = {
  readonly agency: string;
  readonly year: string;
  readonly title: string;
  readonly number?: string;
  readonly date: string;
  readonly url: string;
};

/** 实施方案 of the year: the file itself stays where it is published, its hash is kept. */
export function addScheme(plan: Command, sink: Sink): void {
  const { say } = sink.output;
  const title = say('双随机一公开实施方案', 'SCHEME');
  const example = `sunlot plan scheme ${say('方案', 'scheme')}.pdf --agency 999999 --year 2026 --title ${title} --date 2026-02-13 --url https://example.gov.cn/scheme`;
  const scheme = writing(plan.command('scheme'), sink.output, {
    what: say('登记当年印发的实施方案，与计划一同公开', 'record the scheme document of the year, public with the plan'),
    examples: [`${example} --as zonghe`, `${example} --dry-run --as zonghe`],
  }).argument(say('<文件>', '<file>'));
  agencyOption(scheme, sink.output)
    .requiredOption(`--year ${say('<年>', '<year>')}`, say('年度', 'year of the plan'))
    .requiredOption(`--title ${say('<标题>', '<title>')}`, say('实施方案的标题', 'title of the document'))
    .option(`--number ${say('<文号>', '<number>')}`, say('文号', 'its number'))
    .requiredOption(`--date ${say('<日期>', '<date>')}`, say('印发日期', 'day of issue'))
    .requiredOption(`--url ${say('<网址>', '<url>')}`, say('公开网址', 'address of the publication'));
  action<Options>(scheme, sink, async (session, { agency, year, title: name, number, date, url }, [file]) => {
    const sha256 = createHash('sha256')
      .update(await readNamed(file!))
      .digest('hex');
    const typed = { agency, year, title: name, issuedOn: date, url, sha256, ...(number !== undefined && { number }) };
    const view = await session.write(recordScheme, parseInput(RecordScheme, typed));
    show(sink.output, view, () => [
      say(
        `✔ 已登记 ${view.year} 年实施方案《${name}》，文件 SHA-256 ${sha256}`,
        `✔ The scheme document of ${view.year} is recorded: ${name}, SHA-256 ${sha256}`,
      ),
    ]);
    return 0;
  });
}
