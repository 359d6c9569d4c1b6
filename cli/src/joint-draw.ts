import { basename } from 'node:path';
import { ImportJointDraw, type JointDrawView } from '@sunlot/contract/drawn-elsewhere.ts';
import { importJointDraw, namedJointDraw, showJointDraw } from '@sunlot/server/features/joint/import-joint-draw.ts';
import type { Command } from 'commander';
import { action, reading, type Sink, writing } from './command.ts';
import { rowInEnglish } from './english-rows.ts';
import { readNamed, writeNamed } from './files.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

const TASK = '2026q4-interdepartmental';

/** `joint import-draw` and `joint drawn`: the draw of the lead department. */
export function addJointDraw(joint: Command, sink: Sink): void {
  addImportDraw(joint, sink);
  addDrawn(joint, sink);
}

type ImportOptions = { readonly lead: string; readonly date: string; readonly document: string };

function addImportDraw(joint: Command, sink: Sink): void {
  const { say } = sink.output;
  const words = { lead: say('市场监管局', 'MARKETS'), document: say('抽取结果〔2026〕3号', 'RESULT-3') };
  const example = `sunlot joint import-draw ${TASK} result.xlsx --lead ${words.lead} --date 2026-11-18 --document ${words.document} --as zonghe`;
  const take = writing(joint.command('import-draw'), sink.output, {
    what: say(
      '采用牵头部门的抽取结果；文件加密保存，公开日志只记散列',
      'take over the draw of the lead department; its file is kept encrypted, the public log gets a hash',
    ),
    examples: [example, `${example} --dry-run`],
  })
    .argument(say('<任务>', '<task>'))
    .argument(say('<文件>', '<file>'))
    .requiredOption(`--lead ${say('<部门>', '<department>')}`, say('牵头部门', 'the lead department'))
    .requiredOption(`--date ${say('<日期>', '<date>')}`, say('抽取日期', 'day of the draw'))
    .requiredOption(
      `--document ${say('<文件名或文号>', '<document>')}`,
      say('抽取结果的名称或文号', 'name or number of the result'),
    );
  action<ImportOptions>(take, sink, async (session, { lead, date, document }, [task, file]) => {
    const content = Buffer.from(await readNamed(file!)).toString('base64');
    const typed = parseInput(ImportJointDraw, { lead, date, document, file: basename(file!), content });
    const view = await session.write(importJointDraw, { task: task!, ...typed });
    show(sink.output, view, () => [
      say(
        `✔ 已采用${view.lead} ${view.drawnOn} 的抽取结果：任务 ${view.code}，${view.objects} 家，名称待检查后公开`,
        `✔ The draw of ${view.lead} on ${view.drawnOn} is taken over: task ${view.code}, ${view.objects} units, names closed until the visits`,
      ),
      ...proofLines(sink.output, view),
      ...view.warnings.map((text) => say(`  注意：${text}`, `  Note: ${rowInEnglish(text)}`)),
    ]);
    return 0;
  });
}

function proofLines({ say }: Output, { document, file, commitment }: JointDrawView): readonly string[] {
  return [
    say(`  文件 ${file}（${document}）`, `  file ${file} (${document})`),
    say(`  公开日志中的散列 ${commitment}`, `  hash in the public log ${commitment}`),
  ];
}

function addDrawn(joint: Command, sink: Sink): void {
  const { say } = sink.output;
  const drawn = reading(joint.command('drawn'), sink.output, {
    what: say('查看牵头部门的抽取结果', 'show the draw of the lead department'),
    examples: [`sunlot joint drawn ${TASK}`, `sunlot joint drawn ${TASK} --names --as zonghe --json`],
  })
    .argument(say('<任务>', '<task>'))
    .option(
      '--names',
      say('连同对象和小组；只限可以知道的人，记入日志', 'with units and teams, for those who may know; logged'),
    )
    .option(
      `--out ${say('<文件>', '<file>')}`,
      say('另存原文件，须加 --names', 'write the file as it came; needs --names'),
    );
  action<{ names?: boolean; out?: string }>(drawn, sink, async (session, { names, out }, [task]) => {
    if (!names) {
      const view = await session.read(showJointDraw, { task: task! });
      show(sink.output, view, () => drawnLines(sink.output, view));
      return 0;
    }
    const view = await session.write(namedJointDraw, { task: task! });
    if (out !== undefined) await writeNamed(out, Buffer.from(view.content, 'base64'));
    show(sink.output, view, () => [
      ...drawnLines(sink.output, view),
      ...table([
        say('序号|检查对象|检查人员', 'rank|unit|inspectors').split('|'),
        ...view.names.map(({ rank, object, team = '' }) => [rank, object.name, team]),
      ]),
    ]);
    return 0;
  });
}

function drawnLines(output: Output, view: JointDrawView): readonly string[] {
  return [
    output.say(
      `${view.code}：由${view.lead}于 ${view.drawnOn} 抽取 ${view.objects} 家（在外抽取）`,
      `${view.code}: ${view.objects} units drawn by ${view.lead} on ${view.drawnOn} (drawn elsewhere)`,
    ),
    ...proofLines(output, view),
  ];
}
