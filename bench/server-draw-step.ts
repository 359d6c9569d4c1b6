import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { actorByLogin } from '@sunlot/server/accounts/actor.ts';
import { steppedClock } from '@sunlot/server/clock.ts';
import { type Deps, read, type UseCase, write } from '@sunlot/server/context.ts';
import { enterDraw } from '@sunlot/server/features/draws/enter-draw.ts';
import { writePack } from '@sunlot/server/features/draws/export-draw.ts';
import { freezeDraw } from '@sunlot/server/features/draws/freeze-draw.ts';
import { revealDraw } from '@sunlot/server/features/draws/reveal-draw.ts';
import { runDraw } from '@sunlot/server/features/draws/run-draw.ts';
import { openFolder, settingsFor } from '@sunlot/server/open.ts';
import { asSuperuser } from './scratch-database.ts';
import { AGENCY } from './server-draw-folder.ts';

/**
 * `node bench/server-draw-step.ts FOLDER STEP AT ID [FILE]`: one step of a draw on an installation that stands, in a process of its own, whose
 * memory is then that of this step alone. AT: its time of day. ID: of the task for a freeze, else of the draw.
 */
const [folder, step, at, id, file] = process.argv.slice(2) as [string, keyof typeof STEPS, string, string, string];
const DICE = { source: 'dice', value: '35162406251340952716' } as const;
const ROWS_AT_A_TIME = 5_000;

type Does = <I, O>(login: string, useCase: UseCase<I, O>, input: I) => Promise<O>;

const STEPS = {
  /** The same rows read alone, by key. */
  reference: () =>
    asSuperuser(folder, async (query) => {
      for (let after: unknown = ''; after !== undefined; ) {
        const rows = await query(
          `select key, row_hash, facts from inspection_object where agency = $2 and key > $1 order by key limit ${ROWS_AT_A_TIME}`,
          [after, AGENCY],
        );
        after = rows.length < ROWS_AT_A_TIME ? undefined : rows.at(-1)!['key'];
      }
    }),
  freeze: async (does: Does) => (await does('zonghe', freezeDraw, { task: id })).draw,
  draw: async (does: Does) => {
    for (const login of ['zonghe', 'jijian']) await does(login, enterDraw, { draw: id, ...DICE });
    await does('zonghe', runDraw, { draw: id });
  },
  reveal: async (does: Does) => {
    await does('jijian', revealDraw, { draw: id, early: '演示', approver: 'lingdao' });
  },
  pack: async (_: Does, deps: Deps) => {
    const opened = openSync(file, 'w');
    const sink = async (piece: Uint8Array) => void writeSync(opened, piece);
    const actor = await actorByLogin(deps.database.db, 'zonghe', 'console');
    await read(deps, actor, (ctx) => writePack(ctx, { draw: id, sink }));
    closeSync(opened);
  },
} as const;

const IS_LINUX = process.platform === 'linux';

/** Linux counts the peak from here on; elsewhere it is the highest of the process so far. */
function resetPeak(): void {
  if (IS_LINUX) writeFileSync('/proc/self/clear_refs', '5');
}

function peak(): number {
  if (!IS_LINUX) return Math.round(process.resourceUsage().maxRSS / 1024);
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

const { deps: installed, close } = await openFolder(settingsFor(folder));
const deps: Deps = { ...installed, clock: steppedClock(`2026-11-20T${at}:00+08:00`) };
const does: Does = async (login, useCase, input) =>
  write(deps, await actorByLogin(deps.database.db, login, 'console'), (ctx) => useCase(ctx, input));
resetPeak();
const busy = process.cpuUsage();
const begin = performance.now();
const answer = await STEPS[step](does, deps);
const { user, system } = process.cpuUsage(busy);
const took = { ms: performance.now() - begin, cpuMs: (user + system) / 1000, megabytes: peak() };
await close();
process.stdout.write(JSON.stringify({ ...took, answer }));
