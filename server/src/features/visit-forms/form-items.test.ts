import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { formFile, readFormFile } from '../../workbooks/form-sheet.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { showDispatch } from '../dispatch/show-dispatch.ts';
import type { County } from '../draws/test-county.ts';
import { submitForm } from './submit-form.ts';
import { blankForm, filled, openDrawn, setScheme, TASK } from './test-visits.ts';

const OF_OTHERS = '本单位不是这一事项的检查对象';
const REASON = '由市级专项检查';

/** two visits of one task whose objects differ; each form has what concerns its own object, and says what is left out and why. */
describeDatabases('the items on the form of a visit', (target) => {
  let county: County;
  const ask = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const facts = (rank: number, more: object) =>
    ask(`update inspection_object set facts = facts || '${JSON.stringify(more)}'
      where id = (select object_id from drawn_object where rank = ${rank})`);
  const serials = async (rank: number) => (await blankForm(county, String(rank))).blocks.map(({ serial }) => serial);

  /** What is told of a visit before anybody opens its form. */
  const told = async (rank: number) => {
    const { visits } = await county.looks('zonghe', showDispatch, { task: TASK });
    const { items, leftOut } = visits.find((visit) => visit.rank === rank)!;
    return { items, leftOut };
  };
  const onForm = async (rank: number) => {
    const { blocks, leftOut } = await blankForm(county, String(rank));
    return {
      items: blocks.map(({ serial }) => serial),
      leftOut: leftOut?.map(({ item, reason }) => ({ item, reason })),
    };
  };

  beforeAll(async () => {
    county = await openDrawn(target);
    await ask(`insert into inspection_item
      (list_id, position, serial, category, name, object_kind, grade, methods, authority, legal_basis, content, remarks)
      values ('lst', 3, '6', '危险废物经营', '经营许可', '{危险废物经营单位}', 'key', '{现场检查}', '分局', '{《固体废物污染环境防治法》}', '', '{}'),
        ('lst', 4, '9', '城镇污水', '运行', '{城镇污水处理厂}', 'key', '{现场检查}', '', '{}', '', '{}')`);
    await facts(1, { hazardousWasteRole: ['产生', '经营'], sewagePlant: true });
    const leftOut = JSON.stringify({ items: ['6'], reason: REASON });
    await ask(`update task set items = '{1}', left_out = '${leftOut}' where id = '${TASK}'`);
    await county.does('zonghe', dispatchTask, { task: TASK });
  });
  afterAll(() => county.close());

  it('are those of its own object, also one that the task itself does not name', async () => {
    expect(await serials(1)).toEqual(['1', '5b']);
    expect(await serials(2)).toEqual(['1']);
    for (const rank of [1, 2]) expect(await told(rank)).toEqual(await onForm(rank));
  });

  it('come with what is left out and why, on the screen, in the file, and in what was submitted', async () => {
    const form = await blankForm(county, '1');
    const leftOut = [
      { item: '6', name: '经营许可', reason: REASON },
      { item: '9', name: '运行', reason: '缺检查主体、检查依据' },
    ];
    expect(form.leftOut).toEqual(leftOut);
    expect(await blankForm(county, '2')).not.toHaveProperty('leftOut');
    const csv = Buffer.from(await formFile(form, '表.csv')).toString('utf8');
    expect(csv).toContain(`本次不检查 6 经营许可：${REASON}`);
    for (const file of ['表.csv', '表.xlsx']) {
      const read = await readFormFile(await formFile(form, file), file);
      expect(read.rows.map(({ id }) => id)).toEqual(['1.1', '1.2', '5b.1']);
    }
    await county.does('zonghe', submitForm, filled(form));
    expect(await blankForm(county, '1')).toMatchObject({ submission: { version: 1 }, leftOut });
  });

  it('of an object that took the place since are those that concern it', async () => {
    const [spare] = await ask<{ id: string }>(`select id from inspection_object where permit_category = '重点管理'
      and id not in (select object_id from drawn_object) order by id limit 1`);
    const [place] = await ask<{ draw_id: string; agency: string }>(
      'select draw_id, agency from dispatched_visit limit 1',
    );
    await ask(
      `update inspection_object set facts = facts || '{"hazardousWasteRole":["产生"]}' where id = '${spare!.id}'`,
    );
    await ask(`insert into draw_replacement (draw_id, agency, no, rank, sealed_reason, request, requested_by, approved_by,
        requested_at, request_index, request_size)
      values ('${place!.draw_id}', '${place!.agency}', 1, 2, '', '{}', 'usr_zonghe', 'usr_lingdao', now(), 0, 1)`);
    await ask(`insert into replaced_place values ('${place!.draw_id}', '${place!.agency}', 1, 2, 1, '${spare!.id}')`);
    expect(await serials(2)).toEqual(['1', '5b']);
    expect(await told(2)).toEqual(await onForm(2));
  });

  it('are narrowed to its own object where the scheme lets the office choose, and what that leaves out is said', async () => {
    await setScheme(county, 'yingkou');
    await ask('alter table dispatched_visit disable trigger user');
    await ask(`update dispatched_visit set items = '{1,2}' where rank = 3`);
    await ask('alter table dispatched_visit enable trigger user');
    const form = await blankForm(county, '3');
    expect(form.blocks.map(({ serial }) => serial)).toEqual(['1']);
    expect(form.leftOut).toEqual([{ item: '2', name: '落实情况', reason: OF_OTHERS }]);
    expect(await told(3)).toEqual({ items: ['1'], leftOut: [{ item: '2', reason: OF_OTHERS }] });
    // Control: of a visit with its own items alone nothing more is said.
    expect(await told(4)).toEqual({ items: ['1'], leftOut: undefined });
  });
});
