import type { CalendarDate, Period } from '../basics/dates.ts';

/**
 * Facts about objects, inspectors and visits as policy reads them: plain values that the caller loads.
 * Field names are those of the data dictionary; Chinese values stay Chinese where the law coined them.
 */

/** Level of an authority. */
export type Level = 'municipal' | 'newArea' | 'county';

/** Id of a class (or table row, or overlay) that the pack in force defines: `key`, `general`, `B1`, … */
export type ClassId = string;

export type PermitCategory = '重点管理' | '简化管理' | '登记管理' | 'none';

/** 正常 · 停产 · 关停 · 注销 · 迁出 */
export type ObjectStatus = 'active' | 'suspended' | 'closed' | 'deregistered' | 'moved';

/** 国家级(部级) · 省级 · 市级 · 县级 */
export type GovernmentLevel = 'national' | 'provincial' | 'municipal' | 'county';

/** 挂牌督办 · 媒体曝光或反复投诉 · 涉刑 · 超标通报 · 行政处罚 · 举报查实 · 举报（未查实） */
export type EventKind =
  | 'listedSupervision'
  | 'mediaExposure'
  | 'crime'
  | 'excessNotice'
  | 'penalty'
  | 'verifiedComplaint'
  | 'unverifiedComplaint';

export interface EventFact {
  readonly kind: EventKind;
  /** Date of the decision, notice or verification. */
  readonly date: CalendarDate;
  /** Date of the act itself, where known. Used only under `special.triggerDate: act`. */
  readonly actDate?: CalendarDate;
  readonly level?: GovernmentLevel;
  /** Document number, 文号. */
  readonly document?: string;
}

/** What stands behind a statement about an object: the day and number of the document that says so. */
export interface Evidence {
  readonly date?: CalendarDate;
  readonly document?: string;
}

/** Something on record about an object: a good or bad credit entry, a violation, a complaint. `text` is its number or what it was. */
export interface RecordFact {
  readonly date?: CalendarDate;
  readonly text?: string;
}

/** Entry of a list of key dischargers, with the day and number of the list. Without a year it holds for every year. */
export interface KeyListEntry extends Evidence {
  readonly year?: number;
  readonly level?: GovernmentLevel;
}

/** A class set by hand: needs a reason, an approver and an end. Both dates inclusive. */
export interface ClassOverride {
  readonly class: ClassId;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly reason: string;
  readonly approvedBy: string;
}

/** Both dates inclusive; an open end has no `to`. */
export interface DateSpan {
  readonly from: CalendarDate;
  readonly to?: CalendarDate;
}

/** One object of the directory, 检查对象. */
export interface ObjectFacts {
  /** Credit code, or `<owner's credit code>/<project number>`. Empty where the directory row has neither. */
  readonly id: string;
  readonly name: string;
  readonly creditCode?: string;
  readonly projectNumber?: string;
  readonly address?: string;
  readonly legalRepresentative?: string;
  /** Six-digit division code. */
  readonly region: string;
  readonly status: ObjectStatus;
  /** First day of the status; before it the object counts as active. */
  readonly statusSince?: CalendarDate;
  /** 变更生效日期: from when on what the row says otherwise than before holds. No rule reads it. */
  readonly changedSince?: CalendarDate;
  readonly permitCategory: PermitCategory;
  readonly permitNumber?: string;
  readonly permitMatters?: readonly string[];
  readonly industry?: string;
  readonly pollutantTypes?: readonly string[];
  readonly productionScale?: string;
  readonly productionCycle?: string;
  /** 监控类型: how it is monitored (自动监控、手工监测). */
  readonly monitoringType?: string;
  /** 监管类型: under which regime it is supervised. */
  readonly supervisionType?: string;
  /** 项目建设情况: 未开工 · 在建 · 停建 · 建成 · 投产 */
  readonly constructionStatus?: 'notStarted' | 'building' | 'paused' | 'built' | 'operating';
  /** 排污单位信用记录, 违法记录, 信访举报情况: no rule reads them, a filter asks whether there are any. */
  readonly creditRecord?: readonly RecordFact[];
  readonly violationRecords?: readonly RecordFact[];
  readonly complaintRecords?: readonly RecordFact[];
  readonly keyListMember?: readonly KeyListEntry[];
  readonly creditRiskGrade?: 'A' | 'B' | 'C' | 'D';
  readonly environmentalCreditGrade?: string;
  readonly seriousDishonesty?: boolean;
  readonly environmentalRisk?: '高' | '中' | '低';
  readonly emergencyPerformanceGrade?: string;
  readonly positiveList?: DateSpan;
  readonly offSiteFacilities?: 'complete' | 'incomplete' | 'none';
  readonly highEnergyHighEmission?: boolean;
  /** 产生 · 经营; an enterprise may do both. */
  readonly hazardousWasteRole?: readonly ('产生' | '经营')[];
  readonly hazardousWastePermit?: boolean;
  readonly tailingsPond?: boolean;
  readonly hazardousChemicals?: boolean;
  readonly heavyMetals?: boolean;
  readonly landfill?: boolean;
  readonly legacyMine?: boolean;
  readonly keyEnvironmentalFacility?: boolean;
  /** 城镇污水处理厂 */
  readonly sewagePlant?: boolean;
  /** 核技术利用单位 */
  readonly nuclearUser?: boolean;
  /** 生态环境监测社会服务机构、环评单位 */
  readonly serviceAgency?: boolean;
  /** 在建工程建设项目, on the list handed down. */
  readonly constructionProject?: boolean;
  /** 检查时限 of a construction project. */
  readonly inspectionDue?: CalendarDate;
  /** 联合抽查对象 */
  readonly jointObject?: boolean;
  /** 表一类别, stated by hand: A2, B3, … */
  readonly tierRows?: readonly string[];
  /** Day and document behind a field, by its name: `tailingsPond`, `environmentalRisk`, … */
  readonly evidence?: Readonly<Record<string, Evidence>>;
  readonly events?: readonly EventFact[];
  readonly overrides?: readonly ClassOverride[];
  /** 标识, `dimension:value`. */
  readonly tags?: readonly string[];
  /** What the row said before, oldest first. Not stored in the row: whoever judges days gone by loads it. */
  readonly earlier?: readonly ReplacedFacts[];
  /** The day from which an object stands in the directory that is known to have come later than the others. Not stored either. */
  readonly listedFrom?: CalendarDate;
}

