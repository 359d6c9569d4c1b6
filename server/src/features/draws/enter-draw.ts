import type { EnterDraw, EntryView } from '@sunlot/contract/draws.ts';
import { differingPlaces, isSourceValue, type Source } from '@sunlot/core/draw/entropy.ts';
import { entropyEntry } from '@sunlot/core/draw/log-entries.ts';
import { instantAfter } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { appendEntry } from '../../log/append.ts';
import { Problem } from '../../problem.ts';
import { requireCommitted } from './committed.ts';
import { storedManifest } from './draw-view.ts';
import { ownDraw } from './own-draw.ts';
import {
  type DrawRow,
  type EntryRow,
  selectEntries,
  selectSettledAt,
  updateDraw,
  updateEntryLogged,
  upsertEntry,
} from './sql.ts';

/** The first source of the manifest; further ones run one after another. */
const POSITION = 1;

/**
 * One of the two independent entries of what was thrown. When both agree the value enters the log and stays;
 * a difference is settled by looking again, never by a new throw.
 */
export async function enterDraw(ctx: Context, input: EnterDraw): Promise<EntryView> {
  const draw = await ownDraw(ctx, input.draw, 'draw.enter');
  if (draw.state !== 'frozen') throw new Problem('draw.entryClosed', { at: await selectSettledAt(ctx.tx, draw.id) });
  const since = await requireCommitted(ctx, draw);
  requireValue(storedManifest(draw).entropy[POSITION - 1]!, input);
  const entries = await selectEntries(ctx.tx, draw.id);
  const part = partOf(ctx, { draw, entries, input });
  await upsertEntry(ctx.tx, {
    draw_id: draw.id,
    position: POSITION,
    kind: input.source,
    user_id: ctx.actor.id,
    part,
    value: input.value,
    at: ctx.at,
    log_index: null,
  });
  const other = entries.find((entry) => entry.part !== part);
  const places = other ? differingPlaces(other.value, input.value) : [];
  const match = other === undefined ? 'waiting' : places.length === 0 ? 'same' : 'different';
  await ctx.audit({
    action: 'draw.enter',
    agency: draw.agency,
    subject: draw.id,
    after: { part, match, source: input.source, value: input.value },
  });
  if (match === 'same') await closeSource(ctx, { draw, since }, input);
  return { draw: draw.id, part, match, differingPlaces: [...places] };
}

function requireValue(source: Source, { source: kind, value }: EnterDraw): void {
  if (source.k !== kind) throw new Problem('draw.sourceInvalid', { why: `本次抽取用 ${source.k}` });
  if (isSourceValue(source, value)) return;
  const why =
    value.length === source.count
      ? '含有骰子上没有的数字（十面骰的十写 0）'
      : `应为 ${source.count} 位数字，录入了 ${value.length} 位`;
  throw new Problem('draw.sourceInvalid', { why });
}

type Entering = { readonly draw: DrawRow; readonly entries: readonly EntryRow[]; readonly input: EnterDraw };

/** The discipline officer enters as witness, anybody else as operator; the same person never as both. */
function partOf(ctx: Context, { draw, entries, input }: Entering): EntryView['part'] {
  const isWitness = ctx.actor.roles.includes('disciplineOfficer');
  const own = entries.find((entry) => entry.user_id === ctx.actor.id);
  if (own && input.correct) return own.part as EntryView['part'];
  if (own) throw enteredBefore(ctx.actor.login, { own, other: entries.find(({ part }) => part !== own.part) });
  if (isWitness && draw.frozen_by === ctx.actor.id)
    throw new Problem('draw.sameWitness', { who: ctx.actor.login, did: '封存名单' });
  const part = isWitness ? 'witness' : 'operator';
  const taken = entries.find((entry) => entry.part === part);
  if (!taken) return part;
  if (isWitness) throw new Problem('draw.sameWitness', { who: ctx.actor.login, did: '由另一名见证人录入' });
  if (entries.length > 1 || draw.frozen_by === ctx.actor.id)
    throw new Problem('draw.notWitness', { who: ctx.actor.login });
  return 'witness';
}

type BothEntries = { readonly own: EntryRow; readonly other: EntryRow | undefined };

/** Entering again without `correct`: two people are needed, or the two entries differ and one's own is to be corrected. */
function enteredBefore(who: string, { own, other }: BothEntries): Problem {
  if (!other) return new Problem('draw.sameWitness', { who, did: '录入过一次；更正自己的录入请加 --correct' });
  const positions = differingPlaces(other.value, own.value).join('、');
  return new Problem('draw.correctionNeeded', { who, positions });
}

type Committed = { readonly draw: DrawRow; readonly since: string };

async function closeSource(ctx: Context, { draw, since }: Committed, { source, value }: EnterDraw): Promise<void> {
  const at = await instantAfter(ctx.clock, since);
  const entry = entropyEntry(storedManifest(draw), { source: POSITION, value: { k: source, value }, at });
  const { index } = await appendEntry(ctx.tx, {
    tree: 'public',
    type: 'entropy',
    agency: draw.agency,
    subject: draw.id,
    at,
    entry,
  });
  await updateEntryLogged(ctx.tx, { drawId: draw.id, position: POSITION, logIndex: index });
  await updateDraw(ctx.tx, draw.id, { state: 'entered' });
}
