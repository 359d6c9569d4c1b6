import type { RehearsalView } from '@sunlot/contract/draws.ts';
import { REHEARSAL_KEY } from '@sunlot/core/draw/rehearse.ts';
import type { Context } from '../../context.ts';
import { may } from '../../rights.ts';
import { knownTaskId } from '../../tasks/find-task.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { refuseClosedPeriod } from '../../tasks/period-over.ts';
import { drawInputs } from './draw-inputs.ts';
import { strataView, warningTexts } from './draw-view.ts';
import { frozenOrRefused, yearWarnings } from './frozen-list.ts';
import { rehearseFrozen } from './rehearse-terms.ts';
import { selectTask } from './sql.ts';

/** 试算·不作数: what a freeze would do now, and whether the teams can be formed. Leaves nothing behind. */
export async function rehearseDraw(ctx: Context, { task: wanted }: { readonly task: string }): Promise<RehearsalView> {
  const task = (await selectTask(ctx.tx, await knownTaskId(ctx.tx, wanted)))!;
  may(ctx.actor, 'draw.rehearse', task.agency);
  await requireOpenTask(ctx, task);
  await refuseClosedPeriod(ctx, task);
  const inputs = await drawInputs(ctx, task, { listKey: REHEARSAL_KEY });
  const frozen = frozenOrRefused(inputs);
  const { manifest, warnings } = frozen;
  const rehearsed = await rehearseFrozen(ctx, inputs, frozen);
  return {
    task: task.id,
    rehearsal: true,
    notice: '试算·不作数',
    rounds: rehearsed.rounds,
    seated: rehearsed.seated,
    ...strataView(manifest, inputs.pack),
    warnings: [...yearWarnings(inputs), ...warningTexts(inputs.pack, warnings)],
    deficit: [...rehearsed.deficit],
  };
}
