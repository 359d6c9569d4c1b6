import type { OverrideView, ProposeOverride } from '@sunlot/contract/class-overrides.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { judgedObject } from '../../objects/judged-object.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { classNamed } from '../../workbooks/pack-words.ts';
import { classNameOf, computedClass, overrideView } from './override-view.ts';
import { insertOverride, lockOverride, lockOverrides, type OverrideRow } from './sql.ts';

/**
 * Proposes a class for an object of the agency's own directory, from a day on to a last one. It holds when somebody else has
 * approved it, never for days gone by, and never beside another one.
 */
export async function proposeOverride(ctx: Context, input: ProposeOverride): Promise<OverrideView> {
  const { agency, reason, to } = input;
  may(ctx.actor, 'class.propose', agency);
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const from = input.from ?? ctx.today;
  const earliest = [from, to].sort()[0]!;
  if (earliest < ctx.today) throw new Problem('override.backdated', { from: earliest, today: ctx.today });
  const cls = classOf(pack, input.class);
  const object = await judgedObject(ctx, { agency, key: input.object });
  const { id: key, name } = object.facts;
  if (from === ctx.today && computedClass(ctx, pack, object) === cls)
    throw new Problem('override.sameClass', { object: name, class: classNameOf(pack, cls) });
  const twice = (await lockOverrides(ctx.tx, { agency, object: key })).find(
    (one) => isOpen(one, ctx) && from <= one.to_day && one.from_day <= to,
  );
  if (twice)
    throw new Problem('override.overlaps', {
      object: name,
      from: twice.from_day,
      to: twice.to_day,
      override: twice.id,
    });
  const id = ctx.newId('ovr');
  await insertOverride(ctx.tx, {
    ...{ id, agency, object_key: key, class: cls, reason, from_day: from, to_day: to },
    ...{ proposed_by: ctx.actor.id, proposed_at: ctx.at },
  });
  const row = await lockOverride(ctx.tx, { agency, override: id });
  const view = overrideView(ctx, { pack, object }, row!);
  await ctx.audit({ action: 'class.propose', agency, subject: id, after: view });
  return view;
}

/** Proposed or approved, and neither withdrawn nor ended. */
function isOpen(row: OverrideRow, { today }: Pick<Context, 'today'>): boolean {
  return (row.outcome === null || row.outcome === 'approved') && row.ended_on === null && today <= row.to_day;
}

function classOf(pack: Pack, text: string): string {
  const cls = classNamed(pack, text);
  if (cls !== undefined) return cls;
  throw new Problem('class.unknown', {
    class: text,
    classes: pack.classes.map(({ id, name }) => `${id} ${name}`).join('；'),
  });
}
