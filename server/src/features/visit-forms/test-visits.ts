import type { SubmitForm, TaskFormView } from '@sunlot/contract/visit-forms.ts';
import type { FilledRow } from '@sunlot/core/policy/visit-form.ts';
import type { TestTarget } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { shippedPack, storePackVersion } from '../../packs/pack-store.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { showForm } from './show-form.ts';

export const TASK = 'tsk_2026Q4';

/** Items 1 of 重点排污单位 with two lines of content, 2 of others, 5b of who makes hazardous waste; a task of 1 and 5b. */
export const ITEMS = `insert into inspection_item
  (list_id, position, serial, category, name, object_kind, grade, methods, authority, legal_basis, content, remarks)
  values ('lst', 0, '1', '重点排污单位监督检查', '落实情况', '{重点排污单位}', 'key', '{现场检查}', '分局', '{《环境保护法》}', '治理设施运行；自行监测', '{}'),
    ('lst', 1, '2', '一般排污单位监督检查', '落实情况', '{非重点排污单位}', 'general', '{现场检查}', '分局', '{《环境保护法》}', '', '{}'),
    ('lst', 2, '5b', '危险废物日常监管', '贮存及转移', '{危险废物产生单位}', 'key', '{现场检查}', '分局', '{《固体废物污染环境防治法》}', '', '{}')`;

/** A county whose task has drawn ten objects. */
export async function openDrawn(target: TestTarget): Promise<County> {
  const county = await openCounty(target);
  await county.addTask('2026Q4', 10);
  await county.deps.database.ownerQuery(ITEMS);
  await county.deps.database.ownerQuery(`update task set items = '{1,5b}' where id = '${TASK}'`);
  const { draw } = await county.does('zonghe', freezeDraw, { task: TASK });
  for (const login of ['zonghe', 'jijian']) await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
  await county.does('zonghe', runDraw, { draw });
  return county;
}

/** The same, sent out. */
export async function openSent(target: TestTarget): Promise<County> {
  const county = await openDrawn(target);
  await county.does('zonghe', dispatchTask, { task: TASK });
  return county;
}

/** From now on the county works by another shipped scheme. */
export async function setScheme({ deps }: County, pack: string): Promise<void> {
  await inTransaction(deps.database.db, SYSTEM, (tx) =>
    storePackVersion({ tx, at: deps.clock.instant() }, shippedPack(pack)),
  );
  await deps.database.ownerQuery(`update agency set pack = '${pack}' where code = '${COUNTY}'`);
  await deps.database.ownerQuery(`insert into agency_pack (agency, pack, version, effective_from, adopted_by, adopted_at)
    select '${COUNTY}', pack, version, effective_from, 'usr_lingdao', now() from pack_version where pack = '${pack}'
    on conflict do nothing`);
}

export function blankForm(county: County, object: string, login = 'zonghe'): Promise<TaskFormView> {
  return county.looks(login, showForm, { task: TASK, object });
}

/** Every row 合格, but for those that are stated. */
export function filled(
  { edition, blocks, rank, team }: TaskFormView,
  others: Readonly<Record<string, Omit<FilledRow, 'id'>>> = {},
): SubmitForm {
  const rows = blocks.flatMap((block) => block.rows.map(({ id }) => ({ id, ...(others[id] ?? { answer: 'pass' }) })));
  return {
    task: TASK,
    object: String(rank),
    edition,
    rows: rows as SubmitForm['rows'],
    by: team[0]!.certificateNo,
  };
}
