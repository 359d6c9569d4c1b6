import type { FreezeInput, StratumTerms } from '@sunlot/core/draw/freeze-input.ts';
import type { Rule as StratumRule } from '@sunlot/core/draw/manifest.ts';
import type { ObjectRow } from '@sunlot/core/draw/rows.ts';
import type { Candidates } from '@sunlot/core/policy/candidates.ts';
import type { Level, VisitFact } from '@sunlot/core/policy/facts.ts';
import { type Clause, findRule, type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { isRedrawable, redrawMinimum } from '@sunlot/core/policy/redraw.ts';
import type { StatedNumber } from '@sunlot/core/policy/scoped-draw.ts';
import type { TaskScope } from '../../db/task-scope.ts';
import { supportText } from '../../inspectors/supporter-text.ts';
import { redrawStratumOf } from '../../packs/stratum-of.ts';
import { numberText } from '../../tasks/stated.ts';
import type { TaskForDraw } from './sql.ts';

/** The rows of a draw and how many come from which: one stratum, or two where a part is drawn again after the level below. */
export type DrawnFrom = Pick<FreezeInput, 'objects' | 'strata'> & {
  /** A shortage of what should be drawn again, in words. */
  readonly warnings: readonly string[];
};

type Asked = {
  readonly task: TaskForDraw;
  readonly pack: Pack;
  readonly found: Candidates;
  readonly visits: readonly VisitFact[];
  /** Why fewer than the rule requires are drawn, where it holds in principle and the reason was approved. */
  readonly excuse: string | undefined;
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
    ...from,
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
  const { task, found, excuse } = asked;
  const asPlanned = isFree(task) || excuse !== undefined;
  const n = Math.min(asPlanned ? task.n : Math.max(task.n, found.minimum), found.pool);
  const again = redrawPart(asked, n);
  // A task's code is its period and the list it draws from.
  const main = task.code.slice(task.period.length + 1);
  const rows = found.rows.filter(({ objectId }) => objectId !== '');
  const objects = rows.map(({ objectId, name, tier, weight, state, reason }): ObjectRow => {
    const stratum = again?.ids.has(objectId) ? redrawStratumOf(found.class) : main;
    return { stratum, id: objectId, name, tier, weight, state, reason: reason ?? '', needs: [] };
  });
  const { reserve } = theRule(asked.pack, 'draw').value;
  if (!again || again.ids.size === 0) {
    return { objects, strata: [{ ...wholeTerms(asked, n), id: main, reserve }], warnings: again?.warnings ?? [] };
  }
  return {
    objects,
    strata: [
      { ...restTerms(asked, n, again), id: main, reserve },
      { ...again.terms, id: redrawStratumOf(found.class), reserve },
    ],
    warnings: again.warnings,
  };
}

/** Is the number of the draw the office's own: outside the plan, a round of a yearly entry, or what is lacking? */
function isFree(task: TaskForDraw): boolean {
  return isAdHoc(task) || task.round !== null || task.supplement !== null;
}

function isAdHoc({ plan_entry_id }: TaskForDraw): boolean {
  return plan_entry_id === null;
}

type Terms = Omit<StratumTerms, 'id' | 'reserve'>;

function wholeTerms({ task, pack, found, excuse }: Asked, n: number): Terms {
  const clause = clauseText(found.clause);
  if (task.supplement !== null) return restOfEntry(task, { clause, pool: found.pool, n });
  if (isFree(task)) {
    const label = task.round === null ? clause : `${clause}；全年任务分批抽取，第 ${task.round} 批`;
    return { rule: { kind: 'count', count: n, clause: label }, clause: label, n };
  }
  return {
    rule: task.scope?.stated?.number ? statedRule(task.scope.stated.number, found) : ruleOf(pack, found),
    clause,
    n,
    ...(found.pool < found.minimum && {
      shortfall: { reason: 'pool-exhausted', text: `应抽 ${found.minimum} 家，可抽 ${found.pool} 家，全部抽取` },
    }),
    ...(n < Math.min(found.minimum, found.pool) &&
      excuse !== undefined && { shortfall: { reason: 'principle', text: excuse } }),
  };
}

type Rest = { readonly clause: string; readonly pool: number; readonly n: number };

/** What an entry lacked after it was drawn: labelled, with the numbers, so that anybody sees why there is a second draw. */
function restOfEntry({ n: lacking, supplement }: TaskForDraw, { clause, pool, n }: Rest): Terms {
  const label = `${clause}；第 ${supplement!.nth} 次补充抽取：${supplement!.why}`;
  const text = `缺 ${lacking} 家，可抽 ${pool} 家，全部抽取`;
  return {
    rule: { kind: 'count', count: lacking, clause: label },
    clause: label,
    n,
    ...(n < lacking && { shortfall: { reason: 'pool-exhausted', text } }),
  };
}

function statedRule(number: StatedNumber, { minimum, clause }: Candidates): StratumRule {
  if (number.kind === 'ratio') return { kind: 'ratio', p: number.min.p, q: number.min.q };
  return { kind: 'count', count: minimum, clause: clauseText(clause) };
}

/** A ratio stays a ratio that anybody can work out again; what a scheme counts otherwise is a number with its clause. */
function ruleOf(pack: Pack, found: Candidates): StratumRule {
  const ratio = findRule(pack, 'ratio', { class: found.class, level: found.level });
  if (ratio?.id === found.rule) return { kind: 'ratio', p: ratio.value.min.p, q: ratio.value.min.q };
  return { kind: 'count', count: found.minimum, clause: clauseText(found.clause) };
}

type Again = {
  readonly ids: ReadonlySet<string>;
  readonly terms: Terms;
  readonly n: number;
  readonly warnings: readonly string[];
};

/** How many are drawn again, and among whom. Undefined where the scheme knows no such part. */
function redrawPart({ task, pack, found, visits }: Asked, n: number): Again | undefined {
  const scope = { class: found.class, level: found.level as Level };
  const rule = findRule(pack, 'redraw', scope);
  if (!rule || rule.level !== found.level || isFree(task) || task.scope?.stated) return undefined;
  const finished = new Set(
    visits
      .filter((visit) => isRedrawable({ visits: [visit] }, { among: rule.value.among, year: task.year }))
      .map(({ objectId }) => objectId),
  );
  const ids = new Set(
    found.rows
      .filter(({ state, objectId }) => state === 'in' && finished.has(objectId))
      .map(({ objectId }) => objectId),
  );
  const wanted = redrawMinimum(pack, scope, { base: found.base, drawn: n });
  const elsewhere = found.pool - ids.size;
  const drawn = Math.min(n, Math.max(Math.min(wanted, ids.size), n - elsewhere));
  const text = `县级已完成抽查、可再次抽查的有 ${ids.size} 家，按要求应再次抽查 ${wanted} 家`;
  return {
    ids,
    n: drawn,
    terms: {
      rule: { kind: 'count', count: drawn, clause: clauseText(rule.clause) },
      clause: clauseText(rule.clause),
      n: drawn,
    },
    warnings: ids.size < wanted ? [text] : [],
  };
}

function restTerms({ found, excuse }: Asked, n: number, again: Again): Terms {
  const least = Math.max(0, found.minimum - again.n);
  const clause = clauseText(found.clause);
  return {
    rule: { kind: 'count', count: least, clause },
    clause,
    n: n - again.n,
    ...(n - again.n < least && {
      shortfall:
        excuse === undefined
          ? { reason: 'pool-exhausted', text: `应抽 ${found.minimum} 家，可抽 ${found.pool} 家，全部抽取` }
          : { reason: 'principle', text: excuse },
    }),
  };
}

function clauseText({ section, quote }: Clause): string {
  return `${section}「${quote}」`;
}
