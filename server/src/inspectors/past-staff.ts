import type { InspectorFacts, StaffFacts } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { SETTING_UP } from '../visits/past-objects.ts';

type Row = { readonly certificate_no: string; readonly day: string; readonly facts: unknown };

/**
 * People of an agency's directory with what counted of them before, and the day they came, where that is known to be later than the
 * others: nothing of the first days, in which the directory is still being set up, and no day of whom 在岗起止 says when it was.
 */
export async function withPastStaff(
  { tx }: Pick<Context, 'tx'>,
  agency: string,
  people: readonly InspectorFacts[],
): Promise<readonly InspectorFacts[]> {
  const { rows } = await sql<Row>`
    with begun as (
      select (min(added_at) at time zone 'Asia/Shanghai')::date + ${SETTING_UP}::integer as day from inspector where agency = ${agency}
    )
    select certificate_no, until_day as day, facts from inspector_earlier, begun
    where agency = ${agency} and until_day > begun.day
    union all
    select certificate_no, (added_at at time zone 'Asia/Shanghai')::date, null from inspector, begun
    where agency = ${agency} and (added_at at time zone 'Asia/Shanghai')::date > begun.day
    order by certificate_no, day`.execute(tx);
  if (rows.length === 0) return people;
  const known = groupBy(rows, ({ certificate_no }) => certificate_no);
  return people.map((person) => {
    const own = known.get(person.id);
    if (!own) return person;
    const earlier = own.flatMap(({ day, facts }) =>
      facts === null ? [] : [{ until: day, facts: facts as StaffFacts }],
    );
    const came = own.find(({ facts }) => facts === null)?.day;
    return {
      ...person,
      ...(earlier.length > 0 && { earlier }),
      ...(came !== undefined && !person.onDuty && { listedFrom: came }),
    };
  });
}
