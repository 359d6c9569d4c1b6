import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes, canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../../context.ts';
import { rowHash } from '../../imports/row-tree.ts';
import { Problem } from '../../problem.ts';
import { taskTypeOf } from '../../visits/ledger.ts';
import type { DrawnVisit } from './drawn-visits.ts';
import { insertRecognised, type TaskRow } from './sql.ts';

/**
 * Closes the item of a drawn object with the result of another authority, where the office answered so: nobody goes there.
 * Refused where that result is gone since the answer.
 * The ledger keeps it under the task's number as recognised. Publication and follow-up stay with who made the visit.
 */
export async function recognise(
  ctx: Context,
  task: TaskRow,
  { drawn, others, burden, answer, scope }: DrawnVisit,
): Promise<void> {
  if (answer?.choice !== 'recognise') return;
  const offer = burden.offers.find((one) => one.offer === 'recognise');
  const [source] = others
    .filter(({ ref }) => offer?.refs.includes(ref))
    .sort((a, b) => (a.from < b.from ? 1 : -1))
    .flatMap(({ visit }) => visit ?? []);
  if (!offer || !source) {
    const offers = burden.offers.map((one) => one.offer).join('、') || '无';
    throw new Problem('dispatch.notOffered', { rank: drawn.rank, choice: 'recognise', offers });
  }
  const facts = {
    objectId: drawn.key,
    date: source.date,
    period: task.period,
    class: task.class,
    level: task.level as Level,
    agency: task.agency,
    taskType: taskTypeOf(task.kind),
    selection: 'random',
    state: 'completed',
    items: scope.items.filter((item) => source.items.includes(item)),
    method: 'written',
    taskId: task.code,
    results: [...source.results],
    recognised: true,
  };
  const id = ctx.newId('vis');
  const remarks = { 不再重复检查依据: `${source.agency} ${source.date}（${offer.clause.section}）` };
  const secret = canonicalBytes({ deviation: undefined, remarks });
  await insertRecognised(ctx.tx, {
    id,
    agency: task.agency,
    recorded_by: task.agency,
    object_key: drawn.key,
    date: source.date,
    task_code: task.code,
    level: task.level,
    class: task.class,
    facts: canonicalJson(facts),
    sealed_deviation: null,
    sealed_remarks: ctx.keys.seal(canonicalBytes(remarks), `visit/${id}/remarks`),
    row_hash: rowHash({ facts, sealed: hex(ctx.keys.mac('visit/sealed', secret)) }),
    by_user: ctx.actor.id,
    added_at: ctx.at,
    updated_at: ctx.at,
  });
  await ctx.audit({ action: 'visits.recognise', agency: task.agency, subject: id, after: facts });
}
