import { compareText, fromUtf8, utf8 } from '@sunlot/core/basics/bytes.ts';
import type { RowTexts } from '@sunlot/core/draw/restore-rows.ts';
import { type ObjectRow, parseObjectRow } from '@sunlot/core/draw/rows.ts';
import type { Context } from '../context.ts';
import { BLOCK_BYTES, type BlockKind, insertBlock, selectBlock, selectFirstRows } from './blocks.ts';

/** The rows of a frozen list, as the database keeps them: in blocks, encrypted, each bound to its place in its draw. */

type Reading = Pick<Context, 'tx' | 'keys'>;
export type OfDraw = { readonly draw: string; readonly agency: string };
type RowKind = Extract<BlockKind, 'objects' | 'inspectors' | 'recusals'>;

/** What a sealed block is bound to. Blocks of a draw frozen before blocks were the one field of its rows. */
function purposeOf(draw: string, kind: BlockKind, no: number): string {
  return kind === 'rows' ? `draw/${draw}/rows` : `draw/${draw}/rows/${kind}/${no}`;
}

/** Takes row texts one by one; `write` stores what has become long enough, `end` the rest. */
export type RowWriter = {
  readonly add: (text: string) => void;
  readonly write: () => Promise<void>;
  readonly end: () => Promise<void>;
};

export function rowWriter(
  { tx, keys }: Reading,
  { draw, agency, kind }: OfDraw & { readonly kind: RowKind },
): RowWriter {
  let texts: string[] = [];
  let characters = 0;
  let no = 0;
  let before = 0;
  const store = async () => {
    const body = keys.seal(utf8(texts.map((text) => `${text}\n`).join('')), purposeOf(draw, kind, no));
    await insertBlock(tx, { draw_id: draw, agency, kind, no: no++, before, body });
    before += texts.length;
    texts = [];
    characters = 0;
  };
  return {
    add(text) {
      texts.push(text);
      characters += text.length;
    },
    write: async () => {
      if (characters >= BLOCK_BYTES / 2) await store();
    },
    end: async () => {
      if (texts.length > 0) await store();
    },
  };
}

/** Entries of the order in one block. */
const ORDER_ENTRIES = BLOCK_BYTES / 4;

/** Which row, in the order of the stored texts, is behind each line of the public list. */
export async function storeOrder(
  { tx, keys }: Reading,
  { draw, agency, rowOf }: OfDraw & { readonly rowOf: Uint32Array },
): Promise<void> {
  for (let no = 0; no * ORDER_ENTRIES < rowOf.length; no++) {
    const entries = rowOf.subarray(no * ORDER_ENTRIES, (no + 1) * ORDER_ENTRIES);
    const bytes = Buffer.alloc(4 * entries.length);
    for (const [i, row] of entries.entries()) bytes.writeUInt32LE(row, 4 * i);
    const body = keys.seal(bytes, purposeOf(draw, 'order', no));
    await insertBlock(tx, { draw_id: draw, agency, kind: 'order', no, before: no * ORDER_ENTRIES, body });
  }
}

/** Texts of a kind, a block at a time. Who is in the list is closed: what is said of it outside is counts. */
export async function* rowTextsOf(ctx: Reading, draw: string, kind: RowKind): AsyncGenerator<readonly string[]> {
  const old = await oldRows(ctx, draw);
  if (old) yield old[kind];
  else
    for (let no = 0; ; no++) {
      const texts = await openTexts(ctx, { draw, kind, no });
      if (!texts) return;
      yield texts;
    }
}

export async function allTexts(ctx: Reading, draw: string, kind: RowKind): Promise<readonly string[]> {
  const blocks: (readonly string[])[] = [];
  for await (const texts of rowTextsOf(ctx, draw, kind)) blocks.push(texts);
  return blocks.flat();
}

type NumberedRow = { readonly no: number; readonly text: string };

/** Texts of the object rows behind some lines of the public list, in any order: only the blocks that hold them are opened. */
export async function textsOfLines(ctx: Reading, draw: string, lines: readonly number[]): Promise<readonly string[]> {
  return (await rowsBehind(ctx, draw, lines)).map(({ text }) => text);
}

