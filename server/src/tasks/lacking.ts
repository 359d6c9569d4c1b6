import { periodDays } from '@sunlot/core/basics/dates.ts';
import { timesOf } from '@sunlot/core/policy/candidate-counts.ts';
import type { CandidateCounts } from '@sunlot/core/policy/candidate-list.ts';
import { plannedToday, wholeToday } from '@sunlot/core/policy/least-today.ts';
import { countedAfterwards } from '@sunlot/core/policy/made-up.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { mayDrawAgain } from '@sunlot/core/policy/paperwork.ts';
import { type RedrawsDue, redrawsDue } from '@sunlot/core/policy/redraw.ts';
import { dutyOf } from '@sunlot/core/policy/requirements.ts';
import { type Selectable, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Schema } from '../db/schema.ts';
import { askedText } from './asked-text.ts';

/** An entry of the plan that was drawn, and what the law asks of its class and period today. */
type Drawn = {
  readonly agency: string;
  readonly entry: string;
  readonly planned: number;
  readonly found: CandidateCounts | undefined;
  readonly pack: Pack;
};

export type Lack = {
  /** How many the law or the plan asks for that no draw of the entry has taken; at least what can be drawn of `again`. */
  readonly lacking: number;
  /** What the year's 再次抽查 lacks, where a part of the class is drawn again after the level below. */
  readonly again?: RedrawsDue;
  readonly drawn: number;
  /** In words for everybody: numbers, never a name. */
  readonly why: string;
};

/**
 * What is lacking still after the draws of an entry: of the law's number, because the list grew, coverage is behind or who was drawn cannot be
 * visited any more, or of the number of the plan in force, because it was raised or the pool was too small (R-068, AMB-52). The law's number is that of the
 * verdict on the period, and where everybody is asked for the plan's is no more than there are. Once the period is over whoever counts for it
 * fills the plan too (0037). Where the number is drawn and the year's 再次抽查 falls short, those are lacking who can be drawn again.
 */
export async function lackOf(ctx: Context, { agency, entry, planned: stated, found, pack }: Drawn): Promise<Lack> {
  const { drawn, cancelled } = await drawsOfEntry(ctx, { agency, entry });
  const rounds = found ? timesOf(dutyOf(pack, found)!) : 1;
  const waiting = rounds > 1 ? await waitingRounds(ctx, { agency, entry }) : 0;
  const byLaw = found ? Math.max(0, Math.min(found.required, leftOfRounds(found, rounds) - waiting)) : 0;
  const planned = found ? plannedToday(pack, found, stated) : stated;
  const afterwards = found ? countedAfterwards(found, ctx.today) : 0;
  // Who was drawn and cancelled fills the plan, as while the period ran, beside those who count.
  const filled = Math.max(drawn, afterwards > 0 ? afterwards + cancelled : 0);
  const ofNumber = Math.max(byLaw, planned - filled);
  // What was drawn and cancelled, or has left the list without a visit, fills nothing: the number asked for stays what it is.
  const isByLaw = byLaw > 0 && byLaw === ofNumber;
  const counted = isByLaw ? found!.measured!.counted : filled;
  // Of several rounds an entry is one: where the whole period is counted, it is in visits of all of them.
  const times = isByLaw || afterwards > 0 ? rounds : 1;
  const unit = times > 1 ? '家次' : '家';
  const scheme = found ? wholeToday(pack, found).required : 0;
  // Where nothing is lacking whoever else stands for the period is part of what the scheme asks.
  const standing = ofNumber === 0 && rounds === 1 ? Math.max(counted, found?.measured?.counted ?? 0) : counted;
  const taken = `已抽 ${Math.max(drawn, standing)} ${unit}${lostText(lostOf(found, drawn - counted))}`;
  const whole = ofNumber > 0 ? counted + ofNumber : Math.max(planned, scheme) * times;
  const asked =
    found?.owedByYear === ofNumber
      ? `${taken}，全年须抽到每一家，还有 ${ofNumber} 家没有抽到`
      : `${askedText({ asked: whole, byLaw: scheme * times, unit })}，${taken}`;
  const again = found && redrawsDue(pack, found, ofNumber);
  return {
    lacking: Math.max(ofNumber, again?.n ?? 0),
    ...(again && { again }),
    drawn,
    why: `${listText(found, isByLaw)}${asked}，缺 ${ofNumber} ${unit}${againText(again)}`,
  };
}

/** Nothing where nobody is lacking. */
function againText(again: RedrawsDue | undefined): string {
  if (again === undefined || again.lacking === 0) return '';
  const { required, made, lacking, open } = again;
  const few = open < lacking ? `，可再次抽查的只有 ${open} 家` : '';
  return `；再次抽查应抽 ${required} 家，已抽 ${made} 家，缺 ${lacking} 家${few}`;
}

/** Who was drawn and does not count: cannot be inspected any more, or was (`otherwise`), and not as the class asks. */
export function lostOf(
  found: CandidateCounts | undefined,
  without: number,
): { readonly lost: number; readonly otherwise: number } {
  const all = Math.max(0, without);
  const otherwise = Math.min(all, found?.measured?.otherwise ?? 0);
  return { lost: all - otherwise, otherwise };
}

