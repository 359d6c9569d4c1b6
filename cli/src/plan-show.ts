import { periodText, verdictNames } from '@sunlot/contract/compliance-words.ts';
import type { Text } from '@sunlot/contract/languages.ts';
import { type PlanView, planStates } from '@sunlot/contract/plans.ts';
import { closingNumber } from '@sunlot/contract/verdicts.ts';
import { momentText } from '@sunlot/server/clock.ts';
import type { Command } from 'commander';
import { agencyOption } from './command.ts';
import { inEnglish, planStatesInEnglish } from './english-words.ts';
import { type Output, show, table } from './output.ts';

/** Which plan a command concerns. */
export function where(command: Command, output: Output): Command {
  const { say } = output;
  return agencyOption(command, output).requiredOption(
    `--year ${say('<年>', '<year>')}`,
    say('年度', 'year of the plan'),
  );
}

export function showView(output: Output, view: PlanView): void {
  const { lang, say } = output;
  show(output, view, () => [
    say(
      `${view.agency} ${view.year} 年度抽查计划（第 ${view.version} 版，${planStates[view.state]}，政策包 ${view.pack} 第 ${view.packVersion} 版）`,
      `Annual plan of ${view.agency} for ${view.year} (version ${view.version}, ${planStatesInEnglish[view.state]}, policy pack ${view.pack} version ${view.packVersion})`,
    ),
    ...table([
      say('任务|类别|时段|基数|最低|建议|计划|依据', 'task|class|period|base|minimum|advised|planned|clause').split(
        '|',
      ),
      ...view.entries.map((entry) => [
        entry.id,
        say(entry.className, entry.stated?.name ?? entry.class),
        periodText(entry.period, lang),
        entry.base,
        entry.required,
        entry.recommended,
        entry.n,
        entry.clause.section,
      ]),
    ]),
    say(
      `共 ${view.totalDraws} 次抽取、${view.totalVisits} 家次`,
      `${view.totalDraws} draws, ${view.totalVisits} visits in all`,
    ),
    ...(view.estimates ?? []).map((one) => estimateLine(output, one)),
    ...(view.unrecorded
      ? [
          say(
            `${view.year} 年还没有任何抽查记录：计划按全年测算。已经抽查过的，先补录（sunlot import visits），再测算（plan propose），最后一期才会算上还没有覆盖的`,
            `No inspection of ${view.year} is recorded here: the plan is that of a whole year. Record what was inspected (sunlot import visits) and propose again, so that the last period has what is not covered yet`,
          ),
        ]
      : []),
    ...(view.catchUp ?? []).map((one) => catchUpLine(output, view, one)),
    ...(view.redraws ?? []).map((one) => redrawLine(output, view, one)),
    ...(view.waiting ?? []).map((one) => waitingLine(output, one)),
    ...(view.cancelled ?? []).map((one) => cancelledLine(output, one)),
    ...quotaLines(output, view),
    ...(view.scheme
      ? [
          say(
            `年度实施方案：《${view.scheme.title}》${view.scheme.number}，${view.scheme.issuedOn} 印发（${view.scheme.url}）`,
            `Scheme document: ${view.scheme.title} ${view.scheme.number}, issued on ${view.scheme.issuedOn} (${view.scheme.url})`,
          ),
        ]
      : []),
    ...endLines(output, view),
    ...reminderLines(output, view),
    ...(view.table ? ['', view.table.title, ...table([view.table.columns, ...view.table.rows])] : []),
    ...view.findings.map(({ message }) => say(`注意：${message}`, `Note: ${inEnglish(message)}`)),
  ]);
}

function estimateLine({ lang, say }: Output, estimate: NonNullable<PlanView['estimates']>[number]): string {
  const from = periodText(estimate.from, lang);
  return say(
    `${estimate.className}按上季度的事件归类，成员每季度变动：${from}起的数按制定计划时的成员估计，以抽取名单为准（可用 plan adjust 调整）`,
    `${estimate.class}: the members change with the events of the quarter before; from ${from} on the numbers are an estimate by the members when the plan was made. A draw goes by its own list (plan adjust changes the plan)`,
  );
}

