import type { Text } from '@sunlot/contract/languages.ts';
import { type OpeningVerdict, openingFaultText, openingText } from '@sunlot/contract/own-openings.ts';
import type { VerificationView } from '@sunlot/contract/verify.ts';
import { isUnmade } from '@sunlot/core/draw/check.ts';
import { checkOpening } from '@sunlot/server/evidence/check-opening.ts';
import { checkReceipt, type ReceiptVerdict } from '@sunlot/server/evidence/check-receipt.ts';
import { verifyEvidence } from '@sunlot/server/evidence/verify-evidence.ts';
import { checkTitle } from './check-titles.ts';
import { type AddCommands, describe, jsonOption } from './command.ts';
import { checkInEnglish } from './english-checks.ts';
import { readNamed, readNamedText } from './files.ts';
import { checkWithCopy, keyCopyLine } from './key-copy.ts';
import { displayWidth, type Output, show } from './output.ts';
import { readPacks } from './read-pack.ts';
import { pageOption, savePage } from './verify-page.ts';

export const verifyCommand: AddCommands = (program, output, done) => {
  const { say } = output;
  const verify = describe(program.command('verify'), output, {
    what: say(
      '独立验算一个证据包：不需要数据库，不联系任何人',
      'check an evidence pack independently: without a database, without asking anybody',
    ),
    examples: ['sunlot verify draw.zip', 'sunlot verify https://example.gov.cn/v/drw_0001 --json'],
  })
    .argument(
      say('<证据包或网址>', '<pack or url>'),
      say('.zip 文件，或抽取的公开网址', 'a .zip file, or the public address of a draw'),
    )
    .option(
      `--log-key ${say('<公钥>', '<key>')}`,
      say(
        '您信任的日志公钥；不给则以包内公钥为准',
        'the key of the log that you trust; without it, the key in the pack',
      ),
    );
  verify.option(
    `--key-copy ${say('<文件>', '<file>')}`,
    say('密钥保管人：用自己保管的副本打开全部名单核对', 'key holder: open the whole list with your own copy'),
  );
  verify
    .option(
      `--earlier ${say('<证据包>', '<pack>')}`,
      say(
        '此前各次抽取已公开的证据包，可写多个：核对轮次和年度工作量',
        'opened packs of earlier draws, repeatable: tiers and loads are counted',
      ),
      (one: string, all: string[] = []) => [...all, one],
    )
    .option(
      `--receipt ${say('<文件>', '<file>')}`,
      say('送数人的回执：核对这个数没有被漏掉', 'the receipt of a number that was sent in: was it counted?'),
    );
  verify.option(
    `--opening ${say('<文件>', '<file>')}`,
    say(
      '检查人员出示的亮码（.json 或扫出的文字）：核对这一家确实抽中',
      'what inspectors showed at the door (.json, or the text of the code): was this unit drawn?',
    ),
  );
  pageOption(verify, output);
  jsonOption(verify, output).action(async (place: string, options: VerifyOptions) => {
    const [pack, ...earlier] = await readPacks([place, ...(options.earlier ?? [])]);
    const view = verifyEvidence(pack, { logKey: options.logKey, earlier });
    if (options.html !== undefined) await savePage(output, { file: options.html, pack, draw: view.draw });
    const receipt =
      options.receipt === undefined
        ? undefined
        : checkReceipt(pack, Buffer.from(await readNamed(options.receipt)).toString('utf8'));
    const opening =
      options.opening === undefined
        ? undefined
        : checkOpening(pack, { text: await readNamedText(options.opening), logKey: options.logKey });
    const kept =
      view.ok && options.keyCopy !== undefined ? await checkWithCopy(output, pack, options.keyCopy) : undefined;
    const extra = { ...(kept && { keyCopy: kept }), ...(receipt && { receipt }), ...(opening && { opening }) };
    show(output, { ...view, ...extra }, () => [
      ...lines(output, view),
      ...(kept ? [keyCopyLine(output, kept)] : []),
      ...(receipt ? [say(RECEIPTS[receipt].zh, RECEIPTS[receipt].en)] : []),
      ...(opening ? openingLines(output, opening) : []),
    ]);
    const isLost = receipt === 'missing' || receipt === 'forged' || opening?.ok === false;
    // Who brings an opening asks about one place: what is not public yet of the others is no answer to that.
    const isAnswered = view.complete || opening?.ok === true;
    done(!view.ok || kept?.ok === false || isLost ? 7 : isAnswered ? 0 : 8);
  });
};

type VerifyOptions = {
  readonly logKey?: string;
  readonly keyCopy?: string;
  readonly earlier?: readonly string[];
  readonly receipt?: string;
  readonly opening?: string;
  readonly html?: string;
};

