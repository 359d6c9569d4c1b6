import { exclusionText } from '@sunlot/contract/reasons.ts';
import type { FreezeTerms } from '@sunlot/core/draw/freeze.ts';
import type { StratumTerms } from '@sunlot/core/draw/freeze-input.ts';
import type { Rule as StratumRule } from '@sunlot/core/draw/manifest.ts';
import type { CandidateCounts, CandidateRow } from '@sunlot/core/policy/candidate-list.ts';
import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import type { Level, VisitFact } from '@sunlot/core/policy/facts.ts';
import { type LeastToday, leastToday } from '@sunlot/core/policy/least-today.ts';
import { type MadeUp, madeUp } from '@sunlot/core/policy/made-up.ts';
import { findRule, type Pack, type Rule, theRule } from '@sunlot/core/policy/pack.ts';
import { isRedrawable, redrawMinimum, redrawRule, redrawsDue } from '@sunlot/core/policy/redraw.ts';
import type { StatedNumber } from '@sunlot/core/policy/scoped-draw.ts';
import type { TaskScope } from '../../db/task-scope.ts';
import { supportText } from '../../inspectors/supporter-text.ts';
import { redrawStratumOf } from '../../packs/stratum-of.ts';
import { askedText } from '../../tasks/asked-text.ts';
import { numberText } from '../../tasks/stated.ts';
import type { TaskForDraw } from './sql.ts';

/** How many come from which stratum: one, or two where a part is drawn again after the level below. */
export type DrawnFrom = Pick<FreezeTerms, 'strata'> & {
  /** A shortage of what should be drawn again, in words. */
  readonly warnings: readonly string[];
};

type Task = { readonly task: TaskForDraw; readonly pack: Pack };

/** Which stratum a row of the candidate list stands in; known before any row is judged. */
export type Strata = {
  readonly ids: readonly string[];
  readonly of: (row: Pick<CandidateRow, 'state' | 'objectId'>) => string;
  /** The part that is drawn again, where the scheme has one. */
  readonly again: string | undefined;
};

/** `splits`: does the draw take a part again? A supplement only where the year lacks some; the draw before it always. */
export function strataOf(
  asked: Task,
  { visits, splits = true }: { readonly visits: readonly VisitFact[]; readonly splits?: boolean },
): Strata {
  const { task } = asked;
  // A task's code is its period and the list it draws from.
  const main = task.code.slice(task.period.length + 1);
  const rule = splits ? ruleOfAgain(asked) : undefined;
  if (!rule) return { ids: [main], again: undefined, of: () => main };
  const again = redrawStratumOf(main);
  const finished = new Set(
    visits
      .filter((visit) => isRedrawable({ visits: [visit] }, { among: rule.value.among, year: task.year }))
      .map(({ objectId }) => objectId),
  );
  const of: Strata['of'] = ({ state, objectId }) => (state === 'in' && finished.has(objectId) ? again : main);
  return { ids: [main, again], again, of };
}

type Asked = Task & {
  readonly found: CandidateCounts;
  readonly strata: Strata;
  /** Rows in the stratum of what is drawn again. */
  readonly redrawable: number;
  /** Why fewer than the rule requires are drawn, where it holds in principle and the reason was approved. */
  readonly excuse: string | undefined;
  readonly today: string;
};

/** What a draw takes, labelled in its clauses where it is targeted or draws supporters besides. */
export function drawnFrom(asked: Asked): DrawnFrom {
  const from = untargeted(asked);
  const { scope, support } = asked.task;
  const labels = [
    ...(scope === null ? [] : [targetText(scope)]),
    ...(support ?? []).map((wish) => `每组另随机抽取${supportText(wish)}`),
  ];
  if (labels.length === 0) return from;
  return {
    strata: from.strata.map((stratum) => ({ ...stratum, clause: [stratum.clause, ...labels].join('；') })),
    warnings: [...from.warnings, ...labels],
  };
}

/** What anybody reads in the manifest: that the draw is targeted, at what, and why. */
function targetText({ filter, specialties, reason, stated }: TaskScope): string {
  const parts = [
    ...(filter === '' ? [] : [filter]),
    ...(specialties.length === 0 ? [] : [`检查人员专长 ${specialties.join('、')}`]),
  ];
  if (stated) return `${stated.name}：${[...parts, ...(stated.number ? [numberText(stated.number)] : [])].join('；')}`;
  return `定向抽查：${parts.join('；')}（理由：${reason}）`;
}

/**
 * The approved plan decides how many: never fewer than the law asks of the base as it is now, never more than there are.
 * Where the scheme has an upper level draw again among objects that the level below has finished, those objects
 * stand in a stratum of their own, so that nobody is drawn twice and the log shows both numbers.
 */