/** What an entry lacks by now, and the command that brings the plan to it. */
function catchUpLine(
  { lang, say }: Output,
  { agency, year, state, version }: PlanView,
  one: NonNullable<PlanView['catchUp']>[number],
): string {
  const { entry, n, required, recommended, section } = one;
  const period = periodText(one.period, lang);
  const place = `--agency ${agency} --year ${year}`;
  const isDraft = state === 'draft' && version === 1;
  const more = Math.max(required, recommended);
  const command = isDraft
    ? `sunlot plan propose ${place}`
    : `sunlot plan adjust ${place} --entry ${entry} --n ${more} --reason …`;
  const own = one.ownRatio;
  const by = say(
    own ? `按今天的名录、已抽查的情况和自定比例 ${own.ratio}（${own.from} 起）` : '按今天的名录和已抽查的情况',
    `by the directory and the draws of today${own ? ` and the own ratio of ${own.ratio} from ${own.from} on` : ''}`,
  );
  if (one.supplement) {
    const { drawn, lost, otherwise = 0, grown } = one.supplement;
    const taken = drawn + lost + otherwise;
    const gone = lostText({ say }, { lost, otherwise });
    const create = `sunlot task create --agency ${agency} --entry ${entry}`;
    const list = grown
      ? say(
          `（名单由 ${grown.from} 家增至 ${grown.to} 家：封存补抽的名单以前，判定按 ${grown.from} 家，封存以后按 ${grown.to} 家，抽中的要按期查完）`,
          ` (the list grew from ${grown.from} to ${grown.to}: until that of the supplement is frozen the verdict goes by ${grown.from}, from then on by ${grown.to}, and whoever is drawn has to be inspected in time)`,
        )
      : '';
    return say(
      `${period}${one.className}：计划 ${n} 家，已抽 ${taken} 家${gone}；${by}，最低 ${required} 家（${section}），缺 ${required - drawn} 家，补充抽取：${create}${list}`,
      `${period}, ${one.class}: ${n} planned, ${taken} drawn${gone}; ${by} at least ${required} (${section}), ${required - drawn} short, a supplementary draw has them: ${create}${list}`,
    );
  }
  if (one.ended) {
    return say(
      `${period}${one.className}：方案在这一时段不再设这一类，计划的 ${n} 家不能抽取，调为 0：${command}`,
      `${period}, ${one.class}: the scheme has this class no more in the period; the ${n} planned cannot be drawn, bring it to nought: ${command}`,
    );
  }
  const others = othersText({ say }, one);
  if (one.missing) {
    return say(
      `${period}${one.className}：计划里没有这一项（制定时没有对象）；${by}，最低 ${required} 家、建议 ${recommended} 家（${section}）${others}，列入计划：${command}`,
      `${period}, ${one.class}: not in the plan (nobody was of it then); ${by} at least ${required}, advised ${recommended} (${section})${others}, puts it into the plan: ${command}`,
    );
  }
  const few = n < required;
  const goal = goalText({ say }, one);
  return say(
    `${period}${one.className}：计划 ${n} 家；${by}，最低 ${required} 家、建议 ${recommended} 家（${section}${goal}）${others}${few ? `，少 ${required - n} 家` : ''}：${command}`,
    `${period}, ${one.class}: ${n} planned; ${by} at least ${required}, advised ${recommended} (${section}${goal})${others}${few ? `, ${required - n} short` : ''}: ${command}`,
  );
}

/** Who stands for the period and was taken by no draw of the entry: its number is without them. */
function othersText({ say }: Pick<Output, 'say'>, { others }: NonNullable<PlanView['catchUp']>[number]): string {
  if (others === undefined) return '';
  return say(
    `，另有 ${others} 家已由别的任务抽取或检查、计入本时段`,
    `, beside ${others} that other tasks drew or inspected, which count for the period`,
  );
}

