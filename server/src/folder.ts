import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Clock, clockFromRun, systemClock } from './clock.ts';
import type { FolderKind } from './context.ts';
import { Problem } from './problem.ts';

/** What `sunlot.json` in a data folder says. `clock` keeps the start of a test clock, so that it ticks on between runs. */
export type FolderMark = {
  readonly kind: FolderKind;
  readonly createdAt: string;
  readonly clock?: { readonly start: string; readonly realStart: string };
};

const MARK = 'sunlot.json';
const KINDS: readonly string[] = ['real', 'demo', 'test'];

/** The data folder: `--data`, else SUNLOT_DATA, else `./.sunlot`. */
export function dataFolder(option: string | undefined): string {
  return resolve(option ?? process.env.SUNLOT_DATA ?? '.sunlot');
}

export function readMark(folder: string): FolderMark | undefined {
  if (!existsSync(join(folder, MARK))) return undefined;
  const mark: unknown = JSON.parse(readFileSync(join(folder, MARK), 'utf8'));
  if (typeof mark === 'object' && mark !== null && 'kind' in mark && KINDS.includes(String(mark.kind))) {
    return mark as FolderMark;
  }
  throw new Problem('folder.damaged', { file: join(folder, MARK) });
}

export function makeFolder(folder: string, kind: FolderKind): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  writeMark(folder, { kind, createdAt: new Date().toISOString() });
}

function writeMark(folder: string, mark: FolderMark): void {
  writeFileSync(join(folder, MARK), `${JSON.stringify(mark, null, 2)}\n`, { mode: 0o600 });
}

/**
 * The clock of a folder. `setting` (SUNLOT_CLOCK) shows its moment when it is first used there and ticks on from then,
 * also between runs; a real folder refuses it. `isNew` says that the setting was not in use before, so it is logged.
 */
export function folderClock(
  folder: string,
  mark: FolderMark,
  setting: string | undefined,
): { readonly clock: Clock; readonly isNew: boolean } {
  if (setting === undefined) return { clock: systemClock(), isNew: false };
  if (mark.kind === 'real') throw new Problem('folder.clockRefused', {});
  if (Number.isNaN(Date.parse(setting))) throw new Problem('folder.clockInvalid', { value: setting });
  if (mark.clock?.start === setting) return { clock: clockFromRun(mark.clock), isNew: false };
  const clock = { start: setting, realStart: new Date().toISOString() };
  writeMark(folder, { ...mark, clock });
  return { clock: clockFromRun(clock), isNew: true };
}
