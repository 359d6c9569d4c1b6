import { PROFILES } from '../hash/hash.ts';
import { condition } from './condition-decoder.ts';
import {
  type Decoder,
  date,
  fields,
  flag,
  integer,
  list,
  oneOf,
  optional,
  pattern,
  ratio,
  record,
  refuse,
  text,
  variants,
  withDefault,
} from './decode.ts';
import { CLASS_FIGURES, WHOLE_FIGURES } from './figure-names.ts';
import { FINDING_CODES } from './findings.ts';
import {
  type DocumentCase,
  type EvaluationDeduction,
  type EvaluationPoints,
  type EvaluationShare,
  type ItemKind,
  type JointItem,
  type Named,
  PERSON_FIELDS,
  type PlanColumn,
  type PlanField,
  type PublicationValue,
  type QuarterlyReport,
  type RuleValues,
  type Seat,
  type Topic,
  type Wording,
} from './rule-topics.ts';

/** The shape of a rule's value, topic by topic. */

type Values = { readonly [T in keyof RuleValues]: Decoder<RuleValues[T]> };

const classId = pattern(/^[A-Za-z][A-Za-z0-9]{0,30}$/, '类别代号（字母、数字），如 key');
const code = pattern(/^[a-z0-9][A-Za-z0-9:._+-]{0,63}$/, '代号（字母、数字和 : . _ + -），如 leader');
const every = oneOf('year', 'halfYear', 'quarter', 'month');
const level = oneOf('municipal', 'newArea', 'county');
const taskType = oneOf('daily', 'campaign', 'internalJoint', 'interdepartmentalJoint');
const atLeast = fields<{ readonly min: RuleValues['target']['min'] }>({ min: ratio });
const texts = list(text);
const days = integer(1, 366);
const points = integer(1, 1000);
const figure = oneOf(...CLASS_FIGURES, ...WHOLE_FIGURES);

const named = fields<Named>({ id: code, text });

const planField = fields<PlanField>({
  id: code,
  label: text,
  default: optional(text),
  byClass: withDefault(record(text), {}),
});

const wording = fields<Wording>({
  text,
  finding: oneOf('none', 'problem', 'uncooperative', 'notOperating', 'pending'),
  needs: withDefault(list(oneOf('caseNumber', 'rectificationDue')), []),
});

const seat = fields<Seat>({ id: code, name: text, needs: list(code), object: withDefault(flag, false) });

const jointItem = fields<JointItem>({
  name: text,
  leadDepartment: text,
  partnerDepartments: list(text, 1),
  objectKind: text,
  matters: optional(text),
  mode: optional(text),
  demands: optional(text),
});

const documentCase = fields<DocumentCase>({
  when: oneOf('noProblem', 'problem', 'onSite', 'offSite'),
  required: list(text),
  forbiddenByDefault: withDefault(list(text), []),
  enterpriseConfirmation: flag,
  notice: optional(flag),
});

const deduction = fields<EvaluationDeduction>({
  text,
  figure: optional(figure),
  findings: optional(list(oneOf(...FINDING_CODES), 1)),
  points,
  most: optional(points),
});

const planColumn = fields<PlanColumn>({ label: text, field: code });
const listed = fields({ list: list(text, 1) });
const staffKind = oneOf('enforcement', 'dailySupervision', 'auxiliary', 'expert');
const monthDay = pattern(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, '月-日，如 01-01');

const topic: Decoder<Topic> = {
  read: (value, at, faults) =>
    typeof value === 'string' && Object.hasOwn(RULE_VALUES, value)
      ? (value as Topic)
      : refuse(at, faults, `没有这个主题，可用的有：${Object.keys(RULE_VALUES).join('、')}。`),
};

const itemKind = fields<ItemKind>({ text, aliases: withDefault(list(text), []), when: condition });

