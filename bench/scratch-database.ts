import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Deps } from '@sunlot/server/context.ts';
import { withClient } from '@sunlot/server/db/connect.ts';
import { joinEmbedded } from '@sunlot/server/db/embedded.ts';
import { initFolder } from '@sunlot/server/open.ts';

/** A folder that goes away with the work, also when the work fails. */
export async function inScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-bench-'));
  // The database may run as another user than the benchmark.
  chmodSync(folder, 0o755);
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A new installation with its embedded database, durable as in production; it ends with the work. */
export function withInstallation<T>(work: (deps: Deps, folder: string) => Promise<T>): Promise<T> {
  return inScratchFolder(async (scratch) => {
    const folder = join(scratch, 'data');
    const { deps, close } = await initFolder({ folder, clock: '2026-11-20T09:00:00+08:00' }, 'test');
    try {
      return await work(deps, folder);
    } finally {
      await close();
    }
  });
}

/** A statement with its values; answers with the rows. */
export type Query = (text: string, values?: unknown[]) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** One connection of the superuser to the application's database of a data folder: for the references only. */
export async function asSuperuser<T>(folder: string, work: (query: Query) => Promise<T>): Promise<T> {
  const database = await joinEmbedded({ dataDir: folder });
  try {
    return await withClient({ ...database.connection, database: 'sunlot' }, (client) =>
      work(async (text, values) => (await client.query(text, values)).rows),
    );
  } finally {
    await database.close();
  }
}
