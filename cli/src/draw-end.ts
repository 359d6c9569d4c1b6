import { EndDraw, RevealDraw } from '@sunlot/contract/draws.ts';
import { SendNonce } from '@sunlot/contract/sources.ts';
import { endDraw } from '@sunlot/server/features/draws/end-draw.ts';
import { revealDraw } from '@sunlot/server/features/draws/reveal-draw.ts';
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

type RevealOptions = { readonly early?: string; readonly approve?: string; readonly withhold?: string[] };

export function addReveal(draw: Command, sink: Sink): void {
  const { say } = sink.output;
  const early = `--early ${say('提前公开的理由', 'reason')} --approve lingdao`;
  const reveal = writing(draw.command('reveal'), sink.output, {
    what: say('公开全部名单', 'make the whole list public'),
    examples: ['sunlot draw reveal drw_0001 --as jijian', `sunlot draw reveal drw_0001 ${early} --as jijian`],
  })
    .argument(say('<抽取>', '<draw>'))
    .option(
      `--early ${say('<理由>', '<reason>')}`,
      say('检查未完就公开的理由', 'why it is made public before the visits are over'),
    )
    .option(`--approve ${say('<用户>', '<user>')}`, say('批准提前公开的人', 'who approves that'))
    .option(
      `--withhold ${say('<信用代码=依据>', '<code=ground>')}`,
      say(
        '依法不公开的对象及方案规定的依据，可写多个',
        'units that lawfully stay closed, with a ground of the scheme; repeatable',
      ),
      (one: string, all: string[] = []) => [...all, one],
    );
  action<RevealOptions>(reveal, sink, async (session, { early, approve, withhold = [] }, [id]) => {
    const approver = approve === undefined ? undefined : await approverLogin(session, approve);
    const withheld = withhold.map((one) => ({ object: one.split('=')[0], ground: one.split('=')[1] ?? '' }));
    const input = parseInput(RevealDraw, {
      draw: id,
      ...(early && { early }),
      ...(approver && { approver }),
      ...(withheld.length > 0 && { withheld }),
    });
    const view = await session.write(revealDraw, input);
    show(sink.output, view, () => [
      withheld.length > 0
        ? say(
            `✔ 抽取 ${view.draw} 的名单已公开，${withheld.length} 家依法不公开，与它们有关的几项不能验算`,
            `✔ The list of draw ${view.draw} is public; units that lawfully stay closed: ${withheld.length}, and what rests on them cannot be checked`,
          )
        : say(
            `✔ 抽取 ${view.draw} 的名单已公开，现在可以从名单到结果完整验算`,
            `✔ The list of draw ${view.draw} is public: everything can be checked now, from the list to the result`,
          ),
    ]);
    return 0;
  });
}