const publication = variants<PublicationValue>({
  workingDays: fields<Extract<PublicationValue, { kind: 'workingDays' }>>({
    kind: oneOf('workingDays'),
    workingDays: days,
    from: oneOf('resultDetermined', 'inspectionEnd', 'taskCompleted'),
    channel: text,
  }),
  monthly: fields<Extract<PublicationValue, { kind: 'monthly' }>>({
    kind: oneOf('monthly'),
    channel: text,
  }),
});

const quarterlyReport = fields<QuarterlyReport>({
  name: text,
  workingDays: days,
  edge: oneOf('before', 'after'),
  receivers: list(text, 1),
});

export const RULE_VALUES: Values = {
  precedence: fields({ order: list(classId, 1), otherwise: classId }),
  ratio: fields<RuleValues['ratio']>({
    every,
    min: ratio,
    max: optional(ratio),
    draw: withDefault(oneOf('each', 'once'), 'each'),
    times: optional(integer(2, 12)),
    offSite: optional(flag),
    onSite: optional(flag),
    finding: optional(oneOf(...FINDING_CODES)),
  }),
  ownRatio: fields({ every: list(every, 1), grounds: list(text, 1) }),
  annualRatio: atLeast,
  coverage: fields<RuleValues['coverage']>({ years: integer(1, 20), from: optional(date) }),
  headcount: fields({ objectsPerOfficer: integer(1, 1000) }),
  redraw: fields({ min: ratio, among: level }),
  internalJointShare: atLeast,
  creditShare: atLeast,
  interdepartmental: fields({ every, min: integer(1, 1000) }),
  interdepartmentalFigures: fields({ setBy: text }),
  jointDraw: fields({
    classes: withDefault(list(classId), []),
    drawnBy: list(oneOf('own', 'lead'), 1),
    by: text,
    countsElsewhere: withDefault(flag, true),
  }),
  planKinds: fields({ types: list(taskType, 1) }),
  stagger: fields<RuleValues['stagger']>({
    tasks: integer(2, 100),
    days: integer(1, 366),
    perWeek: optional(integer(1, 100_000)),
  }),
  participation: atLeast,
  publicationRate: atLeast,
  target: atLeast,
  floor: fields({ coverageYears: integer(1, 20) }),
  noRatio: fields({}),
  silence: fields({ list: list(fields({ topic, reading: text }), 1) }),
  scope: fields({ taskTypes: list(taskType, 1), outside: withDefault(texts, []) }),
  targeting: fields({ untargeted: list(taskType), withinTags: list(taskType) }),
  classMap: fields({ rows: record(classId) }),
  cap: fields({ max: integer(1, 366), per: oneOf('object', 'item'), exemptClasses: list(classId) }),
  exemption: fields({ per: oneOf('object', 'item'), from: oneOf('higherLevel'), apply: flag }),
  recognition: fields({ within: oneOf('planPeriod', 'year') }),
  replaceable: fields({ either: list(taskType, 2) }),
  overlap: fields({ offer: oneOf('joint') }),
  credit: fields({ grades: list(text, 1), weights: record(integer(1, 255)), stratify: flag }),
  planDue: fields({
    month: integer(1, 12),
    day: integer(1, 31),
    remindMonth: integer(1, 12),
    remindDay: integer(1, 31),
  }),
  planPublication: fields({ workingDays: days, channel: text }),
  planFields: fields({ fields: list(planField, 1) }),
  planTable: fields({ title: text, columns: list(planColumn, 1) }),
  planPeriod: fields({ from: monthDay, to: monthDay }),
  planAdjustment: fields({ needs: list(oneOf('reason', 'approval', 'republication'), 1) }),
  publication,
  statisticsTable: fields({ name: text, by: text, receivers: list(text, 1) }),
  quarterlySummary: quarterlyReport,
  quarterlyStatistics: quarterlyReport,
  archive: fields({ years: integer(1, 100), custodian: text }),
  documents: fields<RuleValues['documents']>({
    cases: list(documentCase, 1),
    bodyCamera: optional(oneOf('throughout')),
    unsignedNeeds: optional(list(oneOf('reason', 'fixation'), 1)),
    checklist: optional(oneOf('permitFirst')),
  }),
  wordings: fields({ list: list(wording, 1), mayAdd: flag }),
  secrecy: fields({ mode: oneOf('mandatory', 'optional'), grounds: list(text, 1) }),
  grounds: fields({ list: list(named, 1) }),
  matters: listed,
  items: fields({ list: text, kinds: list(itemKind, 1), expandAll: flag }),
  jointItems: fields({ list: list(jointItem, 1) }),
  group: fields<RuleValues['group']>({
    min: integer(2, 20, '检查小组不少于 2 人：执法人员不得少于两人。'),
    certified: optional(integer(1, 20)),
    maxWithoutReason: optional(integer(1, 100)),
    seats: list(seat, 1),
  }),
  draw: fields<RuleValues['draw']>({
    profile: optional(oneOf(...PROFILES)),
    minChoice: integer(1, 100),
    reserve: integer(0, 10_000),
    leadSeconds: integer(0, 86_400),
    beaconLeadSeconds: integer(0, 86_400),
    revealByDays: integer(1, 60),
    fallback: list(oneOf('swapObjectSeat', 'cap+1', 'borrow', 'postpone')),
    replacement: fields({ mode: oneOf('next', 'fresh'), max: integer(0, 100) }),
    untargeted: flag,
  }),
  separation: fields({ roles: list(code, 2) }),
  witness: fields<RuleValues['witness']>({ required: flag, role: code, from: optional(oneOf('above')) }),
  substitution: fields({ approver: code, reasons: list(text, 1) }),
  approvals: fields({ plan: code, voidDraw: code, override: code }),
  leastBurden: fields<RuleValues['leastBurden']>({
    offers: list(oneOf('recognise', 'merge', 'joint', 'offSite'), 1),
    offSiteWhen: optional(condition),
  }),
  guard: fields({ needs: list(oneOf('legalBasis', 'itemOnList', 'inPlan'), 1), merge: oneOf('refuse', 'warn') }),
  methods: fields<RuleValues['methods']>({
    list: list(named, 1),
    approval: list(code),
    offSiteFirst: optional(condition),
    offSiteStrictness: optional(oneOf('principle')),
    triggers: withDefault(list(named), []),
  }),
  planDrafters: fields({ roles: list(code, 1) }),
  adHoc: fields({ classes: list(classId, 1) }),
  personFields: fields({ required: list(fields({ id: oneOf(...PERSON_FIELDS), text }), 1) }),
  admission: fields({ staffKinds: list(staffKind, 1) }),
  auxiliaries: fields({ kinds: list(text, 1) }),
  experts: fields({ kinds: list(text, 1), by: list(text, 1) }),
  handOver: fields({ from: list(staffKind, 1), to: staffKind }),
  upload: fields({ within: oneOf('atOnce', 'onTime'), to: text }),
  evaluation: fields<RuleValues['evaluation']>({
    minimums: optional(fields<EvaluationPoints>({ text, points })),
    start: optional(fields<EvaluationPoints>({ text, points })),
    shares: withDefault(list(fields<EvaluationShare>({ text, part: figure, whole: figure, points })), []),
    deductions: withDefault(list(deduction), []),
  }),
  liability: fields({ conditions: list(text, 1) }),
  study: listed,
  followUp: listed,
  organisation: listed,
  discipline: listed,
  systems: listed,
  penalties: listed,
  partners: listed,
  consultation: fields({ before: list(taskType, 1) }),
  tags: fields({ objects: texts, inspectors: texts }),
  channels: listed,
  standards: listed,
  directory: fields<RuleValues['directory']>({
    required: list(named, 1),
    reviewEvery: every,
  }),
};
