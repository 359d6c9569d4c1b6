import { AppointWitnesses, type WitnessesView } from '@sunlot/contract/witnesses.ts';
import { appointWitnesses, showWitnesses } from '@sunlot/server/log/appoint-witnesses.ts';
import { cosignLog } from '@sunlot/server/log/cosign-log.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink, writing } from './command.ts';
import { readNamedText } from './files.ts';
import { type Output, show } from './output.ts';
import { parseInput } from './parse-input.ts';
import { approverLogin } from './session.ts';

export function addCosign(log: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = 'sunlot log cosign --checkpoint checkpoint.txt --in cosigned.txt';
  const cosign = writing(log.command('cosign'), output, {
    what: say('导入见证人在检查点上的签名', 'bring in the signatures of witnesses on a checkpoint'),
    examples: [example, `${example} --dry-run`],
  })
    .requiredOption(
      `--checkpoint ${say('<文件>', '<file>')}`,
      say('交给见证人的检查点', 'the checkpoint the witness got'),
    )
    .requiredOption(
      `--in ${say('<文件>', '<file>')}`,
      say('见证人交回的签名行，或加签后的全文', 'the lines the witness gave back, or the whole note with them'),
    );
  action<{ checkpoint: string; in: string }>(cosign, sink, async (session, options) => {
    const view = await session.write(cosignLog, {
      checkpoint: await readNamedText(options.checkpoint),
      checkpointFile: options.checkpoint,
      lines: await readNamedText(options.in),
      linesFile: options.in,
    });
    show(output, view, () => [
      ...view.added.map(({ witness, time }) =>
        say(
          `✔ ${witness} 已在 ${view.size} 条的检查点上加签（${time}）`,
          `✔ ${witness} cosigned the checkpoint of ${view.size} entries (${time})`,
        ),
      ),
      ...(view.known > 0 ? [say(`${view.known} 行以前导入过`, `Known before: ${view.known}`)] : []),
      ...(view.ignored > 0
        ? [say(`${view.ignored} 行不是见证人签的，没有采用`, `Left out, by nobody of a policy: ${view.ignored}`)]
        : []),
    ]);
    return 0;
  });
}

export function addWitnesses(log: Command, sink: Sink): void {
  const { output } = sink;
  const witnesses = agencyOption(
    reading(log.command('witnesses'), output, {
      what: output.say(
        '见证规则：谁在日志检查点上加签，几人算数',
        'who cosigns the log for an agency, and how many it takes',
      ),
      examples: ['sunlot log witnesses --agency 999999', 'sunlot log witnesses --agency 999999 --json'],
    }),
    output,
  );
  action<{ agency: string }>(witnesses, sink, async (session, { agency }) => {
    const view = await session.read(showWitnesses, { agency });
    show(output, view, () => policyLines(output, view));
    return 0;
  });
}

function policyLines({ say }: Output, { agency, quorum, witnesses, hash }: WitnessesView): readonly string[] {
  if (witnesses.length === 0) {
    return [
      say(
        `单位 ${agency} 没有见证人：清单以日志自己的时间固定，记录上写“无外部见证”`,
        `Agency ${agency} has no witnesses: lists are committed at the log’s own time, and records say so`,
      ),
    ];
  }
  return [
    say(
      `单位 ${agency}：${witnesses.length} 名见证人，须有 ${quorum} 名加签`,
      `Agency ${agency}: ${witnesses.length} witnesses, ${quorum} have to cosign`,
    ),
    ...witnesses.map(
      ({ name, role, outside, key }) =>
        `  ${name}${role ? `（${role}）` : ''}  ${outside ? say('指挥关系以外', 'outside the line of command') : say('指挥关系以内', 'of the line of command')}  ${key}`,
    ),
    say(`规则校验值 ${hash}`, `Hash of the policy ${hash}`),
  ];
}

export function addAppoint(log: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = `sunlot log appoint witnesses.json --agency 999999 --why ${say('局务会', 'decided')} --as admin --approve lingdao`;
  const appoint = agencyOption(
    writing(log.command('appoint'), output, {
      what: say('登记见证规则，从下一次封存起生效', 'set who cosigns the log, from the next freeze on'),
      examples: [example, `${example} --dry-run`],
    }),
    output,
  )
    .argument(say('<文件>', '<file>'), say('JSON：quorum 和 witnesses', 'JSON: quorum and witnesses'))
    .requiredOption(`--why ${say('<理由>', '<reason>')}`, say('理由，记入日志', 'the reason; it goes into the log'))
    .requiredOption(`--approve ${say('<用户>', '<user>')}`, say('批准的单位主要负责人', 'the head, who approves'));
  action<{ agency: string; why: string; approve: string }>(appoint, sink, async (session, options, [file]) => {
    const { agency, why } = options;
    const text = await readNamedText(file!);
    const approver = await approverLogin(session, options.approve);
    const asked = parseInput(AppointWitnesses, { agency, file, text, why, approver });
    const view = await session.write(appointWitnesses, asked);
    show(output, view, () => [say('✔ 见证规则已登记', '✔ The witnesses are appointed'), ...policyLines(output, view)]);
    return 0;
  });
}
