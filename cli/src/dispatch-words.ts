import type { AwayView } from '@sunlot/contract/away.ts';
import type { DispatchedView, DispatchVisitView, NotTogetherView } from '@sunlot/contract/dispatch.ts';
import type { Lang, Text } from '@sunlot/contract/languages.ts';
import { exclusionText } from '@sunlot/contract/reasons.ts';
import type { Output } from './output.ts';

/** What a dispatch has sent out, and what rests on a result that says something else since. */

export const METHODS: Readonly<Record<DispatchVisitView['method'], Text>> = {
  onSite: { zh: '现场', en: 'on site' },
  tech: { zh: '非现场', en: 'from afar' },
  written: { zh: '书面', en: 'in writing' },
  thirdParty: { zh: '第三方', en: 'third party' },
};

/** `2026-11-21～2026-12-31 不在岗` */
export function awayText({ from, to, reason }: AwayView, lang: Lang): string {
  return `${from}～${to} ${exclusionText(reason, lang)}`;
}

/** How many go and how, and how many need not because results of others were recognised. */
export function sentLines(
  { lang, say }: Pick<Output, 'lang' | 'say'>,
  { code, visits, recognised, methods }: Pick<DispatchedView, 'code' | 'visits' | 'recognised' | 'methods'>,
): readonly string[] {
  if (visits === 0)
    return [
      say(
        `✔ 任务 ${code} 已办理派发：${recognised} 家全部互认其他部门的结果，没有需要派人检查的`,
        `✔ Task ${code}: all ${recognised} visits are closed by results that are recognised, nobody is sent`,
      ),
    ];
  const how = Object.entries(methods).map(
    ([method, n]) => `${METHODS[method as DispatchVisitView['method']][lang]} ${n}`,
  );
  return [
    say(
      `✔ 任务 ${code} 已派发 ${visits} 家（${how.join('、')}）`,
      `✔ Task ${code}: ${visits} visits are dispatched (${how.join(', ')})`,
    ),
    ...(recognised === 0
      ? []
      : [say(`  互认 ${recognised} 家，不再检查`, `  ${recognised} closed by results that are recognised`)]),
  ];
}

/** Who goes where one visit serves several tasks (R-010): each has drawn a team. */
export function teamLines(
  { say }: Pick<Output, 'say'>,
  { choice, offers }: Pick<DispatchVisitView, 'choice' | 'offers'>,
): readonly string[] {
  if (choice !== 'merge' && choice !== 'joint') return [];
  const others = offers.filter(({ offer }) => offer === choice).flatMap((one) => one.others);
  const going = others.filter(({ answer }) => answer !== 'separate');
  const refs = going
    .map(({ kind, ref, code = ref, answer }) =>
      kind !== 'task' || answer !== undefined
        ? code
        : code + say('（还没有答复，也答复了才算）', ' (no answer yet: it holds once that one says so too)'),
    )
    .join('、');
  if (refs === '') return [];
  if (choice === 'joint')
    return [
      say(
        `与 ${refs} 联合：两级抽出的小组一起去，各自登记在自己的编号下`,
        `Together with ${refs}: the drawn teams of both levels go together, and each level records the visit under its own number`,
      ),
    ];
  return [
    say(
      `与 ${refs} 合并为一次：本任务抽出的小组去，或对方任务抽出的小组去，去一组即可，另一组不再另去；检查表和导入的每个编号一行，都写实际去的人、同一天`,
      `One visit together with ${refs}: the team drawn for this task goes, or the one drawn for the other; one of both is enough, and the other does not go again. Form and imported row of each number name the people who went, and the same day`,
    ),
  ];
}

