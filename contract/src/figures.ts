import { CLASS_FIGURES, WHOLE_FIGURES } from '@sunlot/core/policy/figure-names.ts';
import { z } from 'zod';
import { CompliancePeriod, type CompliancePlace } from './compliance.ts';
import { PageQuery } from './pages.ts';
import { VerdictStanding } from './verdicts.ts';

/** The figures of a year or quarter, the rows behind each, the monitor of coverage, and the counties of a city beside each other. */

export const FIGURES = [...CLASS_FIGURES, ...WHOLE_FIGURES] as const;

type OfAgency = z.infer<typeof CompliancePlace>;

export const ReportQuery = CompliancePeriod;
export type ReportQuery = z.infer<typeof ReportQuery> & OfAgency;

export const YearOnly = CompliancePeriod.pick({ year: true });
export type YearOnly = z.infer<typeof YearOnly> & OfAgency;

const Key = z.object({
  figure: z.enum(FIGURES),
  period: z.string(),
  class: z.string().optional(),
  /** Of `method` and `wording`: which one; `-` = a visit without a result. */
  of: z.string().optional(),
});

/** Up to when the numbers are right: as of which day, and until when what belongs to the period may be entered. */
const EntryCutOff = VerdictStanding.pick({
  state: true,
  ends: true,
  lastDay: true,
  lastDayEstimated: true,
}).extend({
  /** Counted visits that were entered after that day. */
  enteredLater: z.number().int(),
});

const Heading = {
  agency: z.string(),
  agencyName: z.string(),
  level: z.string(),
  packName: z.string(),
  packVersion: z.number().int(),
  year: z.number().int(),
  period: z.string(),
  asOf: z.string(),
};

/** A class in a period. */
const ReportLine = z.object({
  class: z.string(),
  className: z.string(),
  period: z.string(),
  /** What the scheme asks for at least. */
  minimum: z.number().int(),
  base: z.number().int(),
  drawn: z.number().int(),
  visits: z.number().int(),
  completed: z.number().int(),
  repeats: z.number().int(),
  covered: z.number().int(),
  uncovered: z.number().int(),
});

export const ReportView = z.object({
  ...Heading,
  cutOff: EntryCutOff,
  lines: z.array(ReportLine),
  /** Over all classes. */
  totals: z.array(Key.extend({ value: z.number().int() })),
  /** How many figures were compared with the rows behind them, and those that differ: none in a report that holds. */
  compared: z.number().int(),
  unequal: z.array(Key.extend({ value: z.number().int(), byRows: z.number().int() })),
});
export type ReportView = z.infer<typeof ReportView>;

/** Which figure is opened; `period` where it is a part of the period reported, for example `2026Q3` of 2026. */
export const FigureQuery = PageQuery.extend({
  ...CompliancePeriod.shape,
  figure: z.enum(FIGURES, { error: `没有这个数。可以打开：${FIGURES.join('、')}` }),
  class: z.string().max(40).optional(),
  of: z.string().max(100).optional(),
  period: z.string().max(10).optional(),
});
export type FigureQuery = z.infer<typeof FigureQuery> & OfAgency;

/** An object, a visit or a person, and what it adds to the figure. */
const FigureRowView = z.object({
  units: z.number().int(),
  object: z.string().optional(),
  objectName: z.string().optional(),
  person: z.string().optional(),
  personName: z.string().optional(),
  /** Drawn, and not visited yet. */
  waiting: z.boolean().optional(),
  /** Drawn, and the visit was cancelled with approval. */
  cancelled: z.boolean().optional(),
  /** Not visited, and the name is not for who asks: closed until the visit. */
  closed: z.boolean().optional(),
  date: z.string().optional(),
  agency: z.string().optional(),
  task: z.string().optional(),
  method: z.string().optional(),
  taskType: z.string().optional(),
  results: z.array(z.string()).optional(),
  publishedOn: z.string().optional(),
  /** What was done about what was found: handed to enforcement, to be put right by a day, put right. */
  handedOverOn: z.string().optional(),
  rectifyBy: z.string().optional(),
  rectifiedOn: z.string().optional(),
  withheldGround: z.string().optional(),
  /** The ground is about a part only; the rest is to be public. */
  withheldPart: z.boolean().optional(),
  /** Withheld, and nobody is recorded who approved it. */
  unapproved: z.boolean().optional(),
  /** The day on which it was entered here, and whether that was after the last day for it. */
  enteredOn: z.string().optional(),
  enteredLate: z.boolean().optional(),
  /** Of a score: the finding of the verdict that takes points off, and of which period. */
  finding: z.string().optional(),
  period: z.string().optional(),
});
export type FigureRowView = z.infer<typeof FigureRowView>;

