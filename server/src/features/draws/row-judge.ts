import {
  type CandidateCounts,
  type CandidateJudge,
  type CandidateRow,
  candidateJudge,
} from '@sunlot/core/policy/candidates.ts';
import type { Level, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { matchesFilter } from '@sunlot/core/policy/object-filter.ts';
import { officersOf } from '@sunlot/core/policy/officers.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { kindRule, scopedJudge } from '@sunlot/core/policy/scoped-draw.ts';
import type { TaskScope } from '../../db/task-scope.ts';
import { Problem } from '../../problem.ts';
import { openOf } from '../../tasks/stated.ts';
import { taskTypeOf } from '../../visits/ledger.ts';
import type { DirectoryInspector, TaskForDraw } from './sql.ts';

/** Judges the objects of a directory one at a time, for a task; `add` answers with nothing where an object is not in its list. */
export type RowJudge = {
  readonly add: (facts: ObjectFacts) => CandidateRow | undefined;
  readonly counts: () => CandidateCounts;
};

type Judging = {
  readonly task: TaskForDraw;
  readonly pack: Pack;
  readonly visits: readonly VisitFact[];
  readonly inspectors: readonly DirectoryInspector[];
  readonly today: string;
};

/** Undefined where the scheme asks nothing of the class. */
export function rowJudge(judging: Judging): RowJudge | undefined {
  const { scope } = judging.task;
  const own = groupBy(judging.visits, ({ objectId }) => objectId);
  const member = (object: ObjectFacts) => ({ object, visits: own.get(object.id) ?? [] });
  if (scope?.stated) {
    const { add, counts } = statedJudge(judging, scope);
    return {
      counts,
      add: (object) => (matchesFilter(object, scope.terms, judging.today) ? add(member(object)) : undefined),
    };
  }
  const judge = classJudge(judging);
  return judge && { counts: judge.counts, add: (object) => judge.add(member(object)) };
}

/** Inside the filter of a targeted task; the base stays that of the whole class. */
function classJudge({ task, pack, inspectors, today }: Judging): CandidateJudge | undefined {
  return candidateJudge(pack, {
    class: task.class,
    level: task.level as Level,
    period: task.period,
    date: today,
    ...(task.skip_done && { replacing: taskTypeOf(task.kind) }),
    items: task.items,
    officers: officersOf(pack, peopleOf(inspectors), { year: task.year, asOf: today }).length,
    ...(task.scope !== null && { within: task.scope.terms }),
  });
}

/**
 * A scope of its own is pool and base in one, so it has to be stated, and how many of it.
 * @throws Problem task.notStated
 */
function statedJudge({ task, pack, today }: Judging, scope: TaskScope): CandidateJudge {
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
  });
}

function peopleOf(inspectors: readonly DirectoryInspector[]) {
  return inspectors.filter(({ disabled }) => !disabled).map(({ facts }) => facts);
}
