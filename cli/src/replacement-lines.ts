import {
  applicationStates,
  applicationStatesInEnglish,
  type ReplacementApplicationView,
  type ReplacementReason,
  type ReplacementView,
  replacementReasons,
  replacementReasonsInEnglish,
} from '@sunlot/contract/replacements.ts';
import { momentText } from '@sunlot/server/clock.ts';
import type { Output } from './output.ts';

/** A replacement as it was answered, or what it waits for. */
export function shownReplacement(
  output: Output,
  view: ReplacementView,
): [Output, ReplacementView, () => readonly string[]] {
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
      ...(view.places.some(({ unfilled }) => unfilled)
        ? [
            say(
              '  空缺的不再派发；缺额可补充抽取，怎么办见 sunlot task show',
              '  nobody is sent to an empty place; what is lacking can be drawn besides: see sunlot task show',
            ),
          ]
        : []),
    ],
  ];
}

/** One application in a sentence. */
export function applicationLine(output: Output, row: ReplacementApplicationView): string {
  const { say } = output;
  const reason = `${reasonWord(output, row.reason)}${row.detail === undefined ? '' : say(`：${row.detail}`, `: ${row.detail}`)}`;
  const what = say(
    `序号 ${row.rank}${row.seat === undefined ? '' : ` 席位 ${row.seat}`}，${reason}`,
    `rank ${row.rank}${row.seat === undefined ? '' : `, seat ${row.seat}`}, ${reason}`,
  );
  const state = stateWord(output, row);
  return say(`✔ 更换申请 ${row.no}（${what}）：${state}`, `✔ Application ${row.no} (${what}): ${state}`);
}

export function stateWord({ say }: Output, { state }: ReplacementApplicationView): string {
  return say(applicationStates[state], applicationStatesInEnglish[state]);
}

export function reasonWord({ say }: Output, code: string): string {
  const reason = code as ReplacementReason;
  return say(replacementReasons[reason], replacementReasonsInEnglish[reason]);
}

/** One replacement in a list: ranks and numbers, as everybody may see them. */
export function replacementLine({ say }: Output, { no, what, state, places }: ReplacementView): string {
  const at = (empty: string) => places.map(({ place, unfilled }) => `${place}${unfilled ? empty : ''}`);
  const zh = `  更换 ${no}：${what === 'object' ? '对象' : '人员'}，${state === 'waiting' ? '等公共随机数' : `序号 ${at('（候补已用完，空缺）').join('、')}`}`;
  const en = `  Replacement ${no}: ${what}, ${state === 'waiting' ? 'waiting for its value' : `place ${at(' (empty: the reserve is spent)').join(', ')}`}`;
  return say(zh, en);
}
