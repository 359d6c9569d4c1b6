import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases, type TestDatabase } from './db/test-database.ts';
import { openDemo } from './demo/open-demo.ts';
import { addAgency } from './features/agencies/add-agency.ts';
import { readMark } from './folder.ts';
import { createKeys } from './keys.ts';
import { initFolder, openFolder } from './open.ts';

describeDatabases('a data folder', (target) => {
  const place = mkdtempSync(join(tmpdir(), 'sunlot-open-'));
  let database: TestDatabase;
  beforeAll(async () => {
    database = await target.open();
  });
  afterAll(async () => {
    await database.close();
    rmSync(place, { recursive: true, force: true });
  });
  const at = (name: string) => ({ folder: join(place, name), databaseUrl: database.url });

  test('whose making fails does not look made, leaves nothing in the database, and can be made again, once', async () => {
    const wrong = { code: '140826', name: '某分局', level: 'county' as const, pack: 'nowhere' };
    await expect(initFolder(at('a'), 'test', (ctx) => addAgency(ctx, wrong))).rejects.toMatchObject({
      code: 'agency.packUnknown',
    });
    await expect(initFolder({ ...at('a'), clock: 'soon' }, 'test')).rejects.toMatchObject({
      code: 'folder.clockInvalid',
    });
    await expect(initFolder({ ...at('b'), clock: '2026-11-20T09:00:00+08:00' }, 'real')).rejects.toMatchObject({
      code: 'folder.clockRefused',
    });
    expect(readMark(at('a').folder)).toBeUndefined();
    expect(await database.ownerQuery('select from log_entry')).toEqual([]);
    await expect(openFolder(at('a'))).rejects.toMatchObject({ code: 'folder.notInitialised' });
    const twice = await Promise.allSettled([initFolder(at('a'), 'test'), initFolder(at('a'), 'test')]);
    expect(twice.map((end) => (end.status === 'rejected' ? end.reason.code : 'made')).sort()).toEqual([
      'folder.exists',
      'made',
    ]);
    for (const end of twice) if (end.status === 'fulfilled') await end.value.close();
    expect(readMark(at('a').folder)).toMatchObject({ kind: 'test' });
    await expect(initFolder(at('a'), 'test')).rejects.toMatchObject({ code: 'folder.exists' });
  });

  test('is finished where whoever made it was stopped before the mark', async () => {
    rmSync(join(at('a').folder, 'sunlot.json'));
    await expect(openFolder(at('a'))).rejects.toMatchObject({ code: 'folder.notInitialised' });
    await expect(initFolder(at('a'), 'test')).rejects.toMatchObject({ code: 'folder.exists' });
    await (await openFolder(at('a'))).close();
  });

  test('opens with its own keys alone', async () => {
    const { folder } = at('a');
    const master = readFileSync(join(folder, 'keys/master.key'), 'utf8');
    writeFileSync(join(folder, 'keys/master.key'), Buffer.alloc(32, 7).toString('base64'));
    await expect(openFolder(at('a'))).rejects.toMatchObject({ code: 'keys.foreign', exit: 9 });
    writeFileSync(join(folder, 'keys/master.key'), 'short');
    await expect(openFolder(at('a'))).rejects.toMatchObject({
      code: 'keys.unreadable',
      message: expect.stringContaining('master.key'),
    });
    writeFileSync(join(folder, 'keys/master.key'), master);
    await (await openFolder(at('a'))).close();
  });

  test('a real or test folder is no demo', async () => {
    await expect(openDemo(at('a'), () => {})).rejects.toMatchObject({ code: 'folder.notDemo' });
  });
});

describe('a place for a data folder', () => {
  test('that cannot be made or read is refused in a sentence', async () => {
    await expect(initFolder({ folder: '/proc/nothing/here' }, 'test')).rejects.toMatchObject({
      code: 'folder.cannotMake',
      exit: 9,
    });
    const place = mkdtempSync(join(tmpdir(), 'sunlot-mark-'));
    writeFileSync(join(place, 'sunlot.json'), '{"kind":');
    expect(() => readMark(place)).toThrow(/已损坏/);
    rmSync(join(place, 'sunlot.json'));
    expect(readMark(place)).toBeUndefined();
    if (process.geteuid?.() !== 0) {
      chmodSync(place, 0o000);
      expect(() => readMark(place)).toThrow(/没有权限/);
      chmodSync(place, 0o700);
    }
    rmSync(place, { recursive: true });
  });

  test('a master key that lies elsewhere is not made a second time', () => {
    const place = mkdtempSync(join(tmpdir(), 'sunlot-keys-'));
    createKeys(place, join(place, 'elsewhere.key'));
    expect(existsSync(join(place, 'keys/master.key'))).toBe(false);
    expect(existsSync(join(place, 'keys/log.key'))).toBe(true);
    rmSync(place, { recursive: true });
  });
});
