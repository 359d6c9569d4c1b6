import { createHash } from 'node:crypto';
import {
  AnswerReplacement,
  ApplicationPlace,
  AskReplacement,
  ReplaceDraw,
  type ReplacementReason,
  replacementReasons,
  replacementReasonsInEnglish,
} from '@sunlot/contract/replacements.ts';
import { answerReplacement } from '@sunlot/server/features/draws/answer-replacement.ts';
import { askReplacement } from '@sunlot/server/features/draws/ask-replacement.ts';
import { withdrawReplacement } from '@sunlot/server/features/draws/decide-application.ts';
import { replaceDraw } from '@sunlot/server/features/draws/replace-draw.ts';
import type { Command } from 'commander';
import { action, type Sink, writing } from './command.ts';
import { readNamed } from './files.ts';
import { type Output, show } from './output.ts';
import { parseInput } from './parse-input.ts';
import { applicationLine, shownReplacement } from './replacement-lines.ts';
import { approverLogin, type Session } from './session.ts';

type ReplaceOptions = {
  readonly rank?: string;
  readonly seat?: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly evidence?: string;
  readonly document?: string;
  readonly approve?: string;
  readonly value?: string;
  readonly withdraw?: string;
};

export function addReplace(draw: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot draw replace drw_0001 --rank 3 --reason suspended --evidence doc.pdf --document ${say('停产报告〔2026〕3号', 'report-3')} --approve lingdao --as zonghe`;
  const replace = writing(draw.command('replace'), sink.output, {
    what: say(
      '调整更换：对象由候补依次递补，人员由席位签号决定，谁也不能挑；须证明材料和分管负责同志批准，不写 --approve 的待其批准',
      'replace a drawn unit by the next of the reserve, or a person by the numbers of the seat; nobody picks. Takes a document and the approval of the deputy in charge; without --approve it waits for it',
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
      `--detail ${say('<事由>', '<words>')}`,
      say('具体事由，理由为 other 时必填', 'the reason in words of its own; needed with other'),
    )
    .option(
      `--evidence ${say('<文件>', '<file>')}`,
      say('证明材料，只记录其校验值', 'the document; only its hash is recorded'),
    )
    .option(`--document ${say('<文号>', '<name>')}`, say('证明材料的名称或文号', 'name or number of the document'))
    .option(
      `--approve ${say('<用户>', '<user>')}`,
      say('在场批准的分管负责同志', 'the deputy who approves, being there'),
    )
    .option(
      `--withdraw ${say('<件号>', '<number>')}`,
      say('撤回还没有批准的申请', 'take back an application that waits'),
    )
    .option(
      `--value ${say('<签名>', '<signature>')}`,
      say('为等待中的更换带入信标轮次签名', 'the signature of the round that an open replacement waits for'),
    );
  action<ReplaceOptions>(replace, sink, async (session, options, [id]) => {
    const { value, withdraw } = options;
    if (value !== undefined) {
      const input = parseInput(AnswerReplacement, { draw: id, value });
      show(...shownReplacement(sink.output, await session.write(answerReplacement, input)));
    } else if (withdraw !== undefined) {
      const place = parseInput(ApplicationPlace, { draw: id, no: withdraw });
      const view = await session.write(withdrawReplacement, place);
      show(sink.output, view, () => [applicationLine(sink.output, view)]);
    } else {
      await askOrReplace(session, options, id!);
    }
    return 0;
  });
}

async function askOrReplace(session: Session, options: ReplaceOptions, draw: string): Promise<void> {
  const { rank, seat, reason, detail, document, evidence, approve } = options;
  const { output } = session;
  const approver = approve === undefined ? undefined : await approverLogin(session, approve);
  const hash =
    evidence === undefined
      ? undefined
      : createHash('sha256')
          .update(await readNamed(evidence))
          .digest('hex');
  const wanted = { draw, rank: Number(rank), reason: reasonOf(reason), document, evidence: hash };
  const place = { ...wanted, ...(seat !== undefined && { seat }), ...(detail !== undefined && { detail }) };
  if (approver !== undefined) {
    const input = parseInput(ReplaceDraw, { ...place, approver });
    show(...shownReplacement(output, await session.write(replaceDraw, input)));
    return;
  }
  const view = await session.write(askReplacement, parseInput(AskReplacement, place));
  show(output, view, () => [
    applicationLine(output, view),
    output.say(
      `  由分管负责同志批准：sunlot draw approve-replacement ${view.draw} --no ${view.no} --as …`,
      `  The deputy in charge approves it: sunlot draw approve-replacement ${view.draw} --no ${view.no} --as …`,
    ),
  ]);
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
