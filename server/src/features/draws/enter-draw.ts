import type { EnterDraw, EntryView } from '@sunlot/contract/draws.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { instantOf, secondsOf } from '@sunlot/core/basics/instants.ts';
import { verifyQuicknet } from '@sunlot/core/draw/drand.ts';
import { differingPlaces, isSourceValue, type Source } from '@sunlot/core/draw/entropy.ts';
import { entropyEntry } from '@sunlot/core/draw/log-entries.ts';
import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { isTooEarly, opensAt } from '@sunlot/core/draw/session-times.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { treeRoot } from '@sunlot/core/hash/tree-root.ts';
import type { Rule } from '@sunlot/core/policy/pack.ts';
import { instantAfter } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { appendEntry } from '../../log/append.ts';
import { Problem } from '../../problem.ts';
import { requireCommitted } from './committed.ts';
import { storedManifest } from './draw-view.ts';
import { type ClosedSource, closedSources } from './entropy-log.ts';
import { isTypedTwice, nameOf } from './sources.ts';
import {
  type DrawRow,
  type EntryRow,
  selectEntries,
  selectNonces,
  selectSettledAt,
  updateDraw,
  updateEntryLogged,
  upsertEntry,
} from './sql.ts';
import { drawToEnter } from './witnessed-draw.ts';

/** The source whose turn it is. `position` from 1. */
type Turn = {
  readonly witness: Rule<'witness'>;
  readonly draw: DrawRow;
  readonly manifest: Manifest;
  readonly source: Source;
  readonly position: number;
  readonly closed: readonly ClosedSource[];
  /** When the commitment was complete. */
  readonly since: string;
};

/**
 * Enters the value of the source whose turn it is. What lies on a table is typed twice by two people who do not see each other's
 * entry; a difference is settled by looking again, never by a new throw. A beacon's round proves itself, and the
 * outsiders' numbers are in the log already: those take one person. The closed source enters the log and stays.
 */
export async function enterDraw(ctx: Context, input: EnterDraw): Promise<EntryView> {
  const { draw, witness } = await drawToEnter(ctx, input.draw);
  const turn = { ...(await turnOf(ctx, draw, input)), witness };
  return isTypedTwice(turn.source) ? enterTwice(ctx, turn, input) : enterOnce(ctx, turn, input);
}

async function turnOf(ctx: Context, draw: DrawRow, { source: kind }: EnterDraw): Promise<Omit<Turn, 'witness'>> {
  const manifest = storedManifest(draw);
  const closed = await closedSources(ctx, draw);
  const source = manifest.entropy[closed.length];
  if (draw.state !== 'frozen' || !source)
    throw new Problem('draw.entryClosed', { at: await selectSettledAt(ctx.tx, draw.id) });
  if (source.k !== kind) throw new Problem('draw.sourceInvalid', { why: `现在轮到${nameOf(source)}（${source.k}）` });
  const since = await requireCommitted(ctx, draw);
  const turn = { draw, manifest, source, position: closed.length + 1, closed, since };
  requireTime(ctx, turn);
  return turn;
}

/** A source opens in its turn and not before its time; what no public value can follow any more is not entered. */
function requireTime(ctx: Context, { manifest, source, position, closed, since }: Omit<Turn, 'witness'>): void {
  const times = { committed: secondsOf(since), closed: closed.map(({ at }) => at) };
  const opens = opensAt(manifest, position - 1, times);
  const now = secondsOf(ctx.at);
  if (now < opens) throw new Problem('draw.sourceNotOpen', { source: nameOf(source), at: instantOf(opens) });
  const ahead = { ...times, closed: [...times.closed, ctx.at] };
  const missed = manifest.entropy.find((_, i) => i >= position && isTooEarly(manifest, i, fill(ahead, i)));
  if (missed) throw new Problem('draw.roundMissed', { source: nameOf(missed), lead: manifest.lead });
}

/** The sources between now and a later one will not be closed earlier than now. */
function fill({ committed, closed }: { committed: number; closed: readonly string[] }, until: number) {
  const last = closed[closed.length - 1]!;
  return { committed, closed: [...closed, ...Array<string>(Math.max(0, until - closed.length)).fill(last)] };
}

