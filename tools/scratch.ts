import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY_FOLDER = '/dev/shm';
/** A whole run was seen to hold 0.9 GiB at most. */
const ROOM_BYTES = 4 * 2 ** 30;
const PREFIX = 'sunlot-run-';

/**
 * A new folder for all that a test run writes: in memory where there is room and programs may be run from it, else where
 * temporary files are. Making a database of 800 files took ten times as long on ext4, which spares recently deleted inodes.
 * Whoever calls removes it.
 */
export function makeScratch(memoryFolder = MEMORY_FOLDER): string {
  const made = existsSync(memoryFolder) ? makeInMemory(memoryFolder) : undefined;
  const folder = made ?? mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // As root the databases run as another user, who has to pass through.
  chmodSync(folder, 0o1777);
  return folder;
}

function makeInMemory(parent: string): string | undefined {
  const { bavail, bsize } = statfsSync(parent);
  if (bavail * bsize < ROOM_BYTES || process.availableMemory() < ROOM_BYTES) return undefined;
  try {
    removeAbandoned(parent);
    const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
    if (mayRunPrograms(folder)) return folder;
    rmSync(folder, { recursive: true });
  } catch {
    // Not ours to write to: there is the other place.
  }
  return undefined;
}

/** What a killed run left behind would fill the memory until the machine is started anew. */
function removeAbandoned(parent: string): void {
  const names = readdirSync(parent).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const pid = Number.parseInt(name.slice(PREFIX.length), 10);
    if (!isRunning(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function mayRunPrograms(folder: string): boolean {
  const script = join(folder, 'probe');
  writeFileSync(script, '#!/bin/sh\nexit 0\n', { mode: 0o700 });
  const { status } = spawnSync(script);
  rmSync(script);
  return status === 0;
}
