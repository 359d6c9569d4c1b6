import type { Column, Vocabulary } from '@sunlot/contract/columns.ts';
import type { Parsed } from './parse-values.ts';
import type { TableRow } from './table.ts';

export type FindingCode =
  | 'missing'
  | 'noKey'
  | 'duplicate'
  | 'tooLong'
  | 'garbled'
  | 'badCode'
  | 'badCheckDigit'
  | 'digitsLost'
  | 'badPhone'
  | 'badDate'
  | 'badSpan'
  | 'badEvent'
  | 'badChoice'
  | 'badNumber'
  | 'outsideTerritory'
  | 'unknownObject'
  | 'unknownDepartment'
  | 'unknownTask'
  | 'taskClosed'
  | 'notDrawn'
  | 'otherKind'
  | 'unknownAuthority'
  | 'unknownPerson'
  | 'groupSize'
  | 'away'
  | 'certificateExpired'
  | 'notCounted'
  | 'recused'
  | 'outsidePack'
  | 'datesDisagree'
  | 'incomplete'
  | 'defaulted'
  | 'privateUse'
  | 'rareCharacter'
  | 'suspectDuplicate'
  | 'resultsDisagree'
  | 'peopleDisagree'
  | 'listedElsewhere'
  | 'expired'
  | 'filledDown';

/** What is wrong or odd about a cell. `column` is a column id; `message` says what and what to do, without the row. */
export type Finding = { readonly column: string; readonly code: FindingCode; readonly message: string };

/** A row after judging: kept, or given back with every error it has. */
export type Judged<T> =
  | { readonly ok: true; readonly rowNumber: number; readonly value: T; readonly warnings: readonly Finding[] }
  | {
      readonly ok: false;
      readonly rowNumber: number;
      readonly errors: readonly Finding[];
      readonly warnings: readonly Finding[];
    };

const LONGEST_TEXT = 2000;

/** One row while it is judged: its cells, and what was found wrong (`errors`) or odd (`warnings`) so far. */
export type RowReader = {
  readonly row: TableRow;
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly error: (column: string, code: FindingCode, message: string) => void;
  readonly warn: (column: string, code: FindingCode, message: string) => void;
  readonly column: (id: string) => Column;
  /** Is the cell blank? */
  readonly lacks: (id: string) => boolean;
  /** The cleaned text of a cell; undefined where blank. */
  readonly text: (id: string) => string | undefined;
  /** The same; a blank cell is an error. */
  readonly required: (id: string) => string | undefined;
  /** The cell's value by a parser; what it refuses is an error with this code. */
  readonly parsed: <T>(id: string, code: FindingCode, parse: (text: string) => Parsed<T>) => T | undefined;
};

export function createRowReader(row: TableRow, vocabulary: Vocabulary): RowReader {
  const errors: Finding[] = [];
  const warnings: Finding[] = [];
  const column = (id: string) => columnById(vocabulary, id);
  const error: RowReader['error'] = (id, code, message) => void errors.push({ column: id, code, message });
  const warn: RowReader['warn'] = (id, code, message) => void warnings.push({ column: id, code, message });
  const text = (id: string): string | undefined => {
    const value = row.cells[id];
    if (value === undefined) return undefined;
    if (value.includes('\ufffd')) error(id, 'garbled', '有乱码字符，请在原文件中改正后重新导入。');
    if (value.length > LONGEST_TEXT) error(id, 'tooLong', `超过 ${LONGEST_TEXT} 个字符，请缩短。`);
    return value;
  };
  const required = (id: string): string | undefined => {
    const value = text(id);
    if (value === undefined) error(id, 'missing', `${column(id).header}没有填写，请补上。`);
    return value;
  };
  const parsed = <T>(id: string, code: FindingCode, parse: (text: string) => Parsed<T>): T | undefined => {
    const value = text(id);
    if (value === undefined) return undefined;
    const result = parse(value);
    if (result.ok) return result.value;
    error(id, code, result.error);
    return undefined;
  };
  const lacks = (id: string) => row.cells[id] === undefined;
  return { row, errors, warnings, error, warn, column, lacks, text, required, parsed };
}

const BY_ID = new WeakMap<Vocabulary, ReadonlyMap<string, Column>>();

function columnById(vocabulary: Vocabulary, id: string): Column {
  let columns = BY_ID.get(vocabulary);
  if (!columns) {
    columns = new Map(vocabulary.columns.map((column) => [column.id, column]));
    BY_ID.set(vocabulary, columns);
  }
  const column = columns.get(id);
  if (!column) throw new Error(`${vocabulary.noun} have no column ${id}`);
  return column;
}