async function enterOnce(ctx: Context, turn: Turn, input: EnterDraw): Promise<EntryView> {
  const { draw, source, position } = turn;
  const value = source.k === 'nonces' ? await nonceRoot(ctx, turn, input) : input.value;
  requireValue(source, value);
  if (source.k === 'drand' && !verifyQuicknet(source.round, value))
    throw new Problem('draw.sourceInvalid', { why: `这不是 quicknet 第 ${source.round} 轮的签名` });
  await upsertEntry(ctx.tx, {
    ...{ draw_id: draw.id, position, kind: source.k, user_id: ctx.actor.id, part: 'operator', value },
    ...{ at: ctx.at, log_index: null },
  });
  await ctx.audit({
    action: 'draw.enter',
    agency: draw.agency,
    subject: draw.id,
    after: { part: 'operator', match: 'same', source: source.k, value },
  });
  await closeSource(ctx, turn, value);
  return { draw: draw.id, part: 'operator', match: 'same', differingPlaces: [], left: leftOf(turn) };
}

/** The value of the outsiders' window is worked out, not typed. */
async function nonceRoot(ctx: Context, { draw, manifest }: Turn, { value }: EnterDraw): Promise<string> {
  if (value !== '') throw new Problem('draw.sourceInvalid', { why: '外部数由日志算出，不用录入' });
  const nonces = await selectNonces(ctx.tx, draw.id);
  return hex(treeRoot(hashOf(manifest.profile), nonces));
}

async function enterTwice(ctx: Context, turn: Turn, input: EnterDraw): Promise<EntryView> {
  const { draw, source, position, witness } = turn;
  requireValue(source, input.value);
  const entries = (await selectEntries(ctx.tx, draw.id)).filter((entry) => entry.position === position);
  const part = partOf(ctx, { draw, entries, input, witness });
  await upsertEntry(ctx.tx, {
    ...{ draw_id: draw.id, position, kind: source.k, user_id: ctx.actor.id, part, value: input.value },
    ...{ at: ctx.at, log_index: null },
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
  if (match === 'same') await closeSource(ctx, turn, input.value);
  return { draw: draw.id, part, match, differingPlaces: [...places], left: match === 'same' ? leftOf(turn) : [] };
}

function leftOf({ manifest, position }: Turn): EntryView['left'] {
  return manifest.entropy.slice(position).map(({ k }) => k);
}

function requireValue(source: Source, value: string): void {
  if (isSourceValue(source, value)) return;
  throw new Problem('draw.sourceInvalid', { why: whyInvalid(source, value) });
}

function whyInvalid(source: Source, value: string): string {
  switch (source.k) {
    case 'dice':
      return value.length === source.count
        ? '含有骰子上没有的数字（十面骰的十写 0）'
        : `应为 ${source.count} 位数字，录入了 ${value.length} 位`;
    case 'balls':
      return `应为依次取出的 ${source.count} 个两位数，如 05.12.33./，在 1～${source.of} 之间，不重复`;
    case 'kl8':
      return `应写作 kl8/${source.issue}/ 加 20 个由小到大的两位数，如 kl8/${source.issue}/01.05.….80./`;
    case 'ssq':
      return `应写作 ssq/${source.issue}/六个红球由小到大/蓝球/，如 ssq/${source.issue}/03.08.15.22.29.33./07./`;
    case '3d':
      return `应写作 3d/${source.issue}/百.十.个./，如 3d/${source.issue}/4.0.4./`;
    default:
      return '应为 96 位十六进制的轮次签名';
  }
}

type Entering = {
  readonly draw: DrawRow;
  readonly entries: readonly EntryRow[];
  readonly input: EnterDraw;
  readonly witness: Rule<'witness'>;
};

/**
 * The discipline officer enters as witness, anybody else as operator; the same person never as both. Where the scheme leaves it open whether a
 * discipline officer comes, a second person of the office may be the witness.
 */
function partOf(ctx: Context, { draw, entries, input, witness }: Entering): EntryView['part'] {
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
  const { section, quote } = witness.clause;
  if (witness.value.required) throw new Problem('draw.disciplineWitness', { who: ctx.actor.login, section, quote });
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

async function closeSource(ctx: Context, { draw, manifest, source, position, closed, since }: Turn, value: string) {
  const at = await instantAfter(ctx.clock, closed[closed.length - 1]?.at ?? since);
  const entry = entropyEntry(manifest, { source: position, value: { k: source.k, value }, at });
  const { index } = await appendEntry(ctx.tx, {
    ...{ tree: 'public', type: 'entropy', agency: draw.agency, subject: draw.id, at, entry },
  });
  await updateEntryLogged(ctx.tx, { drawId: draw.id, position, logIndex: index });
  if (position === manifest.entropy.length) await updateDraw(ctx.tx, draw.id, { state: 'entered' });
}
