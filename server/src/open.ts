import { CONSOLE_USER, consoleActor } from './accounts/actor.ts';
import { type Context, type Deps, type FolderKind, write } from './context.ts';
import { openDatabase } from './db/connect.ts';
import { inTransaction } from './db/transaction.ts';
import { type FolderMark, folderClock, makeFolder, readMark } from './folder.ts';
import { loadShippedHolidays } from './holidays/shipped-holidays.ts';
import { newId } from './ids.ts';
import { createKeys, readKeys } from './keys.ts';
import { Problem } from './problem.ts';

export type Opened = { readonly deps: Deps; readonly close: () => Promise<void> };

export type OpenSettings = {
  readonly folder: string;
  readonly databaseUrl?: string | undefined;
  readonly clock?: string | undefined;
  readonly keyFile?: string | undefined;
};

/** Settings from the environment, with the folder already decided. */
export function settingsFor(folder: string): OpenSettings {
  return {
    folder,
    databaseUrl: process.env.DATABASE_URL,
    clock: process.env.SUNLOT_CLOCK,
    keyFile: process.env.SUNLOT_KEY_FILE,
  };
}

/** Opens an initialised data folder: database, keys, clock. */
export async function openFolder(settings: OpenSettings): Promise<Opened> {
  const mark = readMark(settings.folder);
  if (!mark) throw new Problem('folder.notInitialised', { folder: settings.folder });
  return open(settings, mark);
}

/** Makes a data folder: mark, keys, database with its tables, the console's account, the holidays that ship. */
export async function initFolder(settings: OpenSettings, kind: FolderKind): Promise<Opened> {
  if (readMark(settings.folder)) throw new Problem('folder.exists', { folder: settings.folder });
  makeFolder(settings.folder, kind);
  createKeys(settings.folder);
  const mark = readMark(settings.folder)!;
  const opened = await open({ ...settings, clock: undefined }, mark);
  await inTransaction(opened.deps.database.db, { actor: CONSOLE_USER, agencies: [], system: true }, async (tx) => {
    const at = opened.deps.clock.instant();
    await tx
      .insertInto('app_user')
      .values({
        id: CONSOLE_USER,
        login: CONSOLE_USER,
        display_name: '本机管理员',
        agency: null,
        password_hash: null,
        password_changed_at: null,
        totp_secret: null,
        locked_until: null,
        disabled_at: null,
        created_at: at,
      })
      .execute();
    await tx.insertInto('setting').values({ key: 'folder.kind', value: kind }).execute();
  });
  await write(opened.deps, consoleActor(), (ctx) => recordInit(ctx, { kind }));
  if (settings.clock === undefined) return opened;
  await opened.close();
  return openFolder(settings);
}

async function recordInit(ctx: Context, { kind }: { readonly kind: FolderKind }): Promise<void> {
  await loadShippedHolidays(ctx);
  await ctx.audit({ action: 'folder.init', after: { kind } });
}

async function open(settings: OpenSettings, mark: FolderMark): Promise<Opened> {
  const { clock, isNew } = folderClock(settings.folder, mark, settings.clock);
  const database = await openDatabase({
    dataDir: settings.folder,
    ...(settings.databaseUrl !== undefined && { databaseUrl: settings.databaseUrl }),
  });
  try {
    const keys = readKeys(settings.folder, settings.keyFile);
    const deps: Deps = { database, clock, newId, keys, folder: { path: settings.folder, kind: mark.kind } };
    if (isNew) await write(deps, consoleActor(), (ctx) => recordClock(ctx, { start: settings.clock! }));
    return { deps, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function recordClock(ctx: Context, { start }: { readonly start: string }): Promise<void> {
  await ctx.audit({ action: 'folder.clock', after: { start } });
}
