import { agencyLevels } from '@sunlot/contract/agencies.ts';
import type { OwnNumbersView, SetRatio } from '@sunlot/contract/own-numbers.ts';
import { periodUnits } from '@sunlot/contract/period-units.ts';
import { type CalendarDate, type Period, periodAround, periodDays, yearOf } from '@sunlot/core/basics/dates.ts';
import { atLeast, type Ratio } from '@sunlot/core/basics/ratios.ts';
import { candidates } from '@sunlot/core/policy/candidates.ts';
import { ratio } from '@sunlot/core/policy/decode.ts';
import { horizon } from '@sunlot/core/policy/horizon.ts';
import { type OwnRatio, ownVisits, withOwnRatios } from '@sunlot/core/policy/own-ratios.ts';
import { findRule, type Pack, type Rule } from '@sunlot/core/policy/pack.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import { classRules, coverageCycle } from '@sunlot/core/policy/requirements.ts';
import type { Context } from '../../context.ts';
import { ownRatios } from '../../own-numbers/load-own-numbers.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { ledgerForDraws } from '../../visits/classes-of-day.ts';
import { objectsOf } from '../../visits/directory.ts';
import { withSnapshot } from '../../visits/snapshot-objects.ts';
import { territoryOf } from '../../visits/territory.ts';
import { agencyWithPack, momentAfter, ownNumbersView } from './own-numbers-view.ts';
import { refuseDay, unsaidDay } from './ratio-days.ts';
import { insertRatio, selectPlanned, selectRatios } from './sql.ts';

/**
 * Sets the ratio of a class that the scheme leaves to the agency, with a text for each ground the scheme names. It
 * never reaches back to a period that is over or whose list is frozen; a pace too slow for the coverage the scheme asks for is said at once.
 */
export async function setRatio(ctx: Context, input: SetRatio): Promise<OwnNumbersView> {
  may(ctx.actor, 'ownNumbers.set', input.agency);
  const { agency, class: cls, every } = input;
  const from = input.from ?? (await unsaidDay(ctx, input));
  const { level, pack } = await agencyWithPack(ctx, { agency, on: from });
  const rule = findRule(pack, 'ownRatio', { class: cls, level });
  if (!rule)
    throw new Problem('ownRatio.notLeft', {
      class: className(pack, cls),
      level: agencyLevels[level].zh,
      pack: pack.name,
    });
  requireFit(rule, input);
  await refuseDay(ctx, { ...input, from });
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
  const choice = { agency, class: cls, level, every, min, from };
  const warnings = [...(await paceWarnings(ctx, choice)), ...(await planWarnings(ctx, choice))];
  return ownNumbersView(ctx, agency, warnings);
}

/** A plan that has left the office stays as it is: which of its entries have fewer than the new ratio asks of their base, and what brings them to it. */
async function planWarnings(ctx: Context, { agency, class: cls, every, min, from }: Choice) {
  const planned = await selectPlanned(ctx.tx, { agency, class: cls });
  const choices = await ownRatios(ctx, agency);
  const isRuled = (period: Period) => {
    const { from: first } = periodDays(period);
    const held = choices.filter((one) => one.class === cls && one.from <= first);
    return first >= from && periodAround(first, every) === period && held.every((one) => one.from <= from);
  };
  const short = planned.filter(
    ({ year, version, period, base, n }) =>
      isRuled(period) &&
      n < atLeast(base, min) &&
      !planned.some((other) => other.year === year && other.version > version),
  );
  return short.map(({ year, entry, base, n }) => {
    const least = atLeast(base, min);
    return {
      code: 'PLAN_SHORT',
      message: `${year} 年计划的 ${entry} 计划 ${n} 家，按新比例应抽 ${least} 家（计划时的基数 ${base} 家），少 ${least - n} 家；抽取时取应抽数，要让计划与比例一致，请调整计划：sunlot plan adjust --agency ${agency} --year ${year} --entry ${entry} --n ${least} --reason …`,
    };
  });
}

/** `5%`, `1/3` → p/q; more than nothing and at most all. @throws Problem request.invalid */
function ratioOf(text: string): Ratio {
  const found = ratio.read(text, [], []);
  if (!found || found.p === 0) throw new Problem('request.invalid', { what: `比例 ${text} 应大于 0，至多 100%` });
  return found;
}

function requireFit({ value, clause }: Rule<'ownRatio'>, { every, grounds }: SetRatio): void {
  if (!value.every.includes(every)) {
    const allowed = value.every.map((unit) => periodUnits[unit].zh).join('、');
    throw new Problem('ownRatio.period', { every: periodUnits[every].zh, allowed, clause: clause.section });
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

/** Does the pace cover everybody by the end of the scheme's window? Counted from what was covered before the running period. */
async function paceWarnings(ctx: Context, choice: Choice): Promise<OwnNumbersView['warnings']> {
  const { agency, class: cls, level } = choice;
  const plain = await packInForce(ctx, { agency, on: choice.from });
  const { coverage } = classRules(plain, choice);
  if (coverage === undefined) return [];
  const choices = await ownRatios(ctx, agency);
  const window = coverageCycle(coverage, choice.from);
  const running = runningPeriod(withOwnRatios(plain, choices, ctx.today), choice, ctx.today);
  const from = [periodDays(running).from, window.from].sort().at(-1)!;
  const known = await coveredBefore(ctx, withOwnRatios(plain, [choice], choice.from), { ...choice, from });
  const pace = horizon(plain, {
    ...{ class: cls, level, ...known },
    visits: ownVisits(plain, { class: cls, level, n: known.n, choices, from, to: window.to }),
  })!;
  return pace.findings.map(({ code, clause, required = 0, projected = 0, shortBy = 0 }) => ({
    code,
    message: `按已定的比例，到 ${window.to} 只能覆盖 ${projected} 家，应覆盖 ${required} 家，差 ${shortBy} 家（${clause.section}）；请调高比例`,
  }));
}

type Choice = OwnRatio & { readonly agency: string };

/** The period that runs today by the ratio in force; the month where none is. */
function runningPeriod(pack: Pack, scope: Pick<OwnRatio, 'class' | 'level'>, today: CalendarDate): Period {
  return periodAround(today, findRule(pack, 'ratio', scope)?.value.every ?? 'month');
}

/** The class as it is today, and whom of it the window has covered before a day: nobody where it has not begun. */
async function coveredBefore(ctx: Context, pack: Pack, { agency, class: cls, level, every, from }: Choice) {
  const territory = (await territoryOf(ctx, agency))!;
  const year = yearOf(ctx.today);
  const visits = (await ledgerForDraws(ctx, territory, { to: ctx.today, year })).filter(
    // Whom the running period has drawn is among those that it is reckoned to take.
    (visit) => (visit.period === undefined ? visit.date : periodDays(visit.period).to) < from,
  );
  const read = { pack, objects: await objectsOf(ctx, territory), visits, year };
  const found = candidates(pack, {
    ...{ agency, class: cls, level, period: periodAround(ctx.today, every), date: ctx.today },
    objects: (await withSnapshot(ctx, territory, read)).map(({ facts }) => facts),
    visits,
  })!;
  const covered = found.rows.filter((row) => row.state !== 'out' && row.covered).length;
  return { n: found.base, covered: from > ctx.today ? 0 : covered };
}