/** Who does not go together with a visit, though it was answered so: each goes by itself. Before the dispatch it may be answered again. */
export function notTogetherLines(
  { say }: Pick<Output, 'say'>,
  all: readonly NotTogetherView[],
  isSent: boolean,
): readonly string[] {
  return all.map(({ rank, offer, task, code = task, agency, answer, reason }) => {
    const isMerge = offer === 'merge';
    const [zh, en] = isMerge ? ['合并', 'merge'] : ['联合', 'join'];
    const who = isMerge ? code : `${agency} ${code}`;
    const why = reason === undefined ? '' : say(`（${reason}）`, ` (${reason})`);
    const more = isSent ? '' : say('；也可以重新答复（task answer）', ', or answer again (task answer)');
    return answer === 'separate'
      ? say(
          `！第 ${rank} 号答复了${zh}，但 ${who} 分别检查${why}：与它不${zh}，各自去${more}`,
          `！Number ${rank} was answered to ${en}, but ${who} goes separately${why}: each goes by itself${more}`,
        )
      : say(
          `！第 ${rank} 号答复了${zh}，但 ${who} 没有这样答复：两边都答复${zh}才算，在此以前各自去`,
          `！Number ${rank} was answered to ${en}, but ${who} has not answered so: it takes both, and until then each goes by itself`,
        );
  });
}

type Short = { readonly rank: number } & NonNullable<DispatchVisitView['short']>;

/** A team with seats for which nobody is left. */
export function shortText({ say }: Pick<Output, 'say'>, { rank, seats, people, min }: Short): string {
  return say(
    `！第 ${rank} 号的小组只有 ${people} 人（空缺 ${seats.join('、')}，已没有人可补），不是方案要求的小组（不少于 ${min} 人，其中有能任组长的）`,
    `！The team of number ${rank} has ${people} (vacant: ${seats.join(', ')}, and nobody is left): not the group that the scheme asks for, at least ${min} people, one of whom leads`,
  );
}

/** Those of a task, with what to do. */
export function shortLines(
  output: Pick<Output, 'say'>,
  { task, isSent, visits }: Omit<OfTask, 'visit'> & { readonly visits: readonly DispatchVisitView[] },
): readonly string[] {
  const lines = visits.flatMap(({ rank, short }) => (short ? [shortText(output, { rank, ...short })] : []));
  if (lines.length === 0) return [];
  const todo = isSent
    ? output.say(
        `  还没有检查的，取消该次检查（sunlot task cancel ${task} --object 序号），缺额补充抽取（sunlot task create）`,
        `  Where nobody went yet, cancel the visit (sunlot task cancel ${task} --object RANK) and draw for what is lacking (sunlot task create)`,
      )
    : output.say(
        `  这样不能派发；怎么办见 sunlot task dispatch ${task} --dry-run`,
        `  Nobody is sent like this; what to do: sunlot task dispatch ${task} --dry-run`,
      );
  return [...lines, todo];
}

type OfTask = {
  readonly task: string;
  readonly isSent: boolean;
  readonly visit: Pick<DispatchVisitView, 'rank' | 'changed'>;
};

/** Results that were recognised and that their authority corrected or withdrew since (R-163), and what is to be decided. */
export function changedLines(
  { say }: Pick<Output, 'say'>,
  { task, isSent, visit: { rank, changed = [] } }: OfTask,
): readonly string[] {
  if (changed.length === 0) return [];
  const said = ({ items, results }: (typeof changed)[number]['now']) => [items.join('、'), results.join('；')] as const;
  const anew = say(
    '  这是导入登记的，请按现在的结果重新导入这一行，或登记实际检查（import visits）',
    '  It was imported: import the row anew with the result as it stands now, or record a visit (import visits)',
  );
  const answer = `sunlot task answer ${task} --object ${rank} --choice`;
  return [
    ...changed.map(({ ref, was, now }) => {
      const [items, results] = said(was);
      const [itemsNow, resultsNow] = said(now);
      return say(
        `！第 ${rank} 号互认的结果（${ref}）后来更正了：原为事项 ${items}“${results}”，现为${resultsNow === '' ? '没有结果' : `事项 ${itemsNow}“${resultsNow}”`}`,
        `！Number ${rank} was recognised by a result (${ref}) that was corrected since: item ${items} “${results}”, now ${resultsNow === '' ? 'no result' : `item ${itemsNow} “${resultsNow}”`}`,
      );
    }),
    isSent
      ? say(
          `  请重新答复：按现在的结果互认 ${answer} recognise；改为实际检查 ${answer} separate --reason 理由`,
          `  Answer again: take the result as it stands now, ${answer} recognise; or visit the unit, ${answer} separate --reason WHY`,
        )
      : anew,
  ];
}
