import { CELL_ROWS } from './english-rows-cells.ts';
import { DIRECTORY_ROWS } from './english-rows-directories.ts';
import { VISIT_ROWS } from './english-rows-visits.ts';
import type { Templates } from './english-templates.ts';

/**
 * What an import says of a row, in English. What a workbook, a scheme or a directory says keeps its own words.
 */
export const ENGLISH_ROWS: Templates = [
  // Sentences with another one inside
  ['“{}”的行为日期不对：{}', 'The day of the act in “$1” does not fit: $2'],
  ['“{}”应写成“日期|内容或文号”：{}', '“$1” should be “date|what or document”: $2'],
  ['“{}”应写成“{}|日期|文号”，如 {}：{}', '“$1” should be “$2|date|document”, for example $3: $4'],
  ...CELL_ROWS,
  ...DIRECTORY_ROWS,
  ...VISIT_ROWS,
  // A cell that is missing, whichever it is
  ['{}没有填写{}，已导入并标为“信息不全”，请补上。', '$1 is missing$2; imported and flagged as incomplete. Add it.'],
  ['{}没有填写，请补上。', '$1 is missing. Add it.'],
  // A clause of the scheme: its place and phrase, or its place alone
  ['（{}）', ' ($1)'],
  ['{}「{}」', '$1 “$2”'],
];
