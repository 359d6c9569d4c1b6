import { type Role, roles } from '@sunlot/contract/roles.ts';
import { hex, utf8 } from '@sunlot/core/basics/bytes.ts';
import { addDays, type CalendarDate, periodDays } from '@sunlot/core/basics/dates.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import { actorByLogin, consoleActor } from '../accounts/actor.ts';
import { steppedClock } from '../clock.ts';
import { type Deps, type UseCase, write } from '../context.ts';
import { addAgency } from '../features/agencies/add-agency.ts';
import { dispatchTask } from '../features/dispatch/dispatch-task.ts';
import { enterDraw } from '../features/draws/enter-draw.ts';
import { freezeDraw } from '../features/draws/freeze-draw.ts';
import { revealDraw } from '../features/draws/reveal-draw.ts';
import { runDraw } from '../features/draws/run-draw.ts';
import { namedDraw } from '../features/draws/show-draw.ts';
import { importInspectors } from '../features/inspectors/import-inspectors.ts';
import { importItems } from '../features/items/import-items.ts';
import { publishItems } from '../features/items/publish-items.ts';
import { importObjects } from '../features/objects/import-objects.ts';
import { approvePlan } from '../features/plans/approve-plan.ts';
import { issuePlan } from '../features/plans/issue-plan.ts';
import { proposePlan } from '../features/plans/propose-plan.ts';
import { publishPlan } from '../features/plans/publish-plan.ts';
import { submitPlan } from '../features/plans/submit-plan.ts';
import { createTask } from '../features/tasks/create-task.ts';
import { addUser } from '../features/users/add-user.ts';
import { importVisits } from '../features/visits/import-visits.ts';
import {
  DEMO_AGENCY,
  DEMO_YEAR,
  type DemoVisit,
  demoInspectorsCsv,
  demoItemsCsv,
  demoObjectsCsv,
  demoVisitsCsv,
} from './demo-workbooks.ts';

export type DemoAccount = { readonly login: string; readonly role: string; readonly password: string };

const CITY = '999900';
const PEOPLE: readonly (readonly [string, string, readonly Role[]])[] = [
  ['zonghe', DEMO_AGENCY, ['generalOffice', 'enforcementBrigade']],
  ['lingdao', DEMO_AGENCY, ['head', 'deputyInCharge']],
  ['jijian', DEMO_AGENCY, ['disciplineOfficer']],
  ['jiancha', DEMO_AGENCY, ['inspector']],
  ['shiju', CITY, ['upperBureauManager']],
];

/** What the county drew in its past quarters, and the class it has drawn in this one. */
const PAST: readonly (readonly [string, string])[] = [
  ['special', `${DEMO_YEAR}Q1`],
  ...['Q1', 'Q2', 'Q3'].flatMap((quarter) => ['key', 'general'].map((cls) => [cls, `${DEMO_YEAR}${quarter}`] as const)),
];
const NOW: readonly (readonly [string, string])[] = [['general', `${DEMO_YEAR}Q4`]];
const PUBLICATION = { channel: '门户网站（演示）', url: 'https://example.gov.cn/' };

/**
 * Makes the demo county by the use cases that an office would use: lists in January, plan in February, a draw for every
 * class and quarter that is over, with its inspections and their results. Only the dice are made up.
 */
export async function seedDemo(
  deps: Deps,
): Promise<{ readonly accounts: readonly DemoAccount[]; readonly summary: string }> {
  const accounts = await seedPeople(deps);
  await seedLists(actingOn(deps, `${DEMO_YEAR}-01-12`));
  await seedPlan(actingOn(deps, `${DEMO_YEAR}-02-26`));
  for (const [cls, period] of PAST) {
    const day = periodDays(period).from.replace(/-01$/, '-16');
    // The first quarter's draws follow the plan, which was issued at the end of February.
    const drawnOn = day < PLAN_DAY ? AFTER_PLAN : day;
    const drawn = await seedDraw(actingOn(deps, drawnOn), { cls, period });
    // Six weeks later everybody has been there, and the results are public.
    await seedVisits(actingOn(deps, addDays(drawnOn, 45)), drawn, drawnOn);
  }
  for (const [cls, period] of NOW) await seedDraw(actingOn(deps, `${DEMO_YEAR}-11-18`), { cls, period });
  const summary = `演示县：对象 240 家，人员 10 名；前三季度 ${PAST.length} 次抽取，都已检查并公示，本季度 ${NOW.length} 次，名称待检查后公开`;
  return { accounts, summary };
}

