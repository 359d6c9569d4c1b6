import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'sunlot-compiled-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Files that a command leaves in the folder it is given for compiled code; Vitest switches that off where it measures coverage. */
function kept(name: string, more: NodeJS.ProcessEnv = {}): number {
  const cache = join(folder, name);
  const bin = fileURLToPath(new URL('../bin/sunlot.js', import.meta.url));
  const { NODE_DISABLE_COMPILE_CACHE: _, ...around } = process.env;
  const env = { ...around, NODE_COMPILE_CACHE: cache, ...more };
  const { status } = spawnSync(process.execPath, [bin, '--version'], { env });
  expect(status).toBe(0);
  return existsSync(cache) ? readdirSync(cache, { recursive: true }).length : 0;
}

test('what was compiled is kept for the next command, unless Node is told not to', () => {
  expect(kept('on')).toBeGreaterThan(50);
  expect(kept('off', { NODE_DISABLE_COMPILE_CACHE: '1' })).toBe(0);
});
