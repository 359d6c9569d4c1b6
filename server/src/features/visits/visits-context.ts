import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import { type CalendarDate, yearOf } from '@sunlot/core/basics/dates.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { versionOfVisit } from '@sunlot/core/policy/visit-version.ts';
import type { Context } from '../../context.ts';
import { hindrances, peopleOnRecord } from '../../inspectors/hindrances.ts';
import { yearsOfLists } from '../../objects/class-facts.ts';
import { packVersions } from '../../packs/pack-store.ts';
import { isRedrawStratum } from '../../packs/stratum-of.ts';
import { isAllowed, rightHolders } from '../../rights.ts';
import { objectsOf, type PlacedObject } from '../../visits/directory.ts';
import { recordedVisits, taskTypeOf } from '../../visits/ledger.ts';
import { firstDraws } from '../../visits/origins.ts';
import { withEarlierRows } from '../../visits/past-objects.ts';
import type { Territory } from '../../visits/territory.ts';
import { objectKeysOf, type VisitsContext } from '../../workbooks/judge-visits.ts';
import { parseDate } from '../../workbooks/parse-values.ts';
import type { TableRow } from '../../workbooks/table.ts';
import { drawnItems } from './drawn-items.ts';
import {
  selectDepartments,
  selectDirected,
  selectDrawnKeys,
  selectProjects,
  selectSerials,
  selectTasks,
} from './sql.ts';

/** All that the rows of a file are judged against, loaded at once. */
export async function visitsContext(
  ctx: Context,
  territory: Territory,
  rows: readonly TableRow[],
): Promise<VisitsContext> {
  const keys = objectKeysOf(rows);
  const objects = await objectsByYear(ctx, territory, rows);
  const known = objects(ctx.today);
  const missing = keys.filter((key) => !known.has(key));
  const projects = groupBy(
    await selectProjects(ctx.tx, { agencies: territory.codes, codes: missing }),
    (key) => key.split('/')[0]!,
  );
  const ledger = await recordedVisits(ctx, territory, { to: ctx.today, keys });
  const visits = groupBy(ledger, ({ objectId }) => objectId);
  return {
    today: ctx.today,
    agency: territory.agency,
    tree: territory.tree,
    departments: await selectDepartments(ctx.tx, territory.agency.code),
    packOf: await packOf(ctx, territory.agency.code),
    objectOf: (key, date) => objects(date).get(key)?.facts,
    directoryOf: (key) => known.get(key)?.agency,
    projectsOf: (code) => projects.get(code) ?? [],
    visitsOf: (key) => visits.get(key) ?? [],
    ...(await people(ctx, territory)),
    serials: new Set(await selectSerials(ctx.tx, territory.agency.code)),
    taskOf: await tasksOf(ctx, territory, {
      keys,
      recognised: new Set(rows.flatMap(({ cells }) => (cells.noRepeatGround ? (cells.creditCode ?? []) : []))),
      factsOf: (key) => known.get(key)?.facts,
    }),
    ...(await draws(ctx, territory)),
  };
}

type Known = ReadonlyMap<string, PlacedObject>;

/** The objects that a file names, with the lists that were handed down for the year of a day: a row may be of any year. */
async function objectsByYear(
  ctx: Context,
  territory: Territory,
  rows: readonly TableRow[],
): Promise<(date: CalendarDate) => Known> {
  const keys = objectKeysOf(rows);
  const lists = await yearsOfLists(ctx);
  // A list holds until the next: of the years between the two one stands for all.
  const spanOf = (year: number) => lists.filter((one) => one <= year).length;
  const byYear = new Map<number, Known>();
  for (const year of new Set([yearOf(ctx.today), ...yearsNamed(rows)])) {
    if (byYear.has(spanOf(year))) continue;
    const objects = await objectsOf(ctx, territory, { keys, year });
    const placed = await withEarlierRows(ctx, territory, { objects, keys, year });
    byYear.set(spanOf(year), new Map(placed.map((one) => [one.facts.id, one])));
  }
  const now = byYear.get(spanOf(yearOf(ctx.today)))!;
  return (date) => byYear.get(spanOf(yearOf(date))) ?? now;
}

/** Years of the days that a file names. */
function yearsNamed(rows: readonly TableRow[]): readonly number[] {
  return rows.flatMap(({ cells }) => {
    const date = parseDate(cells.date ?? '');
    return date.ok ? [yearOf(date.value)] : [];
  });
}