/** A row of the directory that another one took the place of. Days are the first of what came instead. */
export interface ReplacedFacts {
  /** Absent where nothing but the state changed, or where what was corrected never held. */
  readonly until?: CalendarDate;
  /** The same of the state, which has its own day. */
  readonly statusUntil?: CalendarDate;
  /** Did the new row say from when on it speaks (变更生效日期)? */
  readonly stated: boolean;
  readonly facts: ObjectFacts;
}

/** One person of the inspector directory, 检查人员. */
export interface InspectorFacts {
  /** Certificate number, 执法证号. */
  readonly id: string;
  readonly name: string;
  readonly department: string;
  /** 执法 · 日常监管 · 辅助 · 专家 */
  readonly staffKind: 'enforcement' | 'dailySupervision' | 'auxiliary' | 'expert';
  readonly certificateValidTo?: CalendarDate;
  readonly onStaff: boolean;
  /** Spans on duty, 在岗起止; none given = always. */
  readonly onDuty?: readonly DateSpan[];
  /** Days away all the same: leave, illness, secondment. */
  readonly absences?: readonly DateSpan[];
  readonly mayLead: boolean;
  readonly region?: string;
  readonly gender?: string;
  readonly yearsOfService?: number;
  /** 类型 of an auxiliary or expert: 监测（检测）机构, 科研院所, 专家专技人员. */
  readonly supporterKind?: string;
  /** The document by which an auxiliary is entrusted or an expert appointed; its span is `onDuty`. */
  readonly mandateDocument?: string;
  /** 业务专长; 擅长行业 of who supports. */
  readonly specialties?: readonly string[];
  /** 业务类别 */
  readonly businessCategory?: readonly string[];
  /** 专业类别 */
  readonly professionCategory?: readonly string[];
  /** 部门岗位 */
  readonly post?: string;
  /** 职务岗位 */
  readonly position?: string;
  /** 职务, where a list has it beside 职务岗位. */
  readonly title?: string;
  /** Objects the person is recused from, with the reason declared. */
  readonly recusals?: readonly { readonly objectId: string; readonly reason: string }[];
  /** The day from which the person stands in the directory, of one known to have come later than the others. */
  readonly listedFrom?: CalendarDate;
  /** What counted of the person before the row of today, the oldest first; each held until its day. */
  readonly earlier?: readonly { readonly until: CalendarDate; readonly facts: StaffFacts }[];
}

/** What decides whether an officer counts on a day. */
export type StaffFacts = Pick<InspectorFacts, 'staffKind' | 'onStaff' | 'onDuty' | 'certificateValidTo'>;

/** 日常 · 专项 · 内部联合 · 部门联合 */
export type TaskType = 'daily' | 'campaign' | 'internalJoint' | 'interdepartmentalJoint';

/** 现场 · 科技 · 书面 · 第三方 */
export type Method = 'onSite' | 'tech' | 'written' | 'thirdParty';

export interface Justification {
  readonly reason: string;
  readonly approvedBy: string;
}

/**
 * One visit in the common ledger of all levels: drawn here, imported as history, or recognised from another
 * authority. A drawn object that waits for its visit is here too, with state `drawn`.
 */
