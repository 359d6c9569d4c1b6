import { creditCheckDigit } from '@sunlot/core/draw/alphabet.ts';
import type { Query } from './scratch-database.ts';

/** What a national draw on the server starts from, put there by SQL: an import of its own has its own figures. All invented. */

export const AGENCY = '140826';
const OWNER = withDigit('91999999000000000');
const AT = '2026-11-20T01:00:00Z';
const ROWS_AT_A_TIME = 250_000;
/** People of whom every third may lead. */
const PEOPLE = 90;

function withDigit(first17: string): string {
  return first17 + creditCheckDigit(first17);
}

/** Objects of the general list, one in ten not in the pool: suspended or closed. */
export async function addObjects(query: Query, size: number): Promise<void> {
  for (let from = 0; from < size; from += ROWS_AT_A_TIME) {
    await query(
      `insert into inspection_object (id, agency, key, name, name_pinyin, name_initials, region, permit_category, status,
         status_since, facts, row_hash, added_at, updated_at)
       select 'obj_' || no, $1::text, key, name, 'x', 'x', $1::text, '登记管理', status, null,
         jsonb_build_object('id', key, 'name', name, 'projectNumber', no, 'region', $1::text, 'status', status,
           'permitCategory', '登记管理', 'address', '示范县工业园区' || no || '号', 'industry', 'C2651',
           'legalRepresentative', '示例', 'pollutantTypes', jsonb_build_array('废气', '废水')),
         sha256(key::bytea), $2::timestamptz, $2::timestamptz
       from (select no, $3::text || '/' || no as key, '示范县第' || no || '企业有限公司' as name,
               case when no::integer % 10 = 7 then 'suspended' when no::integer % 50 = 3 then 'closed' else 'active' end as status
             from (select lpad(n::text, 9, '0') as no from generate_series($4::integer, $5::integer) as n) as numbers) as made`,
      [AGENCY, AT, OWNER, from, Math.min(from + ROWS_AT_A_TIME, size) - 1],
    );
  }
  await query('analyze inspection_object');
}

export async function addPeople(query: Query): Promise<void> {
  await query(
    `insert into inspector (id, agency, certificate_no, name, name_pinyin, name_initials, department, certificate_valid_to,
       facts, row_hash, added_at, updated_at)
     select 'ins_' || n, $1::text, 'DEMO-' || n, '示例检查员' || n, 'x', 'x', '示范县分局', '2029-12-31',
       jsonb_build_object('id', 'DEMO-' || n, 'name', '示例检查员' || n, 'department', '示范县分局', 'staffKind', 'enforcement',
         'certificateValidTo', '2029-12-31', 'onStaff', true, 'mayLead', n % 3 = 0),
       sha256(n::text::bytea), $2::timestamptz, $2::timestamptz
     from generate_series(1, $3::integer) as n`,
    [AGENCY, AT, PEOPLE],
  );
}

/** A task outside the plan that draws `n`; answers with its id. */
export async function addTask(query: Query, n: number): Promise<string> {
  const [by] = await query(`select id from app_user where login = 'zonghe'`);
  await query(
    `insert into item_list (id, agency, state, version, source_hash, created_by, created_at, published_by, published_at, channel, url)
     values ('lst', $1, 'published', 1, sha256(''), $2::text, $3::timestamptz, $2::text, $3::timestamptz, '门户网站', 'https://example.gov.cn')`,
    [AGENCY, by!['id'], AT],
  );
  await query(
    `insert into task (id, agency, code, class, level, period, kind, n, items, item_list_id, window_from, window_to, state,
       created_by, created_at, ad_hoc_reason)
     values ('tsk', $1, '2026q4-general', 'general', 'county', '2026Q4', 'daily', $2, '{1}', 'lst', '2026-11-20', '2026-12-31',
       'initiated', $3, $4, '演示')`,
    [AGENCY, n, by!['id'], AT],
  );
  return 'tsk';
}
