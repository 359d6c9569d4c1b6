import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../bin/sunlot.js', import.meta.url));
const run = (reader: string) =>
  execFileSync('bash', ['-c', `"$0" "$1" --help 2>&1 | ${reader}; echo "\${PIPESTATUS[0]}"`, process.execPath, BIN], {
    encoding: 'utf8',
  });

it('a reader that stops early (| head) is no fault of the command', () => {
  expect(run('true')).toBe('0\n');
});

it('control: who reads on has everything', () => {
  const lines = run('cat').trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.at(-1)).toBe('0');
});
