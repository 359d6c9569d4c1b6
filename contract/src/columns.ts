/**
 * The vocabulary of workbooks: which columns there are, what they are called and what they hold.
 * Headers are matched by name, never by position; unknown headers are reported and kept as remarks.
 */

/**
 * What a cell holds. `lines` = one value per line or `；`; `list`, `choices` = several values by `；`;
 * `events` = `日期|级别|文号`, with `|行为日期` where known, by `；`; `records` = `日期|内容或文号` or words alone, by `；`; `span` = `起~止`;
 * `keyList` = `是|否` or `2026市级`.
 */
export type ColumnType =
  | 'text'
  | 'lines'
  | 'list'
  | 'personName'
  | 'creditCode'
  | 'creditCodes'
  | 'projectNumber'
  | 'certificateNo'
  | 'idNumber'
  | 'phone'
  | 'code'
  | 'region'
  | 'date'
  | 'span'
  | 'events'
  | 'records'
  | 'yesNo'
  | 'choice'
  | 'choices'
  | 'keyList'
  | 'integer'
  | 'coordinate';

export type Column = {
  /** The field's name in programs. */
  readonly id: string;
  /** The header as the templates and exports write it. */
  readonly header: string;
  readonly synonyms: readonly string[];
  readonly type: ColumnType;
  /** A row without it cannot be kept. What a row lacks without being refused is in `expected`. */
  readonly required: boolean;
  /** A row without it is kept and shown as incomplete. */
  readonly expected: boolean;
  /** For `choice` and `choices`: identifier → the words an office may write, the first one canonical. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
};

/** One kind of workbook. */
export type Vocabulary = {
  readonly noun:
    | 'objects'
    | 'inspectors'
    | 'items'
    | 'jointItems'
    | 'duties'
    | 'visits'
    | 'drawResults'
    | 'handedDown'
    | 'form'
    | 'register';
  /** What office staff call the rows. */
  readonly title: string;
  readonly columns: readonly Column[];
  /** A sheet is taken for this kind only where one of these is among its headers. */
  readonly telling: readonly string[];
  /** How many of the headers a sheet must have; three where not said. */
  readonly fewest?: number;
  /** Columns of which at least one must be there, because rows are known by it. */
  readonly keys: readonly string[];
};

/** The last column of a returned workbook: written by us, ignored when the workbook comes back. */
export const ERROR_COLUMN = '错误原因';

type ColumnKind = Pick<Column, 'type'> & Partial<Pick<Column, 'required' | 'expected' | 'choices'>>;

/** A row of a vocabulary table: `names` is the header, then its synonyms. */
export function column(id: string, names: readonly [string, ...string[]], kind: ColumnKind): Column {
  const [header, ...synonyms] = names;
  return { id, header, synonyms, required: false, expected: false, ...kind };
}

/**
 * A header as it is compared: NFKC, without spaces, line breaks and marks of necessity (`*`, `※`, `（必填）`, `：`).
 */
export function headerKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cc}\p{Cf}*※:]/gu, '')
    .replace(/\((?:必填|选填|必填项|选填项)\)/g, '')
    .toLowerCase();
}

/** Finds the column a header names; where nothing matches, once more without a trailing remark in brackets. */
export function columnFinder(columns: readonly Column[]): (header: string) => Column | undefined {
  const byKey = new Map<string, Column>();
  for (const column of [...columns].reverse()) {
    for (const name of [...column.synonyms, column.header]) byKey.set(headerKey(name), column);
  }
  return (header) => {
    const key = headerKey(header);
    return byKey.get(key) ?? byKey.get(key.replace(/\([^()]*\)$/, ''));
  };
}
