import type { OwnNumbersView, SetRatio } from '@sunlot/contract/own-numbers.ts';
import { addDays, type CalendarDate, makeDate, periodDays, periodsOfYear, yearOf } from '@sunlot/core/basics/dates.ts';
import type { Ratio } from '@sunlot/core/basics/ratios.ts';
import { candidates } from '@sunlot/core/policy/candidates.ts';
import { ratio } from '@sunlot/core/policy/decode.ts';
import { horizon } from '@sunlot/core/policy/horizon.ts';
import { type OwnRatio, withOwnRatios } from '@sunlot/core/policy/own-ratios.ts';
import { findRule, type Pack, type Rule } from '@sunlot/core/policy/pack.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { objectsOf } from '../../visits/directory.ts';
import { visitLedger } from '../../visits/ledger.ts';
import { territoryOf } from '../../visits/territory.ts';
import { agencyWithPack, momentAfter, ownNumbersView } from './own-numbers-view.ts';
import { insertRatio, selectFrozenPeriods, selectRatios } from './sql.ts';

/**
 * Sets the ratio of a class that the scheme leaves to the agency, with a text for each ground the scheme names. It
 * never reaches back to a list that is frozen; a pace too slow for the coverage the scheme asks for is said at once.
 */
export async function setRatio(ctx: Context, input: SetRatio): Promise<OwnNumbersView> {
  may(ctx.actor, 'ownNumbers.set', input.agency);
  const { agency, class: cls, every } = input;
  const from = input.from ?? (await firstDay(ctx, input));
  const { level, pack } = await agencyWithPack(ctx, { agency, on: from });
  const rule = findRule(pack, 'ownRatio', { class: cls, level });
  if (!rule) throw new Problem('ownRatio.notLeft', { class: className(pack, cls), level, pack: pack.name });
  requireFit(rule, input);
  await refuseFrozen(ctx, { ...input, from });
  const min = ratioOf(input.ratio);
  const at = await momentAfter(ctx, (await selectRatios(ctx.tx, agency)).at(-1)?.set_at);
  const row = { agency, class: cls, every, ...min, valid_from: from, set_by: ctx.actor.id, set_at: at };
  const id = ctx.newId('own');
  await insertRatio(ctx.tx, { ...row, id, grounds: JSON.stringify(input.grounds) });
  await ctx.audit({
    action: 'agency.setRatio',
    agency,
    subject: id,
    after: { class: cls, every, ratio: input.ratio, from, grounds: input.grounds },
  });
  const warnings = await paceWarnings(ctx, { agency, choice: { class: cls, level, every, min, from } });
  return ownNumbersView(ctx, agency, warnings);
}

/** `5%`, `1/3` → p/q; more than nothing and at most all. @throws Problem request.invalid */
function ratioOf(text: string): Ratio {
  const found = ratio.read(text, [], []);
  if (!found || found.p === 0) throw new Problem('request.invalid', { what: `比例 ${text} 应大于 0，至多 100%` });
  return found;
}

/** This year's beginning for the first choice, else the beginning of the next period. */
async function firstDay(ctx: Context, { agency, class: cls, every }: SetRatio): Promise<CalendarDate> {
  const known = (await selectRatios(ctx.tx, agency)).some((row) => row.class === cls);
  const year = yearOf(ctx.today);
  if (!known) return makeDate(year, 1, 1);
  const now = periodsOfYear(year, every).find((period) => ctx.today <= periodDays(period).to)!;
  return addDays(periodDays(now).to, 1);
}

function requireFit({ value, clause }: Rule<'ownRatio'>, { every, grounds }: SetRatio): void {
  if (!value.every.includes(every)) {
    throw new Problem('ownRatio.period', { every, allowed: value.every.join('、'), clause: clause.section });
  }
  const missing = value.grounds.filter((ground) => (grounds[ground] ?? '').trim() === '');
  const unknown = Object.keys(grounds).filter((ground) => !value.grounds.includes(ground));
  if (missing.length > 0 || unknown.length > 0) {
    throw new Problem('ownRatio.grounds', {
      needed: value.grounds.join('、'),
      missing: missing.join('、') || '无',
      unknown: unknown.join('、') || '无',
      clause: clause.section,
    });
  }
}

async function refuseFrozen(ctx: Context, { agency, class: cls, from }: SetRatio & { readonly from: CalendarDate }) {
  const frozen = (await selectFrozenPeriods(ctx.tx, { agency, class: cls })).findLast(
    ({ period }) => periodDays(period).from >= from,
  );
  if (!frozen) return;
  const next = addDays(periodDays(frozen.period).to, 1);
  throw new Problem('ownRatio.listFrozen', { period: frozen.period, draw: frozen.draw, from, next });
}

const PERIODS: Readonly<Record<OwnRatio['every'], number>> = { year: 1, halfYear: 2, quarter: 4, month: 12 };

/** Does the pace cover everybody by the end of the scheme's window? Counted from what was covered before the year began. */
async function paceWarnings(
  ctx: Context,
  { agency, choice }: { readonly agency: string; readonly choice: OwnRatio },
): Promise<OwnNumbersView['warnings']> {
  const { class: cls, level, every, min, from } = choice;
  const territory = (await territoryOf(ctx, agency))!;
  const plain: Pack = await packInForce(ctx, { agency, on: from });
  const year = yearOf(from);
  const found = candidates(withOwnRatios(plain, [choice], from), {
    class: cls,
    level,
    period: periodsOfYear(year, every)[0]!,
    date: from,
    objects: (await objectsOf(ctx, territory)).map(({ facts }) => facts),
    visits: await visitLedger(ctx, territory, { to: makeDate(year - 1, 12, 31) }),
  });
  if (!found) return [];
  const inBase = found.rows.filter(({ state }) => state !== 'out');
  const pace = horizon(plain, {
    class: cls,
    level,
    n: found.base,
    own: { min, periodsPerYear: PERIODS[every] },
    covered: inBase.filter(({ covered }) => covered).length,
    yearsOver: year - yearOf(found.cycle.from),
  });
  return (pace?.findings ?? []).map(({ code, clause, required = 0, projected = 0, shortBy = 0 }) => ({
    code,
    message: `按这个比例，到 ${found.cycle.to} 只能覆盖 ${projected} 家，应覆盖 ${required} 家，差 ${shortBy} 家（${clause.section}）；请调高比例`,
  }));
}
