import type { Text } from '@sunlot/contract/languages.ts';
import { VisitPlace, VisitSearch, type VisitView } from '@sunlot/contract/visits.ts';
import { listVisits } from '@sunlot/server/features/visits/list-visits.ts';
import { type AddCommands, action, agencyOption, describe, reading } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

type Options = {
  readonly agency: string;
  readonly year?: string;
  readonly limit?: string;
  readonly cursor?: string;
};

export const visitsCommands: AddCommands = (program, output, done) => {
  const { say } = output;
  const visits = describe(program.command('visits'), output, {
    what: say('检查记录', 'visits'),
    examples: ['sunlot visits list --agency 999999', 'sunlot visits list --agency 999999 --year 2026'],
  });
  const list = reading(visits.command('list'), output, {
    what: say(
      '列出检查记录，最近的在前；已抽取未检查的不在其中',
      'list the visits, the latest first; what is drawn and not visited yet is not among them',
    ),
    examples: [
      'sunlot visits list --agency 999999 --year 2026',
      'sunlot visits list --agency 999999 --limit 200 --json',
    ],
  });
  agencyOption(list, output)
    .option(`--year ${say('<年>', '<year>')}`, say('只看这一年', 'of one year'))
    .option(`--limit ${say('<行数>', '<rows>')}`, say('一次列出多少行（默认 50）', 'rows of a page (default: 50)'))
    .option(`--cursor ${say('<续页>', '<cursor>')}`, say('从上一页之后接着列', 'go on behind the last page'));
  action<Options>(list, { output, done }, async (session, { agency, year, limit, cursor }) => {
    const input = { ...parseInput(VisitPlace, { agency }), ...parseInput(VisitSearch, { year, limit, cursor }) };
    const page = await session.read(listVisits, input);
    show(output, page, () => [
      ...visitTable(output, page.items),
      ...(page.next === undefined ? [] : [say(`下一页：--cursor ${page.next}`, `More: --cursor ${page.next}`)]),
    ]);
    return 0;
  });
};

function visitTable({ lang, say }: Output, visits: readonly VisitView[]): readonly string[] {
  if (visits.length === 0) return [say('没有检查记录。', 'There are no visits.')];
  return table([
    say('日期|对象|类别|层级|任务|抽取|结果', 'date|unit|class|level|task|selection|results').split('|'),
    ...visits.map((visit) => [
      visit.date,
      visit.objectName,
      visit.className,
      LEVELS[visit.level][lang],
      visit.task ?? '—',
      SELECTIONS[selectionOf(visit)][lang],
      visit.results.join('；') || '—',
    ]),
  ]);
}

const LEVELS: Readonly<Record<VisitView['level'], Text>> = {
  municipal: { zh: '市级', en: 'municipal' },
  newArea: { zh: '新区本级', en: 'new area' },
  county: { zh: '县级', en: 'county' },
};

/** A random visit that no draw of this platform stands behind says so; so does one that a lead department drew. */
function selectionOf({ selection, origin, drawnElsewhere }: VisitView): keyof typeof SELECTIONS {
  if (drawnElsewhere) return 'elsewhere';
  return selection === 'random' && (origin === 'history' || origin === 'none') ? origin : selection;
}

const SELECTIONS = {
  random: { zh: '随机', en: 'random' },
  history: { zh: '随机（历史导入）', en: 'random (imported history)' },
  none: { zh: '随机（没有抽取）', en: 'random (no draw)' },
  elsewhere: { zh: '随机（在外抽取）', en: 'random (drawn elsewhere)' },
  directed: { zh: '针对性', en: 'directed' },
} satisfies Readonly<Record<string, Text>>;
