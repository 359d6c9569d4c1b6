import type { OverrideState, OverrideView } from '@sunlot/contract/class-overrides.ts';
import { classify } from '@sunlot/core/policy/classify.ts';
import type { ClassId } from '@sunlot/core/policy/facts.ts';
import { overrideReview, reviewReasons } from '@sunlot/core/policy/override-review.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import type { JudgedObject } from '../../objects/judged-object.ts';
import type { OverrideRow } from './sql.ts';

export function classNameOf(pack: Pack, id: ClassId): string {
  return pack.classes.find((cls) => cls.id === id)?.name ?? id;
}

/** The class of an object by the scheme's own conditions alone. */
export function computedClass(ctx: Pick<Context, 'today'>, pack: Pack, { facts, visits }: JudgedObject): ClassId {
  const { overrides: _, ...itself } = facts;
  return classify(pack, { object: itself, date: ctx.today, visits }).class;
}

export type OverrideFrame = {
  readonly pack: Pack;
  /** Absent where the object has left the directory since. */
  readonly object: JudgedObject | undefined;
};

/** An override as it stands today. A proposal that nobody approved in time is over as well. */
export function overrideView(
  ctx: Pick<Context, 'today'>,
  { pack, object }: OverrideFrame,
  row: OverrideRow,
): OverrideView {
  const { state, without, review } = judgeRow(ctx, { pack, object }, row);
  return {
    id: row.id,
    object: row.object_key,
    objectName: row.object_name ?? row.object_key,
    class: row.class,
    className: classNameOf(pack, row.class),
    reason: row.reason,
    from: row.from_day,
    to: row.to_day,
    state,
    proposedBy: row.proposer ?? row.proposed_by,
    proposedAt: row.proposed_at,
    ...(row.decided_name !== null && { decidedBy: row.decided_name }),
    ...(row.decided_on !== null && { decidedOn: row.decided_on }),
    ...(row.note !== null && { note: row.note }),
    ...(row.ended_on !== null && { endedOn: row.ended_on }),
    ...(row.end_reason !== null && { endReason: row.end_reason }),
    without,
    withoutName: classNameOf(pack, without),
    review,
  };
}

type Judgement = Pick<OverrideView, 'without' | 'review'> & { readonly state: OverrideState };

function judgeRow(ctx: Pick<Context, 'today'>, { pack, object }: OverrideFrame, row: OverrideRow): Judgement {
  const { class: cls, reason } = row;
  const without = object ? computedClass(ctx, pack, object) : row.class;
  if (row.outcome !== 'approved') return { state: row.outcome ?? 'proposed', without, review: [] };
  if (row.ended_on !== null) return { state: 'ended', without, review: [] };
  if (!object) return { state: row.to_day < ctx.today ? 'ended' : 'inForce', without, review: [] };
  const override = { class: cls, reason, from: row.from_day, to: row.to_day, approvedBy: row.decided_name! };
  const [found] = overrideReview(pack, {
    object: { ...object.facts, overrides: [override] },
    date: ctx.today,
    visits: object.visits,
  });
  return { state: found!.state, without, review: [...reviewReasons(found!, { approvedBeside: row.computed_class! })] };
}
