import type { TestTarget } from '../../db/test-database.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { ITEMS } from '../visit-forms/test-visits.ts';

export const [FIRST, SECOND, THIRD] = ['tsk_2026Q2', 'tsk_2026Q3', 'tsk_2026Q4'] as const;

/** A county three of whose tasks of one quarter have drawn the same ten objects, each with teams of its own: their keys. */
export async function openThreefold(
  target: TestTarget,
  { people = 14 }: { readonly people?: number } = {},
): Promise<{ readonly county: County; readonly keys: readonly string[] }> {
  const county = await openCounty(target, {
    keyObjects: 10,
    people,
    edit: (text) => text.replace('value: { max: 2, per: object', 'value: { max: 3, per: object'),
  });
  const { ownerQuery } = county.deps.database;
  for (const period of ['2026Q2', '2026Q3', '2026Q4']) {
    await county.addTask(period, 10);
    const { draw } = await county.does('zonghe', freezeDraw, { task: `tsk_${period}` });
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
  }
  await ownerQuery(ITEMS);
  await ownerQuery(`update task set items = '{1}'`);
  // As three classes of one object would stand in one quarter; the second has less time.
  await ownerQuery(`update task set period = '2026Q4', window_from = '2026-10-01', window_to = '2026-12-31'`);
  await ownerQuery(`update task set window_from = '2026-11-16', window_to = '2026-11-22' where id = '${SECOND}'`);
  const rows = await ownerQuery<{ key: string }>(
    `select object.key from drawn_object one join inspection_object object on object.id = one.object_id
     group by object.key having count(*) = 3 order by object.key`,
  );
  return { county, keys: rows.map(({ key }) => key) };
}

/** The people of the teams of the three tasks at one object, by their numbers: DEMO-0 and so on. */
export async function seatTeams(
  { deps }: County,
  key: string,
  teams: readonly (readonly [number, number])[],
): Promise<void> {
  const { ownerQuery } = deps.database;
  await ownerQuery('alter table drawn_seat disable trigger user');
  for (const [i, people] of teams.entries()) {
    const place = `from draw join drawn_object one on one.draw_id = draw.id join inspection_object object on object.id = one.object_id
      where draw.task_id = '${[FIRST, SECOND, THIRD][i]!}' and object.key = '${key}'`;
    await ownerQuery(`delete from drawn_seat where (draw_id, rank) in (select draw.id, one.rank ${place})`);
    for (const person of people)
      await ownerQuery(
        `insert into drawn_seat select draw.id, '${COUNTY}', one.rank, 'S${person}', 'ins_${person}', 2026 ${place}`,
      );
  }
  await ownerQuery('alter table drawn_seat enable trigger user');
}