function untargeted(asked: Asked): DrawnFrom {
  const { task, found, strata, redrawable } = asked;
  const wanted = madeUpBy(asked)?.n ?? (isFree(task) ? task.n : Math.max(task.n, owed(asked)));
  const n = Math.min(wanted, found.pool);
  const again = redrawPart(asked, n);
  const main = strata.ids[0]!;
  const { reserve } = theRule(asked.pack, 'draw').value;
  if (!again || redrawable === 0)
    return { strata: [{ ...wholeTerms(asked, n), id: main, reserve }], warnings: again?.warnings ?? [] };
  return {
    strata: [
      { ...restTerms(asked, n, again), id: main, reserve },
      { ...again.terms, id: strata.again!, reserve },
    ],
    warnings: again.warnings,
  };
}

/**
 * What a draw of the plan takes once its period is over, where objects count for it already: the rest, so that the period comes to the number
 * of the plan, or of the law (0037).
 */
export function madeUpBy({
  task,
  pack,
  found,
  excuse,
  today,
}: Omit<Asked, 'strata' | 'redrawable'>): MadeUp | undefined {
  if (isAdHoc(task) || task.supplement !== null || task.scope?.stated) return undefined;
  const part = task.round === null ? {} : { part: task.n };
  return madeUp(pack, found, { today, planned: plannedOf(task), excused: excuse !== undefined, ...part });
}

/** The number of the plan that a draw goes by: the task's own, but of a part that of the whole entry. */
export function plannedOf({ n, round, planned }: TaskForDraw): number {
  return round === null ? n : planned!;
}

/** What the draw may not fall short of: where a reason was approved, the rule that it was given for does not count. */
function owed({ pack, found, excuse }: Asked): number {
  const least = leastToday(pack, found);
  if (excuse === undefined) return least.n;
  return least.completesYear ? found.minimum : 0;
}

/** Is the number of the draw the office's own: outside the plan, a round of a yearly entry, or what is lacking? */
function isFree(task: TaskForDraw): boolean {
  return isAdHoc(task) || task.round !== null || task.supplement !== null;
}

function isAdHoc({ plan_entry_id }: TaskForDraw): boolean {
  return plan_entry_id === null;
}

type Terms = Omit<StratumTerms, 'id' | 'reserve'>;

function wholeTerms(asked: Asked, n: number): Terms {
  const { task, pack, found, excuse } = asked;
  const least = leastToday(pack, found);
  const clause = leastText(found, least);
  const made = madeUpBy(asked);
  if (made) return restOfPeriod(made, { clause, pool: found.pool, n });
  if (task.supplement !== null) return restOfEntry(task, { clause, pool: found.pool, n });
  if (isFree(task)) {
    const label = task.round === null ? clause : `${clause}；全年任务分批抽取，第 ${task.round} 批`;
    return { rule: { kind: 'count', count: n, clause: label }, clause: label, n };
  }
  return {
    rule: task.scope?.stated?.number ? statedRule(task.scope.stated.number, found) : ruleOf(pack, found, least),
    clause,
    n,
    ...(found.pool < least.n && {
      shortfall: { reason: 'pool-exhausted', text: `应抽 ${least.n} 家，可抽 ${found.pool} 家，全部抽取` },
    }),
    ...(n < Math.min(least.n, found.pool) &&
      excuse !== undefined && { shortfall: { reason: 'principle', text: excuse } }),
  };
}

/** `again`: so many of what is drawn stand in the other stratum. */
type Rest = { readonly clause: string; readonly pool: number; readonly n: number; readonly again?: number };

/** What an entry lacked after it was drawn: labelled, with the numbers, so that anybody sees why there is a second draw. */
function restOfEntry(task: TaskForDraw, { clause, pool, n, again = 0 }: Rest): Terms {
  const label = supplementText(task, clause);
  const lacking = task.n - again;
  return {
    rule: { kind: 'count', count: lacking, clause: label },
    clause: label,
    n,
    ...allTaken({ lacking, pool, n }),
  };
}

function supplementText({ supplement }: TaskForDraw, clause: string): string {
  return `${clause}；第 ${supplement!.nth} 次补充抽取：${supplement!.why}`;
}

/** What a period lacked once it was over: with the numbers, as for what an entry lacks. */
function restOfPeriod(made: MadeUp, { clause, pool, n, again = 0 }: Rest): Terms {
  const { have, unit } = made;
  const label = `${clause}；时段结束后补抽：${askedText(made)}，已有 ${have} ${unit}，缺 ${made.lacking} ${unit}`;
  const lacking = made.n - again;
  return {
    rule: { kind: 'count', count: lacking, clause: label },
    clause: label,
    n,
    ...allTaken({ lacking, pool, n }),
  };
}

