import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { consoleActor } from '@sunlot/server/accounts/actor.ts';
import { steppedClock } from '@sunlot/server/clock.ts';
import { type Deps, type UseCase, write } from '@sunlot/server/context.ts';
import { addAgency } from '@sunlot/server/features/agencies/add-agency.ts';
import { addUser } from '@sunlot/server/features/users/add-user.ts';
import { asSuperuser, inScratchFolder, withInstallation } from './scratch-database.ts';
import type { ServerDrawStep } from './server-draw.ts';
import { AGENCY, addObjects, addPeople, addTask } from './server-draw-folder.ts';

/** `node bench/server-draw-run.ts SIZE N`: one draw on a server of its own, each step in a process of its own for the sake of its memory. */
const [size, n] = process.argv.slice(2).map(Number) as [number, number];
const CLI = join(import.meta.dirname, '../cli/bin/sunlot.js');
const STEP = join(import.meta.dirname, 'server-draw-step.ts');

const steps: ServerDrawStep[] = [];

function note(step: ServerDrawStep): void {
  steps.push(step);
  process.stderr.write(`${size}: ${JSON.stringify(step)}\n`);
}

/** Does a step and answers with what it says. */
function stepped(work: string, words: readonly string[]): string {
  const { status, stdout } = spawnSync(process.execPath, [STEP, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${work} failed`);
  const { answer, ...took } = JSON.parse(stdout) as Omit<ServerDrawStep, 'work'> & { readonly answer?: string };
  note({ work, ...took });
  return answer ?? '';
}

const COMPLETE = 0;
const NOT_YET = 8;

/** Prints what the process took when it ends. */
const TOLD =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(JSON.stringify(process.resourceUsage())))';

/** As a citizen does it. */
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

async function prepared(deps: Deps, folder: string): Promise<string> {
  const does = async <I, O>(useCase: UseCase<I, O>, input: I): Promise<O> =>
    write(deps, consoleActor(), (ctx) => useCase(ctx, input));
  await does(addAgency, { code: AGENCY, name: '示范分局', level: 'county', pack: 'jiangxian' });
  for (const [login, roles] of [
    ['zonghe', ['generalOffice', 'enforcementBrigade']],
    ['jijian', ['disciplineOfficer']],
    ['lingdao', ['head', 'deputyInCharge']],
  ] as const)
    await does(addUser, { login, agency: AGENCY, roles: [...roles] });
  return asSuperuser(folder, async (query) => {
    await addObjects(query, size);
    await addPeople(query);
    return addTask(query, n);
  });
}

await withInstallation((installed, folder) =>
  inScratchFolder(async (scratch) => {
    const task = await prepared({ ...installed, clock: steppedClock('2026-11-20T08:00:00+08:00') }, folder);
    const file = join(scratch, 'draw.zip');
    stepped('reference', [folder, 'reference', '09:00', '-']);
    const draw = stepped('freeze', [folder, 'freeze', '09:00', task]);
    stepped('draw', [folder, 'draw', '10:00', draw]);
    stepped('evidence pack, names closed', [folder, 'pack', '11:00', draw, file]);
    verified('verification by the command, names closed', file);
    stepped('opening of all names', [folder, 'reveal', '12:00', draw]);
    stepped('evidence pack, names open', [folder, 'pack', '13:00', draw, file]);
    verified('verification by the command, names open', file);
    rmSync(file);
  }),
);
process.stdout.write(JSON.stringify(steps));
