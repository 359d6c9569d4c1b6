import type { ObjectFacts } from './facts.ts';

/** Facts of an object that a column of its directory fills, by what may be asked of them. */

/** What says of a kind of object, never which one it is: a filter of a draw may name it. */
export const FILTER_FIELDS = [
  'region',
  'industry',
  'pollutantTypes',
  'productionScale',
  'productionCycle',
  'monitoringType',
  'supervisionType',
  'constructionStatus',
  'permitCategory',
  'creditRiskGrade',
  'environmentalCreditGrade',
  'creditRecord',
  'violationRecords',
  'complaintRecords',
  'seriousDishonesty',
  'environmentalRisk',
  'emergencyPerformanceGrade',
  'positiveList',
  'offSiteFacilities',
  'highEnergyHighEmission',
  'hazardousWasteRole',
  'hazardousWastePermit',
  'tailingsPond',
  'hazardousChemicals',
  'heavyMetals',
  'landfill',
  'legacyMine',
  'keyEnvironmentalFacility',
  'sewagePlant',
  'nuclearUser',
  'serviceAgency',
  'tierRows',
  'tags',
] as const satisfies readonly (keyof ObjectFacts)[];

/** What says which one it is, or decides by itself whether or as what it is drawn. */
const OWN_FIELDS = [
  'name',
  'creditCode',
  'projectNumber',
  'address',
  'legalRepresentative',
  'status',
  'statusSince',
  'permitNumber',
  'permitMatters',
  'keyListMember',
  'constructionProject',
  'inspectionDue',
  'jointObject',
] as const satisfies readonly (keyof ObjectFacts)[];

/** All of them: a scheme may ask that they are filled in (topic `directory`), and an office can write each. */
export const DIRECTORY_FIELDS: readonly (keyof ObjectFacts)[] = [...OWN_FIELDS, ...FILTER_FIELDS];
