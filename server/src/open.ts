import { hex } from '@sunlot/core/basics/bytes.ts';
import { CONSOLE_USER, consoleActor } from './accounts/actor.ts';
import { type Context, type Deps, type FolderKind, write } from './context.ts';
import { type Database, openDatabase } from './db/connect.ts';
import { withFolderLock } from './db/folder-lock.ts';
import { inTransaction, SYSTEM } from './db/transaction.ts';
import { type FolderMark, folderClock, makeFolder, markFolder, readMark, requireClock } from './folder.ts';
import { loadShippedHolidays } from './holidays/shipped-holidays.ts';
import { newId } from './ids.ts';
import { hasOldReasons, sealOldReasons } from './inspectors/recusal-reason.ts';
import { createKeys, type Keys, makeKeyFolder, readKeys } from './keys.ts';
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

/**
 * Makes a data folder: keys, database with its tables, the console's account, the holidays that ship, and what `first`
 * adds; the mark comes last. What fails leaves no folder that looks made: `init` can be called again. Of two at once one
 * makes it, and the other is told so.
 * @throws Problem folder.exists
 */
export async function initFolder(
  settings: OpenSettings,
  kind: FolderKind,
  first: (ctx: Context) => Promise<unknown> = async () => undefined,
): Promise<Opened> {
  const { folder, keyFile, clock } = settings;
  if (readMark(folder)) throw new Problem('folder.exists', { folder });
  if (clock !== undefined) requireClock(kind, clock);
  makeFolder(folder);
  const opened = await withFolderLock(makeKeyFolder(folder), () => {
    if (readMark(folder)) throw new Problem('folder.exists', { folder });
    createKeys(folder, keyFile);
    return furnish({ ...settings, clock: undefined }, kind, first);
  });
  if (clock === undefined) return opened;
  await opened.close();
  return openFolder(settings);
}

async function furnish(
  settings: OpenSettings,
  kind: FolderKind,
  first: (ctx: Context) => Promise<unknown>,
): Promise<Opened> {
  const { folder } = settings;
  const opened = await open(settings, { kind, createdAt: '' });
  try {
    const isMade = (await selectKeyCheck(opened.deps.database)) !== undefined;
    if (!isMade) {
      await write(opened.deps, consoleActor(), async (ctx) => {
        await recordInit(ctx, kind);
        await first(ctx);
      });
    }
    markFolder(folder, kind);
    // All of it was recorded, and whoever did it was stopped before the mark.
    if (isMade) throw new Problem('folder.exists', { folder });
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function recordInit(ctx: Context, kind: FolderKind): Promise<void> {
  await ctx.tx
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
      created_at: ctx.at,
    })
    .execute();
  await ctx.tx
    .insertInto('setting')
    .values([
      { key: 'folder.kind', value: kind },
      { key: KEY_CHECK, value: keyCheck(ctx.keys) },
    ])
    .execute();
  await loadShippedHolidays(ctx);
  await ctx.audit({ action: 'folder.init', after: { kind } });
}

const KEY_CHECK = 'keys.check';

/** What a pair of keys can be recognised by, and not found by. */
function keyCheck({ mac, logPublicKey }: Keys): string {
  return hex(mac('keys.check', logPublicKey));
}

/** Other keys than the folder was made with would seal what nobody can open later. */
async function requireOwnKeys(database: Database, keys: Keys): Promise<void> {
  const check = await selectKeyCheck(database);
  if (check !== undefined && check !== keyCheck(keys)) throw new Problem('keys.foreign');
}

/** Undefined in a database that nobody has made a folder with yet. */
async function selectKeyCheck({ db }: Database): Promise<string | undefined> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', KEY_CHECK).executeTakeFirst();
  return row?.value;
}

async function open(settings: OpenSettings, mark: FolderMark): Promise<Opened> {
  const { clock, isNew } = folderClock(settings.folder, mark, settings.clock);
  const keys = readKeys(settings.folder, settings.keyFile);
  const database = await openDatabase({
    dataDir: settings.folder,
    ...(settings.databaseUrl !== undefined && { databaseUrl: settings.databaseUrl }),
  });
  try {
    await requireOwnKeys(database, keys);
    const deps: Deps = { database, clock, newId, keys, folder: { path: settings.folder, kind: mark.kind } };
    await sealWhatIsInClear(deps);
    if (isNew) await write(deps, consoleActor(), (ctx) => recordClock(ctx, { start: settings.clock! }));
    return { deps, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** After an upgrade: the migration has no key, so the program seals on the first opening what lay in clear before. */
async function sealWhatIsInClear(deps: Deps): Promise<void> {
  const isLeft = await inTransaction(deps.database.db, SYSTEM, hasOldReasons);
  if (isLeft) await write(deps, consoleActor(), sealOldReasons);
}

async function recordClock(ctx: Context, { start }: { readonly start: string }): Promise<void> {
  await ctx.audit({ action: 'folder.clock', after: { start } });
}
