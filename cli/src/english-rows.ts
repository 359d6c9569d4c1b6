import { ENGLISH_ROWS } from './english-rows-table.ts';
import { translator } from './english-templates.ts';

/** What an import says of a row, in English; as it stands where the table does not have it. */
export const rowInEnglish = translator(ENGLISH_ROWS);
