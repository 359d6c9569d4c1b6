import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeScratch } from './scratch.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'scratch-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

it('is made where memory is, for everybody to pass through, and empty', () => {
  const folder = makeScratch(parent);
  expect([dirname(folder), statSync(folder).mode & 0o777, readdirSync(folder)]).toEqual([parent, 0o777, []]);
});

it('is made among temporary files where there is no such folder', () => {
  const folder = makeScratch(join(parent, 'none'));
  expect(dirname(folder)).toBe(tmpdir());
  rmSync(folder, { recursive: true });
});

it('removes what a killed run left, and nothing of a run that goes on or of others', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const [left, going, other] = [`sunlot-run-${pid}-a`, `sunlot-run-${process.pid}-b`, 'others'];
  for (const name of [left, going, other]) mkdirSync(join(parent, name));
  makeScratch(parent);
  expect([left, going, other].map((name) => existsSync(join(parent, name)))).toEqual([false, true, true]);
});
