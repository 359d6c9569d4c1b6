import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import type { LeftOutItem, VisitItems } from '@sunlot/core/policy/visit-items.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

type Of = { readonly agency: string; readonly code: string };

/** Items of the visits of a task for which rows with 不再重复检查依据 recognised results of others, by the key of the object. */
export async function recognisedParts(
  { tx }: Pick<Context, 'tx'>,
  { agency, code }: Of,
): Promise<ReadonlyMap<string, readonly LeftOutItem[]>> {
  const rows = await tx
    .selectFrom('visit')
    .select('facts')
    .where('agency', '=', agency)
    .where('task_code', '=', code)
    .where(sql<boolean>`facts @> '{"recognisedInPart": true}'`)
    .orderBy('date')
    .execute();
  const items = rows.flatMap(({ facts }) => {
    const { objectId, date, items: serials } = facts as VisitFact;
    return serials.map((item) => ({ objectId, item, reason: `互认 ${date} 的检查结果（见不再重复检查依据）` }));
  });
  const byObject = groupBy(items, ({ objectId }) => objectId);
  return new Map([...byObject].map(([key, all]) => [key, all.map(({ item, reason }) => ({ item, reason }))]));
}

/** The items of a visit without those; all of them where none would be left. */
export function withoutParts(scope: VisitItems, parts: readonly LeftOutItem[] = []): VisitItems {
  const leftOut = parts.filter(({ item }) => scope.items.includes(item));
  const items = scope.items.filter((item) => !leftOut.some((one) => one.item === item));
  return items.length === 0 ? scope : { items, leftOut: [...scope.leftOut, ...leftOut] };
}
