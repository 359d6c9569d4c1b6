import { z } from 'zod';
import { column, type Vocabulary } from './columns.ts';
import type { JointTaskPlace } from './joint.ts';

/** The result of a draw that the lead department of an interdepartmental task held (跨部门抽取). */

/** 抽取结果: one row is one object with the team, where the file names one. */
export const drawResultVocabulary: Vocabulary = {
  noun: 'drawResults',
  title: '部门联合抽取结果',
  columns: [
    column('serialNo', ['序号', '编号'], { type: 'code' }),
    column('creditCode', ['统一社会信用代码', '社会信用代码', '信用代码'], { type: 'text', required: true }),
    column('projectNumber', ['项目编号', '项目代码'], { type: 'text' }),
    column('name', ['检查对象名称', '检查对象', '企业名称', '单位名称', '市场主体名称'], { type: 'text' }),
    column('team', ['检查人员', '执法人员', '检查小组', '检查人员名单'], { type: 'text' }),
  ],
  telling: ['creditCode'],
  keys: ['creditCode'],
};

/** The file is kept as it came; 700,000 characters of base64 are half a megabyte. */
export const ImportJointDraw = z.strictObject({
  lead: z.string().trim().min(1, '请写明牵头部门').max(100),
  date: z.iso.date('日期写成 2026-11-20'),
  document: z.string().trim().min(1, '请写明抽取结果的文件名称或文号').max(200),
  file: z.string().trim().min(1).max(200),
  content: z.base64('文件内容应为 base64').min(1).max(700_000, '文件太大，最多 500 KB'),
});
export type ImportJointDraw = z.infer<typeof ImportJointDraw> & z.infer<typeof JointTaskPlace>;

/** What may be known before the visits: who drew, when, by which document, how many. */
export const DrawnElsewhere = z.object({
  lead: z.string(),
  drawnOn: z.string(),
  document: z.string(),
  file: z.string(),
  /** SHA-256 over a nonce and the file: what the public log has. */
  commitment: z.string(),
  objects: z.number().int(),
});
export type DrawnElsewhere = z.infer<typeof DrawnElsewhere>;

export const JointDrawView = DrawnElsewhere.extend({ task: z.string(), code: z.string(), agency: z.string() });
export type JointDrawView = z.infer<typeof JointDrawView>;

/** What the import answers: also what of the file deserves a second look, to whoever brought it. */
export const ImportedJointDrawView = JointDrawView.extend({ warnings: z.array(z.string()) });
export type ImportedJointDrawView = z.infer<typeof ImportedJointDrawView>;

/** With names and teams, and the file as it came (base64) with its nonce (hex). */
export const NamedJointDrawView = JointDrawView.extend({
  names: z.array(
    z.object({
      rank: z.number().int(),
      object: z.object({ key: z.string(), name: z.string() }),
      team: z.string().optional(),
    }),
  ),
  nonce: z.string(),
  content: z.string(),
});
export type NamedJointDrawView = z.infer<typeof NamedJointDrawView>;
