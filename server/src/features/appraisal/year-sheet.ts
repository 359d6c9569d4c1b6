import type { YearQuery, YearSheet } from '@sunlot/contract/appraisal.ts';
import { makeDate, periodDays } from '@sunlot/core/basics/dates.ts';
import { type EntryKind, type PersonYear, yearSheet } from '@sunlot/core/policy/appraisal.ts';
import { versionOn } from '@sunlot/core/policy/pack.ts';
import { rateText } from '@sunlot/core/policy/participation.ts';
import type { Context } from '../../context.ts';
import { readCalendar } from '../../holidays/holiday-store.ts';
import { adoptedVersions } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import { type Territory, territoryOf } from '../../visits/territory.ts';
import { entryView } from './record-entry.ts';
import { type EntryRow, type Person, selectEntries, selectPeople } from './sql.ts';

/** 年度履职情况表: the year of everybody in the directory, from the ledger of visits and what was entered. The look leaves an audit row. */
export async function showYearSheet(ctx: Context, { agency, year }: YearQuery): Promise<YearSheet> {
  may(ctx.actor, 'appraisal.read', agency);
  const territory = await begunYear(ctx, { agency, year });
  const people = await selectPeople(ctx.tx, agency);
  const entries = await selectEntries(ctx.tx, { agency, year });
  const counted = entries.filter(({ taken_back }) => !taken_back);
  const versions = await adoptedVersions(ctx, agency);
  const rows = yearSheet(versionOn(versions, periodDays(String(year)).from), {
    versions,
    people: people.map(({ certificateNo }) => certificateNo),
    visits: await recordedVisits(ctx, territory, { to: lastDay(ctx, year) }),
    entries: counted.map((row) => ({ id: row.certificate_no, kind: row.kind as EntryKind, day: row.day })),
    year,
    asOf: ctx.today,
    calendar: await readCalendar(ctx),
  });
  await ctx.audit({ action: 'appraisal.read', agency, subject: String(year) });
  const views = rows.map((row, i) => personView(ctx, row, { person: people[i]!, entries }));
  return { agency, agencyName: territory.agency.name, year, asOf: ctx.today, people: views };
}

/** A task of the year may be finished in the next. */
function lastDay(ctx: Context, year: number): string {
  return [makeDate(year + 1, 12, 31), ctx.today].sort()[0]!;
}

/** The territory of an agency, for a year that has begun. @throws Problem agency.unknown | request.invalid */
export async function begunYear(ctx: Context, { agency, year }: YearQuery): Promise<Territory> {
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  if (periodDays(String(year)).from > ctx.today)
    throw new Problem('request.invalid', { what: `${year} 年还没有开始（今天是 ${ctx.today}）` });
  return territory;
}

type Of = { readonly person: Person; readonly entries: readonly EntryRow[] };

function personView(ctx: Context, row: PersonYear, { person, entries }: Of): YearSheet['people'][number] {
  const { due, inTime } = row.publications;
  return {
    certificateNo: row.id,
    name: person.name,
    department: person.facts.department,
    inspections: row.inspections,
    random: row.random,
    uploadedInTime: row.uploadedInTime,
    publications: { due, inTime, rate: rateText(inTime, due) },
    reviewDefects: row.entries.reviewDefect,
    disciplineEntries: row.entries.discipline,
    entries: entries
      .filter(({ certificate_no }) => certificate_no === row.id)
      .map((entry) => entryView(ctx, entry, person.name)),
  };
}
