/** A process of its own for tests: so many runs of one draw at once. Arguments: database URL, key folder, draw, how many. */
import { actorByLogin } from '../../accounts/actor.ts';
import { steppedClock } from '../../clock.ts';
import { type Deps, write } from '../../context.ts';
import { openDatabase } from '../../db/connect.ts';
import { newId } from '../../ids.ts';
import { readKeys } from '../../keys.ts';
import { Problem } from '../../problem.ts';
import { runDraw } from './run-draw.ts';

const [databaseUrl, path, draw, count] = process.argv.slice(2) as [string, string, string, string];
const database = await openDatabase({ dataDir: path, databaseUrl });
const clock = steppedClock('2026-11-20T01:30:00Z');
const deps: Deps = { database, clock, newId, keys: readKeys(path), folder: { path, kind: 'test' } };
const actor = await actorByLogin(database.db, 'zonghe', 'console');
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
const runs = await Promise.allSettled(
  Array.from({ length: Number(count) }, () => write(deps, actor, (ctx) => runDraw(ctx, { draw }))),
);
const codes = runs.map((run) =>
  run.status === 'fulfilled' ? 'ok' : run.reason instanceof Problem ? run.reason.code : String(run.reason),
);
process.stdout.write(`${JSON.stringify(codes)}\n`);
await database.close();
process.exit(0);
