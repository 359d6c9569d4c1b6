import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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

/**
 * The mark of a folder; undefined where there is none yet.
 * @throws Problem folder.noPermission, folder.damaged
 */
export function readMark(folder: string): FolderMark | undefined {
  const file = join(folder, MARK);
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  const mark = parseMark(text);
  if (!mark) throw new Problem('folder.damaged', { file });
  return mark;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Problem('folder.noPermission', { file, code });
  }
}

function parseMark(text: string): FolderMark | undefined {
  try {
    const mark: unknown = JSON.parse(text);
    const isMark = typeof mark === 'object' && mark !== null && 'kind' in mark && KINDS.includes(String(mark.kind));
    return isMark ? (mark as FolderMark) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes the folder, readable by its owner alone. One level after the other: a recursive mkdir spins for ever where the
 * file system takes none, as under /proc.
 * @throws Problem folder.cannotMake
 */
export function makeFolder(folder: string): void {
  try {
    const missing: string[] = [];
    for (let at = folder; !existsSync(at); at = dirname(at)) missing.unshift(at);
    for (const level of missing) mkdirSync(level, { mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new Problem('folder.cannotMake', { folder, code: codeOf(error) });
  }
}

/** Written last: a folder with a mark is one that was made completely. */
export function markFolder(folder: string, kind: FolderKind): FolderMark {
  const mark = { kind, createdAt: new Date().toISOString() };
  writeMark(folder, mark);
  return mark;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
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
  requireClock(mark.kind, setting);
  if (mark.clock?.start === setting) return { clock: clockFromRun(mark.clock), isNew: false };
  const clock = { start: setting, realStart: new Date().toISOString() };
  writeMark(folder, { ...mark, clock });
  return { clock: clockFromRun(clock), isNew: true };
}

/**
 * The clock of a command that opens no folder: the one that the folder has, if there is one; nothing is written. Where none lies,
 * `setting` shows its moment.
 *
 * @throws Problem folder.clockRefused, folder.clockInvalid, folder.noPermission, folder.damaged
 */
export function clockBesideFolder(folder: string, setting: string | undefined): Clock {
  if (setting === undefined) return systemClock();
  const mark = readMark(folder);
  requireClock(mark?.kind ?? 'test', setting);
  return clockFromRun(
    mark?.clock?.start === setting ? mark.clock : { start: setting, realStart: new Date().toISOString() },
  );
}

/** @throws Problem folder.clockRefused, folder.clockInvalid */
export function requireClock(kind: FolderKind, setting: string): void {
  if (kind === 'real') throw new Problem('folder.clockRefused', {});
  if (Number.isNaN(Date.parse(setting))) throw new Problem('folder.clockInvalid', { value: setting });
}
