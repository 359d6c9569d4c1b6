import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { EnvironmentUnfit } from './environment-unfit.ts';
import { APP, OWNER } from './roles.ts';

const MIGRATIONS = join(import.meta.dirname, 'migrations');
const MIGRATION_LOCK = 7_203_802;

export type Migration = { readonly name: string; readonly sha256: string; readonly sql: string };

/** The files `NNN-name.sql` of the folder, in order. */
export async function readMigrations(folder = MIGRATIONS): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{3}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return { name, sha256: createHash('sha256').update(bytes).digest('hex'), sql: bytes.toString('utf8') };
    }),
  );
}

/**
 * Brings the database to the program's schema: each file that is not applied yet, in order, as the owner, in a
 * transaction of its own; one process at a time. A killed run continues with the first file not applied.
 * @returns names of the files applied now.
 * @throws EnvironmentUnfit when an applied file was changed, is unknown to this program, or one in between is missing.
 */
export async function migrate(client: pg.ClientBase, migrations: readonly Migration[]): Promise<string[]> {
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
  await client.query(`set role ${OWNER}`);
  try {
    await client.query(
      `create table if not exists schema_migration (
         name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
    );
    await client.query(`grant select on schema_migration to ${APP}`);
    const pending = pendingOf(migrations, await readApplied(client));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    // On a connection that was cut both have happened already.
    await client.query('reset role').catch(() => undefined);
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
  }
}

type Applied = { name: string; sha256: string };

async function readApplied(client: pg.ClientBase): Promise<Applied[]> {
  const { rows } = await client.query<Applied>('select name, sha256 from schema_migration order by name collate "C"');
  return rows;
}

function pendingOf(migrations: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  applied.forEach(({ name, sha256 }, at) => {
    const migration = migrations[at];
    if (!migrations.some((known) => known.name === name)) {
      throw new EnvironmentUnfit(`数据库由更新的版本使用过（含迁移 ${name}）；请升级本程序，或从备份恢复到旧库。`);
    }
    if (migration?.name !== name) {
      throw new EnvironmentUnfit(
        `数据库缺少迁移 ${migration?.name}，却已有其后的 ${name}；请恢复与本程序一致的数据库。`,
      );
    }
    if (migration.sha256 !== sha256) {
      throw new EnvironmentUnfit(`迁移文件 ${name} 在应用之后被改动；请恢复原文件，改动另写新的迁移。`);
    }
  });
  return migrations.slice(applied.length);
}

async function apply(client: pg.ClientBase, { name, sha256, sql }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
