import { ClassPlace, type ClassView, ShowObject } from '@sunlot/contract/class-overrides.ts';
import { DirectorySearch, type ObjectView } from '@sunlot/contract/directories.ts';
import { RecordReview, type ReviewsView } from '@sunlot/contract/directory-reviews.ts';
import { showClass } from '@sunlot/server/features/classes/list-overrides.ts';
import { listObjects } from '@sunlot/server/features/objects/list-objects.ts';
import { listReviews } from '@sunlot/server/features/reviews/list-reviews.ts';
import { recordReview } from '@sunlot/server/features/reviews/record-review.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { addHandedDownCommands } from './handed-down.ts';
import { pageOptions } from './lists.ts';
import { addClassCommands, overrideTable } from './object-class.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';
import { addReconcile } from './reconcile.ts';
import { addYearlyCommands } from './yearly.ts';

const showExample = 'sunlot object show 91999999MA0000001N --agency 999999';

export const objectCommands: AddCommands = (program, output, done) => {
  const sink = { output, done };
  const object = describe(program.command('object'), output, {
    what: output.say('检查对象的类别、下发名单和名录核对', 'classes of inspected units, lists handed down, reviews'),
    examples: [showExample, 'sunlot object class list --agency 999999'],
  });
  addList(object, sink);
  addShow(object, sink);
  addClassCommands(object, sink);
  addHandedDownCommands(object, sink);
  addYearlyCommands(object, sink);
  addReview(object, sink);
  addReviews(object, sink);
  addReconcile(object, sink, 'objects');
};

const placeOf = (agency: string) => parseInput(ClassPlace, { agency });

type ListOptions = { readonly agency: string; readonly q?: string; readonly limit?: string; readonly cursor?: string };

function addList(object: Command, sink: Sink): void {
  const { say } = sink.output;
  const list = reading(object.command('list'), sink.output, {
    what: say('列出检查对象名录，每家写明类别和理由', 'list the directory, each unit with its class and why'),
    examples: [
      'sunlot object list --agency 999999',
      `sunlot object list --agency 999999 --q ${say('化工', 'hg')} --json`,
    ],
  });
  pageOptions(agencyOption(list, sink.output), sink.output).option(
    `--q ${say('<文字>', '<text>')}`,
    say('名称、拼音首字母的一部分，或代码的开头', 'part of a name or its initials, or the beginning of a code'),
  );
  action<ListOptions>(list, sink, async (session, { agency, q, limit, cursor }) => {
    const page = await session.read(listObjects, {
      ...placeOf(agency),
      ...parseInput(DirectorySearch, { q, limit, cursor }),
    });
    show(sink.output, page, () => [
      ...objectTable(sink.output, page.items),
      ...(page.next === undefined ? [] : [say(`下一页：--cursor ${page.next}`, `More: --cursor ${page.next}`)]),
    ]);
    return 0;
  });
}

function objectTable({ say }: Output, rows: readonly ObjectView[]): readonly string[] {
  if (rows.length === 0) return [say('没有检查对象。', 'There are no units.')];
  return table([
    say('代码|名称|类别|理由', 'code|name|class|why').split('|'),
    ...rows.map((row) => [
      row.key,
      row.name,
      row.className + standText(say, row),
      row.reasons.map(reasonText).join('；'),
    ]),
  ]);
}

/** （关停）, （2026-05-20 起计入）: why a unit with a class is in no list. */
function standText(say: Output['say'], { status, listedFrom }: Pick<ObjectView, 'status' | 'listedFrom'>): string {
  if (listedFrom !== undefined) return say(`（${listedFrom} 起计入）`, ` (from ${listedFrom})`);
  return status === 'active' ? '' : say(`（${statusWord(status)}）`, ` (${status})`);
}

/** 上一年度市级挂牌督办 (2021-11-03, 某环督〔2021〕5号) 三（二） */
function reasonText({ fact, date, document, section }: ClassView['reasons'][number]): string {
  const when = [date, document].filter((part) => part !== undefined).join('，');
  return `${fact}${when === '' ? '' : `（${when}）`} ${section}`;
}

function addShow(object: Command, sink: Sink): void {
  const { say } = sink.output;
  const one = reading(object.command('show'), sink.output, {
    what: say(
      '一个对象某日的类别、由哪个条件决定、当年各段类别',
      'the class of a unit on a day, what decided it, its year',
    ),
    examples: [showExample, `${showExample} --on 2027-01-01`],
  }).argument(say('<对象>', '<unit>'));
  agencyOption(one, sink.output).option(
    `--on ${say('<日期>', '<date>')}`,
    say('哪一天，默认今天', 'the day, default: today'),
  );
  action<{ agency: string; on?: string }>(one, sink, async (session, { agency, on }, [key]) => {
    const view = await session.read(showClass, { ...placeOf(agency), object: key!, ...parseInput(ShowObject, { on }) });
    show(sink.output, view, () => [
      say(
        `${view.objectName}（${view.object}）${view.on}：${view.className}${standText(say, { status: view.status })}`,
        `${view.objectName} (${view.object}) on ${view.on}: ${view.className}${standText(say, { status: view.status })}`,
      ),
      ...(view.listedFrom === undefined
        ? []
        : [
            say(
              `  名录里写明从 ${view.listedFrom} 起：那一天以前不计入基数，也不参加抽取`,
              `  its row speaks from ${view.listedFrom}: until then it is in no list`,
            ),
          ]),
      ...view.reasons.map((reason) => say(`  因为 ${reasonText(reason)}`, `  because ${reasonText(reason)}`)),
      ...historyLines(sink.output, view),
      ...(view.overrides.length === 0 ? [] : overrideTable(sink.output, view.overrides)),
      ...changeLines(sink.output, view),
    ]);
    return 0;
  });
}

