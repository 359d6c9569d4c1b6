import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { packInForce } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { packVersions } from '../../packs/pack-store.ts';
import { isAllowed, rightHolders } from '../../rights.ts';
import { objectsOf } from '../../visits/directory.ts';
import { recordedVisits, taskTypeOf } from '../../visits/ledger.ts';
import { firstDraws } from '../../visits/origins.ts';
import { withEarlierRows } from '../../visits/past-objects.ts';
import type { Territory } from '../../visits/territory.ts';
import { objectKeysOf, type VisitsContext } from '../../workbooks/judge-visits.ts';
import type { TableRow } from '../../workbooks/table.ts';
import {
  selectDepartments,
  selectDirected,
  selectDrawnKeys,
  selectPeople,
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
  const placed = await withEarlierRows(ctx, territory, { objects: await objectsOf(ctx, territory, keys), keys });
  const objects = new Map(placed.map((one) => [one.facts.id, one]));
  const missing = keys.filter((key) => !objects.has(key));
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
    packOn: await packOn(ctx, territory.agency.code),
    objectOf: (key) => objects.get(key)?.facts,
    directoryOf: (key) => objects.get(key)?.agency,
    projectsOf: (code) => projects.get(code) ?? [],
    visitsOf: (key) => visits.get(key) ?? [],
    ...(await people(ctx, territory)),
    serials: new Set(await selectSerials(ctx.tx, territory.agency.code)),
    taskOf: await tasksOf(ctx, territory, keys),
    ...(await draws(ctx, territory)),
  };
}

/** The pack of each day: the version in force then, or the first for the time before. */
async function packOn(ctx: Context, agency: string): Promise<VisitsContext['packOn']> {
  const versions = await packVersions(ctx, agency);
  return (date: CalendarDate) => packInForce(versions, date) ?? versions[0]!;
}

async function people(
  ctx: Context,
  { codes }: Territory,
): Promise<Pick<VisitsContext, 'certificates' | 'certificatesOf' | 'staffKindOf' | 'staffKnown'>> {
  const staff = await selectPeople(ctx.tx, codes);
  const kinds = new Map(staff.map(({ number, staffKind }) => [number, staffKind]));
  const byName = groupBy(staff, ({ name }) => name);
  return {
    certificates: new Set(staff.map(({ number }) => number)),
    certificatesOf: (name) => [...new Set((byName.get(name) ?? []).map(({ number }) => number))],
    staffKindOf: (number) => kinds.get(number),
    staffKnown: (agency) => codes.includes(agency),
  };
}

async function tasksOf(ctx: Context, { codes }: Territory, keys: readonly string[]): Promise<VisitsContext['taskOf']> {
  const tasks = await selectTasks(ctx.tx, codes);
  const drawn = groupBy(await selectDrawnKeys(ctx.tx, { agencies: codes, keys }), ({ task }) => task);
  const byNumber = new Map(
    tasks.flatMap((row) => {
      const { id, agency, code } = row;
      const days = new Map((drawn.get(id) ?? []).map(({ key, drawnOn }) => [key, drawnOn]));
      const task = {
        code,
        ...(!isScopedKind(row.class) && { class: row.class, period: row.period }),
        taskType: taskTypeOf(row.kind),
        ...(row.elsewhere && { drawnElsewhere: true }),
        ...(row.departments !== null && { departments: row.departments }),
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