function allTaken({
  lacking,
  pool,
  n,
}: Pick<Rest, 'pool' | 'n'> & { readonly lacking: number }): Pick<Terms, 'shortfall'> {
  if (n >= lacking) return {};
  return { shortfall: { reason: 'pool-exhausted', text: `缺 ${lacking} 家，可抽 ${pool} 家，全部抽取` } };
}

function statedRule(number: StatedNumber, { minimum, clause }: CandidateCounts): StratumRule {
  if (number.kind === 'ratio') return { kind: 'ratio', p: number.min.p, q: number.min.q };
  return { kind: 'count', count: minimum, clause: clauseText(clause) };
}

/** The clause of the number; where the year's coverage makes it, that clause before the ratio's. */
function leastText({ clause, uncovered }: CandidateCounts, { rule, completesYear }: LeastToday): string {
  if (!completesYear) return clauseText(clause);
  return `${clauseText(rule.clause)}，本年度还有 ${uncovered} 家没有抽到；${clauseText(clause)}`;
}

/** A ratio stays a ratio that anybody can work out again; what a scheme counts otherwise is a number with its clause. */
function ruleOf(pack: Pack, found: CandidateCounts, least: LeastToday): StratumRule {
  if (least.completesYear) return { kind: 'count', count: least.n, clause: leastText(found, least) };
  const ratio = findRule(pack, 'ratio', { class: found.class, level: found.level });
  if (ratio?.id === found.rule) return { kind: 'ratio', p: ratio.value.min.p, q: ratio.value.min.q };
  return { kind: 'count', count: found.minimum, clause: clauseText(found.clause) };
}

type Again = {
  readonly terms: Terms;
  readonly n: number;
  readonly warnings: readonly string[];
};

/** The rule that has a part drawn again. Undefined where the scheme knows no such part for the task. */
export function ruleOfAgain({ task, pack }: Task): Rule<'redraw'> | undefined {
  if (isAdHoc(task) || task.round !== null || task.scope?.stated) return undefined;
  return redrawRule(pack, { class: task.class, level: task.level as Level });
}

/** How many are drawn again: what the rule asks of the year; of a supplement what is still lacking of that. */
function redrawPart(asked: Asked, n: number): Again | undefined {
  const { task, pack, found, redrawable } = asked;
  const rule = ruleOfAgain(asked);
  if (!rule) return undefined;
  const scope = { class: found.class, level: found.level as Level };
  const due = redrawsDue(pack, found, n);
  const wanted = due ? due.lacking : redrawMinimum(pack, scope, { base: found.base, drawn: n });
  const elsewhere = found.pool - redrawable;
  const drawn = Math.min(n, Math.max(Math.min(wanted, redrawable), n - elsewhere));
  const clause = task.supplement === null ? clauseText(rule.clause) : supplementText(task, clauseText(rule.clause));
  const text = `县级已完成抽查、可再次抽查的有 ${redrawable} 家，按要求${due ? '还' : ''}应再次抽查 ${wanted} 家`;
  return {
    n: drawn,
    terms: { rule: { kind: 'count', count: drawn, clause }, clause, n: drawn },
    warnings: [
      ...(redrawable < wanted ? [text] : []),
      ...(due && drawn > 0
        ? [`补充抽取的 ${n} 家中，${drawn} 家用于再次抽查，从县级已查完的 ${redrawable} 家中抽取`]
        : []),
    ],
  };
}

function restTerms(asked: Asked, n: number, again: Again): Terms {
  const { pack, found, excuse } = asked;
  const today = leastToday(pack, found);
  const clause = leastText(found, today);
  const made = madeUpBy(asked);
  const rest = { clause, pool: found.pool, n: n - again.n, again: again.n };
  if (made) return restOfPeriod(made, rest);
  if (asked.task.supplement !== null) return restOfEntry(asked.task, rest);
  const least = Math.max(0, today.n - again.n);
  return {
    rule: { kind: 'count', count: least, clause },
    clause,
    n: n - again.n,
    ...(n - again.n < least && {
      shortfall:
        excuse === undefined
          ? { reason: 'pool-exhausted', text: `应抽 ${today.n} 家，可抽 ${found.pool} 家，全部抽取` }
          : { reason: 'principle', text: excuse },
    }),
  };
}

/** Base and who of it may not be drawn, for which reasons. */
export function poolText({ base, excluded }: CandidateCounts): string {
  const reasons = excluded.map(({ reason, count }) => `${exclusionText(reason)} ${count} 家`).join('，');
  return `基数 ${base} 家${reasons ? `；不可抽：${reasons}` : ''}`;
}
