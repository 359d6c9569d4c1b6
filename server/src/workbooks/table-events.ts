import type { Vocabulary } from '@sunlot/contract/columns.ts';
import { createRowAssembler } from './assemble-rows.ts';
import { type FoundHeader, findHeader, HEADER_WITHIN_ROWS } from './find-header.ts';
import { csvRows } from './read-csv.ts';
import { xlsxRows } from './read-xlsx.ts';
import {
  type Layout,
  type MergedCells,
  type Note,
  type RawRow,
  ReadError,
  type ReadOptions,
  readLimits,
  type TableRow,
} from './table.ts';
import { readMerges, readParts } from './workbook-parts.ts';
import { openZip } from './zip-guard.ts';

/** What reading a file yields: its layout once, then batches of rows with their notes. */
export type TableEvent =
  | { readonly kind: 'layout'; readonly layout: Layout }
  | {
      readonly kind: 'rows';
      readonly rows: readonly TableRow[];
      readonly notes: readonly Note[];
      readonly notesLeftOff: number;
    };

export type TableRequest = {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly vocabulary: Vocabulary;
  readonly options: ReadOptions;
};

const ROWS_A_BATCH = 250;
const MOST_NOTES = 2000;

type Sheet = {
  readonly name: string;
  readonly merges: readonly MergedCells[];
  readonly from1904: boolean;
  readonly rows: () => AsyncGenerator<readonly RawRow[]>;
};

type Chosen = { readonly sheet: Sheet; readonly found: FoundHeader };

/** Reads a workbook or text file into rows of a vocabulary. Throws `ReadError` where the file as a whole is refused. */
export async function* tableEvents(request: TableRequest): AsyncGenerator<TableEvent> {
  const limits = { ...readLimits, ...request.options.limits };
  const { sheet, found } = await chooseSheet(await openSheets(request), request);
  checkColumns(found.layout, request);
  yield { kind: 'layout', layout: found.layout };
  const notes = createNotes();
  const { vocabulary } = request;
  const assemble = createRowAssembler({
    layout: found.layout,
    vocabulary,
    merges: sheet.merges,
    from1904: sheet.from1904,
    note: notes.add,
  });
  let batch: TableRow[] = [];
  let count = 0;
  for await (const raws of sheet.rows()) {
    for (const raw of raws) {
      const row = assemble(raw);
      if (!row) continue;
      if (++count > limits.maxRows) {
        throw new ReadError('tooLarge', `数据超过 ${limits.maxRows} 行，没有读取。请拆分成几个文件再导入。`);
      }
      batch.push({ rowNumber: row.rowNumber, cells: row.cells, remarks: row.remarks, numeric: row.numeric });
      if (batch.length < ROWS_A_BATCH) continue;
      yield { kind: 'rows', rows: batch, ...notes.take() };
      batch = [];
    }
  }
  if (count === 0) throw new ReadError('noRows', `工作表“${sheet.name}”只有表头，没有数据行。`);
  yield { kind: 'rows', rows: batch, ...notes.take() };
}

function createNotes() {
  let kept = 0;
  let waiting: Note[] = [];
  let leftOff = 0;
  return {
    add: (note: Note) => {
      if (kept < MOST_NOTES) {
        kept++;
        waiting.push(note);
      } else leftOff++;
    },
    take: () => {
      const taken = { notes: waiting, notesLeftOff: leftOff };
      waiting = [];
      leftOff = 0;
      return taken;
    },
  };
}

async function openSheets({ bytes, fileName, options }: TableRequest): Promise<readonly Sheet[]> {
  const limits = { ...readLimits, ...options.limits };
  refuseByForm(bytes, limits.maxBytes);
  if (!startsWith(bytes, 'PK')) {
    return [{ name: fileName, merges: [], from1904: false, rows: () => csvRows(bytes) }];
  }
  const zip = openZip(bytes, limits);
  const parts = await readParts(zip);
  const sheets: Sheet[] = [];
  for (const { name, path, hidden } of parts.sheets) {
    if (hidden && name !== options.sheet) continue;
    const rows = () => xlsxRows(zip, path, parts);
    sheets.push({ name, merges: await readMerges(zip, path), from1904: parts.from1904, rows });
  }
  return sheets;
}

