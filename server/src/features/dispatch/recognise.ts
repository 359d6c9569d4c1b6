import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes, canonicalJson, type Json } from '@sunlot/core/basics/canonical-json.ts';
import type { Level, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { LeastBurden, OfferMade } from '@sunlot/core/policy/least-burden.ts';
import { takenResults } from '@sunlot/core/policy/recognised-results.ts';
import type { VisitItems } from '@sunlot/core/policy/visit-items.ts';
import type { Context } from '../../context.ts';
import { rowHash } from '../../imports/row-tree.ts';
import { Problem } from '../../problem.ts';
import { taskTypeOf } from '../../visits/ledger.ts';
import type { DrawnVisit } from './drawn-visits.ts';
import { deleteRecognised, insertRecognised, type TaskRow } from './sql.ts';

type Answered = Pick<DrawnVisit, 'burden' | 'answer' | 'others' | 'concerning'>;

/** Does nobody go, because the office takes the results of others for every item of the visit? */
export function isClosed(visit: Answered): boolean {
  const taken = takenOf(visit);
  return taken.length > 0 && visit.concerning.every((item) => taken.some(({ items }) => items.includes(item)));
}

/** An answer as it is kept with the visit: one that takes place for the items that are left is one like the others. */
export function keptChoice<Choice extends string>(visit: Answered, choice: Choice | null): Choice | null {
  return choice === 'recognise' && !isClosed(visit) ? null : choice;
}

/** What is left to inspect where the office takes results of others for some items of a visit: those are left out, and whose they are said. */
export function withoutRecognised(scope: VisitItems, visit: Answered): VisitItems {
  const offer = offerOf(visit.burden);
  const taken = takenOf(visit);
  if (!offer || taken.length === 0 || isClosed(visit)) return scope;
  const leftOut = visit.concerning.flatMap((item) => {
    const source = taken.find(({ items }) => items.includes(item));
    if (!source) return [];
    return [{ item, reason: `互认 ${source.agency} ${source.date} 的检查结果（${offer.clause.section}）` }];
  });
  return {
    items: scope.items.filter((item) => !leftOut.some((one) => one.item === item)),
    leftOut: [...scope.leftOut, ...leftOut],
  };
}

function offerOf({ offers }: LeastBurden): OfferMade | undefined {
  return offers.find(({ offer }) => offer === 'recognise');
}

/** The results that the answer took, where they are offered still and say what they said: what came or changed since asks again. The latest first. */
function takenOf({ burden, answer, others }: Answered): readonly VisitFact[] {
  if (answer?.choice !== 'recognise' || !offerOf(burden)) return [];
  return [...takenResults(answer.offers, others)]
    .sort((a, b) => (a.from < b.from ? 1 : -1))
    .flatMap(({ visit }) => visit ?? []);
}

/** Nobody takes what is not offered any more. @throws Problem dispatch.notOffered */
export function refuseGone({ drawn, burden }: Pick<DrawnVisit, 'drawn' | 'burden'>): void {
  if (offerOf(burden)) return;
  const offers = burden.offers.map((one) => one.offer).join('、') || '无';
  throw new Problem('dispatch.notOffered', { rank: drawn.rank, choice: 'recognise', offers });
}

/** What stands in the ledger as recognised for an object of a task leaves it, for what is decided now. The log keeps it. */
export async function unrecognise(ctx: Context, { agency, code }: TaskRow, key: string): Promise<void> {
  for (const { id, facts } of await deleteRecognised(ctx.tx, { agency, code, key }))
    await ctx.audit({ action: 'visits.unrecognise', agency, subject: id, before: facts as Json });
}

/**
 * Closes the items of a drawn object with the results of other authorities, where the office answered so: nobody goes there.
 * The ledger keeps it under the task's number as recognised. Publication and follow-up stay with who made the visit.
 */
export async function recognise(ctx: Context, task: TaskRow, visit: DrawnVisit): Promise<void> {
  if (!isClosed(visit)) return;
  const { drawn, burden, scope, concerning } = visit;
  await unrecognise(ctx, task, drawn.key);
  const { clause } = offerOf(burden)!;
  const found = takenOf(visit);
  const whole = found.find(({ items }) => concerning.every((item) => items.includes(item)));
  const sources = whole ? [whole] : found;
  const [source] = sources as [VisitFact, ...VisitFact[]];
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
    items: scope.items.filter((item) => sources.some(({ items }) => items.includes(item))),
    method: 'written',
    taskId: task.code,
    results: [...new Set(sources.flatMap(({ results }) => results))],
    recognised: true,
  };
  const id = ctx.newId('vis');
  const whose = sources.map(({ agency, date }) => `${agency} ${date}`).join('；');
  const remarks = { 不再重复检查依据: `${whose}（${clause.section}）` };
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
