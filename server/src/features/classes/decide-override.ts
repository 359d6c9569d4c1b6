import {
  type DecideOverride,
  type EndOverride,
  type OverrideView,
  overrideStates,
} from '@sunlot/contract/class-overrides.ts';
import type { Context } from '../../context.ts';
import { recordAfterWrite, recordUntilNow } from '../../objects/class-record.ts';
import { type JudgedObject, judgedObjects } from '../../objects/judged-object.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { computedClass, type OverrideFrame, overrideView } from './override-view.ts';
import { insertDecision, insertEnd, lockOverride, type OverrideRow } from './sql.ts';

type Named = { readonly agency: string; readonly override: string };

/** Approves a class set by hand. Not the proposer: two people decide (the database asks for that as well). */
export function approveOverride(ctx: Context, input: DecideOverride): Promise<OverrideView> {
  may(ctx.actor, 'class.approve', input.agency);
  return decide(ctx, { ...input, outcome: 'approved' });
}

/** Refuses a proposal; it stays on record. */
export function refuseOverride(ctx: Context, input: DecideOverride): Promise<OverrideView> {
  may(ctx.actor, 'class.approve', input.agency);
  return decide(ctx, { ...input, outcome: 'refused' });
}

type Decision = DecideOverride & { readonly outcome: 'approved' | 'refused' };

async function decide(ctx: Context, { outcome, note, ...named }: Decision): Promise<OverrideView> {
  const row = await undecided(ctx, named);
  if (row.proposed_by === ctx.actor.id) throw new Problem('override.ownProposal', { who: ctx.actor.login });
  if (outcome === 'approved' && row.to_day < ctx.today)
    throw new Problem('override.expired', { override: row.id, to: row.to_day });
  return settle(ctx, row, { outcome, note });
}

/**
 * Ends an override: a proposal is withdrawn, by the office too; an approved one stops holding today, by who may approve, and the
 * object goes back to the class that the scheme's conditions give it.
 */
export async function endOverride(ctx: Context, { reason, ...named }: EndOverride): Promise<OverrideView> {
  may(ctx.actor, 'class.end', named.agency);
  const row = await known(ctx, named);
  if (row.outcome === null) return settle(ctx, row, { outcome: 'withdrawn', note: reason });
  may(ctx.actor, 'class.approve', named.agency);
  if (row.outcome !== 'approved' || row.ended_on !== null || row.to_day < ctx.today) throw decided(row);
  const { agency } = named;
  const place = { agency, keys: [row.object_key] };
  await recordUntilNow(ctx, place);
  const ended = { ...row, ended_on: ctx.today, end_reason: reason };
  await insertEnd(ctx.tx, {
    ...{ override_id: row.id, agency, ended_on: ctx.today, reason },
    ...{ ended_by: ctx.actor.id, ended_at: ctx.at },
  });
  await recordAfterWrite(ctx, place, { cause: 'override', source: row.id });
  const frame = await frameOf(ctx, row);
  const [before, after] = [row, ended].map((one) => overrideView(ctx, frame, one));
  await ctx.audit({ action: 'class.end', agency, subject: row.id, before, after });
  return after!;
}

async function settle(
  ctx: Context,
  row: OverrideRow,
  {
    outcome,
    note = '',
  }: { readonly outcome: 'approved' | 'refused' | 'withdrawn'; readonly note?: string | undefined },
): Promise<OverrideView> {
  const frame = await frameOf(ctx, row);
  const decision = {
    outcome,
    note: note === '' ? null : note,
    computed_class: frame.object ? computedClass(ctx, frame.pack, frame.object) : row.class,
    decided_name: ctx.actor.name,
    decided_on: ctx.today,
  };
  const { id, agency, proposed_by } = row;
  const place = { agency, keys: outcome === 'approved' ? [row.object_key] : [] };
  await recordUntilNow(ctx, place);
  await insertDecision(ctx.tx, {
    ...{ ...decision, override_id: id, agency, proposed_by, decided_by: ctx.actor.id, decided_at: ctx.at },
  });
  await recordAfterWrite(ctx, place, { cause: 'override', source: id });
  const [before, after] = [row, { ...row, ...decision }].map((one) => overrideView(ctx, frame, one));
  await ctx.audit({ action: `class.${ACTS[outcome]}`, agency, subject: id, before, after });
  return after!;
}

const ACTS = { approved: 'approve', refused: 'refuse', withdrawn: 'withdraw' } as const;

async function known(ctx: Context, named: Named): Promise<OverrideRow> {
  const row = await lockOverride(ctx.tx, named);
  if (!row) throw new Problem('override.unknown', { override: named.override });
  return row;
}

async function undecided(ctx: Context, named: Named): Promise<OverrideRow> {
  const row = await known(ctx, named);
  if (row.outcome !== null) throw decided(row);
  return row;
}

function decided({ id, outcome, ended_on }: OverrideRow): Problem {
  const state =
    outcome === 'approved' ? (ended_on === null ? '已批准' : overrideStates.ended) : overrideStates[outcome!];
  return new Problem('override.decided', { override: id, state });
}

async function frameOf(ctx: Context, { agency, object_key }: OverrideRow): Promise<OverrideFrame> {
  const [object] = await judgedObjects(ctx, { agency, keys: [object_key] });
  return { pack: await packInForce(ctx, { agency, on: ctx.today }), object: object as JudgedObject | undefined };
}
