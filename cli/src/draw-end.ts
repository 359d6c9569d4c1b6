import { EndDraw } from '@sunlot/contract/draws.ts';
import { SendNonce } from '@sunlot/contract/sources.ts';
import { endDraw } from '@sunlot/server/features/draws/end-draw.ts';
import { sendNonce } from '@sunlot/server/features/draws/send-nonce.ts';
import type { Command } from 'commander';
import { z } from 'zod';
import { action, type Sink, writing } from './command.ts';
import { writeNamed } from './files.ts';
import { show } from './output.ts';
import { parseInput } from './parse-input.ts';
import { approverLogin } from './session.ts';

export function addVoid(draw: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot draw void drw_0001 --reason ${say('名单有误', 'wrong-list')} --approve lingdao --as zonghe`;
  const end = writing(draw.command('void'), sink.output, {
    what: say(
      '作废抽取：开出第一个数之前为作废，之后为中止并计作一次抽取；须单位主要负责人批准，不删除',
      'end a draw: void before its first source, abandoned after it and then counted as a draw; the head approves, nothing is deleted',
    ),
    examples: [example, `${example} --dry-run`],
  })
    .argument(say('<抽取>', '<draw>'))
    .requiredOption(`--reason ${say('<理由>', '<reason>')}`, say('理由，写入公开日志', 'why; stands in the public log'))
    .requiredOption(`--approve ${say('<用户>', '<user>')}`, say('批准的单位主要负责人', 'the head who approves'));
  action<{ reason: string; approve: string }>(end, sink, async (session, { reason, approve }, [id]) => {
    const approver = await approverLogin(session, approve);
    const view = await session.write(endDraw, parseInput(EndDraw, { draw: id, reason, approver }));
    const isVoid = view.state === 'void';
    show(sink.output, view, () => [
      isVoid
        ? say(`✔ 抽取 ${view.draw} 已作废`, `✔ Draw ${view.draw} is void`)
        : say(`✔ 抽取 ${view.draw} 已中止，计作一次抽取`, `✔ Draw ${view.draw} is abandoned and counts as a draw`),
      say(
        '  任务可以重新封存，新的清单会写明这一次',
        '  The task can be frozen again; the next manifest names this one',
      ),
    ]);
    return 0;
  });
}

export function addNonce(draw: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot draw nonce drw_0001 --text ${say('绿水青山就是金山银山', 'clear-waters-green-hills')} --out receipt.json`;
  const send = writing(draw.command('nonce'), sink.output, {
    what: say(
      '为抽取送一个外部数，当场入日志；请保存回执，它能证明这个数没有被漏掉',
      'send a number for a draw; it enters the log at once. Keep the receipt: it proves that the number was not left out',
    ),
    examples: [example, 'sunlot draw nonce drw_0001 --hex 0f1e2d3c4b5a69788796a5b4c3d2e1f0 --out receipt.json'],
  })
    .argument(say('<抽取>', '<draw>'))
    .option(`--text ${say('<文字>', '<text>')}`, say('任意文字，16 至 64 字节', 'any text of 16–64 bytes'))
    .option(`--hex ${say('<十六进制>', '<hex>')}`, say('16 至 64 字节', '16–64 bytes'))
    .option(`--out ${say('<文件>', '<file>')}`, say('回执写到哪里', 'where to write the receipt'));
  action<{ text?: string; hex?: string; out?: string }>(send, sink, async (session, { text, hex, out }, [id]) => {
    const typed = parseInput(SendNonce, hex === undefined ? { text } : { nonce: hex });
    const { draw: name } = parseInput(z.object({ draw: z.string() }), { draw: id });
    const receipt = await session.write(sendNonce, { ...typed, draw: name });
    if (out !== undefined && !sink.output.dryRun) await writeNamed(out, Buffer.from(`${JSON.stringify(receipt)}\n`));
    show(sink.output, receipt, () => [
      say(`✔ 已入日志第 ${receipt.index} 条`, `✔ It is entry ${receipt.index} of the log`),
      ...(out === undefined ? [] : [say(`  回执写到 ${out}`, `  The receipt is in ${out}`)]),
    ]);
    return 0;
  });
}
