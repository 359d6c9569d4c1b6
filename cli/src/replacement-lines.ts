import {
  applicationStates,
  applicationStatesInEnglish,
  type ReplacedView,
  type ReplacementApplicationView,
  type ReplacementReason,
  type ReplacementView,
  replacementReasons,
  replacementReasonsInEnglish,
  type SeatConcern,
} from '@sunlot/contract/replacements.ts';
import { momentText } from '@sunlot/server/clock.ts';
import { awayText } from './dispatch-words.ts';
import type { Output } from './output.ts';

/** A replacement as it was answered, or what it waits for. */
export function shownReplacement(output: Output, view: ReplacedView): [Output, ReplacedView, () => readonly string[]] {
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
      ...(view.places.some(({ vacant }) => vacant.length > 0)
        ? [
            say(
              '  席位空缺后不是方案要求的小组的，不能派发：见 sunlot task visits',
              '  a team that is not the group of the scheme without a vacant seat is not sent: see sunlot task visits',
            ),
          ]
        : []),
      ...view.concerns.flatMap((one) => concernLines(output, view.draw, one)),
      leftLine(output, view),
    ],
  ];
}

/** Who came by the frozen list, and has to stay away by what was recorded since. */
function concernLines(
  { lang, say }: Output,
  draw: string,
  { rank, seat, interestDeclaredAt, away = [] }: SeatConcern,
): readonly string[] {
  const again = `sunlot draw replace ${draw} --rank ${rank} --seat ${seat} --reason`;
  const interest =
    interestDeclaredAt === undefined
      ? []
      : [
          say(
            `！序号 ${rank} 席位 ${seat}：现在的人在抽取名单封存后申报过与该对象的利害关系，应当回避，派发会被拒绝，须再更换：${again} recusal …`,
            `！Rank ${rank} ${seat}: who sits there now declared an interest in the unit after the list was frozen and must stay away; the dispatch refuses it, so replace again: ${again} recusal …`,
          ),
        ];
  return [
    ...interest,
    ...away.map((days) =>
      say(
        `！序号 ${rank} 席位 ${seat}：${awayText(days, lang)}，请安排在其他日子；没有一天能凑足小组的，派发会被拒绝，须再更换：${again} off-duty …`,
        `！Rank ${rank} ${seat}: ${awayText(days, lang)}; go on another day. Where the team is whole on no day the dispatch refuses it: replace again, ${again} off-duty …`,
      ),
    ),
  ];
}

function leftLine({ say }: Output, { left }: ReplacedView): string {
  if (left > 0)
    return say(`  本次抽取还可更换 ${left} 次`, `  the draw may have ${left} more replacement${left === 1 ? '' : 's'}`);
  return say(
    '  本次抽取的更换次数已经用完；还有人须换下的，取消该次检查（sunlot task cancel）再补充抽取（sunlot task create；另有范围的专项、部门联合用 sunlot plan add 另列一项），或在派发前作废本次抽取重新抽取（sunlot draw void）',
    '  the draw may have no more replacements; where somebody must still be replaced, cancel the visit (sunlot task cancel) and draw for what is lacking (sunlot task create; sunlot plan add for a campaign or joint inspection with a scope of its own), or void the draw before the dispatch and draw anew (sunlot draw void)',
  );
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