function openingLines({ lang, say }: Output, verdict: OpeningVerdict): readonly string[] {
  const { ok, proven } = verdict;
  const first = ok && proven ? `✔ ${openingText(proven, lang)}` : `✘ ${openingFaultText(verdict, lang)}`;
  if (!proven) return [first];
  const people = proven.team.map(({ certificateNo }) => certificateNo);
  return [
    first,
    say(
      `  ${proven.object.name}（${proven.object.key}）  检查组 ${people.join('、') || '无'}`,
      `  ${proven.object.name} (${proven.object.key})  team ${people.join(', ') || 'none'}`,
    ),
  ];
}

const RECEIPTS: Readonly<Record<ReceiptVerdict, Text>> = {
  counted: { zh: '✔ 回执上的数在日志中，已经计入', en: '✔ The number of the receipt is in the log and counted' },
  missing: {
    zh: '✘ 回执是真的，而证据包的日志里没有这个数：回执可以证明',
    en: '✘ The receipt is genuine, and the log of the pack has not got its number: the receipt proves it',
  },
  forged: { zh: '✘ 回执不成立：不是该日志签发的', en: '✘ The receipt does not hold: no log has signed it' },
  noLog: { zh: '证据包不含日志全文，回执无法核对', en: 'The pack has no log text; the receipt cannot be looked up' },
};

/** What people read: the sentences with the numbers are those of the verification. */
function lines(output: Output, view: VerificationView): readonly string[] {
  const { lang, say } = output;
  const left = view.checks.filter(({ state }) => state === 'notYet').length;
  const failed = view.checks.filter(({ state }) => state === 'fail');
  const phase = view.phase ? PHASES[view.phase][lang] : '';
  const widest = Math.max(...Object.values(MARKS).map((mark) => displayWidth(mark[lang])));
  const mark = (check: Check) => {
    const text = MARKS[isUnmade(check) ? 'unmade' : check.state][lang];
    return text + ' '.repeat(widest - displayWidth(text));
  };
  return [
    say(`抽取 ${view.draw}  ${phase}`, `Draw ${view.draw}  ${phase}`),
    ...(view.words
      ? [say(`口令 ${view.words}  指纹 ${view.fingerprint}`, `Words ${view.words}  Fingerprint ${view.fingerprint}`)]
      : []),
    ...view.checks.flatMap((check) => {
      const { id, title, state, expected, actual } = check;
      return [
        `${mark(check)} ${id.padEnd(3)} ${say(title, checkTitle(id))}`,
        ...(state === 'fail'
          ? [
              say(`        应当：${expected}`, `        expected: ${checkInEnglish(expected)}`),
              say(`        实际：${actual}`, `        found: ${checkInEnglish(actual)}`),
            ]
          : [`        ${say(actual, checkInEnglish(actual))}`]),
      ];
    }),
    failed.length > 0
      ? say(
          `✘ ${failed.length} 项不通过。请保存这个证据包，并联系纪检监督。`,
          `✘ ${failed.length} checks do not hold. Keep this evidence pack and tell the discipline officers.`,
        )
      : left > 0
        ? waiting(output, view, left)
        : say(
            `全部一致（${view.ms} 毫秒），没有把数据发给任何人。`,
            `Everything agrees (${view.ms} ms); nothing was sent to anybody.`,
          ),
  ];
}

/** Why checks cannot be made: the list is closed still, parts of it stay closed, or the session ended early. */
function waiting({ say }: Output, { phase, ms }: VerificationView, left: number): string {
  if (phase === 'P4')
    return say(
      `已公开的部分全部一致；${left} 项涉及依法不公开的单位或缺少的数据，不能验算（${ms} 毫秒）。`,
      `Everything that is public agrees; ${left} checks rest on units that lawfully stay closed, or on missing data (${ms} ms).`,
    );
  if (phase === 'PX')
    return say(
      `已公开的部分全部一致；抽取已作废或中止，${left} 项无从验算（${ms} 毫秒）。`,
      `Everything that is public agrees; the session ended early, so ${left} checks cannot be made (${ms} ms).`,
    );
  return say(
    `已公开的部分全部一致；${left} 项要等名单公开后才能验算（${ms} 毫秒）。`,
    `Everything that is public agrees; ${left} checks wait until the list is public (${ms} ms).`,
  );
}

const MARKS = {
  pass: { zh: '✔ 通过', en: '✔ pass' },
  fail: { zh: '✘ 不通过', en: '✘ FAIL' },
  notYet: { zh: '… 尚未公开', en: '… not public yet' },
  stated: { zh: '◇ 见证陈述', en: '◇ stated' },
  unmade: { zh: '－ 未核对', en: '- not looked at' },
} as const satisfies Record<Check['state'] | 'unmade', Text>;

type Check = VerificationView['checks'][number];

const PHASES: Readonly<Record<NonNullable<VerificationView['phase']>, Text>> = {
  P1: { zh: '名单已封存，尚未摇号', en: 'list frozen, not thrown yet' },
  P2: { zh: '已抽取，名称在检查后公开', en: 'drawn; names become public after the visits' },
  P3: { zh: '部分公开', en: 'public in part' },
  P4: { zh: '全部公开', en: 'public in full' },
  PX: { zh: '已作废或中止', en: 'void or abandoned' },
};
