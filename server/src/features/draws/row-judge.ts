import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import type { CandidateCounts, CandidateRow, CandidatesInput, Member } from '@sunlot/core/policy/candidate-list.ts';
import { type CandidateJudge, candidateJudge } from '@sunlot/core/policy/candidates.ts';
import type { ItemFacts, Level, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { matchesFilter } from '@sunlot/core/policy/object-filter.ts';
import { officersOf } from '@sunlot/core/policy/officers.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { kindRule, scopedJudge } from '@sunlot/core/policy/scoped-draw.ts';
import { type RangeLeft, rangeCounter } from '@sunlot/core/policy/scoped-range.ts';
import { itemsForCaps } from '@sunlot/core/policy/visit-items.ts';
import type { TaskScope } from '../../db/task-scope.ts';
import { Problem } from '../../problem.ts';
import { openOf } from '../../tasks/stated.ts';
import { taskTypeOf } from '../../visits/ledger.ts';
import type { DirectoryInspector, TaskForDraw } from './sql.ts';

/** Judges the objects of a directory one at a time, for a task; `add` answers with nothing where an object is not in its list. */
export type RowJudge = {
  readonly add: (facts: ObjectFacts) => CandidateRow | undefined;
  readonly counts: () => CandidateCounts;
  /** Of a scope of its own: what it may do to the upper bounds of classes. */
  readonly left?: () => readonly RangeLeft[];
};

/** What a list goes by beside the directory: of a supplementary draw, where another list measures the year, and who comes along. */
export type BesideDirectory = Pick<CandidatesInput, 'supplements' | 'ofYear' | 'departments'>;

type Judging = {
  readonly task: TaskForDraw;
  readonly pack: Pack;
  readonly visits: readonly VisitFact[];
  readonly inspectors: readonly DirectoryInspector[];
  /** The list of items that the task rests on. */
  readonly list: readonly ItemFacts[];
  readonly today: string;
} & BesideDirectory;

/** Undefined where the scheme asks nothing of the class. */
export function rowJudge(judging: Judging): RowJudge | undefined {
  const { scope } = judging.task;
  const own = groupBy(judging.visits, ({ objectId }) => objectId);
  const itemsOf = concerningItems(judging);
  const member = (object: ObjectFacts): Member => {
    const items = itemsOf(object);
    return { object, visits: own.get(object.id) ?? [], ...(items && { items }) };
  };
  if (scope?.stated) {
    const { add, counts } = statedJudge(judging, scope);
    const { task, pack, today: date } = judging;
    const ranges = rangeCounter(pack, { level: task.level as Level, agency: task.agency, period: task.period, date });
    return {
      counts,
      ...(ranges && { left: ranges.left }),
      add(object) {
        const isInside = matchesFilter(object, scope.terms, date);
        if (!isInside && !ranges) return undefined;
        const one = member(object);
        const row = isInside ? add(one) : undefined;
        ranges?.add(one, row?.state === 'in');
        return row;
      },
    };
  }
  const judge = classJudge(judging);
  return judge && { counts: judge.counts, add: (object) => judge.add(member(object)) };
}

/** What concerns an object decides whether cap and exemption leave something to inspect there. */
function concerningItems({ task, pack, list, today }: Judging) {
  return (facts: ObjectFacts) => {
    const drawnAs = isScopedKind(task.class) ? {} : { drawnAs: task.class };
    const own = { items: task.items, ...(task.left_out && { leftOut: task.left_out }) };
    return itemsForCaps(pack, { object: facts, ...drawnAs, date: today, list, task: own });
  };
}

/** Inside the filter of a targeted task; the base stays that of the whole class. */
function classJudge(judging: Judging): CandidateJudge | undefined {
  const { task, pack, inspectors, today, supplements, ofYear, departments } = judging;
  return candidateJudge(pack, {
    class: task.class,
    agency: task.agency,
    level: task.level as Level,
    period: task.period,
    date: today,
    ...(task.skip_done && { replacing: taskTypeOf(task.kind) }),
    items: task.items,
    officers: officersOf(pack, peopleOf(inspectors), { year: task.year, asOf: today }).length,
    ...(task.scope !== null && { within: task.scope.terms }),
    ...(supplements && { supplements }),
    ...(ofYear && { ofYear }),
    ...(departments !== undefined && { departments }),
  });
}

/**
 * A scope of its own is pool and base in one, so it has to be stated, and how many of it.
 * @throws Problem task.notStated
 */
function statedJudge({ task, pack, today, departments }: Judging, scope: TaskScope): CandidateJudge {
  const open = openOf(scope);
  const taskType = taskTypeOf(task.kind);
  const number = scope.stated?.number;
  if (open.length > 0 || !number) {
    const { section } = kindRule(pack, taskType).clause;
    throw new Problem('task.notStated', { task: task.code, missing: open.join('和'), section });
  }
  return scopedJudge(pack, {
    class: task.class,
    taskType,
    level: task.level as Level,
    period: task.period,
    date: today,
    items: task.items,
    number,
    skip: task.skip_done,
    ...(departments !== undefined && { departments }),
  });
}

function peopleOf(inspectors: readonly DirectoryInspector[]) {
  return inspectors.filter(({ disabled }) => !disabled).map(({ facts }) => facts);
}
