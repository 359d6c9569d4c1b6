import { Problem } from '../problem.ts';

export type Page<Item> = { readonly items: readonly Item[]; readonly next?: string };

type Query = { readonly cursor?: string | undefined; readonly limit: number };

/**
 * A page of a list that is short enough to be read whole. `keyOf` is unique and the list ascends by it; the cursor is
 * the last key shown, so that rows added or gone between two pages shift nothing.
 */
export function page<Item>(
  items: readonly Item[],
  { cursor, limit }: Query,
  keyOf: (item: Item) => string,
): Page<Item> {
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, ...(last !== undefined && rest.length > limit && { next: makeCursor(keyOf(last)) }) };
}

export function makeCursor(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/** @throws Problem request.invalid */
export function readCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (key === '' || makeCursor(key) !== cursor)
    throw new Problem('request.invalid', { what: 'cursor 应取自上一页的 next' });
  return key;
}
