import type { ParticipationView, YearQuery } from '@sunlot/contract/appraisal.ts';
import { makeDate, periodDays } from '@sunlot/core/basics/dates.ts';
import { findRule } from '@sunlot/core/policy/pack.ts';
import { participationOf, slowPace } from '@sunlot/core/policy/participation.ts';
import { ratioText } from '@sunlot/core/policy/plan.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import type { PlacedAgency } from '../../visits/territory.ts';
import { type Person, selectPeople } from './sql.ts';
import { begunYear } from './year-sheet.ts';

/** 参与率: of all certificate holders of the territory, of each authority in it, and who has no inspection yet (AMB-51). */
export async function listParticipation(ctx: Context, { agency, year }: YearQuery): Promise<ParticipationView> {
  may(ctx.actor, 'appraisal.read', agency);
  const territory = await begunYear(ctx, { agency, year });
  const pack = await packInForce(ctx, { agency, on: periodDays(String(year)).from });
  const rule = findRule(pack, 'participation');
  const view = { agency, year, asOf: ctx.today };
  if (rule === undefined) return { ...view, authorities: [] };
  const to = [makeDate(year + 1, 12, 31), ctx.today].sort()[0]!;
  const visits = await recordedVisits(ctx, territory, { to });
  const share = (place: PlacedAgency, people: readonly Person[]) => {
    const inspectors = people.map(({ facts }) => facts);
    const { missing, ...numbers } = participationOf(pack, { inspectors, visits, year })!;
    const slow = slowPace(numbers, { year, asOf: ctx.today });
    const names = new Map(people.map(({ certificateNo, name }) => [certificateNo, name]));
    return {
      ...{ agency: place.code, agencyName: place.name },
      ...numbers,
      ...(slow && { slow }),
      missing: missing.map((certificateNo) => ({ certificateNo, name: names.get(certificateNo)! })),
    };
  };
  const places = territory.tree.filter(({ code }) => territory.codes.includes(code));
  const authorities: { readonly place: PlacedAgency; readonly people: readonly Person[] }[] = [];
  for (const place of places) {
    const people = (await selectPeople(ctx.tx, place.code)).filter(({ disabled }) => !disabled);
    authorities.push({ place, people });
  }
  const whole = new Map(authorities.flatMap(({ people }) => people.map((one) => [one.certificateNo, one] as const)));
  return {
    ...view,
    rule: { id: rule.id, section: rule.clause.section, quote: rule.clause.quote, min: ratioText(rule.value.min) },
    whole: share(territory.agency, [...whole.values()]),
    authorities: authorities.map(({ place, people }) => share(place, people)),
  };
}
