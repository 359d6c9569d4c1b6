import { kindNames, type StatedView, type TaskKind } from '@sunlot/contract/task-kinds.ts';
import { ratio as ratioDecoder } from '@sunlot/core/policy/decode.ts';
import { coversKind } from '@sunlot/core/policy/joint-draw.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { ratioText } from '@sunlot/core/policy/plan.ts';
import type { StatedNumber } from '@sunlot/core/policy/scoped-draw.ts';
import type { EntryScope, TaskScope } from '../db/task-scope.ts';
import { Problem } from '../problem.ts';
import { taskTypeOf } from '../visits/ledger.ts';

/** What tasks with a scope of their own state before they are drawn: scope, and ratio or number. */

type Typed = { readonly ratio?: string | undefined; readonly n?: number | undefined };

/** Ratio or number as typed; undefined where it is left open. @throws Problem request.invalid */
export function statedNumber({ ratio, n }: Typed): StatedNumber | undefined {
  if (ratio !== undefined && n !== undefined)
    throw new Problem('request.invalid', { what: '抽查比例和家数只能写一个' });
  if (n !== undefined) return { kind: 'count', n };
  if (ratio === undefined) return undefined;
  const min = ratioDecoder.read(ratio, [], []);
  if (!min || min.p === 0)
    throw new Problem('request.invalid', { what: `抽查比例应大于 0、不超过 100%，现在是 ${ratio}` });
  return { kind: 'ratio', min };
}

export function numberText(number: StatedNumber): string {
  return number.kind === 'ratio' ? `抽查比例 ${ratioText(number.min)}` : `抽查 ${number.n} 家`;
}

function numberView(number: StatedNumber | undefined): Pick<StatedView, 'ratio' | 'n'> {
  if (number === undefined) return {};
  return number.kind === 'ratio' ? { ratio: ratioText(number.min) } : { n: number.n };
}

/** What an entry of the plan states. */
export function entryStated({ name, filter, number, items }: EntryScope): StatedView {
  return {
    name,
    ...(filter !== undefined && { filter }),
    ...numberView(number),
    ...(items.length > 0 && { items: [...items] }),
  };
}

/** What a task states; undefined where it draws from a class. */
export function taskStated(scope: TaskScope | null): StatedView | undefined {
  if (!scope?.stated) return undefined;
  const { name, number } = scope.stated;
  return { name, ...(scope.filter !== '' && { filter: scope.filter }), ...numberView(number) };
}

/** What is still open of a task with a scope of its own, in words. */
export function openOf({ terms, stated }: TaskScope): readonly string[] {
  return [...(terms.length === 0 ? ['抽查对象范围'] : []), ...(stated?.number === undefined ? ['抽查比例或家数'] : [])];
}

/** @throws Problem kind.notInScheme */
export function requireKind(pack: Pack, kind: TaskKind): void {
  if (coversKind(pack, taskTypeOf(kind))) return;
  throw new Problem('kind.notInScheme', {
    pack: pack.name,
    kind: kindNames[kind].zh,
    section: findRule(pack, 'scope')!.clause.section,
  });
}
