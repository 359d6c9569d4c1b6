import { parse, stringify } from 'yaml';
import type { TestTarget } from '../../db/test-database.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { type County, DICE, openCounty } from '../draws/test-county.ts';
import { TASK } from './test-drawn.ts';

export type TwoItems = { readonly county: County; readonly draw: string; readonly drawn: readonly string[] };

/** A county whose task has drawn ten objects, each of which two items (1 and 4) concern; nobody is sent out yet. */
export async function openTwoItems(
  target: TestTarget,
  { binds = true, people = 14, edit = (text: string) => text } = {},
): Promise<TwoItems> {
  const county = await openCounty(target, { people, edit: (text) => edit(binds ? text : withoutBinding(text)) });
  await county.addTask('2026Q4', 10);
  const ask = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const item = (serial: number, kind: string) =>
    `('lst', '${serial}', ${serial}, '类', '事项${serial}', '{${kind}}', 'key', '{现场检查}', '生态环境部门', '{《环境保护法》第二十四条}', '内容', '{}')`;
  await ask(`insert into inspection_item
    (list_id, serial, position, category, name, object_kind, grade, methods, authority, legal_basis, content, remarks)
    values ${item(1, '重点排污单位')}, ${item(4, '城镇污水处理厂')}`);
  const { draw } = await county.does('zonghe', freezeDraw, { task: TASK });
  for (const login of ['zonghe', 'jijian']) await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
  await county.does('zonghe', runDraw, { draw });
  const rows = await ask<{
    key: string;
  }>(`select o.key from drawn_object d join inspection_object o on o.id = d.object_id
    where d.draw_id = '${draw}' order by d.rank`);
  const drawn = rows.map(({ key }) => key);
  await ask(
    `update inspection_object set facts = facts || '{"sewagePlant": true}' where key = any ('{${drawn.join(',')}}')`,
  );
  await ask(`update task set items = '{1,4}' where id = '${TASK}'`);
  return { county, draw, drawn };
}

/** The same scheme, where an offer without an answer is a warning. */
function withoutBinding(text: string): string {
  const tree = parse(text) as { rules: { id: string; strictness: string }[] };
  tree.rules.find(({ id }) => id === 'jiangxian/leastBurden/all/all')!.strictness = 'soft';
  return stringify(tree);
}
