import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import type { County } from '../draws/test-county.ts';
import { setScheme } from '../visit-forms/test-visits.ts';
import { showDispatch } from './show-dispatch.ts';
import { TASK } from './test-drawn.ts';
import { openTwoItems } from './test-two-items.ts';

const OF_OTHERS = '本单位不是这一事项的检查对象';

/** 营口: an office chooses the items of a whole task, and each visit has those of them that concern its unit. */
describeDatabases('the items of a visit where the office chose those of the task', (target) => {
  let county: County;
  let drawn: readonly string[];
  const ask = (text: string) => county.deps.database.ownerQuery(text);
  const told = async (key: string) => {
    const { visits } = await county.looks('zonghe', showDispatch, { task: TASK });
    const { items, leftOut } = visits.find(({ object }) => object.key === key)!;
    return { items, leftOut };
  };

  beforeAll(async () => {
    ({ county, drawn } = await openTwoItems(target));
    await setScheme(county, 'yingkou');
    await ask(`update inspection_object set facts = facts - 'sewagePlant' where key = '${drawn[0]!}'`);
  });
  afterAll(() => county.close());

  it('are told before anybody is sent as the form will have them', async () => {
    expect(await told(drawn[0]!)).toEqual({ items: ['1'], leftOut: [{ item: '4', reason: OF_OTHERS }] });
    // Control: of a unit that both concern.
    expect(await told(drawn[1]!)).toEqual({ items: ['1', '4'], leftOut: undefined });
  });

  it('have the numbers of the list in force, as the form and the workbook of visits', async () => {
    await ask(`update item_list set state = 'superseded' where id = 'lst'`);
    await ask(`insert into item_list select (jsonb_populate_record(one, '{"id": "lst2", "version": 2, "state": "published"}')).*
      from item_list as one where id = 'lst'`);
    await ask(`insert into inspection_item select (jsonb_populate_record(one,
      jsonb_build_object('list_id', 'lst2', 'serial', (5 - one.serial::int)::text))).*
      from inspection_item as one where list_id = 'lst'`);
    expect(await told(drawn[0]!)).toEqual({ items: ['4'], leftOut: [{ item: '1', reason: OF_OTHERS }] });
    expect((await told(drawn[1]!)).items).toEqual(['4', '1']);
  });
});