const PLAN_DAY = `${DEMO_YEAR}-02-26`;
const AFTER_PLAN = `${DEMO_YEAR}-03-02`;

/** The use cases on a past day of the county: each takes some minutes of that day. */
type Acting = <I, O>(login: string, useCase: UseCase<I, O>, input: I) => Promise<O>;

function actingOn(deps: Deps, day: string): Acting {
  const clock = steppedClock(`${day}T09:30:00+08:00`);
  return async (login, useCase, input) => {
    const actor = login === 'console' ? consoleActor() : await actorByLogin(deps.database.db, login, 'console');
    clock.move(240_000);
    return write({ ...deps, clock }, actor, (ctx) => useCase(ctx, input));
  };
}

async function seedPeople(deps: Deps): Promise<readonly DemoAccount[]> {
  const act = actingOn(deps, `${DEMO_YEAR}-01-05`);
  const pack = 'jiangxian';
  await act('console', addAgency, { code: CITY, name: '示范市生态环境局', level: 'municipal', pack });
  await act('console', addAgency, { code: DEMO_AGENCY, name: '示范县分局', level: 'county', parent: CITY, pack });
  const accounts: DemoAccount[] = [];
  for (const [login, agency, held] of PEOPLE) {
    const added = await act('console', addUser, { login, agency, roles: [...held] });
    accounts.push({ login, role: roles[held[0]!], password: added.initialPassword });
  }
  return accounts;
}

async function seedLists(act: Acting): Promise<void> {
  const file = (name: string, text: string) => ({ agency: DEMO_AGENCY, file: name, bytes: utf8(text) });
  await act('zonghe', importObjects, file('检查对象名录.csv', demoObjectsCsv()));
  await act('zonghe', importInspectors, file('检查人员名录.csv', demoInspectorsCsv()));
  await act('zonghe', importItems, file('随机抽查事项清单.csv', demoItemsCsv()));
  await act('lingdao', publishItems, { agency: DEMO_AGENCY, ...PUBLICATION });
}

async function seedPlan(act: Acting): Promise<void> {
  const plan = { agency: DEMO_AGENCY, year: DEMO_YEAR };
  await act('zonghe', proposePlan, plan);
  await act('zonghe', submitPlan, plan);
  await act('lingdao', approvePlan, plan);
  await act('lingdao', issuePlan, plan);
  await act('lingdao', publishPlan, { ...plan, ...PUBLICATION });
}

async function seedDraw(
  act: Acting,
  { cls, period }: { readonly cls: string; readonly period: string },
): Promise<string> {
  const { task } = await act('zonghe', createTask, { agency: DEMO_AGENCY, class: cls, period });
  const { draw, fingerprint } = await act('zonghe', freezeDraw, { task });
  const entry = { draw, source: 'dice', value: madeUpDice(fingerprint) } as const;
  await act('zonghe', enterDraw, entry);
  await act('jijian', enterDraw, entry);
  await act('zonghe', runDraw, { draw });
  await act('zonghe', dispatchTask, { task });
  return draw;
}

async function seedVisits(act: Acting, draw: string, drawnOn: CalendarDate): Promise<void> {
  const { names, task: code } = await act('zonghe', namedDraw, { draw });
  const days = workdaysAfter(drawnOn, names.length);
  const visits = names.map(
    ({ object, team }, i): DemoVisit => ({
      object: object.key,
      people: team.map(({ certificateNo }) => certificateNo),
      date: days[i]!,
    }),
  );
  const bytes = utf8(demoVisitsCsv(code, visits));
  await act('zonghe', importVisits, { agency: DEMO_AGENCY, file: `检查台账-${code}.csv`, bytes });
  await act('jijian', revealDraw, { draw, early: '演示数据：该季度检查已结束', approver: 'lingdao' });
}

/** Mondays to Fridays, from a week after a day on; the feasts of the year are not among them. */
function workdaysAfter(day: CalendarDate, count: number): readonly CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let next = addDays(day, 7); days.length < count; next = addDays(next, 1)) if (isWorkday(next)) days.push(next);
  return days;
}

const FEASTS = ['04-06', '05-01', '05-04', '05-05', '06-19', '09-25', '10-01', '10-02', '10-05', '10-06', '10-07'];

function isWorkday(day: CalendarDate): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday > 0 && weekday < 6 && !FEASTS.includes(day.slice(5));
}

/** Twenty digits that nobody threw: the demo says so. */
function madeUpDice(fingerprint: string): string {
  const digits = BigInt(`0x${hex(sha256(utf8(`demo ${fingerprint}`)))}`).toString();
  return digits.slice(-20);
}
