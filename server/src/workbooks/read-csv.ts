import { parse } from 'csv-parse';
import { type RawRow, ReadError } from './table.ts';

/** Pieces that the decoder takes at a time. */
const PIECE = 256 * 1024;

/** How a text file is written: found by its mark, else UTF-8 if every byte fits, else GB18030. */
type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

function detectEncoding(bytes: Uint8Array): TextEncoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (decodes(bytes, 'utf-8')) return 'utf-8';
  return decodes(bytes, 'gb18030') ? 'gb18030' : undefined;
}

/** The rows of a delimited text file in batches; commas, semicolons or tabs, whichever its first lines use. */
export async function* csvRows(bytes: Uint8Array): AsyncGenerator<readonly RawRow[]> {
  const encoding = detectEncoding(bytes);
  if (encoding === undefined) {
    throw new ReadError(
      'unknownEncoding',
      '文字编码无法识别，没有读取。请在 Excel 或 WPS 中另存为“CSV UTF-8”或 .xlsx 再导入。',
    );
  }
  const texts = decodedPieces(bytes, encoding);
  const first = (await texts.next()).value ?? '';
  const parser = parse({
    delimiter: delimiterOf(first),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
  });
  const feeding = feed(parser, first, texts);
  let rowNumber = 0;
  let batch: RawRow[] = [];
  try {
    for await (const record of parser) {
      batch.push({ rowNumber: ++rowNumber, values: record });
      if (batch.length < 1000) continue;
      yield batch;
      batch = [];
    }
    await feeding;
  } catch (cause) {
    if (cause instanceof ReadError) throw cause;
    throw new ReadError(
      'damaged',
      `第 ${rowNumber + 1} 行起无法读取（多半是引号没有成对）。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。`,
    );
  } finally {
    parser.destroy();
  }
  if (batch.length > 0) yield batch;
}

type Parser = ReturnType<typeof parse>;

async function feed(parser: Parser, first: string, rest: AsyncGenerator<string>): Promise<void> {
  const closed = new Promise((resolve) => parser.once('close', resolve));
  const write = async (text: string) => {
    if (!parser.write(text)) await Promise.race([closed, new Promise((resolve) => parser.once('drain', resolve))]);
  };
  await write(first);
  for await (const text of rest) {
    if (parser.destroyed) return;
    await write(text);
  }
  parser.end();
}

/** Text without a byte order mark. */
async function* decodedPieces(bytes: Uint8Array, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for (let at = 0; at < bytes.length; at += PIECE) {
    yield decoder.decode(bytes.subarray(at, at + PIECE), { stream: true });
  }
  yield decoder.decode();
}

function decodes(bytes: Uint8Array, encoding: TextEncoding): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += PIECE) decoder.decode(bytes.subarray(at, at + PIECE), { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

function delimiterOf(text: string): string {
  const head = text.split(/\r?\n/, 20).join('\n');
  const count = (delimiter: string) => head.split(delimiter).length;
  return [',', '\t', ';'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}
