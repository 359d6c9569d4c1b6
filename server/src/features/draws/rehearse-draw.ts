import type { RehearsalView } from '@sunlot/contract/draws.ts';
import type { FreezeInput } from '@sunlot/core/draw/freeze-input.ts';
import { type Rehearsal, rehearse } from '@sunlot/core/draw/rehearse.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { type DrawInputs, drawInputs } from './draw-inputs.ts';
import { strataView, warningTexts } from './draw-view.ts';
import { coverageWarning, frozenOrRefused } from './frozen-list.ts';
import { selectTask } from './sql.ts';

const FEWEST = 20;
const MOST = 1000;
const BUDGET_MS = 10_000;

/** A rehearsal with what it cost: rounds that could be tried in the time, and how often every team was formed. */
export type Rehearsed = Pick<Rehearsal, 'rounds' | 'seated' | 'warnings'> & { readonly deficit: readonly string[] };

/**
 * Tries the terms with dummy seeds, as many as ten seconds allow (20 … 1,000): could every drawn object be visited
 * without putting any off? The first twenty are timed, and one run over the final number decides, so that the answer
 * never depends on how the rounds were cut.
 */
export function rehearseTerms(inputs: Pick<DrawInputs, 'input'>): Rehearsed {
  const start = performance.now();
  const first = tried(inputs.input, FEWEST);
  const perRound = Math.max((performance.now() - start) / FEWEST, 0.01);
  const rounds = Math.max(FEWEST, Math.min(MOST, Math.floor(BUDGET_MS / perRound / 2)));
  const whole = first.failed > 0 || rounds === FEWEST ? first : tried(inputs.input, rounds);
  const names = new Map(inputs.input.objects.map(({ id, name }) => [id, name]));
  return {
    rounds: whole.rounds,
    seated: whole.seated,
    warnings: whole.warnings,
    deficit: whole.failed === 0 ? [] : deficitTexts(whole, names),
  };
}

function tried(input: FreezeInput, rounds: number): Rehearsal {
  const { listKey: _, ...terms } = input;
  const rehearsed = rehearse({ ...terms, fallback: terms.fallback.filter((step) => step !== 'postpone') }, rounds);
  if (!rehearsed.ok) throw new Error(`terms that froze do not rehearse: ${rehearsed.error.kind}`);
  return rehearsed.value;
}

/** The seats nobody can fill, by seat and how many objects. Names are those of possible objects, not of drawn ones. */
function deficitTexts({ deficit, failed, rounds }: Rehearsal, names: ReadonlyMap<string, string>): readonly string[] {
  const bySeat = Map.groupBy(deficit, ({ seat }) => seat);
  const seats = [...bySeat].map(([seat, own]) => {
    const some = own.slice(0, 3).map(({ objectId }) => names.get(objectId) ?? objectId);
    return `“${seat}”席位 ${own.length} 个排不满（如 ${some.join('、')}）`;
  });
  return [`试算 ${rounds} 次有 ${failed} 次组不成小组`, ...seats];
}

/** 试算·不作数: what a freeze would do now, and whether the teams can be formed. Leaves nothing behind. */
export async function rehearseDraw(ctx: Context, { task: wanted }: { readonly task: string }): Promise<RehearsalView> {
  const task = await selectTask(ctx.tx, wanted);
  if (!task) throw new Problem('task.unknown', { task: wanted });
  may(ctx.actor, 'draw.rehearse', task.agency);
  const inputs = await drawInputs(ctx, task);
  const { manifest } = frozenOrRefused(inputs.input);
  const rehearsed = rehearseTerms(inputs);
  const className = inputs.pack.classes.find(({ id }) => id === task.class)?.name ?? task.class;
  return {
    task: task.id,
    rehearsal: true,
    notice: '试算·不作数',
    rounds: rehearsed.rounds,
    seated: rehearsed.seated,
    ...strataView(manifest, className),
    warnings: [...coverageWarning(inputs), ...warningTexts(rehearsed.warnings)],
    deficit: [...rehearsed.deficit],
  };
}
