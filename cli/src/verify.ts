import { readFile } from 'node:fs/promises';
import type { VerificationView } from '@sunlot/contract/verify.ts';
import { verifyEvidence } from '@sunlot/server/evidence/verify-evidence.ts';
import { Problem } from '@sunlot/server/problem.ts';
import type { AddCommands } from './command.ts';
import { show } from './output.ts';

const FETCH_MS = 60_000;

export const verifyCommand: AddCommands = (program, output, done) => {
  program
    .command('verify')
    .description('独立验算一个证据包：不需要数据库，不联系任何人')
    .argument('<证据包或网址>', '.zip 文件，或抽取的公开网址')
    .option('--log-key <公钥>', '您信任的日志公钥；不给则以包内公钥为准')
    .option('--json', '只在标准输出打印一个 JSON 对象')
    .action(async (place: string, { logKey }: { logKey?: string }) => {
      const view = verifyEvidence(await readPack(place), { logKey });
      show(output, view, () => lines(view));
      done(view.ok ? (view.complete ? 0 : 8) : 7);
    });
};

async function readPack(place: string): Promise<Uint8Array> {
  if (!/^https?:\/\//.test(place)) return readFile(place).catch(() => unreadable(place, '读不到这个文件'));
  const url = evidenceUrl(place);
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) }).catch(() => unreadable(url, '连接不上'));
  if (!response.ok) unreadable(url, `网站回答 ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The page of a draw, its entry in the public API, or the pack itself: each leads to the pack. */
function evidenceUrl(place: string): string {
  const page = /^(.*)\/(?:v|public\/v1\/draws)\/([^/?#]+)\/?(?:[?#].*)?$/.exec(place);
  return page ? `${page[1]}/public/v1/draws/${page[2]}/evidence.zip` : place;
}

function unreadable(place: string, why: string): never {
  throw new Problem('evidence.unreadable', { place, why });
}

function lines(view: VerificationView): readonly string[] {
  const left = view.checks.filter(({ state }) => state === 'notYet').length;
  const failed = view.checks.filter(({ state }) => state === 'fail');
  return [
    `抽取 ${view.draw}  ${view.phase ? PHASES[view.phase] : ''}`,
    ...(view.words ? [`口令 ${view.words}  指纹 ${view.fingerprint}`] : []),
    ...view.checks.flatMap(({ id, title, state, expected, actual }) => [
      `${MARKS[state]} ${id.padEnd(3)} ${title}`,
      ...(state === 'fail' ? [`        应当：${expected}`, `        实际：${actual}`] : [`        ${actual}`]),
    ]),
    failed.length > 0
      ? `✘ ${failed.length} 项不通过。请保存这个证据包，并联系纪检监督。`
      : left > 0
        ? `已公开的部分全部一致；${left} 项要等名单公开后才能验算（${view.ms} 毫秒）。`
        : `全部一致（${view.ms} 毫秒），没有把数据发给任何人。`,
  ];
}

const MARKS = { pass: '✔ 通过    ', fail: '✘ 不通过  ', notYet: '… 尚未公开', stated: '◇ 见证陈述' } as const;
const PHASES = {
  P1: '名单已封存，尚未摇号',
  P2: '已抽取，名称在检查后公开',
  P3: '部分公开',
  P4: '全部公开',
  PX: '已作废或中止',
} as const;
