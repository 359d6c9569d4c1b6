import { OPENED_TOGETHER } from '@sunlot/core/draw/opened-lines.ts';
import type { Context } from '../context.ts';
import { selectBytes } from './blocks.ts';
import { type OfDraw, oldRows, openBlock, rowTextsOf } from './sealed-rows.ts';

/** The rows of a frozen list in the order of its public lines, which is not the order in which they lie. */

type Reading = Pick<Context, 'tx' | 'keys'>;
type Listed = Pick<OfDraw, 'draw'> & { readonly size: number };

/** Most bytes of row texts held at once: the list is gone through once for so many, and again for the next. */
const HELD_BYTES = 100_000_000;

/**
 * Texts of the object rows in the order of the public lines, in pieces. Memory does not grow with the list but for four bytes a line;
 * 4,000,000 rows are gone through four times. `held`: for tests.
 */
export async function* textsByLine(
  ctx: Reading,
  { draw, size, held = HELD_BYTES }: Listed & { readonly held?: number },
): AsyncGenerator<readonly string[]> {
  const old = await oldRows(ctx, draw);
  // They lie in the order of their leaves, as the lines do.
  if (old) return yield* piecesOf(old.objects.length, (from, to) => old.objects.slice(from, to));
  const lineOf = await lineOfRow(ctx, { draw, size });
  const total = await selectBytes(ctx.tx, { draw, kind: 'objects' });
  const passes = Math.max(1, Math.ceil(total / held));
  const span = Math.ceil(size / passes);
  // Leaves are as good as random, so that each pass meets about as many bytes.
  const expected = Math.ceil((1.01 * total) / passes);
  for (let from = 0; from < size; from += span) {
    const lines = { from, to: Math.min(from + span, size) };
    const textAt = await heldTexts(ctx, draw, { lineOf, lines, expected });
    yield* piecesOf(lines.to - from, (first, end) => Array.from({ length: end - first }, (_, i) => textAt(first + i)));
  }
}

function* piecesOf(size: number, piece: (from: number, to: number) => readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < size; from += OPENED_TOGETHER) yield piece(from, Math.min(from + OPENED_TOGETHER, size));
}

/** For each row, as they lie, its line. */
async function lineOfRow(ctx: Reading, { draw, size }: Listed): Promise<Uint32Array> {
  const lineOf = new Uint32Array(size);
  let line = 0;
  for await (const rows of rowsByLine(ctx, draw)) for (const row of rows) lineOf[row] = line++;
  if (line !== size) throw new Error(`draw ${draw}: an order of ${line} lines, not ${size}`);
  return lineOf;
}

/** Numbers of the rows behind the public lines, a block at a time. */
async function* rowsByLine(ctx: Reading, draw: string): AsyncGenerator<Uint32Array> {
  for (let no = 0; ; no++) {
    const bytes = await openBlock(ctx, { draw, kind: 'order', no });
    if (!bytes) return;
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    yield Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.readUInt32LE(4 * i));
  }
}

type Wanted = {
  readonly lineOf: Uint32Array;
  readonly lines: { readonly from: number; readonly to: number };
  /** Bytes these lines will have, about. */
  readonly expected: number;
};

/** Goes through all rows and keeps those of some lines, as bytes: an object for each would take five times as much. */
async function heldTexts(
  ctx: Reading,
  draw: string,
  { lineOf, lines, expected }: Wanted,
): Promise<(i: number) => string> {
  const { from, to } = lines;
  const [starts, ends] = [new Uint32Array(to - from), new Uint32Array(to - from)];
  let pool: Buffer = Buffer.allocUnsafeSlow(expected);
  let at = 0;
  let row = 0;
  for (let no = 0; ; no++) {
    const bytes = await openBlock(ctx, { draw, kind: 'objects', no });
    if (!bytes) return (i) => pool.toString('utf8', starts[i], ends[i]);
    for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
      end = bytes.indexOf(LF, start);
      const line = lineOf[row++]! - from;
      if (line < 0 || line >= to - from) continue;
      if (at + end - start > pool.length) pool = grown(pool, at, end - start);
      pool.set(bytes.subarray(start, end), at);
      starts[line] = at;
      at += end - start;
      ends[line] = at;
    }
  }
}

const LF = 10;

function grown(pool: Buffer, used: number, more: number): Buffer {
  const next = Buffer.allocUnsafeSlow(Math.max(Math.ceil(pool.length * 1.3), used + more));
  pool.copy(next, 0, 0, used);
  return next;
}

/** Where the rows of some objects stand in the public list: ascending by line. An object may stand in several strata. */
export async function linesOfObjects(
  ctx: Reading,
  draw: string,
  ids: ReadonlySet<string>,
): Promise<readonly { readonly id: string; readonly line: number }[]> {
  const found = new Map<number, string>();
  const take = (text: string, row: number) => {
    const id = text.split('\t', 2)[1]!;
    if (ids.has(id)) found.set(row, id);
  };
  const old = await oldRows(ctx, draw);
  if (old) {
    for (const [line, text] of old.objects.entries()) take(text, line);
    return [...found].map(([line, id]) => ({ id, line }));
  }
  let row = 0;
  for await (const texts of rowTextsOf(ctx, draw, 'objects')) for (const text of texts) take(text, row++);
  const lines: { id: string; line: number }[] = [];
  let line = 0;
  for await (const rows of rowsByLine(ctx, draw)) {
    for (const each of rows) {
      const id = found.get(each);
      if (id !== undefined) lines.push({ id, line });
      line++;
    }
  }
  return lines;
}