/** The classes of the year with what decided each; what was not on record yet is marked as reckoned. */
function historyLines({ say }: Output, { intervals }: ClassView): readonly string[] {
  return table(
    intervals.map(({ from, to, className, reasons, exitedUninspected, recorded }) => [
      '',
      from,
      to,
      className,
      recorded ? say('已记录', 'on record') : say('推算', 'reckoned'),
      [
        ...reasons.map(reasonText),
        ...(exitedUninspected
          ? [say('上一季度未经检查即退出', 'left without an inspection in the quarter before')]
          : []),
      ].join(say('；', '; ')),
    ]),
  );
}

function changeLines({ say }: Output, { changes }: ClassView): readonly string[] {
  return changes.map(({ field, since, at, source, undone, ...values }) => {
    const word = (value: string | undefined) =>
      field === 'status' ? say(statusWord(value), value ?? '—') : valueText(value);
    const change = `${word(values.before)} → ${word(values.after)}`;
    const when = since ?? at.slice(0, 10);
    const from = source === undefined ? '' : say(`（${source}）`, ` (${source})`);
    const never = undone ? say('；没有生效，那一天以前又改了', '; never held: changed again before that day') : '';
    return `  ${when} ${say(`${CHANGED[field]}：`, `${field}: `)}${change}${from}${never}`;
  });
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  active: '正常',
  suspended: '停产',
  closed: '关停',
  deregistered: '注销',
  moved: '迁出',
};

function statusWord(status = '—'): string {
  return STATUS_WORDS[status] ?? status;
}

/** `2026-01-01~2026-12-31` for a span of days; other values as they are recorded. */
function valueText(value = '—'): string {
  if (!value.startsWith('{')) return value;
  const { from, to = '长期' } = JSON.parse(value) as { readonly from: string; readonly to?: string };
  return `${from}~${to}`;
}

const CHANGED: Readonly<Record<ClassView['changes'][number]['field'], string>> = {
  status: '状态',
  name: '名称',
  legalRepresentative: '法定代表人',
  permitCategory: '排污许可管理类别',
  positiveList: '正面清单',
};

function addReview(object: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot object review --agency 999999 --changes ${say('新增2家，关停1家', '2-new')} --as zonghe`;
  const review = writing(object.command('review'), sink.output, {
    what: say(
      '登记名录核对：抽取前按方案的周期核对',
      'record a review of the directories, as the scheme asks before draws',
    ),
    examples: [example, `${example} --dry-run`],
  });
  agencyOption(review, sink.output)
    .requiredOption(
      `--changes ${say('<情况>', '<changes>')}`,
      say('改了什么，或没有变化', 'what was changed, or that nothing was'),
    )
    .option(`--date ${say('<日期>', '<date>')}`, say('核对日期，默认今天', 'day of the review, default: today'));
  action<{ agency: string; changes: string; date?: string }>(
    review,
    sink,
    async (session, { agency, changes, date }) => {
      const view = await session.write(recordReview, {
        ...placeOf(agency),
        ...parseInput(RecordReview, { changes, date }),
      });
      show(sink.output, view, () => [
        say(
          `✔ 已登记名录核对：${view.date}，对象 ${view.objects} 家，人员 ${view.inspectors} 名，核对人 ${view.reviewedBy}`,
          `✔ Review recorded: ${view.date}, ${view.objects} units, ${view.inspectors} inspectors, by ${view.reviewedBy}`,
        ),
      ]);
      return 0;
    },
  );
}

function addReviews(object: Command, sink: Sink): void {
  const { say } = sink.output;
  const list = reading(object.command('reviews'), sink.output, {
    what: say('列出名录核对，写明本期是否已核对', 'list the reviews, and whether this period has one'),
    examples: ['sunlot object reviews --agency 999999', 'sunlot object reviews --agency 999999 --json'],
  });
  action<{ agency: string }>(agencyOption(list, sink.output), sink, async (session, { agency }) => {
    const view = await session.read(listReviews, placeOf(agency));
    show(sink.output, view, () => reviewLines(sink.output, view));
    return 0;
  });
}

function listingLines({ say }: Pick<Output, 'say'>, listings: ReviewsView['listings']): readonly string[] {
  if (listings === undefined || listings.items.length === 0) return [];
  const { section, items } = listings;
  return [
    say(
      `待复核正面清单资格 ${items.length} 家：同时是特殊监管对象（${section}）`,
      `${items.length} on the positive list to be looked at again: they are special as well (${section})`,
    ),
    ...items.map(
      ({ object, name, reasons, since }) => `  ${name}  ${object}  ${reasons.join('、')}${since ? `  ${since}` : ''}`,
    ),
  ];
}

function reviewLines({ say }: Output, { period, done, listings, items }: ReviewsView): readonly string[] {
  const state =
    period === undefined
      ? say('本地方案没有要求核对。', 'The local scheme asks for no review.')
      : done
        ? say(`${period} 已核对。`, `${period}: reviewed.`)
        : say(`${period} 还没有核对：抽取时会提示。`, `${period}: not reviewed yet; draws will say so.`);
  const head = [state, ...listingLines({ say }, listings)];
  if (items.length === 0) return head;
  return [
    ...head,
    ...table([
      say('日期|核对人|对象|人员|情况', 'day|by|units|inspectors|changes').split('|'),
      ...items.map((row) => [row.date, row.reviewedBy, String(row.objects), String(row.inspectors), row.changes]),
    ]),
  ];
}