export const FigureView = z.object({
  ...Heading,
  cutOff: EntryCutOff,
  figure: Key.extend({ value: z.number().int(), className: z.string().optional() }),
  /** What all rows add up to, also those on other pages. */
  byRows: z.number().int(),
  rows: z.number().int(),
  items: z.array(FigureRowView),
  next: z.string().optional(),
});
export type FigureView = z.infer<typeof FigureView>;

/** `names`: how many uncovered objects are named in each line. */
export const CoverageQuery = YearOnly.extend({
  class: z.string().max(40).optional(),
  names: z.coerce.number().int().min(0).max(2000).default(20),
});
export type CoverageQuery = z.infer<typeof CoverageQuery> & OfAgency;

const Named = z.object({ object: z.string(), name: z.string() });

const CoverageLineView = z.object({
  class: z.string(),
  className: z.string(),
  level: z.string(),
  span: z.enum(['year', 'window']),
  from: z.string(),
  to: z.string(),
  base: z.number().int(),
  covered: z.number().int(),
  uncovered: z.number().int(),
  periodsLeft: z.number().int(),
  /** ⌈uncovered ÷ periods left⌉; absent once the span is over. */
  pace: z.number().int().optional(),
  /** The clause that asks for full coverage here; absent where none does. */
  due: z.object({ rule: z.string(), section: z.string(), quote: z.string() }).optional(),
  /** Where nothing asks for coverage in the year: the floor of the province; `strict`: short of it is a violation, else a warning. */
  floor: z.object({ rule: z.string(), section: z.string(), quote: z.string(), strict: z.boolean() }).optional(),
  periods: z.array(
    z.object({
      period: z.string(),
      base: z.number().int(),
      uncovered: z.number().int().optional(),
      completed: z.number().int(),
      required: z.number().int(),
      recommended: z.number().int(),
    }),
  ),
  /** The first of the uncovered, by code. */
  missing: z.array(Named),
});

export const CoverageView = z.object({ ...Heading, lines: z.array(CoverageLineView) });
export type CoverageView = z.infer<typeof CoverageView>;

const CountyLine = z.object({
  agency: z.string(),
  agencyName: z.string(),
  packName: z.string(),
  base: z.number().int(),
  minimum: z.number().int(),
  drawn: z.number().int(),
  visits: z.number().int(),
  covered: z.number().int(),
  results: z.number().int(),
  withheld: z.number().int(),
  published: z.number().int(),
  late: z.number().int(),
  holders: z.number().int().optional(),
  participated: z.number().int().optional(),
  /** Points by the weights of the pack, where it gives any. */
  score: z.object({ full: z.number().int(), points: z.string() }).optional(),
  /** Of a year that is judged: how it stands. */
  /** `notJudged`: no version of the scheme was in force in the period. */
  verdict: z.enum(['compliant', 'warning', 'noncompliant', 'notJudged']),
});

/** The authorities below an agency, each judged by its own pack and objects. */
export const CountiesView = z.object({
  agency: z.string(),
  agencyName: z.string(),
  year: z.number().int(),
  asOf: z.string(),
  lines: z.array(CountyLine),
});
export type CountiesView = z.infer<typeof CountiesView>;

/** 评估: a year or a quarter in points, with the rows behind each line. `names`: how many rows each line lists. */
export const ScoreQuery = CompliancePeriod.extend({ names: z.coerce.number().int().min(0).max(2000).default(20) });
export type ScoreQuery = z.infer<typeof ScoreQuery> & OfAgency;

const ScoreLine = z.object({
  text: z.string(),
  /** `minimums`: how much of what the verdict asks of the classes was reached; `start`: given, for deductions to take from. */
  kind: z.enum(['minimums', 'start', 'share', 'deduction']),
  /** Points at its best; of a deduction, points off for each. */
  points: z.number().int(),
  actual: z.number().int(),
  of: z.number().int().optional(),
  /** What the line gives or takes, `87.5` or `-5.0`, and what is lost by it. */
  score: z.string(),
  lost: z.string(),
  /** Of `minimums`: those that were not reached. */
  missed: z
    .array(
      z.object({
        class: z.string(),
        className: z.string(),
        period: z.string(),
        required: z.number().int(),
        actual: z.number().int(),
      }),
    )
    .optional(),
  rows: z.number().int(),
  items: z.array(FigureRowView),
});

export const ScoreView = z.object({
  ...Heading,
  cutOff: EntryCutOff,
  full: z.number().int(),
  score: z.string(),
  clause: z.object({ rule: z.string(), section: z.string(), quote: z.string(), note: z.string().optional() }),
  lines: z.array(ScoreLine),
});
export type ScoreView = z.infer<typeof ScoreView>;
