import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../../context.ts';
import { selectItemsOfList } from '../../items/listed-items.ts';
import { formScope, visitScope } from '../../items/visit-scope.ts';
import { versionOfPeriod } from '../../packs/pack-store.ts';
import { type DrawnKey, selectScopes, selectSentItems } from './sql.ts';

/** Of each object that a task drew, the items that its visit inspects; by task and key. */
export type DrawnItems = (task: string, key: string) => readonly string[] | undefined;

/** What visits to some drawn objects inspect: as they were sent out, or by what is known today. */
export async function drawnItems(
  ctx: Context,
  drawn: readonly DrawnKey[],
  factsOf: (key: string) => ObjectFacts | undefined,
): Promise<DrawnItems> {
  const ids = [...new Set(drawn.map(({ task }) => task))];
  const sent = await selectSentItems(ctx.tx, ids);
  const found = new Map<string, readonly string[]>();
  for (const task of await selectScopes(ctx.tx, ids)) {
    const pack = await versionOfPeriod(ctx, task);
    const list = await selectItemsOfList(ctx.tx, task.item_list_id);
    for (const { key } of drawn.filter((one) => one.task === task.id)) {
      const facts = factsOf(key);
      if (facts === undefined) continue;
      const asked = { task, pack, facts, list };
      const items = sent.find((one) => one.task === task.id && one.key === key)?.items ?? visitScope(ctx, asked).items;
      found.set(placeOf(task.id, key), formScope(ctx, asked, { items, leftOut: [] }).items);
    }
  }
  return (task, key) => found.get(placeOf(task, key));
}

function placeOf(task: string, key: string): string {
  return `${task}\n${key}`;
}
