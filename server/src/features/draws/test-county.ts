import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creditCheckDigit } from '@sunlot/contract/identifiers.ts';
import type { Role } from '@sunlot/contract/roles.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import { restoreRows } from '@sunlot/core/draw/restore-rows.ts';
import { hashOf, type Profile } from '@sunlot/core/hash/hash.ts';
import type { InspectorFacts, ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { actorByLogin, CONSOLE_USER, consoleActor } from '../../accounts/actor.ts';
import { steppedClock } from '../../clock.ts';
import { type Context, type Deps, read, type UseCase, write } from '../../context.ts';
import type { TestTarget } from '../../db/test-database.ts';
import { inTransaction, SYSTEM, type Tx } from '../../db/transaction.ts';
import { allTexts } from '../../draws/sealed-rows.ts';
import { newId } from '../../ids.ts';
import { createKeys, readKeys } from '../../keys.ts';
import { beginWithPack, shippedPack, storePackVersion } from '../../packs/pack-store.ts';
import { storedManifest } from './draw-view.ts';
import type { DrawRow } from './sql.ts';
import { openListKey, type Vault } from './vault.ts';

export const COUNTY = '999901';
export const DICE = '35162406251340952716';

/** A county for tests of the draw: 37 重点, 113 一般, and 14 people of whom four may lead. */
export type County = {
  readonly deps: Deps;
  /** Lets time pass. */
  readonly wait: (seconds: number) => void;
  readonly does: <I, O>(login: string, useCase: UseCase<I, O>, input: I) => Promise<O>;
  readonly looks: <I, O>(login: string, useCase: UseCase<I, O>, input: I) => Promise<O>;
  /** A task as the plan's approval leaves it; `n` of the class `key` in a quarter. */
  readonly addTask: (period: string, n: number) => Promise<string>;
  /** The same database for a process of its own. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

const PEOPLE: readonly (readonly [string, readonly Role[]])[] = [
  ['zonghe', ['generalOffice', 'enforcementBrigade']],
  ['banshi', ['sectionHead']],
  ['jijian', ['disciplineOfficer']],
  ['lingdao', ['head', 'deputyInCharge']],
  ['jiancha', ['inspector']],
];

/** `edit`: what the scheme says otherwise than the one that ships. `profile`: the hash that the scheme's `draw` rule asks for. `keyObjects`: how many stand in the 重点 list, `people` in the directory of inspectors. */
type CountyTerms = {
  readonly leaders?: number;
  readonly at?: string;
  readonly profile?: Profile;
  readonly keyObjects?: number;
  readonly people?: number;
  readonly edit?: (text: string) => string;
};

export async function openCounty(
  target: TestTarget,
  {
    leaders = 4,
    at = '2026-11-20T01:00:00Z',
    profile = 'std',
    keyObjects = 37,
    people = 14,
    edit = (text) => text,
  }: CountyTerms = {},
): Promise<County> {
  const database = await target.open();
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-draw-'));
  createKeys(folder);
  const clock = steppedClock(at);
  const deps: Deps = { database, clock, newId, keys: readKeys(folder), folder: { path: folder, kind: 'test' } };
  await settle(deps, { leaders, profile, keyObjects, people, edit });
  const actorOf = (login: string) =>
    login === CONSOLE_USER ? consoleActor() : actorByLogin(database.db, login, 'console');
  return {
    deps,
    wait: (seconds) => clock.move(seconds * 1000),
    does: async (login, useCase, input) => write(deps, await actorOf(login), (ctx) => useCase(ctx, input)),
    looks: async (login, useCase, input) => read(deps, await actorOf(login), (ctx) => useCase(ctx, input)),
    addTask: (period, n) => addTask(deps, period, n),
    url: database.url,
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function settle(
  deps: Deps,
  { leaders, profile, keyObjects, people, edit }: Omit<Required<CountyTerms>, 'at'>,
): Promise<void> {
  const at = deps.clock.instant();
  await inTransaction(deps.database.db, SYSTEM, async (tx) => {
    const empty = {
      password_hash: null,
      password_changed_at: null,
      totp_secret: null,
      locked_until: null,
      disabled_at: null,
      created_at: at,
    };
    await tx
      .insertInto('app_user')
      .values({ ...empty, id: CONSOLE_USER, login: CONSOLE_USER, display_name: '本机', agency: null })
      .execute();
    const shipped = shippedPack('jiangxian');
    const text = profile === 'std' ? shipped.text : shipped.text.replace(/^( +)minChoice:/m, '$1profile: gm\n$&');
    const pack = await storePackVersion({ tx, at }, { ...shipped, text: edit(text) });
    await tx
      .insertInto('agency')
      .values({ code: COUNTY, name: '示范县分局', level: 'county', parent: null, pack: 'jiangxian', created_at: at })
      .execute();
    await beginWithPack({ tx, at }, { agency: COUNTY, pack, by: CONSOLE_USER });
    for (const [login, held] of PEOPLE) {
      await tx
        .insertInto('app_user')
        .values({ ...empty, id: `usr_${login}`, login, display_name: login, agency: COUNTY })
        .execute();
      await tx
        .insertInto('user_role')
        .values(held.map((role) => ({ user_id: `usr_${login}`, role, granted_at: at })))
        .execute();
    }
    const objects = Array.from({ length: keyObjects + 113 }, (_, i) => objectRow(i, at, keyObjects));
    for (let i = 0; i < objects.length; i += 1_000)
      await tx
        .insertInto('inspection_object')
        .values(objects.slice(i, i + 1_000))
        .execute();
    await tx
      .insertInto('inspector')
      .values(Array.from({ length: people }, (_, i) => inspectorRow(deps, { i, leaders, at })))
      .execute();
  });
}

function objectRow(i: number, at: string, keyObjects: number) {
  const first17 = `91${COUNTY}MA${String(i).padStart(7, '0')}`;
  const key = first17 + creditCheckDigit(first17);
  const name = `示范县第${i + 1}企业有限公司`;
  const facts: ObjectFacts = {
    id: key,
    name,
    creditCode: key,
    region: COUNTY,
    status: 'active',
    permitCategory: i < keyObjects ? '重点管理' : '登记管理',
    ...(i < keyObjects && { keyListMember: [{ year: 2026, level: 'municipal' as const }] }),
  };
  return {
    id: `obj_${i}`,
    agency: COUNTY,
    key,
    name,
    name_pinyin: name,
    name_initials: name,
    region: COUNTY,
    permit_category: facts.permitCategory,
    status: 'active',
    status_since: null,
    facts: JSON.stringify(facts),
    row_hash: Buffer.alloc(32, i),
    added_at: at,
    updated_at: at,
    sealed_remarks: null,
  };
}

function inspectorRow(
  { keys }: Deps,
  { i, leaders, at }: { readonly i: number; readonly leaders: number; readonly at: string },
) {
  const facts: InspectorFacts = {
    id: `DEMO-${i}`,
    name: `示例检查员${i}`,
    department: '示范县分局',
    staffKind: 'enforcement',
    certificateValidTo: '2029-12-31',
    onStaff: true,
    mayLead: i < leaders,
    businessCategory: ['综合'],
  };
  return {
    id: `ins_${i}`,
    agency: COUNTY,
    certificate_no: facts.id,
    name: facts.name,
    name_pinyin: facts.name,
    name_initials: 'x',
    department: facts.department,
    certificate_valid_to: '2029-12-31',
    facts: JSON.stringify(facts),
    sealed_personal: Buffer.from(keys.seal(canonicalBytes({ idNumber: '11010519491231002X' }), `inspector/ins_${i}`)),
    row_hash: Buffer.alloc(32, 100 + i),
    disabled_at: null,
    added_at: at,
    updated_at: at,
    sealed_remarks: null,
  };
}

async function addTask(deps: Deps, period: string, n: number): Promise<string> {
  await inTransaction(deps.database.db, SYSTEM, async (tx) => {
    await addPublishedList(tx, deps.clock.instant());
    await addIssuedEntry(tx, deps.clock.instant(), { period, n });
    await tx.insertInto('task').values(taskRow(deps.clock.instant(), { period, n })).execute();
  });
  return `tsk_${period}`;
}

type Wanted = { readonly period: string; readonly n: number };

async function addPublishedList(tx: Tx, at: string): Promise<void> {
  const publication = {
    published_by: 'usr_lingdao',
    published_at: at,
    channel: '门户网站',
    url: 'https://example.gov.cn',
  };
  const made = { version: 1, source_hash: Buffer.alloc(32), created_by: 'usr_zonghe', created_at: at };
  await tx
    .insertInto('item_list')
    .values({ id: 'lst', agency: COUNTY, state: 'published', ...made, ...publication })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function storedVersion(tx: Tx): Promise<number> {
  return (
    await tx
      .selectFrom('pack_version')
      .select('version')
      .where('pack', '=', 'jiangxian')
      .orderBy('version')
      .executeTakeFirstOrThrow()
  ).version;
}

async function addIssuedEntry(tx: Tx, at: string, { period, n }: Wanted): Promise<void> {
  const people = { drafted_by: 'usr_zonghe', drafted_at: at, approved_by: 'usr_lingdao' };
  await tx
    .insertInto('annual_plan')
    .values({
      ...{
        id: 'pln',
        agency: COUNTY,
        year: 2026,
        version: 1,
        state: 'issued',
        pack: 'jiangxian',
        pack_version: await storedVersion(tx),
        ...people,
      },
      ...{ made_on: null, submitted_by: null, issued_by: null, issued_on: '2026-03-01', published_by: null },
      ...{ published_at: null, channel: null, url: null, log_index: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx
    .insertInto('plan_entry')
    .values({
      ...{
        id: `ent_${period}`,
        plan_id: 'pln',
        entry: `${period}.key`,
        position: 0,
        rule: 'jiangxian/ratio/key/county',
      },
      ...{
        class: 'key',
        level: 'county',
        period,
        base: Math.max(37, n),
        required: n,
        recommended: n,
        n,
        clause: '{}',
        fields: '{}',
      },
    })
    .execute();
}

function taskRow(at: string, { period, n }: Wanted) {
  return {
    ...{ id: `tsk_${period}`, agency: COUNTY, code: `${period.toLowerCase()}-key`, plan_entry_id: `ent_${period}` },
    ...{ class: 'key', level: 'county', period, kind: 'daily', n, items: ['1'], item_list_id: 'lst' },
    ...{
      window_from: '2026-11-20',
      window_to: '2026-12-31',
      state: 'initiated',
      created_by: 'usr_zonghe',
      created_at: at,
    },
  };
}

/** All of a frozen list, each row as an object: what a small list may be compared by. */
export async function openVault(ctx: Context, row: DrawRow): Promise<Vault> {
  const listKey = openListKey(ctx, row);
  const [objects, inspectors, recusals] = [
    await allTexts(ctx, row.id, 'objects'),
    await allTexts(ctx, row.id, 'inspectors'),
    await allTexts(ctx, row.id, 'recusals'),
  ];
  const rows = restoreRows(hashOf(storedManifest(row).profile), listKey, { objects, inspectors, recusals });
  if (!rows.ok) throw new Error(rows.error.field);
  return { listKey, rows: rows.value };
}
