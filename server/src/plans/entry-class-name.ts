import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { className } from '@sunlot/core/policy/plan.ts';

type Entry = { readonly class: string; readonly scope: { readonly name?: string | undefined } | null };

/** What an entry of a plan is about, as people say it: the class of the scheme, or the name that a campaign or joint inspection states. */
export function entryClassName(pack: Pack, { class: cls, scope }: Entry): string {
  return isScopedKind(cls) ? (scope?.name ?? '部门联合抽查') : className(pack, cls);
}
