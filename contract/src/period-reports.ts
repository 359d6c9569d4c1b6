import { z } from 'zod';
import { CompliancePeriod, type CompliancePlace } from './compliance.ts';
import { ReportView } from './figures.ts';
import type { Text } from './languages.ts';

/** Reports of a quarter to the authority above: what is due when, the document itself, and that it was handed in. */

export const REPORT_KINDS = ['summary', 'statistics'] as const;
export const reportKinds: Readonly<Record<(typeof REPORT_KINDS)[number], Text>> = {
  summary: { zh: '总结', en: 'summary' },
  statistics: { zh: '统计表', en: 'statistics table' },
};

type OfAgency = z.infer<typeof CompliancePlace>;
const kind = z.enum(REPORT_KINDS, '报送的种类写成 summary（总结）或 statistics（统计表）');
const quarter = z.string().regex(/^[0-9]{4}Q[1-4]$/, '季度写成 2026Q3');

export const PeriodReportsQuery = CompliancePeriod.pick({ year: true });
export type PeriodReportsQuery = z.infer<typeof PeriodReportsQuery> & OfAgency;

export const PeriodReportQuery = z.strictObject({ kind, quarter });
export type PeriodReportQuery = z.infer<typeof PeriodReportQuery> & OfAgency;

/** A typical case: which visit it is, what happened, and what proves it. */
export const TypicalCase = z.strictObject({
  object: z.string().trim().min(1, '请写明单位代码').max(60),
  date: z.iso.date('检查日期写成 2026-09-10'),
  text: z.string().trim().min(1, '请写明案情').max(2000, '案情不超过 2000 字'),
  evidence: z.array(z.string().trim().min(1).max(200)).min(1, '典型案例要附佐证材料').max(50),
});
export type TypicalCase = z.infer<typeof TypicalCase>;

/** What a file of evidence may be; told by its content, and its extension has to agree. */
export const EVIDENCE_KINDS = {
  pdf: { name: 'PDF', extensions: ['pdf'] },
  jpeg: { name: 'JPEG', extensions: ['jpg', 'jpeg'] },
  png: { name: 'PNG', extensions: ['png'] },
  xlsx: { name: 'XLSX', extensions: ['xlsx'] },
  docx: { name: 'DOCX', extensions: ['docx'] },
  zip: { name: 'ZIP', extensions: ['zip'] },
} as const;
export type EvidenceKind = keyof typeof EVIDENCE_KINDS;

/** Of one file, and of all files of one handing-in. */
export const EVIDENCE_LIMITS = { fileMegabytes: 20, files: 50, megabytes: 100 } as const;

/** Of the last handing-in of the summary of a quarter: which case, counted from 1, a file is for. */
export const EvidencePlace = z.strictObject({
  quarter,
  case: z.coerce.number('案例的序号写成 1、2、3').int().min(1, '案例的序号从 1 起').max(100),
});
export type EvidencePlace = z.infer<typeof EvidencePlace> & OfAgency;

export const EvidenceFile = z.strictObject({ agency: z.string().max(20), evidence: z.string().max(60) });
export type EvidenceFile = z.infer<typeof EvidenceFile>;

const EvidenceView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['pdf', 'jpeg', 'png', 'xlsx', 'docx', 'zip']),
  bytes: z.number().int(),
  /** SHA-256 of the content. */
  sum: z.string(),
});
export type EvidenceView = z.infer<typeof EvidenceView>;

export const HandInReport = z.strictObject({
  kind,
  quarter,
  sentOn: z.iso.date('报送日期写成 2026-09-28'),
  cases: z.array(TypicalCase).max(100).default([]),
});
export type HandInReport = z.infer<typeof HandInReport> & OfAgency;

/**
 * early: before its days began; late: after the last of them; noCase: a summary without a typical case. Why it is not judged whether one
 * was sent: beforeFirst, from before the first draw or the first report here; neverUsed, there is neither; noScheme, none was in force.
 */
export const REPORT_WARNINGS = ['early', 'late', 'noCase', 'beforeFirst', 'neverUsed', 'noScheme'] as const;
export const reportWarnings: Readonly<Record<(typeof REPORT_WARNINGS)[number], Text>> = {
  early: { zh: '早于规定的报送日期', en: 'before its days began' },
  late: { zh: '晚于规定的报送日期', en: 'after its last day' },
  noCase: { zh: '没有附典型案例和佐证材料', en: 'without a typical case and its evidence' },
  beforeFirst: {
    zh: '早于本机关在这里的首次抽取（没有抽取过的，首次登记报送），是否报送过无从知道；报送过的可补登记',
    en: 'from before its first draw here (where it never drew, its first report here): nobody knows whether it was sent; if it was, record it',
  },
  neverUsed: {
    zh: '本机关在这里没有抽取过，也没有转录过牵头部门的抽取，没有登记过报送，是否报送过无从知道；报送过的可补登记',
    en: 'no draw and no report of the agency is recorded here: nobody knows whether it was sent; if it was, record it',
  },
  noScheme: { zh: '该季度没有执行中的方案', en: 'no scheme was in force in the quarter' },
};

const HandedIn = z.object({
  version: z.number().int(),
  sentOn: z.string(),
  by: z.string(),
  at: z.string(),
  cases: z.number().int(),
  /** SHA-256 of the figures as they were then. */
  sum: z.string(),
});

const Due = {
  kind: z.enum(REPORT_KINDS),
  period: z.string(),
  /** As the scheme calls it. */
  name: z.string(),
  receivers: z.array(z.string()),
  /** First day on which it may be sent, where the scheme has a window. */
  opens: z.string().optional(),
  due: z.string(),
  /** 推算: the day rests on holidays that are not announced yet. */
  dueEstimated: z.boolean(),
  clause: z.object({ section: z.string(), quote: z.string() }),
  /** `notJudged`: its day is over and nothing is recorded, but whether it was sent is not known here; the warning says why. */
  state: z.enum(['waiting', 'open', 'overdue', 'sent', 'sentLate', 'notJudged']),
  handedIn: z.array(HandedIn),
  warnings: z.array(z.enum(REPORT_WARNINGS)),
};

const PeriodReportDue = z.object(Due);
export type PeriodReportDue = z.infer<typeof PeriodReportDue>;

export const PeriodReportsView = z.object({
  agency: z.string(),
  agencyName: z.string(),
  year: z.number().int(),
  asOf: z.string(),
  /** None where the scheme asks for no reports of quarters. */
  items: z.array(PeriodReportDue),
});
export type PeriodReportsView = z.infer<typeof PeriodReportsView>;

/** One of them as a document: the figures by the data of today, the cases of the last handing-in. */
export const PeriodReportView = z.object({
  ...Due,
  agency: z.string(),
  agencyName: z.string(),
  report: ReportView,
  cases: z.array(TypicalCase.extend({ objectName: z.string(), files: z.array(EvidenceView) })),
  /** Would the figures of today be others than those handed in last? */
  changedSince: z.boolean().optional(),
});
export type PeriodReportView = z.infer<typeof PeriodReportView>;
