import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actorByLogin, consoleActor } from '@sunlot/server/accounts/actor.ts';
import { steppedClock } from '@sunlot/server/clock.ts';
import { type Deps, read, type UseCase, write } from '@sunlot/server/context.ts';
import { verifyEvidence } from '@sunlot/server/evidence/verify-evidence.ts';
import { addAgency } from '@sunlot/server/features/agencies/add-agency.ts';
import { enterDraw } from '@sunlot/server/features/draws/enter-draw.ts';
import { exportDraw } from '@sunlot/server/features/draws/export-draw.ts';
import { freezeDraw } from '@sunlot/server/features/draws/freeze-draw.ts';
import { rehearseDraw } from '@sunlot/server/features/draws/rehearse-draw.ts';
import { revealDraw } from '@sunlot/server/features/draws/reveal-draw.ts';
import { runDraw } from '@sunlot/server/features/draws/run-draw.ts';
import { importInspectors } from '@sunlot/server/features/inspectors/import-inspectors.ts';
import { importItems } from '@sunlot/server/features/items/import-items.ts';
import { publishItems } from '@sunlot/server/features/items/publish-items.ts';
import { importObjects } from '@sunlot/server/features/objects/import-objects.ts';
import { approvePlan } from '@sunlot/server/features/plans/approve-plan.ts';
import { issuePlan } from '@sunlot/server/features/plans/issue-plan.ts';
import { proposePlan } from '@sunlot/server/features/plans/propose-plan.ts';
import { publishPlan } from '@sunlot/server/features/plans/publish-plan.ts';
import { submitPlan } from '@sunlot/server/features/plans/submit-plan.ts';
import { createTask } from '@sunlot/server/features/tasks/create-task.ts';
import { addUser } from '@sunlot/server/features/users/add-user.ts';
import { median } from './measure.ts';
import type { Options, Row } from './row.ts';
import { withInstallation } from './scratch-database.ts';

const EXAMPLES = join(import.meta.dirname, '../examples/jiangxian');
const AGENCY = '140826';
const YEAR = { agency: AGENCY, year: 2026 };
const PUBLICATION = { channel: '门户网站', url: 'https://example.gov.cn/' };
const DICE = { source: 'dice', value: '35162406251340952716' } as const;
/** Example workbooks: 167 objects taken, 37 of them 重点. */
const OBJECTS = 167;
const GOAL = '≤ 10 s for a whole year';

/** Steps of a session in order, ms by name. */
type Steps = ReadonlyMap<string, number>;

/** A county from nothing to a draw that anybody verifies, through the use cases, each run in a new installation. */
export async function benchSession({ runs }: Options): Promise<readonly Row[]> {
  const sessions: Steps[] = [];
  for (let run = 0; run < Math.min(runs, 3); run++) sessions.push(await oneSession());
  const rows = [...sessions[0]!.keys()].map((work) => ({
    ...{ work, size: OBJECTS },
    ms: median(sessions.map((steps) => steps.get(work)!)),
  }));
  const totals = sessions.map((steps) => [...steps.values()].reduce((sum, ms) => sum + ms, 0));
  return [...rows, { work: 'all of it', size: OBJECTS, ms: median(totals), goal: GOAL }];
}

async function oneSession(): Promise<Steps> {
  const steps = new Map<string, number>();
  const begin = performance.now();
  return withInstallation(async (deps) => {
    steps.set('new installation: keys, database, tables', performance.now() - begin);
    const office = officeOf(deps);
    const timed = async <T>(work: string, step: () => Promise<T>): Promise<T> => {
      const from = performance.now();
      const answer = await step();
      steps.set(work, performance.now() - from);
      return answer;
    };
    await timed('agency and three people', () => settle(office));
    await timed('import of the three workbooks', () => importBooks(office));
    const task = await timed('plan of the year to the task', () => planYear(office));
    await timed('rehearsal', () => office.looks('zonghe', rehearseDraw, { task }));
    const { draw } = await timed('freeze', () => office.does('zonghe', freezeDraw, { task }));
    await timed('two entries', async () => {
      await office.does('zonghe', enterDraw, { draw, ...DICE });
      await office.does('jijian', enterDraw, { draw, ...DICE });
    });
    await timed('run', () => office.does('zonghe', runDraw, { draw }));
    await timed('export and verification, names closed', () => exportAndVerify(office, draw));
    await timed('opening of all names', () =>
      office.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' }),
    );
    await timed('export and verification, names open', () => exportAndVerify(office, draw));
    return steps;
  });
}

type Office = {
  readonly does: <I, O>(login: string, useCase: UseCase<I, O>, input: I) => Promise<O>;
  readonly looks: <I, O>(login: string, useCase: UseCase<I, O>, input: I) => Promise<O>;
};

/** The clock jumps where a person would wait for the next second: those waits are not the program's. */
function officeOf(opened: Deps): Office {
  const deps = { ...opened, clock: steppedClock('2026-11-20T09:00:00+08:00') };
  const actorOf = async (login: string) =>
    login === 'console' ? consoleActor() : actorByLogin(deps.database.db, login, 'console');
  return {
    does: async (login, useCase, input) => write(deps, await actorOf(login), (ctx) => useCase(ctx, input)),
    looks: async (login, useCase, input) => read(deps, await actorOf(login), (ctx) => useCase(ctx, input)),
  };
}

async function settle({ does }: Office): Promise<void> {
  await does('console', addAgency, { code: AGENCY, name: '绛县分局', level: 'county', pack: 'jiangxian' });
  for (const [login, roles] of [
    ['zonghe', ['generalOffice', 'enforcementBrigade']],
    ['lingdao', ['head', 'deputyInCharge']],
    ['jijian', ['disciplineOfficer']],
  ] as const) {
    await does('console', addUser, { login, agency: AGENCY, roles: [...roles] });
  }
}

async function importBooks({ does }: Office): Promise<void> {
  const book = (file: string) => ({ agency: AGENCY, file, bytes: readFileSync(join(EXAMPLES, file)) });
  const { result } = await does('zonghe', importObjects, book('objects.xlsx'));
  if (result.added !== OBJECTS) throw new Error(`${result.added} objects taken instead of ${OBJECTS}`);
  await does('zonghe', importInspectors, book('inspectors.xlsx'));
  await does('zonghe', importItems, book('items.xlsx'));
}

async function planYear({ does }: Office): Promise<string> {
  await does('lingdao', publishItems, { agency: AGENCY, ...PUBLICATION });
  await does('zonghe', proposePlan, YEAR);
  await does('zonghe', submitPlan, YEAR);
  await does('lingdao', approvePlan, YEAR);
  await does('lingdao', issuePlan, YEAR);
  await does('lingdao', publishPlan, { ...YEAR, ...PUBLICATION });
  const { task } = await does('zonghe', createTask, { agency: AGENCY, class: 'key', period: '2026Q4' });
  return task;
}

async function exportAndVerify({ looks }: Office, draw: string): Promise<void> {
  const { bytes } = await looks('zonghe', exportDraw, { draw });
  const { ok, checks } = verifyEvidence(bytes);
  if (!ok) throw new Error(`the draw does not verify: ${JSON.stringify(checks)}`);
}
