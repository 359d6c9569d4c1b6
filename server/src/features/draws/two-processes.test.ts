import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { enterDraw } from './enter-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { DICE, openCounty } from './test-county.ts';

type Runner = { readonly child: ChildProcess; readonly next: () => Promise<string> };

function start(...args: readonly string[]): Runner {
  const script = fileURLToPath(new URL('./test-runs.ts', import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return { child, next: async () => String((await lines.next()).value) };
}

describeDatabases('fifty runs of one draw on two processes', (target) => {
  test('one succeeds, forty-nine are refused, and there is one result', async () => {
    const county = await openCounty(target);
    try {
      await county.addTask('2026Q4', 10);
      const { draw } = await county.does('zonghe', freezeDraw, { task: '2026q4-key' });
      await county.does('zonghe', enterDraw, { draw, source: 'dice', value: DICE });
      await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
      const runners = [1, 2].map(() => start(county.url, county.deps.folder.path, draw, '25'));
      for (const { next } of runners) expect(await next()).toBe('ready');
      for (const { child } of runners) child.stdin!.write('go\n');
      const codes = (await Promise.all(runners.map(({ next }) => next()))).flatMap(
        (line) => JSON.parse(line) as string[],
      );
      expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
      expect(codes.filter((code) => code === 'draw.alreadyDrawn')).toHaveLength(49);
      const committed = await county.deps.database.ownerQuery(
        `select from log_entry where tree = 'public' and type = 'result-commit'`,
      );
      expect(committed).toHaveLength(1);
    } finally {
      await county.close();
    }
  });
});
