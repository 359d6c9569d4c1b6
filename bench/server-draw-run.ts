import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorByLogin, consoleActor } from '@sunlot/server/accounts/actor.ts';
import { steppedClock } from '@sunlot/server/clock.ts';
import { type Deps, read, type UseCase, write } from '@sunlot/server/context.ts';
import { addAgency } from '@sunlot/server/features/agencies/add-agency.ts';
import { enterDraw } from '@sunlot/server/features/draws/enter-draw.ts';
import { writePack } from '@sunlot/server/features/draws/export-draw.ts';
import { freezeDraw } from '@sunlot/server/features/draws/freeze-draw.ts';
import { revealDraw } from '@sunlot/server/features/draws/reveal-draw.ts';
import { runDraw } from '@sunlot/server/features/draws/run-draw.ts';
import { addUser } from '@sunlot/server/features/users/add-user.ts';
import { asSuperuser, withInstallation } from './scratch-database.ts';
import type { ServerDrawStep } from './server-draw.ts';
import { AGENCY, addObjects, addPeople, addTask } from './server-draw-folder.ts';

/** `node bench/server-draw-run.ts SIZE N`: one draw on a server of its own, in a process of its own for the sake of its memory. */
const [size, n] = process.argv.slice(2).map(Number) as [number, number];
const DICE = { source: 'dice', value: '35162406251340952716' } as const;
const CLI = join(import.meta.dirname, '../cli/bin/sunlot.js');

const IS_LINUX = process.platform === 'linux';
const steps: ServerDrawStep[] = [];

async function timed<T>(work: string, step: () => Promise<T> | T): Promise<T> {
  resetPeak();
  const busy = process.cpuUsage();
  const begin = performance.now();
  const answer = await step();
  const { user, system } = process.cpuUsage(busy);
  note({ work, ms: performance.now() - begin, megabytes: peak(), cpuMs: (user + system) / 1000 });
  return answer;
}

function note(step: ServerDrawStep): void {
  steps.push(step);
  process.stderr.write(`${size}: ${JSON.stringify(step)}\n`);
}

/** Linux counts the peak from here on: without what the step before has left to be collected. */
function resetPeak(): void {
  globalThis.gc?.();
  if (IS_LINUX) writeFileSync('/proc/self/clear_refs', '5');
}

/** Elsewhere the highest of the process so far. */
function peak(): number {
  if (!IS_LINUX) return Math.round(process.resourceUsage().maxRSS / 1024);
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

const COMPLETE = 0;
const NOT_YET = 8;

/** Prints what the process took when it ends. */
const TOLD =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(JSON.stringify(process.resourceUsage())))';

/** In a process of its own, as a citizen does it. */
function verified(work: string, file: string): void {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', TOLD, CLI, 'verify', file], { encoding: 'utf8' });
  // 8: nothing failed, and not everything is open yet.
  if (status !== COMPLETE && status !== NOT_YET) throw new Error(`the pack does not verify: ${stderr}`);
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(
    stderr.slice(stderr.lastIndexOf('{')),
  ) as NodeJS.ResourceUsage;
  const cpuMs = (userCPUTime + systemCPUTime) / 1000;
  note({ work, ms: performance.now() - begin, cpuMs, megabytes: Math.round(maxRSS / 1024) });
}

await withInstallation(async (installed, folder) => {
  const deps: Deps = { ...installed, clock: steppedClock('2026-11-20T09:00:00+08:00') };
  const actorOf = (login: string) =>
    login === 'console' ? consoleActor() : actorByLogin(deps.database.db, login, 'console');
  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I): Promise<O> =>
    write(deps, await actorOf(login), (ctx) => useCase(ctx, input));
  await does('console', addAgency, { code: AGENCY, name: '示范分局', level: 'county', pack: 'jiangxian' });
  for (const [login, roles] of [
    ['zonghe', ['generalOffice', 'enforcementBrigade']],
    ['jijian', ['disciplineOfficer']],
    ['lingdao', ['head', 'deputyInCharge']],
  ] as const)
    await does('console', addUser, { login, agency: AGENCY, roles: [...roles] });
  const task = await asSuperuser(folder, async (query) => {
    await addObjects(query, size);
    await addPeople(query);
    return addTask(query, n);
  });
  await timed('reference', async () => {
    let after = '';
    await asSuperuser(folder, async (query) => {
      for (let from = 0; from < size; from += 5_000) {
        const rows = await query(
          `select key, row_hash, facts from inspection_object where agency = $2 and key > $1 order by key limit 5000`,
          [after, AGENCY],
        );
        after = String(rows.at(-1)!['key']);
      }
    });
  });
  const { draw } = await timed('freeze', () => does('zonghe', freezeDraw, { task }));
  for (const login of ['zonghe', 'jijian']) await does(login, enterDraw, { draw, ...DICE });
  await timed('draw', () => does('zonghe', runDraw, { draw }));
  const scratch = mkdtempSync(join(tmpdir(), 'sunlot-pack-'));
  const file = join(scratch, 'draw.zip');
  const packed = async () => {
    const opened = openSync(file, 'w');
    const sink = async (piece: Uint8Array) => void writeSync(opened, piece);
    await read(deps, await actorOf('zonghe'), (ctx) => writePack(ctx, { draw, sink }));
    closeSync(opened);
  };
  await timed('evidence pack, names closed', packed);
  verified('verification by the command, names closed', file);
  const opening = { draw, early: '演示', approver: 'lingdao' };
  await timed('opening of all names', () => does('jijian', revealDraw, opening));
  await timed('evidence pack, names open', packed);
  verified('verification by the command, names open', file);
  rmSync(scratch, { recursive: true });
});
process.stdout.write(JSON.stringify(steps));
