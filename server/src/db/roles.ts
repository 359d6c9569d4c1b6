import pg from 'pg';
import { EnvironmentUnfit } from './environment-unfit.ts';

/** Owns every table and migrates. */
export const OWNER = 'sunlot_owner';
/** What the application works as: no superuser, no BYPASSRLS, owns nothing. */
export const APP = 'sunlot_app';

const OLDEST = 150_000;

type Standing = {
  version: number;
  encoding: string;
  database: string;
  me: string;
  superuser: boolean;
  roles: string[];
  mighty: string[];
};

/**
 * Makes the two roles when connected as a superuser, otherwise expects them, and proves that both can be taken.
 * @throws EnvironmentUnfit with the statements an administrator has to run.
 */
export async function ensureRoles(client: pg.ClientBase): Promise<void> {
  const standing = await readStanding(client);
  if (standing.version < OLDEST) {
    throw new EnvironmentUnfit(
      `数据库版本过旧（${Math.floor(standing.version / 10_000)}）；需要 PostgreSQL 15 或更高版本。`,
    );
  }
  if (standing.encoding !== 'UTF8') {
    throw new EnvironmentUnfit(
      `数据库 ${standing.database} 的编码是 ${standing.encoding}；请新建编码为 UTF8 的数据库。`,
    );
  }
  if (standing.mighty.length > 0) {
    throw new EnvironmentUnfit(
      `角色 ${standing.mighty.join('、')} 不得是超级用户或带 BYPASSRLS，否则行级权限失效；请执行：alter role ${APP} nosuperuser nobypassrls;`,
    );
  }
  if (standing.superuser) await createRoles(client, standing);
  if (standing.superuser && !(await ownerMayCreate(client))) {
    for (const statement of grantsToCreate(standing)) await client.query(statement);
  }
  const possible = standing.superuser || ((await canBe(client, OWNER)) && (await canBe(client, APP)));
  if (!possible || !(await ownerMayCreate(client))) throw new EnvironmentUnfit(whatToRun(standing));
}

async function readStanding(client: pg.ClientBase): Promise<Standing> {
  const { rows } = await client.query<Standing>(
    `select current_setting('server_version_num')::int as version,
            pg_encoding_to_char(encoding) as encoding, datname as database, current_user as me,
            (select rolsuper from pg_roles where rolname = current_user) as superuser,
            array(select rolname::text from pg_roles where rolname in ($1, $2)) as roles,
            array(select rolname::text from pg_roles where rolname = $2 and (rolsuper or rolbypassrls)) as mighty
       from pg_database where datname = current_database()`,
    [OWNER, APP],
  );
  return rows[0]!;
}

async function createRoles(client: pg.ClientBase, standing: Standing): Promise<void> {
  for (const role of [OWNER, APP].filter((name) => !standing.roles.includes(name))) {
    // Two databases of one server may be prepared at the same moment: the second finds the role made.
    await client.query(`create role ${role}`).catch((error: { code?: string }) => {
      if (error.code !== '42710' && error.code !== '23505') throw error;
    });
  }
}

/** Lets the application's role sign in by itself; only where the socket's folder is the key, as in the embedded one. */
export async function allowSignIn(client: pg.ClientBase): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1 and not rolcanlogin', [APP]);
  if (rowCount === 1) await client.query(`alter role ${APP} login`);
}

async function canBe(client: pg.ClientBase, role: string): Promise<boolean> {
  return client.query(`set role ${role}`).then(
    async () => {
      await client.query('reset role');
      return true;
    },
    () => false,
  );
}

async function ownerMayCreate(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select has_schema_privilege($1, 'public', 'create')
            and has_database_privilege($1, current_database(), 'create') as may
       from pg_roles where rolname = $1`,
    [OWNER],
  );
  return rows[0]?.may === true;
}

/** The owner makes tables here, and schemas of its own for what runs jobs. */
function grantsToCreate({ database }: Standing): string[] {
  return [
    `grant create on schema public to ${OWNER}`,
    `grant create on database ${pg.escapeIdentifier(database)} to ${OWNER}`,
  ];
}

function whatToRun(standing: Standing): string {
  const create = [OWNER, APP].filter((role) => !standing.roles.includes(role)).map((role) => `create role ${role};`);
  const statements = [
    ...create,
    `grant ${OWNER}, ${APP} to ${pg.escapeIdentifier(standing.me)};`,
    ...grantsToCreate(standing).map((statement) => `${statement};`),
  ];
  return `数据库 ${standing.database} 还没有为本程序准备好角色；请数据库管理员在该库执行：${statements.join(' ')}`;
}
