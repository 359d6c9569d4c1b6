import { OwnNumbersView } from '@sunlot/contract/own-numbers.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { className, ratioText } from '@sunlot/core/policy/plan.ts';
import type { Selectable } from 'kysely';
import { instantAfter } from '../../clock.ts';
import type { Context } from '../../context.ts';
import type { Schema } from '../../db/schema.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { territoryOf } from '../../visits/territory.ts';
import { selectFigures, selectJustifications, selectRatios } from './sql.ts';

/** An agency with its pack on a day, as the acts of this feature need it. */
export async function agencyWithPack(
  ctx: Context,
  { agency, on }: { readonly agency: string; readonly on: string },
): Promise<{ readonly level: Level; readonly pack: Pack }> {
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  return { level: territory.agency.level, pack: await packInForce(ctx, { agency, on }) };
}

/** Now, or the next second where something was set in this one: which of two came last must be told apart. */
export async function momentAfter(ctx: Context, last: string | undefined): Promise<string> {
  return last === undefined || Date.parse(last) < Date.parse(ctx.at) ? ctx.at : instantAfter(ctx.clock, last);
}

/** Everything an agency has decided itself. */
export async function ownNumbersView(
  ctx: Context,
  agency: string,
  warnings: OwnNumbersView['warnings'] = [],
): Promise<OwnNumbersView> {
  const { level, pack } = await agencyWithPack(ctx, { agency, on: ctx.today });
  const ratios = await selectRatios(ctx.tx, agency);
  const figures = await selectFigures(ctx.tx, agency);
  const justifications = await selectJustifications(ctx.tx, agency);
  return OwnNumbersView.parse({
    agency,
    ratios: ratios.map((row, i) => ({
      class: row.class,
      className: className(pack, row.class),
      every: row.every,
      ratio: ratioText(row),
      from: row.valid_from,
      grounds: row.grounds,
      clause: findRule(pack, 'ownRatio', { class: row.class, level })?.clause ?? { section: '—', quote: '' },
      state: ratioState(row, { later: ratios.slice(i + 1), all: ratios, today: ctx.today }),
      setAt: row.set_at,
    })),
    figures: figures.map(({ year, tasks, objects, document, set_at }, i) => ({
      year,
      tasks,
      objects,
      document,
      state: figures.slice(i + 1).some((one) => one.year === year) ? 'superseded' : 'inForce',
      setAt: set_at,
    })),
    justifications: justifications.map(({ login, ...row }) => ({ ...row, approver: login })),
    warnings,
  });
}

type Held = Pick<Selectable<Schema['own_ratio']>, 'class' | 'valid_from'>;

/** `later`: those recorded after it. */
function ratioState(
  { class: cls, valid_from: from }: Held,
  among: { readonly later: readonly Held[]; readonly all: readonly Held[]; readonly today: string },
): OwnNumbersView['ratios'][number]['state'] {
  const { later, all, today } = among;
  if (later.some((one) => one.class === cls && one.valid_from === from)) return 'superseded';
  if (from > today) return 'coming';
  const isPast = all.some((one) => one.class === cls && from < one.valid_from && one.valid_from <= today);
  return isPast ? 'past' : 'inForce';
}