/** The number is drawn, and too few of it after the level below: the draw that has them. */
function redrawLine(
  { lang, say }: Output,
  { agency }: PlanView,
  one: NonNullable<PlanView['redraws']>[number],
): string {
  const { entry, required, made, open, n, section } = one;
  const period = periodText(one.period, lang);
  const create = `sunlot task create --agency ${agency} --entry ${entry}`;
  return say(
    `${period}${one.className}：再次抽查应抽 ${required} 家（${section}），已抽 ${made} 家，县级已查完、可再次抽查的有 ${open} 家，补充抽取其中 ${n} 家：${create}`,
    `${period}, ${one.class}: ${required} are to be drawn again after the level below (${section}), ${made} are; ${open} can be drawn again, a supplementary draw has ${n} of them: ${create}`,
  );
}

/** Of those drawn, who does not count, and why. */
function lostText(
  { say }: Pick<Output, 'say'>,
  { lost, otherwise }: { readonly lost: number; readonly otherwise: number },
): string {
  const parts = [
    ...(lost > 0 ? [say(`${lost} 家已不能检查`, `${lost} of them cannot be inspected any more`)] : []),
    ...(otherwise > 0
      ? [
          say(
            `${otherwise} 家查过但检查方式等不合本项要求而不计入`,
            `${otherwise} of them were inspected, not as the entry asks, and do not count`,
          ),
        ]
      : []),
  ];
  return parts.length === 0 ? '' : say(`（其中 ${parts.join('及 ')}）`, ` (${parts.join(', ')})`);
}

/** Whom earlier periods drew and nobody has inspected: the numbers of the last one count on them. */
function waitingLine({ lang, say }: Output, one: NonNullable<PlanView['waiting']>[number]): string {
  const period = periodText(one.period, lang);
  return say(
    `${period}${one.className}：此前 ${one.visits} 家已抽取尚未检查，计划按已抽取计，查完才计入判定：仍按原任务（${one.tasks.join('、')}）查完录入`,
    `${period}, ${one.class}: ${one.visits} drawn before are not inspected yet. The plan counts them as drawn, the verdict once they are inspected: inspect and record them under the task that drew them (${one.tasks.join(', ')})`,
  );
}

/** Whom the period itself drew, whose visit was cancelled: no draw of it takes them again (R-068), and coverage still asks for them. */
function cancelledLine({ lang, say }: Output, one: NonNullable<PlanView['cancelled']>[number]): string {
  const period = periodText(one.period, lang);
  const tasks = one.tasks.join(say('、', ', '));
  return say(
    `${period}${one.className}：检查已取消、还没有查过的 ${one.visits} 家不再抽取：能检查的，仍可按原任务（${tasks}）查完录入，计入判定`,
    `${period}, ${one.class}: ${one.visits} whose visit was cancelled are not inspected yet, and no draw takes them again: where it can be made, inspect and record them under the task that drew them (${tasks}), and the verdict counts it`,
  );
}

/** The clause of what is only advised, where another one than that of the period asks for it. */
function goalText({ say }: Pick<Output, 'say'>, { goal }: NonNullable<PlanView['catchUp']>[number]): string {
  if (!goal) return '';
  const { section, window } = goal;
  return window
    ? say(
        `；${window.from} 至 ${window.to} 全覆盖：${section}`,
        `; full coverage from ${window.from} to ${window.to}: ${section}`,
      )
    : say(`；全年比例：${section}`, `; ratio of the year: ${section}`);
}

/** Of a plan that is not submitted yet: until when. A day that the scheme names and that has passed stands among the findings. */
function reminderLines({ say }: Output, { reminder }: PlanView): readonly string[] {
  if (!reminder || (reminder.state === 'late' && reminder.binding)) return [];
  const { from, due, state, binding, clause } = reminder;
  if (!binding) {
    return [
      say(
        `提醒：计划还没有制定完成（送审）；方案没有写明期限，${due} 只作提醒（${clause.section}）`,
        `Reminder: the plan is not made (submitted) yet; the scheme names no day, ${due} is a reminder only (${clause.section})`,
      ),
    ];
  }
  return [
    state === 'later'
      ? say(
          `计划应于 ${due} 前制定完成（送审），自 ${from} 起提醒（${clause.section}）`,
          `The plan is to be made (submitted) by ${due}, a to-do from ${from} on (${clause.section})`,
        )
      : say(
          `待办：计划应于 ${due} 前制定完成（送审）（${clause.section}）`,
          `To do: make (submit) the plan by ${due} (${clause.section})`,
        ),
  ];
}

