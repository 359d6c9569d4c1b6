import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@sunlot/contract/roles.ts';
import type { InspectorFacts, ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { stringify } from 'yaml';
import { actorByLogin, consoleActor } from '../../accounts/actor.ts';
import { hurriedClock } from '../../clock.ts';
import { type Deps, read, type UseCase, write } from '../../context.ts';
import type { TestTarget } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { initFolder } from '../../open.ts';
import { loadPack, readPackSource } from '../../packs/pack-files.ts';
import { addUser } from '../users/add-user.ts';
import { addAgency } from './add-agency.ts';

export const CITY = '999900';
export const EAST = '999901';
/** A county whose code says nothing of its city. */
export const WEST = '130638';

/** A city with two counties under a made-up scheme of two levels, with an office worker, a head and a witness in each. */
export type Tree = {
  readonly deps: Deps;
  readonly does: <I, O>(login: string, useCase: UseCase<I, O>, input: I) => Promise<O>;
  readonly looks: <I, O>(login: string, useCase: UseCase<I, O>, input: I) => Promise<O>;
  /** Objects (`key` = 重点 by list, `special` = 特殊 by a recent penalty, the rest 一般) and inspectors of an agency. */
  readonly furnish: (agency: string, objects: readonly Furnished[], people?: number) => Promise<void>;
  /** A published list of items of an agency: one item for everybody. */
  readonly publishItems: (agency: string) => Promise<void>;
  /** A statement above row-level security. */
  readonly ask: <Row extends Record<string, unknown>>(text: string) => Promise<Row[]>;
  readonly close: () => Promise<void>;
};

const PLACES = [
  [CITY, 'city'],
  [EAST, 'east'],
  [WEST, 'west'],
] as const;
const PEOPLE: readonly (readonly [string, readonly Role[]])[] = [
  ['office', ['generalOffice', 'enforcementBrigade']],
  ['head', ['head', 'deputyInCharge']],
  ['witness', ['disciplineOfficer']],
];

export async function openTree(target: TestTarget, edit: Edit = () => {}): Promise<Tree> {
  const copy = await target.open();
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-tree-'));
  const settings = { folder: join(folder, 'd'), databaseUrl: copy.url, clock: '2026-11-20T09:00:00+08:00' };
  const { deps: made, close } = await initFolder(settings, 'test');
  const deps: Deps = { ...made, clock: hurriedClock(made.clock) };
  const actorOf = (login: string) =>
    login === 'console' ? consoleActor() : actorByLogin(deps.database.db, login, 'console');
  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    write(deps, await actorOf(login), (ctx) => useCase(ctx, input));
  const packFile = { name: 'two-levels.yaml', text: twoLevels(edit) };
  await does('console', addAgency, { code: CITY, name: '示范市局', level: 'municipal', packFile });
  await does('console', addAgency, { code: EAST, name: '东区分局', level: 'county', parent: CITY });
  await does('console', addAgency, { code: WEST, name: '西县分局', level: 'county', parent: CITY });
  for (const [agency, place] of PLACES) {
    for (const [login, roles] of PEOPLE) {
      await does('console', addUser, { login: `${place}-${login}`, agency, roles: [...roles] });
    }
  }
  return {
    deps,
    does,
    looks: async (login, useCase, input) => read(deps, await actorOf(login), (ctx) => useCase(ctx, input)),
    furnish: (agency, objects, people = 0) => furnish(deps, { agency, objects, people }),
    publishItems: (agency) => publishItems(deps, agency),
    ask: (text) => copy.ownerQuery(text),
    close: async () => {
      await close();
      await copy.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function publishItems(deps: Deps, agency: string): Promise<void> {
  const at = deps.clock.instant();
  await inTransaction(deps.database.db, SYSTEM, async (tx) => {
    await tx
      .insertInto('item_list')
      .values({
        ...{ id: `lst_${agency}`, agency, version: 1, state: 'published', source_hash: Buffer.alloc(32) },
        ...{ created_by: 'console', created_at: at, published_by: 'console', published_at: at },
        ...{ channel: '门户网站', url: 'https://example.gov.cn' },
      })
      .execute();
    await tx
      .insertInto('inspection_item')
      .values({
        ...{
          list_id: `lst_${agency}`,
          serial: '1',
          position: 0,
          category: '日常',
          name: '污染防治设施',
          object_kind: ['企业'],
        },
        ...{
          grade: 'key',
          methods: ['现场检查'],
          authority: '生态环境部门',
          legal_basis: ['《环境保护法》'],
          content: '现场',
        },
        remarks: '{}',
      })
      .execute();
  });
}

export type Furnished = { readonly key: string; readonly class: 'key' | 'special' | 'general'; readonly name?: string };

type Furnishing = { readonly agency: string; readonly objects: readonly Furnished[]; readonly people: number };

async function furnish(deps: Deps, { agency, objects, people }: Furnishing): Promise<void> {
  const at = deps.clock.instant();
  await inTransaction(deps.database.db, SYSTEM, async (tx) => {
    if (objects.length > 0) {
      await tx
        .insertInto('inspection_object')
        .values(objects.map((one) => objectRow(agency, one, at)))
        .execute();
    }
    if (people > 0) {
      await tx
        .insertInto('inspector')
        .values(Array.from({ length: people }, (_, i) => inspectorRow(agency, i, at)))
        .execute();
    }
  });
}

function objectRow(agency: string, { key, class: cls, name = `示例企业${key}` }: Furnished, at: string) {
  const facts: ObjectFacts = {
    id: key,
    name,
    creditCode: key,
    region: agency,
    status: 'active',
    permitCategory: '登记管理',
    ...(cls === 'key' && { keyListMember: [{ year: 2026, level: 'municipal' as const }] }),
    ...(cls === 'special' && { events: [{ kind: 'penalty' as const, date: '2026-08-15' }] }),
  };
  return {
    ...{ id: `obj_${agency}_${key}`, agency, key, name, name_pinyin: name, name_initials: name, region: agency },
    ...{ permit_category: facts.permitCategory, status: 'active', status_since: null, facts: JSON.stringify(facts) },
    ...{ row_hash: Buffer.from(key.padEnd(32, '.').slice(0, 32)), added_at: at, updated_at: at, sealed_remarks: null },
  };
}

function inspectorRow(agency: string, i: number, at: string) {
  const facts: InspectorFacts = {
    id: `CERT-${agency}-${i}`,
    name: `示例检查员${i}`,
    department: agency,
    staffKind: 'enforcement',
    certificateValidTo: '2029-12-31',
    onStaff: true,
    mayLead: i % 2 === 0,
  };
  return {
    ...{ id: `ins_${agency}_${i}`, agency, certificate_no: facts.id, name: facts.name, name_pinyin: facts.name },
    ...{ name_initials: 'x', department: facts.department, certificate_valid_to: '2029-12-31' },
    ...{ facts: JSON.stringify(facts), sealed_personal: null, row_hash: Buffer.alloc(32, 100 + i), disabled_at: null },
    ...{ added_at: at, updated_at: at, sealed_remarks: null },
  };
}

type PackTree = {
  id: string;
  levels: object[];
  rules: { id: string; value: object; strictness?: string; clause?: object }[];
  ambiguities: object[];
};
export type Edit = (tree: PackTree) => void;

const clause = { section: '一', quote: '假想方案' };

/** The text of a pack of two levels, made from one that ships. */
function twoLevels(edit: Edit): string {
  const loaded = loadPack(readPackSource('jiangxian')!);
  if (!('content' in loaded)) throw new Error('the pack does not load');
  const tree = structuredClone(loaded.content) as PackTree;
  tree.levels = [
    { id: 'municipal', name: '市执法队', classes: ['key', 'special'], clause },
    ...tree.levels.map((level) => ({ ...level })),
  ];
  tree.rules = tree.rules.filter(({ id }) => !/\/(exemption|cap|annualRatio)\//.test(id));
  tree.rules.push(rule('ratio/key/municipal', { every: 'year', min: '2%' }, 'principle'));
  edit(tree);
  const renamed = JSON.parse(JSON.stringify(tree).replaceAll('"jiangxian/', '"twolevels/')) as PackTree;
  return stringify({ ...renamed, id: 'twolevels' });
}

export function rule(id: string, value: object, strictness = 'hard') {
  return { id: `jiangxian/${id}`, value, strictness, clause };
}