/** The same with the number of each row, in the order in which they were frozen. */
export async function rowsBehind(
  ctx: Reading,
  draw: string,
  lines: readonly number[],
): Promise<readonly NumberedRow[]> {
  const old = await oldRows(ctx, draw);
  // They lie in the order of their leaves, as the lines do.
  if (old) return lines.map((line) => ({ no: line, text: old.objects[line]! }));
  const rows = (await rowsOfLines(ctx, draw, lines)).sort((a, b) => a - b);
  const firsts = await selectFirstRows(ctx.tx, { draw, kind: 'objects' });
  const found: string[] = [];
  let next = 0;
  for (const [i, { no, before }] of firsts.entries()) {
    const end = firsts[i + 1]?.before ?? Number.POSITIVE_INFINITY;
    if (next === rows.length || rows[next]! >= end) continue;
    const bytes = (await openBlock(ctx, { draw, kind: 'objects', no }))!;
    const own: number[] = [];
    for (; next < rows.length && rows[next]! < end; next++) own.push(rows[next]! - before);
    found.push(...linesAt(bytes, own));
  }
  return found.map((text, i) => ({ no: rows[i]!, text }));
}

/** Some lines of a text, ascending from 0; the others are not decoded. */
function linesAt(bytes: Uint8Array, wanted: readonly number[]): readonly string[] {
  let [line, start] = [0, 0];
  return wanted.map((each) => {
    for (; line < each; line++) start = bytes.indexOf(LF, start) + 1;
    return fromUtf8(bytes.subarray(start, bytes.indexOf(LF, start)))!;
  });
}

const LF = 10;

async function rowsOfLines(ctx: Reading, draw: string, lines: readonly number[]): Promise<number[]> {
  const byBlock = Map.groupBy(lines, (line) => Math.floor(line / ORDER_ENTRIES));
  const rows: number[] = [];
  for (const [no, own] of byBlock) {
    const bytes = Buffer.from((await openBlock(ctx, { draw, kind: 'order', no }))!);
    for (const line of own) rows.push(bytes.readUInt32LE(4 * (line % ORDER_ENTRIES)));
  }
  return rows;
}

type Place = { readonly draw: string; readonly kind: BlockKind; readonly no: number };

export async function openBlock({ tx, keys }: Reading, place: Place): Promise<Uint8Array | undefined> {
  const sealed = await selectBlock(tx, place);
  return sealed && keys.open(sealed, purposeOf(place.draw, place.kind, place.no));
}

async function openTexts(ctx: Reading, place: Place): Promise<readonly string[] | undefined> {
  const bytes = await openBlock(ctx, place);
  return bytes && fromUtf8(bytes)!.slice(0, -1).split('\n');
}

export async function oldRows(ctx: Reading, draw: string): Promise<RowTexts | undefined> {
  const bytes = await openBlock(ctx, { draw, kind: 'rows', no: 0 });
  return bytes && (JSON.parse(Buffer.from(bytes).toString('utf8')) as RowTexts);
}

/** The object rows, one after another; throws where a stored text is none. */
export async function* objectRowsOf(ctx: Reading, draw: string): AsyncGenerator<ObjectRow> {
  for await (const texts of rowTextsOf(ctx, draw, 'objects')) {
    for (const text of texts) {
      const row = parseObjectRow(text);
      if (!row.ok) throw new Error(`draw ${draw}: a stored row does not parse (${row.error.field})`);
      yield row.value;
    }
  }
}

/** The texts of the object rows by id, one after another: the order in which they lie, but for a list frozen before blocks. */
export async function* textsById(ctx: Reading, draw: string): AsyncGenerator<string> {
  const old = await oldRows(ctx, draw);
  if (old) yield* [...old.objects].sort((a, b) => compareText(a.split('\t', 2)[1]!, b.split('\t', 2)[1]!));
  else for await (const texts of rowTextsOf(ctx, draw, 'objects')) yield* texts;
}