function lostText({ lost, otherwise }: ReturnType<typeof lostOf>): string {
  const parts = [
    ...(lost > 0 ? [`${lost} 家已不能检查`] : []),
    ...(otherwise > 0 ? [`${otherwise} 家查过但检查方式等不合本项要求而不计入`] : []),
  ];
  return parts.length === 0 ? '' : `（其中 ${parts.join('及 ')}）`;
}

/** What all rounds of a period lack; of one round it is what the law asks for. */
function leftOfRounds({ required, minimum, measured }: CandidateCounts, rounds: number): number {
  return rounds === 1 ? required : minimum * rounds - measured!.counted;
}

/** By which list the number is asked, where that is not the one of the draw or of today: numbers, never a name. */
function listText(found: CandidateCounts | undefined, isByLaw: boolean): string {
  const { base, gone, listed = 0 } = found?.measured ?? { base: 0, gone: 0 };
  const left = gone > 0 ? `（其中 ${gone} 家已退出）` : '';
  if (listed > 0 && base > listed) return `名单由 ${listed} 家增至 ${base} 家${left}，`;
  return isByLaw && gone > 0 ? `名单 ${base} 家${left}，` : '';
}

type Supplement = Pick<Selectable<Schema['task']>, 'agency' | 'plan_entry_id' | 'n'>;
type Today = Pick<Drawn, 'pack' | 'found'>;

/**
 * What a supplementary draw takes as lists, visits and plan stand now: what was lacking when it was begun may have come or gone since.
 * `isOver`: nothing is lacking any more, and none is held.
 */
export async function supplementNow(
  ctx: Context,
  task: Supplement,
  { pack, found }: Today,
): Promise<Pick<Lack, 'why' | 'again'> & { readonly n: number; readonly isOver: boolean }> {
  const { entry, n: planned } = await ctx.tx
    .selectFrom('plan_entry')
    .select(['entry', 'n'])
    .where('id', '=', task.plan_entry_id!)
    .executeTakeFirstOrThrow();
  const { lacking, again, why } = await lackOf(ctx, { agency: task.agency, entry, planned, found, pack });
  // Held is at least the draw of the entry itself; how often since is no matter.
  const { allowed } = mayDrawAgain(pack, { drawsHeld: 1, stillRequired: lacking });
  if (!allowed) return { n: 0, why: `${why}；缺额已经没有了`, isOver: true };
  const n = pack.settings['draw.perPeriod'] === 'once' ? lacking : Math.max(task.n, lacking);
  return { n, ...(again && { again }), why, isOver: false };
}

/** How many the other entries of its class and period take that are not drawn yet: further rounds of the same objects, and no shortage. */
async function waitingRounds({ tx }: Context, { agency, entry }: Pick<Drawn, 'agency' | 'entry'>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(other.n), 0)::integer as n
    from annual_plan plan
    join plan_entry own on own.plan_id = plan.id and own.entry = ${entry}
    join plan_entry other on other.plan_id = plan.id and other.entry <> own.entry
      and other.class = own.class and other.level = own.level and other.period = own.period and other.scope is null
    where plan.agency = ${agency} and plan.state in ('issued', 'published') and not exists (
      select from task join plan_entry of_task on of_task.id = task.plan_entry_id
      where task.agency = ${agency} and of_task.entry = other.entry and task.state in ('drawn', 'closed'))`.execute(tx);
  return rows[0]!.n;
}

/**
 * Who stands for a running period and was taken by no draw of its entry: another department's draw, a campaign, a visit without a task. Once the
 * period is over they fill the number of the plan themselves (0037).
 */
export async function standingBeside(
  ctx: Context,
  { agency, entry, found }: Pick<Drawn, 'agency' | 'entry'> & { readonly found: CandidateCounts },
): Promise<number> {
  if (found.measured === undefined || ctx.today > periodDays(found.period).to) return 0;
  const { drawn } = await drawsOfEntry(ctx, { agency, entry });
  return Math.max(0, found.measured.counted - drawn);
}

/** How many the draws of an entry have taken that still stand; results of a lead department count. */
async function drawsOfEntry(
  { tx }: Context,
  { agency, entry }: Pick<Drawn, 'agency' | 'entry'>,
): Promise<{ readonly drawn: number; readonly cancelled: number }> {
  const { rows } = await sql<{ drawn: number; cancelled: number }>`
    with of_entry as (
      select task.id from task join plan_entry on plan_entry.id = task.plan_entry_id
      where task.agency = ${agency} and plan_entry.entry = ${entry}
    ), held as (
      select id from draw
      where task_id in (select id from of_entry) and state in ('drawn', 'revealed')
    )
    select (
      (select count(*) from standing_object where draw_id in (select id from held))
      + (select count(*) from drawn_elsewhere_object join drawn_elsewhere on drawn_elsewhere.id = import_id
         where task_id in (select id from of_entry))
    )::integer as drawn, (
      select count(*) from visit_cancellation
      where task_id in (select id from of_entry) and (draw_id is null or draw_id in (select id from held))
    )::integer as cancelled`.execute(tx);
  return rows[0]!;
}
