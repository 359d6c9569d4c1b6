import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withClient } from '../db/connect.ts';
import { migrate, readMigrations } from '../db/migrate.ts';
import { ensureRoles } from '../db/roles.ts';
import { describeDatabases } from '../db/test-database.ts';
import { inTransaction, SYSTEM } from '../db/transaction.ts';
import { initFolder, openFolder } from '../open.ts';
import { openRecusalReason } from './recusal-reason.ts';

const AGENCY = `insert into agency (code, name, level, pack, created_at) values ('999999', '示范局', 'county', 'x', now())`;
const RECUSAL = `insert into recusal (agency, certificate_no, object_key, reason, declared_at)
  values ('999999', 'SF001', 'X', '近亲属任职', now())`;

describeDatabases('reasons of recusals that an earlier version kept in clear', (target) => {
  it('outlive the migration, which has no key', async () => {
    const all = await readMigrations();
    const before = all.filter(({ name }) => name < '010');
    const database = await target.blank();
    try {
      await withClient(database.connection, async (client) => {
        await ensureRoles(client);
        await migrate(client, before);
        await client.query(AGENCY);
        await client.query(RECUSAL);
        await migrate(client, all);
        const { rows } = await client.query('select reason, sealed_reason from recusal');
        expect(rows).toEqual([{ reason: '近亲属任职', sealed_reason: null }]);
        await expect(client.query(`update recusal set reason = null`)).rejects.toMatchObject({
          constraint: 'recusal_reason_once',
        });
      });
    } finally {
      await database.drop();
    }
  });

  it('are sealed when the folder is opened, once, with an audit row', async () => {
    const place = mkdtempSync(join(tmpdir(), 'sunlot-recusal-'));
    const database = await target.open();
    const settings = { folder: join(place, 'a'), databaseUrl: database.url };
    try {
      await (await initFolder(settings, 'test')).close();
      await database.ownerQuery(AGENCY);
      await database.ownerQuery(RECUSAL);
      await (await openFolder(settings)).close();
      const { deps, close } = await openFolder(settings);
      const rows = await inTransaction(deps.database.db, SYSTEM, (tx) =>
        tx.selectFrom('recusal').selectAll().execute(),
      );
      expect(rows.map(({ reason }) => reason)).toEqual([null]);
      expect(Buffer.from(rows[0]!.sealed_reason!).includes('近亲属')).toBe(false);
      expect(openRecusalReason(deps.keys, rows[0]!)).toBe('近亲属任职');
      expect(() => openRecusalReason(deps.keys, { ...rows[0]!, certificate_no: 'SF002' })).toThrow();
      await close();
      const audited = await database.ownerQuery(`select from log_entry where type = 'recusal.seal'`);
      expect(audited).toHaveLength(1);
    } finally {
      await database.close();
      rmSync(place, { recursive: true, force: true });
    }
  });
});