export interface VisitFact {
  readonly objectId: string;
  /** Day of the visit; while it is only drawn, the day of the draw. */
  readonly date: CalendarDate;
  /** Period of the task where that differs from the period of the date. */
  readonly period?: Period;
  /** Class at the freeze of the draw. */
  readonly class: ClassId;
  /** The record names no class: `class` is that of the object on the day, as it was known when the record came in. */
  readonly classOfDay?: boolean;
  /** Rows and overlays the same visit serves besides: `jointObject`, `A1`, `nuclear`. */
  readonly alsoClasses?: readonly ClassId[];
  readonly level: Level;
  readonly agency: string;
  readonly taskType: TaskType;
  /** 随机 or 针对性; a directed visit stays out of every count. */
  readonly selection: 'random' | 'directed';
  readonly state: 'drawn' | 'completed' | 'cancelled';
  /** Serials of the items, 抽查事项. */
  readonly items: readonly string[];
  readonly method: Method;
  /** 任务编号: visits of one task share it. */
  readonly taskId?: string;
  /** 现场检查触发情形: why somebody went where the pack asks to stay away first; id or words of the pack's list. */
  readonly trigger?: string;
  /** Why somebody was sent there, as approved before the dispatch of the task. Not stored: whoever loads the ledger works it out. */
  readonly methodReason?: Justification;
  /** 针对性依据: ground of a directed visit, id or words of the pack's list. */
  readonly ground?: string;
  /** 文书编号: the document behind the ground of a directed visit. */
  readonly reference?: string;
  /**
   * Where a random visit comes from: out of a draw held here, from the time before the first one (history), or neither. Not
   * stored: whoever loads the ledger works it out; absent = not asked, or not known here.
   */
  readonly origin?: 'draw' | 'history' | 'none';
  /** Of a visit without a number: that of the one task whose draw it belongs to. Not stored, as `origin`. */
  readonly drawnUnder?: string;
  /** The day by which the list judged the object that it was drawn from here. Not stored, as `origin`. */
  readonly listDay?: CalendarDate;
  /** Had the object a credit-risk grade in the list that it was drawn from here? By the record of the draw; not stored either. */
  readonly gradedInList?: boolean;
  /** Drawn visits of one object with the same word here were answered to be one (merge, joint). Not stored, as `origin`. */
  readonly together?: string;
  /** Tasks (`agency/number`) from which the object was visited separately, as one of both answered (separate). Not stored either. */
  readonly apart?: readonly string[];
  /** Wordings of the pack; empty while there is no result. */
  readonly results: readonly string[];
  readonly resultDeterminedOn?: CalendarDate;
  readonly inspectionEndedOn?: CalendarDate;
  readonly taskCompletedOn?: CalendarDate;
  /**
   * What became of the task that drew it here, or took the draw over from a lead department: the day on which its last object was concluded,
   * `open` while one waits. Not stored: whoever loads the ledger works it out; absent = not asked, or no task here stands behind it.
   */
  readonly taskEnds?: CalendarDate | 'open';
  /** The task that drew it is closed: no visit is recorded under it any more. Not stored either, and asked of what has no visit alone. */
  readonly taskClosed?: true;
  readonly publishedOn?: CalendarDate;
  readonly withheldGround?: string;
  /** 部分不予公开: the ground is about a part of the result, and the rest of it is to be public in time. */
  readonly withheldPart?: boolean;
  /** Somebody approved the withholding; who is sealed. */
  readonly withheldApproved?: boolean;
  /** 整改期限: the last day to put right what was found; and the day on which it was seen to be done. */
  readonly rectifyBy?: CalendarDate;
  readonly rectifiedOn?: CalendarDate;
  /**
   * 移送执法: the first day on which what was found went from daily supervision to enforcement. Not stored: whoever loads the ledger works
   * it out; absent = it did not, or not known here.
   */
  readonly handedOverOn?: CalendarDate;
  readonly inspectors?: readonly string[];
  readonly creditBased?: boolean;
  /** Departments that went together, the own one included. */
  readonly departments?: number;
  /** Partner departments that had somebody there, by name. */
  readonly partners?: readonly string[];
  /**
   * Partner departments that had to be there, as was agreed for the task. Not stored: whoever loads the ledger works it out;
   * absent = nothing was agreed here.
   */
  readonly partnersDue?: readonly string[];
  /** Drawn by the lead department of an interdepartmental inspection, not here. */
  readonly drawnElsewhere?: boolean;
  /** Made by a department that is no environment authority: it counts for nothing, and may be recognised. */
  readonly outside?: boolean;
  /** The result of another authority that was recognised instead of a visit, 结果互认. */
  readonly recognised?: boolean;
  /** Of what was recognised: the result is on some items of the drawn visit only, which takes place for the others. */
  readonly recognisedInPart?: boolean;
  /** Reason recorded and approved where a rule worded 原则上 was left. */
  readonly justification?: Justification;
}

/** One row of the published item list, 随机抽查事项清单. */
export interface ItemFacts {
  /** 序号: `1`, `5a`. */
  readonly serialNo: string;
  readonly category: string;
  readonly itemName: string;
  /** 检查对象 as the list words it: `重点排污单位`, `危险废物产生单位`. */
  readonly objectKind: readonly string[];
  readonly itemGrade: 'key' | 'general';
  readonly methods: readonly string[];
  readonly authority?: string;
  readonly legalBasis: readonly string[];
}