/** What the scheme asks of all draws together, and what is checked without going there. */
function quotaLines({ lang, say }: Output, { entries, quotas, offSiteChecks }: PlanView): readonly string[] {
  const isOpen = entries.some(({ kind, n }) => kind === 'interdepartmental' && n === 0);
  return [
    ...(offSiteChecks > 0
      ? [
          say(
            `另有非现场检查 ${offSiteChecks} 家次，不抽取`,
            `${offSiteChecks} off-site checks besides, which are not drawn`,
          ),
        ]
      : []),
    ...quotas.map(({ topic, period, base, required, clause }) => {
      const more =
        isOpen && topic !== 'redraw'
          ? say('，没有定数量的部门联合检查另加', ', and of the interdepartmental visits that have no number yet')
          : '';
      const of = base === undefined ? '' : say(`（共 ${base}${more}）`, ` (of ${base}${more})`);
      const name = QUOTAS[topic] ?? { zh: topic, en: topic };
      return say(
        `${periodText(period, lang)} ${name.zh}：至少 ${required}${of}，${clause.section}`,
        `${periodText(period, lang)} ${name.en}: at least ${required}${of}, ${clause.section}`,
      );
    }),
  ];
}

const QUOTAS: Readonly<Record<string, Text>> = {
  redraw: { zh: '再次抽查家次', en: 'visits drawn again' },
  internalJointShare: { zh: '内部联合抽查家次', en: 'internal joint visits' },
  creditShare: { zh: '按信用分级抽取家次', en: 'visits drawn by credit grade' },
  interdepartmental: { zh: '部门联合抽查次数', en: 'interdepartmental tasks' },
};

/** Since when a plan is in force, how it was closed, where it lies. */
function endLines({ say }: Output, { inForce, closing, archive }: PlanView): readonly string[] {
  return [
    ...(inForce
      ? [
          say(
            `自 ${momentText(inForce.since)} 起执行：${inForce.by ?? ''}发起任务 ${inForce.task}`,
            `In force since ${momentText(inForce.since)}: ${inForce.by ?? 'somebody'} initiated task ${inForce.task}`,
          ),
        ]
      : []),
    ...(closing ? closingLines({ say }, closing) : []),
    ...(archive
      ? [
          say(
            `已于 ${momentText(archive.at)} 由 ${archive.by} 归档${archive.fileNumber === undefined ? '' : `，档号 ${archive.fileNumber}`}${keptText(archive)}`,
            `Archived ${momentText(archive.at)} by ${archive.by}${archive.fileNumber === undefined ? '' : `, file ${archive.fileNumber}`}${archive.retainUntil === undefined ? '' : `, kept by ${archive.custodian} until ${archive.retainUntil}`}`,
          ),
        ]
      : []),
  ];
}

function keptText({ custodian, retainUntil }: NonNullable<PlanView['archive']>): string {
  return retainUntil === undefined ? '' : `，由${custodian}保存至 ${retainUntil}`;
}

function closingLines(
  { say }: Pick<Output, 'say'>,
  { at, by, verdict, explained }: NonNullable<PlanView['closing']>,
): readonly string[] {
  return [
    say(
      `已于 ${momentText(at)} 由 ${by} 办结；当年判定 ${verdictNames[verdict.verdict].zh}（第 ${closingNumber(verdict.version)} 次定案，SHA-256 ${verdict.sum}）`,
      `Closed ${momentText(at)} by ${by}; the verdict on the year: ${verdictNames[verdict.verdict].en} (closing no. ${closingNumber(verdict.version)}, SHA-256 ${verdict.sum})`,
    ),
    ...explained.map(({ what, reason }) => say(`  没有办结 ${what}：${reason}`, `  not closed: ${what} (${reason})`)),
  ];
}
