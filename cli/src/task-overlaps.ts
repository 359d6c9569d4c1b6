import type { Text } from '@sunlot/contract/languages.ts';
import type { OverlapList } from '@sunlot/contract/overlaps.ts';
import { listOverlaps } from '@sunlot/server/features/tasks/list-overlaps.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink } from './command.ts';
import { type Output, show, table } from './output.ts';

/** `task overlaps`: where the tasks of two levels, or two of one authority, meet at a unit. */
export function addOverlaps(task: Command, { output, done }: Sink): void {
  const { say } = output;
  const list = reading(task.command('overlaps'), output, {
    what: say(
      '两级在同一时段抽到的同一对象，供双方统筹、联合检查',
      'objects that two levels have drawn for the same time, so that they go together',
    ),
    examples: [
      'sunlot task overlaps --agency 999999 --as zonghe',
      'sunlot task overlaps --agency 999999 --as zonghe --json',
    ],
  });
  action<{ agency: string }>(agencyOption(list, output), { output, done }, async (session, { agency }) => {
    const found = await session.read(listOverlaps, { agency });
    show(output, found, () => [
      ...(found.overlaps.length === 0
        ? [say('没有重叠的任务。', 'No tasks overlap.')]
        : table([
            say('对象|本方和对方的任务|时段|建议或结果', 'object|tasks of both sides|windows|advice or outcome').split(
              '|',
            ),
            ...found.overlaps.map((one) => [
              one.object.name,
              one.tasks.map(({ agency: whose, task: id, code }) => `${whose} ${code ?? id}`).join('、'),
              one.tasks.map(({ window }) => `${window.from}~${window.to}`).join('、'),
              standingText(output, one),
            ]),
          ])),
      ...proposalLines(output, found),
    ]);
    return 0;
  });
}

type Overlap = OverlapList['overlaps'][number];

/** What is advised while nobody has decided; after that what was decided and why, or who was there. */
function standingText({ lang, say }: Output, { offer, standing, tasks }: Overlap): string {
  const isMerge = offer === 'merge';
  // Tasks of one authority are told apart by their codes.
  const who = ({ agency, code, task }: Overlap['tasks'][number]) => (isMerge ? (code ?? task) : agency);
  const went = tasks.flatMap((one) => one.visitedOn.map((day) => `${who(one)} ${day}`)).join('、');
  const alone = tasks.flatMap((one) => (one.reason === undefined ? [] : [`${who(one)}：${one.reason}`])).join('；');
  const willing = tasks.find(({ answer }) => answer !== undefined && answer !== 'separate');
  switch (standing) {
    case 'open': {
      if (!willing) return OFFERS[offer][lang];
      const said = isMerge
        ? say(`（${who(willing)} 已答复合并）`, ` (${who(willing)} has answered to merge)`)
        : say(`（${who(willing)} 已答复联合）`, ` (${who(willing)} has answered to join)`);
      return OFFERS[offer][lang] + said;
    }
    case 'together':
      return isMerge ? say('已定：合并为一次', 'decided: one visit') : say('已定：一起去', 'decided: together');
    case 'separate': {
      const more = willing
        ? say(
            `；${who(willing)} 答复的是一起去，不成立：各自去，或重新答复`,
            `; ${who(willing)} had answered to go together, which does not hold: each goes by itself, or answers again`,
          )
        : '';
      return say(`已定：分别检查（${alone}）`, `decided: separately (${alone})`) + more;
    }
    case 'oneWent':
      return say(`一方已去：${went}`, `one of both went: ${went}`);
    case 'wentTogether':
      return say(`已一起检查：${went}`, `both went together: ${went}`);
    case 'wentSeparately': {
      const why = alone === '' ? '' : `（${alone}）`;
      return say(`已分别检查：${went}${why}`, `both went, separately: ${went}${why}`);
    }
  }
}

/** 应联合尽联合. */
function proposalLines({ lang, say }: Output, { proposals }: OverlapList): readonly string[] {
  if (proposals.length === 0) return [];
  return [
    say(`建议联合检查 ${proposals.length} 家：`, `One joint visit is proposed at ${proposals.length} units:`),
    ...table([
      say('对象|任务|事项|方式|依据', 'unit|tasks|items|how|clause').split('|'),
      ...proposals.map(({ object, tasks, codes, items, kind, clause }) => [
        object.name,
        tasks.map((id) => codes[id] ?? id).join('、'),
        items.join('、') || '—',
        PROPOSALS[kind][lang],
        clause.section,
      ]),
    ]),
  ];
}

const PROPOSALS: Readonly<Record<OverlapList['proposals'][number]['kind'], Text>> = {
  levels: { zh: '两级联合', en: 'both levels' },
  interdepartmental: { zh: '部门联合', en: 'with other departments' },
  internal: { zh: '内部联合', en: 'sections together' },
};

const OFFERS: Readonly<Record<'joint' | 'merge', Text>> = {
  joint: { zh: '开展联合检查', en: 'go together' },
  merge: { zh: '合并为一次检查', en: 'go once for both' },
};
