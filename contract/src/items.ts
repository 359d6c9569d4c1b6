import { z } from 'zod';
import { FormBlocks } from './visit-forms.ts';

const ItemView = z.object({
  serial: z.string(),
  category: z.string(),
  name: z.string(),
  objectKind: z.array(z.string()),
  grade: z.enum(['key', 'general']),
  methods: z.array(z.string()),
  authority: z.string(),
  legalBasis: z.array(z.string()),
  content: z.string(),
  /** 监管事项 of the scheme that the item belongs to. */
  matter: z.string().optional(),
  missing: z.array(z.string()),
  origin: z.enum(['list', 'derived']),
});

/** 立、改、废、释、职能变化、工作实际. */
export const adjustmentGrounds = {
  enacted: '立',
  amended: '改',
  repealed: '废',
  interpreted: '释',
  dutyChanged: '职能变化',
  practice: '工作实际',
} as const;
export type AdjustmentGround = keyof typeof adjustmentGrounds;
const ground = z.enum(Object.keys(adjustmentGrounds) as [AdjustmentGround, ...AdjustmentGround[]], {
  error: `调整依据写成 ${Object.entries(adjustmentGrounds)
    .map(([id, word]) => `${id}（${word}）`)
    .join('、')}`,
});

const EndedItem = z.object({ serial: z.string(), category: z.string(), name: z.string() });

const ItemAdjustmentView = z.object({
  ground,
  /** The law, decision or document that it rests on. */
  document: z.string(),
  effectiveOn: z.string(),
  recordedOn: z.string(),
  /** Serials of the draft. */
  added: z.array(z.string()),
  changed: z.array(z.string()),
  /** Of the list in force before. */
  ended: z.array(EndedItem),
});

export const ItemPushView = z.object({
  push: z.string(),
  version: z.number().int(),
  platform: z.string(),
  status: z.enum(['sent', 'accepted', 'rejected']),
  receipt: z.string(),
  items: z.number().int(),
  contentHash: z.string(),
  at: z.string(),
});
export type ItemPushView = z.infer<typeof ItemPushView>;
export const ItemPushes = z.object({ items: z.array(ItemPushView) });

export const ItemListView = z.object({
  agency: z.string(),
  version: z.number().int(),
  state: z.enum(['draft', 'published', 'superseded']),
  /** Login of the leader who approved it, and when. */
  approvedBy: z.string().optional(),
  approvedAt: z.string().optional(),
  publishedAt: z.string().optional(),
  channel: z.string().optional(),
  url: z.string().optional(),
  /** Why this version differs from the one before. */
  adjustments: z.array(ItemAdjustmentView),
  /** The list is adjusted since this day, and the adjusted one is not published yet. */
  unpublishedSince: z.string().optional(),
  items: z.array(ItemView),
});
export type ItemListView = z.infer<typeof ItemListView>;

/** What is being prepared, or what is in force. */
export const ItemListState = z.strictObject({ state: z.enum(['draft', 'published']).default('published') });
export type ItemListState = z.infer<typeof ItemListState>;

const serials = z.array(z.string().trim().min(1).max(20)).min(1, '请写明事项序号').max(500);

/** Why the draft differs from the list in force. `items` unsaid: everything that has no record yet. */
export const AdjustItems = z.strictObject({
  ground,
  document: z.string().trim().min(1, '请写明所依据的法律、决定或文件').max(300),
  effectiveOn: z.iso.date('生效日期写成 2026-01-31'),
  items: serials.optional(),
});
export type AdjustItems = z.infer<typeof AdjustItems>;

/** A published list that was sent to a platform, or what came back. */
export const RecordPush = z
  .strictObject({
    platform: z.string().trim().min(1, '请写明报送到哪个平台').max(100),
    status: z.enum(['sent', 'accepted', 'rejected'], {
      error: '报送结果写成 sent（已报送）、accepted（已接收）或 rejected（被退回）',
    }),
    receipt: z.string().trim().max(300).default(''),
  })
  .refine(({ status, receipt }) => status === 'sent' || receipt !== '', {
    message: '请写明平台的回执编号或退回原因',
    path: ['receipt'],
  });
export type RecordPush = z.infer<typeof RecordPush>;

export const ExportFormat = z.enum(['xlsx', 'csv'], { error: '格式写成 xlsx 或 csv' });
export type ExportFormat = z.infer<typeof ExportFormat>;

const ComparedItem = z.object({ serial: z.string(), category: z.string(), name: z.string() });

/** The list of an agency beside the published list of its superior. */
export const ItemComparison = z.object({
  agency: z.string(),
  version: z.number().int(),
  state: z.enum(['draft', 'published']),
  parent: z.string(),
  parentVersion: z.number().int(),
  /** The version of the superior list that was in force when this one was published. */
  publishedUnder: z.number().int().optional(),
  /** Serials of the superior list; `repealed` = ended here on that ground. */
  missing: z.array(ComparedItem.extend({ repealed: z.boolean() })),
  added: z.array(ComparedItem),
  changed: z.array(ComparedItem.extend({ parentSerial: z.string(), fields: z.array(z.string()) })),
  findings: z.array(
    z.object({
      code: z.literal('MISSING_PARENT_ITEM'),
      severity: z.enum(['error', 'warning']),
      message: z.string(),
      section: z.string(),
    }),
  ),
});
export type ItemComparison = z.infer<typeof ItemComparison>;

/** Items of the published list that concern an object. */
export const ObjectItems = z.object({
  agency: z.string(),
  object: z.object({ key: z.string(), name: z.string() }),
  class: z.string(),
  className: z.string(),
  section: z.string(),
  items: z.array(ComparedItem.extend({ objectKind: z.array(z.string()), methods: z.array(z.string()) })),
  /** Words of 检查对象 that the scheme does not explain: these items match nobody. */
  unknownKinds: z.array(z.string()),
});
export type ObjectItems = z.infer<typeof ObjectItems>;

/** 现场检查表 of one visit: a block for the permit where the scheme wants one, then one for each item. */
export const VisitFormView = z.object({
  agency: z.string(),
  object: z.object({ key: z.string(), name: z.string() }),
  /** 表号: the version of the item list, and a hash of object and rows. */
  edition: z.string(),
  section: z.string(),
  blocks: FormBlocks,
});
export type VisitFormView = z.infer<typeof VisitFormView>;
