import { type RecordedResult, RecordResult } from '@sunlot/contract/visit-results.ts';
import { recordResult } from '@sunlot/server/results/record-result.ts';
import type { Command } from 'commander';
import { action, type Sink, writing } from './command.ts';
import { rowInEnglish } from './english-rows.ts';
import { type Output, show } from './output.ts';
import { parseInput } from './parse-input.ts';

type ResultOptions = {
  readonly object: string;
  readonly wording: string;
  readonly determined?: string;
  readonly published?: string;
  readonly withheld?: string;
  readonly part?: boolean;
  readonly approver?: string;
  readonly rectifyBy?: string;
  readonly case?: string;
  readonly partnerPeople?: string;
};

/** 检查结果 of a visit by its form: the office adds the wording, and types nothing twice. */
export function addResult(task: Command, sink: Sink): void {
  const { say } = sink.output;
  const date = say('<日期>', '<date>');
  const example = 'sunlot task result 2026q4-key --object 3 --wording';
  const result = writing(task.command('result'), sink.output, {
    what: say(
      '按已提交的检查表登记一次检查的结果：日期、人员、事项取自检查表，用语须与检查表一致',
      'record the result of a visit by its form: day, people and items come from the form, the wording must agree with it',
    ),
    examples: [
      `${example} 未发现问题 --as zonghe`,
      `${example} 发现问题已责令整改 --rectify-by 2026-12-20 --as zonghe --json`,
    ],
  }).argument(say('<任务>', '<task>'));
  result
    .requiredOption(
      `--object ${say('<对象>', '<unit>')}`,
      say('统一社会信用代码，或抽取序号', 'credit code, or its rank in the draw'),
    )
    .requiredOption(
      `--wording ${say('<用语>', '<words>')}`,
      say('方案的结果用语，几项用“；”分隔', 'in the words of the scheme, several by “；”'),
    )
    .option(`--determined ${date}`, say('结果认定日期（默认今天）', 'day of the determination (default: today)'))
    .option(`--published ${date}`, say('公示日期（已公示的）', 'day of publication, where it is public already'))
    .option(
      `--withheld ${say('<依据>', '<ground>')}`,
      say('不予公开依据（方案列出的）', 'ground on which it is not public, one of the scheme'),
    )
    .option(
      '--part',
      say('只有一部分不予公开，其余照常公示', 'only a part of it is withheld, the rest is published in time'),
    )
    .option(
      `--approver ${say('<姓名>', '<name>')}`,
      say('不予公开的批准人，加密保存', 'who approved the withholding; kept encrypted'),
    )
    .option(`--rectify-by ${date}`, say('整改期限（责令整改的须写）', 'to be put right by, where the wording needs it'))
    .option(
      `--case ${say('<文号>', '<number>')}`,
      say('立案文号（立案调查的须写），加密保存', 'case number, where the wording needs it; kept encrypted'),
    )
    .option(
      `--partner-people ${say('<人员>', '<people>')}`,
      say('配合部门人员，写成“部门：姓名”，几人用“；”分隔', 'partner people, “department：name”, several by “；”'),
    );
  action<ResultOptions>(result, sink, async (session, options, [id]) => {
    const { object, wording, determined, published, rectifyBy, case: caseNumber, partnerPeople } = options;
    const { withheld: withheldGround, part: withheldPart, approver: approvedBy } = options;
    const input = parseInput(RecordResult, {
      ...{
        object,
        wordings: several(wording),
        determinedOn: determined,
        publishedOn: published,
        ...{ withheldGround, withheldPart, approvedBy },
        ...{ rectifyBy, caseNumber },
      },
      ...(partnerPeople !== undefined && { partnerPeople: several(partnerPeople) }),
    });
    const view = await session.write(recordResult, { task: id!, ...input });
    show(sink.output, view, () => lines(sink.output, view));
    return 0;
  });
}

function several(text: string): readonly string[] {
  return text.split(/[；;]/);
}

function lines({ say }: Output, view: RecordedResult): readonly string[] {
  const { rank, date, results, form, inspectors, state, warnings } = view;
  const words = results.join('；');
  const about = say(
    `第 ${rank} 号 ${date} 的检查结果：${words}（检查表第 ${form.version} 版，不合格 ${form.failed} 行；检查人员 ${inspectors.join('、')}）`,
    `the result of number ${rank}, ${date}: ${words} (form version ${form.version}, ${form.failed} rows failed; ${inspectors.join(', ')})`,
  );
  const head = {
    added: say('✔ 已登记', '✔ Recorded '),
    same: say('已经登记过，没有改动：', 'On record already: '),
    approved: say(
      '✔ 已补登不予公开的批准人，其余没有改动：',
      '✔ Recorded who approved the withholding, the rest was on record already: ',
    ),
  }[state];
  return [head + about, ...warnings.map((text) => `  ${say(text, rowInEnglish(text))}`)];
}