/** Files that are no .xlsx and no text, told by their first bytes and not by their name. */
function refuseByForm(bytes: Uint8Array, maxBytes: number): void {
  if (bytes.length === 0) throw new ReadError('empty', '文件是空的（0 字节），没有读取。请确认选对了文件。');
  if (bytes.length > maxBytes) {
    throw new ReadError(
      'tooLarge',
      `文件超过 ${Math.floor(maxBytes / 1_000_000)} MB，没有读取。请拆分成几个文件再导入。`,
    );
  }
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) {
    if (
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ) {
      throw new ReadError(
        'encrypted',
        '文件设有打开密码，没有读取。请在 Excel 或 WPS 中去掉密码、另存为 .xlsx 再导入。',
      );
    }
    throw new ReadError(
      'oldFormat',
      '这是旧格式的表格（.xls 或 .et），没有读取。请在 Excel 或 WPS 中打开，另存为 .xlsx 再导入。',
    );
  }
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200)).trimStart().toLowerCase();
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|meta|head)/.test(head)) {
    throw new ReadError(
      'notAWorkbook',
      '这是网页或 XML 格式的表格（有些系统导出的 .xls 其实是网页），没有读取。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。',
    );
  }
  if (
    head.startsWith('%pdf') ||
    (bytes.subarray(0, 4096).includes(0) && !hasTextMark(bytes) && !startsWith(bytes, 'PK'))
  ) {
    throw new ReadError('notAWorkbook', '这个文件不是表格。请选择 .xlsx 或 .csv 文件。');
  }
}

function hasTextMark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((char, i) => bytes[i] === char.charCodeAt(0));
}

/** The one sheet whose header fits; an instruction sheet with a sample header steps back behind another. */
async function chooseSheet(sheets: readonly Sheet[], { vocabulary, options }: TableRequest): Promise<Chosen> {
  if (sheets.length === 0)
    throw new ReadError(
      'damaged',
      '工作簿里没有可以读的工作表（可能全部隐藏，或文件已损坏）。请用 Excel 或 WPS 打开确认后另存为 .xlsx 再导入。',
    );
  const named = options.sheet === undefined ? sheets : sheets.filter(({ name }) => name === options.sheet);
  if (named.length === 0) {
    const names = sheets.map(({ name }) => name);
    throw new ReadError('noSuchSheet', `没有名为“${options.sheet}”的工作表。现有：${names.join('、')}。`, names);
  }
  const fitting: Chosen[] = [];
  for (const sheet of named) {
    const found = findHeader({ name: sheet.name, merges: sheet.merges, rows: await firstRows(sheet) }, vocabulary);
    if (found) fitting.push({ sheet, found });
  }
  const lists = fitting.filter(({ sheet }) => !/说明|示例|样例|模板|字典/.test(sheet.name));
  const candidates = lists.length > 0 ? lists : fitting;
  if (candidates.length === 0) throw noHeader(vocabulary);
  if (candidates.length > 1) {
    const names = candidates.map(({ sheet }) => sheet.name);
    throw new ReadError(
      'severalSheets',
      `有 ${names.length} 张工作表都像${vocabulary.title}：${names.join('、')}。请指定要导入哪一张（--sheet 工作表名），或只保留一张。`,
      names,
    );
  }
  return candidates[0]!;
}

async function firstRows(sheet: Sheet): Promise<readonly RawRow[]> {
  const first: RawRow[] = [];
  for await (const rows of sheet.rows()) {
    for (const row of rows) {
      if (first.length >= HEADER_WITHIN_ROWS) return first;
      first.push(row);
    }
  }
  return first;
}

function noHeader({ title, columns, keys }: Vocabulary): ReadError {
  const wanted = columns.filter(({ id, required }) => required || keys.includes(id)).map(({ header }) => header);
  return new ReadError(
    'noHeader',
    `没有找到${title}的表头（前 ${HEADER_WITHIN_ROWS} 行内）。表头至少要有：${wanted.join('、')}。请对照模板核对后再导入。`,
  );
}

function checkColumns({ headers, sheet }: Layout, { vocabulary, options }: TableRequest): void {
  const has = (id: string) => headers.some(({ column }) => column === id);
  const missing = vocabulary.columns
    .filter(({ id, required }) => required && !has(id) && !options.filled?.includes(id))
    .map(({ header }) => header);
  if (!vocabulary.keys.some(has)) {
    missing.push(
      vocabulary.columns
        .filter(({ id }) => vocabulary.keys.includes(id))
        .map(({ header }) => header)
        .join('或'),
    );
  }
  if (missing.length === 0) return;
  throw new ReadError(
    'missingColumns',
    `工作表“${sheet}”缺少必需的列：${[...new Set(missing)].join('、')}。请补上这些列再导入，没有导入任何行。`,
  );
}
