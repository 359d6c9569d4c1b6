import { Environment } from '@marcbachmann/cel-js';
import { type CalendarDate, yearOf } from '../basics/dates.ts';
import { err, ok, type Result } from '../basics/result.ts';
import type { ClassId, EventFact, ObjectFacts } from './facts.ts';

/**
 * Conditions of a pack, written in CEL (Common Expression Language). What an expression may read is the
 * table below; anything else is a fault when the pack is read, not a surprise when it is used.
 */

/** A condition as written, and the function it stands for. */
export interface Condition {
  readonly source: string;
  readonly holds: (view: ConditionView) => boolean;
}

/** What a condition sees. */
export interface ConditionView {
  readonly object: ObjectView;
  readonly event: EventView;
  /** Class, row and overlay ids the object has, where classes are already known. */
  readonly classes: readonly ClassId[];
  readonly class: ClassId;
  readonly year: bigint;
}

const OBJECT_SCHEMA = {
  permitCategory: 'string',
  permitNumber: 'string',
  region: 'string',
  industry: 'string',
  pollutantTypes: 'list<string>',
  monitoringType: 'string',
  supervisionType: 'string',
  constructionStatus: 'string',
  /** Levels of the lists of key dischargers it stands on this year; `any` where the level is not stated. */
  keyLists: 'list<string>',
  keyDischarger: 'bool',
  creditRiskGrade: 'string',
  environmentalCreditGrade: 'string',
  seriousDishonesty: 'bool',
  environmentalRisk: 'string',
  emergencyPerformanceGrade: 'string',
  positiveList: 'bool',
  offSiteFacilities: 'string',
  highEnergyHighEmission: 'bool',
  hazardousWasteRole: 'list<string>',
  hazardousWastePermit: 'bool',
  tailingsPond: 'bool',
  hazardousChemicals: 'bool',
  heavyMetals: 'bool',
  landfill: 'bool',
  legacyMine: 'bool',
  keyEnvironmentalFacility: 'bool',
  sewagePlant: 'bool',
  nuclearUser: 'bool',
  serviceAgency: 'bool',
  constructionProject: 'bool',
  jointObject: 'bool',
  tierRows: 'list<string>',
  tags: 'list<string>',
} as const;

type ViewOf<S> = {
  readonly [K in keyof S]: S[K] extends 'bool' ? boolean : S[K] extends 'string' ? string : readonly string[];
};

export type ObjectView = ViewOf<typeof OBJECT_SCHEMA>;

export const OBJECT_FIELDS = Object.keys(OBJECT_SCHEMA) as readonly (keyof ObjectView)[];

const EVENT_SCHEMA = { kind: 'string', level: 'string', document: 'string' } as const;

export type EventView = ViewOf<typeof EVENT_SCHEMA>;

const ENVIRONMENT = new Environment({ limits: { maxAstNodes: 500, maxDepth: 50 } })
  .registerVariable({ name: 'object', schema: { ...OBJECT_SCHEMA } })
  .registerVariable({ name: 'event', schema: { ...EVENT_SCHEMA } })
  .registerVariable('classes', 'list<string>')
  .registerVariable('class', 'string')
  .registerVariable('year', 'int');

/** What a condition may name, and the fields of `object` and `event`. */
export const CONDITION_NAMES = ['object', 'event', 'classes', 'class', 'year'] as const;
export const CONDITION_FIELDS: readonly string[] = [...Object.keys(OBJECT_SCHEMA), ...Object.keys(EVENT_SCHEMA)];

/** Compiles a condition; the error is a short sentence of the CEL checker. */
export function compileCondition(source: string): Result<Condition, string> {
  const check = ENVIRONMENT.check(source);
  if (!check.valid) return err(check.error!.message.split('\n')[0]!);
  if (check.type !== 'bool') return err(`the result is ${check.type}, not a truth value`);
  const run = ENVIRONMENT.parse(source);
  return ok({ source, holds: (view) => run({ ...view }) === true });
}

/** The expression as a tree of operations, for who checks what it compares. */
export function conditionTree({ source }: Pick<Condition, 'source'>): ReturnType<typeof ENVIRONMENT.parse>['ast'] {
  return ENVIRONMENT.parse(source).ast;
}

const NO_EVENT: EventView = { kind: '', level: '', document: '' };

/** The view of an object on a day, without an event. Absent fields read as '', false or an empty list. */
export function viewOf(
  object: ObjectFacts,
  date: CalendarDate,
  known: { readonly class?: ClassId; readonly classes?: readonly ClassId[] } = {},
): ConditionView {
  const year = yearOf(date);
  const lists = (object.keyListMember ?? []).filter((entry) => entry.year === undefined || entry.year === year);
  return {
    object: {
      permitCategory: object.permitCategory,
      permitNumber: object.permitNumber ?? '',
      region: object.region,
      industry: object.industry ?? '',
      pollutantTypes: object.pollutantTypes ?? [],
      monitoringType: object.monitoringType ?? '',
      supervisionType: object.supervisionType ?? '',
      constructionStatus: object.constructionStatus ?? '',
      keyLists: lists.map((entry) => entry.level ?? 'any'),
      keyDischarger: lists.length > 0,
      creditRiskGrade: object.creditRiskGrade ?? '',
      environmentalCreditGrade: object.environmentalCreditGrade ?? '',
      seriousDishonesty: object.seriousDishonesty ?? false,
      environmentalRisk: object.environmentalRisk ?? '',
      emergencyPerformanceGrade: object.emergencyPerformanceGrade ?? '',
      positiveList: spanHolds(object.positiveList, date),
      offSiteFacilities: object.offSiteFacilities ?? '',
      highEnergyHighEmission: object.highEnergyHighEmission ?? false,
      hazardousWasteRole: object.hazardousWasteRole ?? [],
      hazardousWastePermit: object.hazardousWastePermit ?? false,
      tailingsPond: object.tailingsPond ?? false,
      hazardousChemicals: object.hazardousChemicals ?? false,
      heavyMetals: object.heavyMetals ?? false,
      landfill: object.landfill ?? false,
      legacyMine: object.legacyMine ?? false,
      keyEnvironmentalFacility: object.keyEnvironmentalFacility ?? false,
      sewagePlant: object.sewagePlant ?? false,
      nuclearUser: object.nuclearUser ?? false,
      serviceAgency: object.serviceAgency ?? false,
      constructionProject: object.constructionProject ?? false,
      jointObject: object.jointObject ?? false,
      tierRows: object.tierRows ?? [],
      tags: object.tags ?? [],
    },
    event: NO_EVENT,
    class: known.class ?? '',
    classes: known.classes ?? [],
    year: BigInt(year),
  };
}

/** The same view with one of the object's events. */
export function withEvent(view: ConditionView, event: EventFact): ConditionView {
  return { ...view, event: { kind: event.kind, level: event.level ?? '', document: event.document ?? '' } };
}

/** Is the object on the 正面清单 on the day? */
export function spanHolds(span: ObjectFacts['positiveList'], date: CalendarDate): boolean {
  return span !== undefined && span.from <= date && (span.to === undefined || date <= span.to);
}
