/** A cell as a file holds it, before any cleaning. A date has no time of day; an error is a formula's. */
export type CellValue = string | number | boolean | null | { readonly date: string } | { readonly error: string };

/** One row as a file holds it; `rowNumber` counts from 1, as the office's program shows it. */
export type RawRow = { readonly rowNumber: number; readonly values: readonly CellValue[] };

/** Rectangle of merged cells; all four bounds inclusive, rows and columns from 0. */
export type MergedCells = {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
};

/** What was changed in a cell on the way in, so that the office can see it. */
export type Note = {
  readonly rowNumber: number;
  /** The header, or '' for the whole row. */
  readonly header: string;
  readonly code: NoteCode;
  readonly detail?: string;
};

export const noteWords = {
  fullWidth: '已将全角字符转为半角',
  spaces: '已去除多余的空格或不可见字符',
  textMark: '已去除开头表示文本的单引号',
  lineBreaks: '已去除单元格内的换行',
  upperCase: '已将小写字母转为大写',
  composed: '已将分解的字符合成为标准字符',
  placeholder: '占位符号按空白处理',
  serialDate: '已将 Excel 日期序号转为日期',
  formulaError: '公式结果是错误值，按空白处理',
  mergedCell: '合并单元格，取左上角单元格的内容',
  footer: '识别为表尾，没有导入',
  example: '识别为示例行，没有导入',
  numbering: '识别为列号行，没有导入',
} as const;

export type NoteCode = keyof typeof noteWords;

/** The sentence of a note: `第 12 行 统一社会信用代码：已将全角字符转为半角`. */
export function noteSentence({ rowNumber, header, code, detail }: Note): string {
  const place = header === '' ? `第 ${rowNumber} 行` : `第 ${rowNumber} 行 ${header}`;
  return `${place}：${noteWords[code]}${detail === undefined ? '' : `（${detail}）`}`;
}

/** A row by column ids; empty cells are absent. */
export type TableRow = {
  readonly rowNumber: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Cells of columns outside the vocabulary, by their header. */
  readonly remarks: Readonly<Record<string, string>>;
  /** Columns whose cell held a number: a code in it may have lost digits. */
  readonly numeric: readonly string[];
};

/** Where things are in the file: what a returned workbook needs to mark cells. Columns count from 0. */
export type Layout = {
  readonly sheet: string;
  /** Last row of the header, from 1. */
  readonly headerRow: number;
  readonly headers: readonly { readonly index: number; readonly text: string; readonly column?: string }[];
  /** Where a returned workbook has, or would get, its reasons: a column of its own behind all others. */
  readonly errorColumn: number;
  /** Headers outside the vocabulary, kept as remarks. */
  readonly unknownHeaders: readonly string[];
  /** Headers that name a column already taken; kept as remarks. */
  readonly repeatedHeaders: readonly string[];
};

export type Table = Layout & {
  readonly rows: readonly TableRow[];
  readonly notes: readonly Note[];
  /** How many more notes there were than are kept. */
  readonly notesLeftOff: number;
};

export type ReadProblemCode =
  | 'empty'
  | 'oldFormat'
  | 'encrypted'
  | 'notAWorkbook'
  | 'damaged'
  | 'macro'
  | 'unsafe'
  | 'tooLarge'
  | 'noHeader'
  | 'severalSheets'
  | 'noSuchSheet'
  | 'missingColumns'
  | 'noRows'
  | 'unknownEncoding'
  | 'tooSlow';

/** Why a file as a whole cannot be read; `message` is Chinese and says what to do. */
export type ReadProblem = {
  readonly code: ReadProblemCode;
  readonly message: string;
  readonly sheets?: readonly string[];
};

export type ReadOptions = {
  /** The sheet to take where several fit. */
  readonly sheet?: string;
  /** Required columns that the caller can fill himself where the file lacks them. */
  readonly filled?: readonly string[];
  readonly limits?: Partial<ReadLimits>;
};

export type ReadLimits = {
  readonly maxBytes: number;
  /** Sum over all parts of a workbook, counted while inflating. */
  readonly maxInflatedBytes: number;
  /** Inflated to packed, looked at once 10 MB are inflated. */
  readonly maxRatio: number;
  readonly maxEntries: number;
  readonly maxRows: number;
  readonly maxSeconds: number;
};

export const readLimits: ReadLimits = {
  maxBytes: 200_000_000,
  maxInflatedBytes: 2_000_000_000,
  maxRatio: 200,
  maxEntries: 2_000,
  maxRows: 1_048_575,
  maxSeconds: 300,
};

/** A refusal inside the reading steps; caught at the door and returned as a value. */
export class ReadError extends Error {
  readonly problem: ReadProblem;

  constructor(code: ReadProblemCode, message: string, sheets?: readonly string[]) {
    super(message);
    this.problem = { code, message, ...(sheets && { sheets }) };
  }
}
