import { z } from 'zod';

/** What an import did. `read` counts data rows; the other five add up to it but for `suspect`, which rows have besides. */
export const ImportResult = z.object({
  file: z.string(),
  sheet: z.string(),
  read: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  same: z.number().int(),
  rejected: z.number().int(),
  /** Rows kept that look like another object under a different key (疑似重复). */
  suspect: z.number().int(),
  /** Where the workbook with the rejected rows was written; null where none was. */
  errorsFile: z.string().nullable(),
});
export type ImportResult = z.infer<typeof ImportResult>;

const RowRemark = z.object({ row: z.number().int(), messages: z.array(z.string()) });

/** The same over the network: `errorsWorkbook` is the office's own workbook with the rejected rows marked, in base64. */
export const ImportAnswer = ImportResult.omit({ errorsFile: true }).extend({
  rejectedRows: z.array(RowRemark),
  warnings: z.array(RowRemark),
  unknownHeaders: z.array(z.string()),
  repeatedHeaders: z.array(z.string()),
  errorsWorkbook: z.string().optional(),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;