/** The pack of each visit: the version it was sent out under, or the first for the time before. */
async function packOf(ctx: Context, agency: string): Promise<VisitsContext['packOf']> {
  const versions = await packVersions(ctx, agency);
  return (visit) => versionOfVisit(versions[0]!, versions, visit);
}

async function people(
  ctx: Context,
  { codes }: Territory,
): Promise<Pick<VisitsContext, 'certificates' | 'certificatesOf' | 'staffKindOf' | 'staffKnown' | 'hindrancesOf'>> {
  const staff = await peopleOnRecord(ctx, { agencies: codes });
  const kinds = new Map(staff.map(({ certificate, facts }) => [certificate, facts.staffKind]));
  const byName = groupBy(staff, ({ facts }) => facts.name);
  return {
    hindrancesOf: await hindrances(ctx, { agencies: codes, people: staff }),
    certificates: new Set(staff.map(({ certificate }) => certificate)),
    certificatesOf: (name) => [...new Set((byName.get(name) ?? []).map(({ certificate }) => certificate))],
    staffKindOf: (number) => kinds.get(number),
    staffKnown: (agency) => codes.includes(agency),
  };
}

type Named = {
  readonly keys: readonly string[];
  /** Objects of rows that recognise a result of others: of these the items of their visits are asked. */
  readonly recognised: ReadonlySet<string>;
  readonly factsOf: (key: string) => ObjectFacts | undefined;
};

async function tasksOf(
  ctx: Context,
  { codes }: Territory,
  { keys, recognised, factsOf }: Named,
): Promise<VisitsContext['taskOf']> {
  const tasks = await selectTasks(ctx.tx, codes);
  const all = await selectDrawnKeys(ctx.tx, { agencies: codes, keys });
  const drawn = groupBy(all, ({ task }) => task);
  const items = await drawnItems(
    ctx,
    all.filter(({ key }) => recognised.has(key)),
    factsOf,
  );
  const byNumber = new Map(
    tasks.flatMap((row) => {
      const { id, agency, code } = row;
      const own = drawn.get(id) ?? [];
      const days = new Map(own.map(({ key, drawnOn }) => [key, drawnOn]));
      const again = own.filter(({ stratum }) => stratum !== null && isRedrawStratum(stratum));
      const task = {
        code,
        ...(!isScopedKind(row.class) && { class: row.class, period: row.period }),
        taskType: taskTypeOf(row.kind),
        ...(row.elsewhere && { drawnElsewhere: true }),
        ...(row.isEnded && { isEnded: true }),
        ...(row.partners !== null && { departments: row.partners.length + 1, partners: row.partners }),
        itemsOf: (key: string) => items(id, key),
        drawnAgain: new Set(again.map(({ key }) => key)),
        drawn: mayTell(ctx, row) ? days : row.hasResult ? ('closed' as const) : ('nothing' as const),
      };
      return [[`${agency}\n${code}`, task] as const, [`${agency}\n${id}`, task] as const];
    }),
  );
  return (agency, number) => byNumber.get(`${agency}\n${number.toLowerCase()}`) ?? byNumber.get(`${agency}\n${number}`);
}

type TaskRow = Awaited<ReturnType<typeof selectTasks>>[number];

/** Whether an object was drawn is told as the names are: a row that comes back would say it of one after the other. */
function mayTell({ actor }: Context, { agency, hasResult, isClosed }: TaskRow): boolean {
  return hasResult && (!isClosed || isAllowed(actor, 'draw.names', agency));
}

type Draws = Pick<VisitsContext, 'firstDrawOn' | 'tasksKnown' | 'mayKnowNames' | 'directedOf'>;

async function draws(ctx: Context, { codes, tree }: Territory): Promise<Draws> {
  const first = await firstDraws(
    ctx,
    tree.map(({ code }) => code),
  );
  const directed = new Map((await selectDirected(ctx.tx, codes)).map((row) => [`${row.agency}\n${row.code}`, row]));
  return {
    firstDrawOn: (agency) => first.get(agency),
    tasksKnown: (agency) => codes.includes(agency),
    mayKnowNames: rightHolders('visits.import', 'draw.names'),
    directedOf: (agency, number) => directed.get(`${agency}\n${number.toLowerCase()}`),
  };
}
