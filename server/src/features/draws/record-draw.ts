import type { DrawRecordView } from '@sunlot/contract/draw-record.ts';
import { exclusionText } from '@sunlot/contract/reasons.ts';
import type { ObjectRow } from '@sunlot/core/draw/rows.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import type { Context } from '../../context.ts';
import { objectRowsOf } from '../../draws/sealed-rows.ts';
import { Problem } from '../../problem.ts';
import { isAllowed } from '../../rights.ts';
import { gradesOf } from './draw-grades.ts';
import { namesOf } from './show-draw.ts';
import { selectDraw, selectPeopleOfDraw, selectTask } from './sql.ts';

/**
 * The closed part of a draw's record: every excluded object with its reason, the drawn ones with their teams, and who took
 * part. For those who may see names; the look leaves an audit row.
 */
export async function recordDraw(ctx: Context, { draw: id }: { readonly draw: string }): Promise<DrawRecordView> {
  const draw = await selectDraw(ctx.tx, id);
  const task = draw && (await selectTask(ctx.tx, draw.task_id));
  if (!draw || !task) throw new Problem('draw.unknown', { draw: id });
  if (!isAllowed(ctx.actor, 'draw.names', draw.agency)) throw new Problem('draw.namesClosed', { who: ctx.actor.login });
  const left: ObjectRow[] = [];
  for await (const row of objectRowsOf(ctx, draw.id)) if (row.state !== 'in') left.push(row);
  await ctx.audit({ action: 'draw.record', agency: draw.agency, subject: draw.id });
  const grades = gradesOf(ctx, draw);
  return {
    draw: draw.id,
    excluded: excludedOf(left),
    ...(grades && { grades: [...grades] }),
    drawn: draw.drawn_at === null ? [] : await namesOf(ctx, draw, task),
    people: await peopleOf(ctx, draw),
  };
}

function excludedOf(rows: readonly ObjectRow[]): DrawRecordView['excluded'] {
  const groups = groupBy(rows, ({ stratum, state, reason }) => `${stratum}\t${state}\t${reason}`);
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, [first, ...others]]) => ({
      stratum: first!.stratum,
      state: first!.state as 'base' | 'out',
      reason: first!.reason,
      reasonName: exclusionText(first!.reason),
      objects: [first!, ...others].map(({ id, name }) => ({ key: id, name })),
    }));
}

const PARTS = { operator: '摇号录入（经办）', witness: '摇号录入（见证）' } as const;

async function peopleOf(
  ctx: Context,
  draw: NonNullable<Awaited<ReturnType<typeof selectDraw>>>,
): Promise<DrawRecordView['people']> {
  const { names, entries } = await selectPeopleOfDraw(ctx.tx, draw);
  const person = (part: string, id: string | null, at: string | null) =>
    id === null || at === null ? [] : [{ part, name: names.get(id) ?? id, at }];
  return [
    ...person('封存名单', draw.frozen_by, draw.frozen_at),
    ...entries.flatMap(({ part, user_id, at }) => person(PARTS[part as keyof typeof PARTS], user_id, at)),
    ...person('公布结果', draw.drawn_by, draw.drawn_at),
    ...person('公开名单', draw.revealed_by, draw.revealed_at),
  ];
}
