import { compliance } from '@sunlot/core/policy/compliance.ts';
import type { ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { workingDays } from '@sunlot/core/policy/working-days.ts';
import { consoleActor } from '@sunlot/server/accounts/actor.ts';
import { read, write } from '@sunlot/server/context.ts';
import { inventedCode } from '@sunlot/server/examples/credit-codes.ts';
import { addAgency } from '@sunlot/server/features/agencies/add-agency.ts';
import { judgeCompliance } from '@sunlot/server/features/compliance/judge-compliance.ts';
import { loadPack, readPackSource } from '@sunlot/server/packs/pack-files.ts';
import { compare, median } from './measure.ts';
import type { Options, Row } from './row.ts';
import { asSuperuser, withInstallation } from './scratch-database.ts';

const AGENCY = '140826';
const YEAR = 2025;

type Work = { readonly size: number; readonly goal?: string };
const WORKS: readonly Work[] = [
  { size: 1_000 },
  { size: 10_000 },
  { size: 20_000, goal: '≤ 2 s' },
  { size: 100_000 },
  { size: 200_000, goal: '≤ 15 s' },
];

/**
 * The verdict on a year: in memory, against reading the same facts from JSON; and through the use case with all loading,
 * against PostgreSQL handing over the same rows. A quarter of the objects are 重点, the others 一般; every second one was visited.
 */
export async function benchCompliance({ runs, large }: Options): Promise<readonly Row[]> {
  const works = large ? WORKS : WORKS.filter(({ size }) => size <= 20_000);
  const rows: Row[] = [];
  for (const work of works) rows.push(await inMemory(work, runs));
  for (const work of works) rows.push(await withDatabase(work, runs));
  return rows;
}

function packOfCounty(): Pack {
  const loaded = loadPack(readPackSource('jiangxian')!);
  if (!('pack' in loaded)) throw new Error('the pack does not load');
  return loaded.pack;
}

function objectsOf(size: number): readonly ObjectFacts[] {
  return Array.from({ length: size }, (_, i) => ({
    id: inventedCode(i + 1),
    name: `假想对象${i + 1}`,
    creditCode: inventedCode(i + 1),
    address: `假想路${i + 1}号`,
    region: AGENCY,
    status: 'active' as const,
    permitCategory: i % 4 === 0 ? ('重点管理' as const) : ('登记管理' as const),
    ...(i % 4 === 0 && { keyListMember: [{ year: YEAR, level: 'municipal' as const }] }),
    ...(i % 50 === 1 && { events: [{ kind: 'penalty' as const, date: `${YEAR}-02-10` }] }),
  }));
}

function visitsOf(objects: readonly ObjectFacts[]): readonly VisitFact[] {
  return objects
    .filter((_, i) => i % 2 === 0)
    .map((object, i) => {
      const month = String((i % 12) + 1).padStart(2, '0');
      const date = `${YEAR}-${month}-10`;
      return {
        objectId: object.id,
        date,
        inspectionEndedOn: date,
        resultDeterminedOn: `${YEAR}-${month}-12`,
        publishedOn: `${YEAR}-${month}-20`,
        class: object.permitCategory === '重点管理' ? 'key' : 'general',
        level: 'county' as const,
        agency: AGENCY,
        taskType: 'daily' as const,
        selection: 'random' as const,
        state: 'completed' as const,
        items: ['1', '2'],
        method: 'onSite' as const,
        inspectors: ['DEMO-001', 'DEMO-002'],
        results: ['未发现问题'],
      };
    });
}

async function inMemory({ size, goal }: Work, runs: number): Promise<Row> {
  const pack = packOfCounty();
  const objects = objectsOf(size);
  const visits = visitsOf(objects);
  const text = JSON.stringify([objects, visits]);
  const calendar = workingDays([]);
  const judge = () =>
    compliance(pack, {
      agency: AGENCY,
      level: 'county',
      year: YEAR,
      objects,
      visits,
      asOf: `${YEAR + 1}-03-01`,
      calendar,
    });
  const times = await compare(judge, () => JSON.parse(text), { runs });
  return {
    work: 'verdict on a year, in memory',
    size,
    ...times,
    reference: 'JSON.parse of the same facts',
    ...(goal && { goal }),
  };
}

function withDatabase({ size, goal }: Work, runs: number): Promise<Row> {
  return withInstallation(async (deps, folder) => {
    await write(deps, consoleActor(), (ctx) =>
      addAgency(ctx, { code: AGENCY, name: '绛县分局', level: 'county' as const, pack: 'jiangxian' }),
    );
    const objects = objectsOf(size);
    return asSuperuser(folder, async (query) => {
      await query(FILL_OBJECTS, [JSON.stringify(objects), AGENCY]);
      await query(FILL_VISITS, [JSON.stringify(visitsOf(objects)), AGENCY]);
      await query('analyze inspection_object, visit');
      const judge = () => read(deps, consoleActor(), (ctx) => judgeCompliance(ctx, { agency: AGENCY, year: YEAR }));
      const { verdict } = await judge();
      const [ms, referenceMs] = await samples(runs, [
        judge,
        () => query('select facts from inspection_object union all select facts from visit'),
      ]);
      return {
        work: 'verdict on a year, loading included',
        size,
        ms: ms!,
        reference: 'PostgreSQL hands over the same rows',
        referenceMs: referenceMs!,
        note: verdict,
        ...(goal && { goal }),
      };
    });
  });
}

async function samples(runs: number, works: readonly (() => Promise<unknown>)[]): Promise<readonly number[]> {
  const times = works.map(() => [] as number[]);
  for (let i = 0; i < runs; i++) {
    for (const [at, work] of works.entries()) {
      const start = performance.now();
      await work();
      times[at]!.push(performance.now() - start);
    }
  }
  return times.map(median);
}

const FILL_OBJECTS = `
  insert into inspection_object (id, agency, key, name, name_pinyin, name_initials, region, permit_category, status, facts,
                                 row_hash, added_at, updated_at)
  select 'obj_' || (f ->> 'id'), $2, f ->> 'id', f ->> 'name', f ->> 'name', 'x', $2, f ->> 'permitCategory', 'active', f,
         decode(repeat('00', 32), 'hex'), now(), now()
  from jsonb_array_elements($1::jsonb) as f`;

const FILL_VISITS = `
  insert into visit (id, agency, recorded_by, object_key, date, level, class, facts, row_hash, added_at, updated_at)
  select 'vis_' || (f ->> 'objectId'), $2, $2, f ->> 'objectId', (f ->> 'date')::date, 'county', f ->> 'class', f,
         decode(repeat('00', 32), 'hex'), now(), now()
  from jsonb_array_elements($1::jsonb) as f`;
