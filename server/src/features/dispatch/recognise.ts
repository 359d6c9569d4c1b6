import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes, canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import type { Level, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { LeastBurden, OfferMade } from '@sunlot/core/policy/least-burden.ts';
import type { VisitItems } from '@sunlot/core/policy/visit-items.ts';
import type { Context } from '../../context.ts';
import { rowHash } from '../../imports/row-tree.ts';
import { Problem } from '../../problem.ts';
import { taskTypeOf } from '../../visits/ledger.ts';
import type { DrawnVisit, Other } from './drawn-visits.ts';
import { insertRecognised, type TaskRow } from './sql.ts';

type Answered = Pick<DrawnVisit, 'burden' | 'answer'>;

/** Does nobody go, because the office takes the results of others for every item of the visit? */
export function isClosed({ burden, answer }: Answered): boolean {
  return answer?.choice === 'recognise' && offerOf(burden)?.items === undefined;
}

function offerOf({ offers }: LeastBurden): OfferMade | undefined {
  return offers.find(({ offer }) => offer === 'recognise');
}

/** What is left to inspect where the office takes results of others for some items of a visit: those are left out, and whose they are said. */
export function withoutRecognised(
  scope: VisitItems,
  { burden, answer, others }: Answered & Pick<DrawnVisit, 'others'>,
) {
  const offer = answer?.choice === 'recognise' ? offerOf(burden) : undefined;
  if (offer?.items === undefined) return scope;
  const taken = offer.items.map((item) => {
    const [source] = sourcesOf(offer, others).filter(({ items }) => items.includes(item));
    return { item, reason: `互认 ${source!.agency} ${source!.date} 的检查结果（${offer.clause.section}）` };
  });
  return {
    items: scope.items.filter((item) => !offer.items!.includes(item)),
    leftOut: [...scope.leftOut, ...taken],
  };
}

/** The latest first. */
function sourcesOf(offer: OfferMade, others: readonly Other[]): readonly VisitFact[] {
  return others
    .filter(({ ref }) => offer.refs.includes(ref))
    .sort((a, b) => (a.from < b.from ? 1 : -1))
    .flatMap(({ visit }) => visit ?? []);
}

/**
 * Closes the items of a drawn object with the results of other authorities, where the office answered so: nobody goes there.
 * Refused where they are gone since the answer.
 * The ledger keeps it under the task's number as recognised. Publication and follow-up stay with who made the visit.
 */
export async function recognise(ctx: Context, task: TaskRow, visit: DrawnVisit): Promise<void> {
  const { drawn, others, burden, answer, scope, concerning } = visit;
  if (answer?.choice !== 'recognise') return;
  const offer = offerOf(burden);
  if (offer && !isClosed(visit)) return;
  const found = offer ? sourcesOf(offer, others) : [];
  const whole = found.find(({ items }) => concerning.every((item) => items.includes(item)));
  const sources = whole ? [whole] : found;
  const [source] = sources;
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
    items: scope.items.filter((item) => sources.some(({ items }) => items.includes(item))),
    method: 'written',
    taskId: task.code,
    results: [...new Set(sources.flatMap(({ results }) => results))],
    recognised: true,
  };
  const id = ctx.newId('vis');
  const whose = sources.map(({ agency, date }) => `${agency} ${date}`).join('；');
  const remarks = { 不再重复检查依据: `${whose}（${offer.clause.section}）` };
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
