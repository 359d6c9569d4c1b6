import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { dumpSchema, SCHEMA_FILE } from './schema-dump.ts';
import { describeDatabases } from './test-database.ts';

const CHANGES: readonly [string, string][] = [
  ['a column', 'alter table agency add column motto text'],
  ['a default', `alter table agency alter column name set default '未命名'`],
  ['a nullable column', 'alter table agency alter column pack drop not null'],
  ['a constraint', 'alter table agency drop constraint agency_level'],
  ['an index', 'create index agency_by_name on agency (name)'],
  ['a policy', 'drop policy app_user_of_territory on app_user'],
  ['row-level security', 'alter table app_user disable row level security'],
  ['a trigger', 'drop trigger log_entry_append_only on log_entry'],
  [
    'a function',
    'create or replace function is_system() returns boolean language sql stable parallel safe return true',
  ],
  ['a grant on a table', 'grant delete on log_entry to sunlot_app'],
  ['a grant on a column', 'grant update (version) on pack_version to sunlot_app'],
  ['a grant to everybody', 'grant delete on agency to public'],
  ['a view', 'create view county as select code from agency'],
  ['a sequence', 'create sequence receipt'],
];

describeDatabases('schema', (target) => {
  it('is what schema.sql says', async () => {
    const database = await target.open();
    try {
      expect(await dumpSchema(database)).toBe(await readFile(SCHEMA_FILE, 'utf8'));
    } finally {
      await database.close();
    }
  });

  it('shows every change of it', async () => {
    const database = await target.open();
    try {
      let before = await dumpSchema(database);
      for (const [what, change] of CHANGES) {
        await database.ownerQuery(change);
        const after = await dumpSchema(database);
        expect(after, what).not.toBe(before);
        before = after;
      }
    } finally {
      await database.close();
    }
  });
});
