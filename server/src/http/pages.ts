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

export type KeysetStart = { readonly after: readonly [string, string] | undefined; readonly take: number };
type Keyed = { readonly name_pinyin: string; readonly id: string };

/**
 * A page of a long list in the order of (pinyin, id): `select` reads one row more than asked, from behind the cursor.
 * @throws Problem request.invalid
 */
export function keysetPage<Row extends Keyed>(
  query: Query,
  select: (from: KeysetStart) => Promise<readonly Row[]>,
): Promise<Page<Row>> {
  return keyedPage(query, select, ({ name_pinyin, id }) => [name_pinyin, id]);
}

/** The same in the order of any two keys of which the second is unique. @throws Problem request.invalid */
export async function keyedPage<Row>(
  { cursor, limit }: Query,
  select: (from: KeysetStart) => Promise<readonly Row[]>,
  keyOf: (row: Row) => readonly [string, string],
): Promise<Page<Row>> {
  const after = cursor === undefined ? undefined : splitKey(readCursor(cursor));
  const rows = await select({ after, take: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, ...(last && rows.length > limit && { next: makeCursor(keyOf(last).join('\n')) }) };
}

function splitKey(key: string): readonly [string, string] {
  const [pinyin, id] = key.split('\n');
  if (pinyin === undefined || id === undefined)
    throw new Problem('request.invalid', { what: 'cursor 应取自上一页的 next' });
  return [pinyin, id];
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
