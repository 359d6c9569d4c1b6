import { ENTRY_KINDS } from '@sunlot/core/policy/appraisal.ts';
import { z } from 'zod';
import type { Text } from './languages.ts';

/** The year of each inspector (年度履职情况表), what is entered in it, and who took part (参与率). */

export const AppraisalPlace = z.strictObject({ agency: z.string().max(20) });
const year = z.coerce.number().int().min(2000, '年份写成 2026').max(2100, '年份写成 2026');
const certificate = z.string().trim().min(1, '请写明执法证号').max(40);
const reason = z.string().trim().min(1, '请写明理由').max(200);

export const YearQuery = z.strictObject({ year });
export type YearQuery = z.infer<typeof YearQuery> & { readonly agency: string };

export const entryKinds: Readonly<Record<(typeof ENTRY_KINDS)[number], Text>> = {
  lateUpload: { zh: '迟报', en: 'late upload' },
  reviewDefect: { zh: '审核发现问题', en: 'defect found at review' },
  discipline: { zh: '违纪', en: 'discipline' },
};

export const EntryInput = z.strictObject({
  certificate,
  kind: z.enum(ENTRY_KINDS, {
    error: '种类写成 lateUpload（迟报）、reviewDefect（审核发现问题）或 discipline（违纪）',
  }),
  day: z.iso.date('日期写成 2026-11-20'),
  reason,
});
export type EntryInput = z.infer<typeof EntryInput> & { readonly agency: string };

export const EntryPlace = AppraisalPlace.extend({ entry: z.string().max(60) });
export const EntryBack = z.strictObject({ reason });
export type EntryBack = z.infer<typeof EntryPlace> & z.infer<typeof EntryBack>;

export const EntryView = z.object({
  id: z.string(),
  certificate: z.string(),
  name: z.string(),
  kind: z.enum(ENTRY_KINDS),
  day: z.string(),
  reason: z.string(),
  takenBack: z.boolean(),
});
export type EntryView = z.infer<typeof EntryView>;

const PersonYearView = z.object({
  certificateNo: z.string(),
  name: z.string(),
  department: z.string(),
  /** 年度检查次数: concluded inspections; and those of them drawn at random. */
  inspections: z.number().int(),
  random: z.number().int(),
  /** Inspections without an entry of a late upload. */
  uploadedInTime: z.number().int(),
  /** Results whose publication was due, those published in time, and their share; `-` where none was due. */
  publications: z.object({ due: z.number().int(), inTime: z.number().int(), rate: z.string() }),
  reviewDefects: z.number().int(),
  disciplineEntries: z.number().int(),
  entries: z.array(EntryView),
});

export const YearSheet = z.object({
  agency: z.string(),
  agencyName: z.string(),
  year: z.number().int(),
  asOf: z.string(),
  people: z.array(PersonYearView),
});
export type YearSheet = z.infer<typeof YearSheet>;

const Share = z.object({
  agency: z.string(),
  agencyName: z.string(),
  holders: z.number().int(),
  participated: z.number().int(),
  /** How many have to take part. */
  min: z.number().int(),
  rate: z.string(),
  missing: z.array(z.object({ certificateNo: z.string(), name: z.string() })),
  /** A running year that leads to fewer than `min` at the pace of the quarters that are over. Absent where it does not. */
  slow: z.object({ quarters: z.number().int(), projected: z.number().int() }).optional(),
});

/** Of an agency's territory as a whole, and of each authority in it. `rule` is absent where the scheme asks for no share. */
export const ParticipationView = z.object({
  agency: z.string(),
  year: z.number().int(),
  asOf: z.string(),
  rule: z.object({ id: z.string(), section: z.string(), quote: z.string(), min: z.string() }).optional(),
  whole: Share.optional(),
  authorities: z.array(Share),
});
export type ParticipationView = z.infer<typeof ParticipationView>;
