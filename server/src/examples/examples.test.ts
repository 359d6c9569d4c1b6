import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectorVocabulary } from '@sunlot/contract/inspector-columns.ts';
import { itemVocabulary } from '@sunlot/contract/item-columns.ts';
import { candidates } from '@sunlot/core/policy/candidates.ts';
import { classify } from '@sunlot/core/policy/classify.ts';
import type { InspectorFacts, ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { inspectorOut } from '@sunlot/core/policy/inspector-state.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { write } from '../context.ts';
import { describeDatabases } from '../db/test-database.ts';
import { importInspectors } from '../features/inspectors/import-inspectors.ts';
import { importItems } from '../features/items/import-items.ts';
import { importObjects } from '../features/objects/import-objects.ts';
import { openTestOffice, type TestOffice } from '../imports/test-office.ts';
import { loadPack, readPackSource } from '../packs/pack-files.ts';
import { judgeItems } from '../workbooks/judge-items.ts';
import { tableOf } from '../workbooks/workbook-fixture.ts';
import { EXAMPLES, exampleFiles } from './write-examples.ts';

const bytesOf = (name: string) => new Uint8Array(readFileSync(join(EXAMPLES, 'jiangxian', name)));

it.each(Object.entries(exampleFiles()))('%s in the repository is what the program writes', (name, bytes) => {
  expect(Buffer.from(bytes).equals(readFileSync(join(EXAMPLES, name)))).toBe(true);
});

describe('the item list', () => {
  it('is the annex: 5 categories, 6 items, 8 laws, two methods in one word, 5b incomplete; and one row that is not in it', async () => {
    const { rows, headerRow } = await tableOf(bytesOf('items.xlsx'), { vocabulary: itemVocabulary });
    expect(headerRow).toBe(3);
    const items = judgeItems(rows).map((judged) => (judged.ok ? judged.value : undefined));
    expect(items.map((item) => item?.facts.serialNo)).toEqual(['1', '2', '3', '4', '5a', '5b', '6']);
    const annex = items.filter((item) => item?.origin === 'list');
    expect(new Set(annex.map((item) => item?.facts.category)).size).toBe(5);
    expect(annex).toHaveLength(6);
    expect(items[0]!.facts.legalBasis).toHaveLength(8);
    expect(items[1]!.facts.authority).toBe('县级以上生态环境部门');
    expect(items[4]!.facts.methods).toEqual(['现场检查', '书面检查']);
    expect(items.map((item) => item?.missing.length)).toEqual([0, 0, 0, 0, 0, 2, 0]);
    expect(items.map((item) => item?.origin)).toEqual([...Array(6).fill('list'), 'derived']);
  });
});

it('the inspectors’ workbook is read with its title, synonyms, footer and full-width digits', async () => {
  const table = await tableOf(bytesOf('inspectors.xlsx'), { vocabulary: inspectorVocabulary });
  expect([table.headerRow, table.rows.length, table.unknownHeaders]).toEqual([2, 14, ['序号']]);
  expect(table.notes.map(({ code }) => code).sort()).toEqual(['footer', 'fullWidth', 'spaces', 'upperCase']);
});

it('a list with 业务专长, 业务类别, 专业类别, 部门岗位 and 职务岗位 is read without a repeated column', async () => {
  for (const file of ['yingkou/inspectors-210800.xlsx', 'yingkou/inspectors-210804.xlsx']) {
    const bytes = new Uint8Array(readFileSync(join(EXAMPLES, file)));
    const { rows, unknownHeaders, repeatedHeaders } = await tableOf(bytes, { vocabulary: inspectorVocabulary });
    expect([unknownHeaders, repeatedHeaders]).toEqual([['序号'], []]);
    for (const column of ['specialties', 'businessCategory', 'professionCategory', 'post', 'position']) {
      expect(rows.filter(({ cells }) => cells[column] !== undefined).length, column).toBeGreaterThan(0);
    }
  }
});

describeDatabases('the example county', (target) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(target);
  });
  afterAll(() => office.close());

  const input = (file: string) => ({ agency: office.agency, file, bytes: bytesOf(file) });
  const objects = (file: string) => write(office.deps, office.worker, (ctx) => importObjects(ctx, input(file)));

  it('objects: what is read, added, given back and suspect', async () => {
    const { result, rejected, warnings, unknownHeaders, errorsWorkbook } = await objects('objects.xlsx');
    expect(result).toEqual({
      file: 'objects.xlsx',
      sheet: '名录',
      read: 170,
      added: 167,
      updated: 0,
      same: 0,
      rejected: 3,
      suspect: 1,
      errorsFile: null,
    });
    expect(rejected.map(({ rowNumber, findings }) => [rowNumber, findings.map(({ code }) => code)])).toEqual([
      [172, ['badCheckDigit']],
      [173, ['digitsLost']],
      [174, ['duplicate']],
    ]);
    expect(warnings.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual([
      'privateUse',
      'incomplete',
      'defaulted',
      'suspectDuplicate',
    ]);
    expect(unknownHeaders).toEqual(['序号', '联系电话']);
    const returned = await write(office.deps, office.worker, (ctx) =>
      importObjects(ctx, {
        ...input('objects.xlsx'),
        bytes: errorsWorkbook!,
      }),
    );
    expect(returned.result).toMatchObject({ read: 170, added: 0, updated: 0, same: 167, rejected: 3, suspect: 1 });
  });

  it('the same file again, and the same list as GB18030 text, change nothing', async () => {
    expect((await objects('objects.xlsx')).result).toMatchObject({ added: 0, updated: 0, same: 167 });
    // The merged address cell of the workbook is an empty one in text.
    expect((await objects('objects.csv')).result).toMatchObject({ read: 170, added: 0, rejected: 3, suspect: 1 });
    expect((await objects('objects.xlsx')).result).toMatchObject({ added: 0, rejected: 3 });
  });

  it('inspectors and items', async () => {
    const people = await write(office.deps, office.worker, (ctx) => importInspectors(ctx, input('inspectors.xlsx')));
    expect(people.result).toMatchObject({ read: 14, added: 14, rejected: 0, suspect: 0 });
    const items = await write(office.deps, office.worker, (ctx) => importItems(ctx, input('items.xlsx')));
    expect(items.result).toMatchObject({ sheet: '事项清单', read: 7, added: 7, rejected: 0 });
    expect(
      (await write(office.deps, office.worker, (ctx) => importItems(ctx, input('items.xlsx')))).result,
    ).toMatchObject({
      same: 7,
    });
  });

  it('classes of the fourth quarter of 2026: 37 key, 113 general, 9 special, 4 projects, 1 joint object', async () => {
    const facts = (await office.ask<{ facts: ObjectFacts }>(`select facts from inspection_object`)).map(
      (row) => row.facts,
    );
    const counts: Record<string, number> = {};
    for (const object of facts.filter(({ status }) => status === 'active')) {
      for (const id of classify(pack(), { object, date: '2026-10-01' }).memberOf) counts[id] = (counts[id] ?? 0) + 1;
    }
    expect(counts).toEqual({ key: 37, general: 113, special: 9, construction: 4, jointObject: 1 });
    const found = candidates(pack(), {
      class: 'key',
      level: 'county',
      period: '2026Q4',
      date: '2026-11-20',
      objects: facts,
      visits: [],
      items: ['1'],
    });
    expect(found?.base).toBe(37);
  });

  it('fourteen people, thirteen of whom may be drawn, five of whom may lead', async () => {
    const people = (await office.ask<{ facts: InspectorFacts }>(`select facts from inspector`)).map((row) => row.facts);
    const able = people.filter((person) => inspectorOut(pack(), person, '2026-11-20') === undefined);
    expect([people.length, able.length, able.filter(({ mayLead }) => mayLead).length]).toEqual([14, 13, 5]);
    expect(await office.ask('select certificate_no from recusal')).toHaveLength(4);
  });
});

function pack(): Pack {
  const loaded = loadPack(readPackSource('jiangxian')!);
  if (!('pack' in loaded)) throw new Error('the pack has faults');
  return loaded.pack;
}
