import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  AnswerReplacement,
  ReplaceDraw,
  type ReplacementReason,
  type ReplacementView,
  replacementReasons,
  replacementReasonsInEnglish,
} from '@sunlot/contract/replacements.ts';
import { momentText } from '@sunlot/server/clock.ts';
import { answerReplacement } from '@sunlot/server/features/draws/answer-replacement.ts';
import { replaceDraw } from '@sunlot/server/features/draws/replace-draw.ts';
import type { Command } from 'commander';
import { action, type Sink, writing } from './command.ts';
import { type Output, show } from './output.ts';
import { parseInput } from './parse-input.ts';
import { approverLogin } from './session.ts';

type ReplaceOptions = {
  readonly rank?: string;
  readonly seat?: string;
  readonly reason?: string;
  readonly evidence?: string;
  readonly document?: string;
  readonly approve?: string;
  readonly value?: string;
};

export function addReplace(draw: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot draw replace drw_0001 --rank 3 --reason suspended --evidence doc.pdf --document ${say('停产报告〔2026〕3号', 'report-3')} --approve lingdao --as zonghe`;
  const replace = writing(draw.command('replace'), sink.output, {
    what: say(
      '调整更换：对象由候补依次递补，人员由席位签号决定，谁也不能挑；须证明材料和分管负责同志批准',
      'replace a drawn unit by the next of the reserve, or a person by the numbers of the seat; nobody picks. Takes a document and the approval of the deputy in charge',
    ),
    examples: [example, 'sunlot draw replace drw_0001 --value SIGNATURE --as zonghe'],
  })
    .argument(say('<抽取>', '<draw>'))
    .option(`--rank ${say('<序号>', '<rank>')}`, say('中签序号', 'the rank'))
    .option(
      `--seat ${say('<席位>', '<seat>')}`,
      say('更换人员时写席位，如 leader', 'the seat, where a person is replaced'),
    )
    .option(`--reason ${say('<理由>', '<reason>')}`, reasonsText(sink.output))
    .option(
      `--evidence ${say('<文件>', '<file>')}`,
      say('证明材料，只记录其校验值', 'the document; only its hash is recorded'),
    )
    .option(`--document ${say('<文号>', '<name>')}`, say('证明材料的名称或文号', 'name or number of the document'))
    .option(`--approve ${say('<用户>', '<user>')}`, say('批准的分管负责同志', 'the deputy who approves'))
    .option(
      `--value ${say('<签名>', '<signature>')}`,
      say('为等待中的更换带入信标轮次签名', 'the signature of the round that an open replacement waits for'),
    );
  action<ReplaceOptions>(replace, sink, async (session, { rank, approve, evidence, value, ...more }, [id]) => {
    if (value !== undefined) {
      show(
        ...shown(
          sink.output,
          await session.write(answerReplacement, parseInput(AnswerReplacement, { draw: id, value })),
        ),
      );
      return 0;
    }
    const approver = approve === undefined ? undefined : await approverLogin(session, approve);
    const hash =
      evidence === undefined
        ? undefined
        : createHash('sha256')
            .update(await readFile(evidence))
            .digest('hex');
    const { seat, reason, document } = more;
    const wanted = { draw: id, rank: Number(rank), reason: reasonOf(reason), document, evidence: hash, approver };
    const input = parseInput(ReplaceDraw, { ...wanted, ...(seat !== undefined && { seat }) });
    show(...shown(sink.output, await session.write(replaceDraw, input)));
    return 0;
  });
}

function reasonsText({ say }: Output): string {
  const all = Object.entries(replacementReasons) as [ReplacementReason, string][];
  return say(
    all.map(([code, name]) => `${code} ${name}`).join('，'),
    all.map(([code]) => `${code}: ${replacementReasonsInEnglish[code]}`).join(', '),
  );
}

/** A reason by its code or by what people call it. */
function reasonOf(typed: string | undefined): string | undefined {
  return Object.entries(replacementReasons).find(([, name]) => name === typed)?.[0] ?? typed;
}

function shown(output: Output, view: ReplacementView): [Output, ReplacementView, () => readonly string[]] {
  const { say } = output;
  return [
    output,
    view,
    () => [
      view.state === 'waiting'
        ? say(`✔ 申请 ${view.no} 已入日志，等公共随机数`, `✔ Request ${view.no} is in the log and waits for its value`)
        : say(`✔ 第 ${view.no} 次更换完成`, `✔ Replacement ${view.no} is done`),
      ...(view.awaits
        ? [
            say(
              `  drand quicknet 第 ${view.awaits.round} 轮，${momentText(view.awaits.at)}`,
              `  drand quicknet round ${view.awaits.round}, ${momentText(view.awaits.at)}`,
            ),
          ]
        : []),
      ...view.places.map(({ place, unfilled, vacant }) =>
        say(
          `  序号 ${place}${unfilled ? '：候补已用完，未补' : ''}${vacant.length > 0 ? `：空缺席位 ${vacant.join('、')}` : ''}`,
          `  place ${place}${unfilled ? ': not filled, the reserve is spent' : ''}${vacant.length > 0 ? `: vacant ${vacant.join(', ')}` : ''}`,
        ),
      ),
    ],
  ];
}

/** One replacement in a list: ranks and numbers, as everybody may see them. */
export function replacementLine({ say }: Output, { no, what, state, places }: ReplacementView): string {
  const zh = `  更换 ${no}：${what === 'object' ? '对象' : '人员'}，${state === 'waiting' ? '等公共随机数' : `序号 ${places.map(({ place }) => place).join('、')}`}`;
  const en = `  Replacement ${no}: ${what}, ${state === 'waiting' ? 'waiting for its value' : `place ${places.map(({ place }) => place).join(', ')}`}`;
  return say(zh, en);
}
