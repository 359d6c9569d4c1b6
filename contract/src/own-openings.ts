import { z } from 'zod';
import type { Lang, Text } from './languages.ts';

/** 亮码即验: the opening of one drawn object, given out by staff at the door and checked by whoever holds it. */

/** Longer than any opening, packed or not; a longer text is none. */
const MOST_TEXT = 16_384;

/** What somebody pastes or scans: the text of the opening, its packed form, or the link that carries it. */
export const GivenOpening = z.strictObject({ text: z.string().min(1).max(MOST_TEXT) });
export type GivenOpening = z.infer<typeof GivenOpening>;

export const OpeningPlace = z.strictObject({ task: z.string().max(100), object: z.string().min(1).max(100) });
export type OpeningPlace = z.infer<typeof OpeningPlace>;

const Team = z.array(z.object({ seat: z.string(), certificateNo: z.string() }));
const NamedObject = z.object({ key: z.string(), name: z.string() });

/** For the inspectors at the door. */
export const OwnOpeningView = z.object({
  draw: z.string(),
  task: z.string(),
  /** `17` as drawn, `17.1` after a replacement; where the object has several ranks, the lowest. */
  place: z.string(),
  object: NamedObject,
  team: Team,
  /** The opening itself, canonical JSON: what goes into a file. */
  text: z.string(),
  bytes: z.number().int(),
  /** Where this server checks it, the code in the address. */
  path: z.string(),
  /** A QR code of `text` as a picture; absent where it is too long for one. */
  svg: z.string().optional(),
});
export type OwnOpeningView = z.infer<typeof OwnOpeningView>;

/** The step at which an opening failed. `teamNow`: other people go since a replacement. */
const Fault = z.enum([
  ...(['form', 'key', 'row', 'notDrawn', 'team', 'log'] as const),
  ...(['session', 'undrawn', 'place', 'replaced', 'teamNow', 'ended'] as const),
]);

/** What came out. `proven` stands there only where log and certificate bind it. */
export const OpeningVerdict = z.object({
  ok: z.boolean(),
  fault: Fault.optional(),
  /** The place of now, where object or team were replaced; `unfilled`: nobody came in. */
  now: z.object({ place: z.string(), unfilled: z.boolean() }).optional(),
  proven: z
    .object({
      /** agency/task/seq */
      session: z.string(),
      place: z.string(),
      object: NamedObject,
      team: Team,
      window: z.object({ from: z.string(), to: z.string() }).optional(),
      at: z.string(),
      seen: z.string(),
    })
    .optional(),
  /** The draw on this server, where it was checked there. */
  draw: z.string().optional(),
});
export type OpeningVerdict = z.infer<typeof OpeningVerdict>;
export type OpeningFault = z.infer<typeof Fault>;

/** Which step it is, and what its failing means. */
const FAULTS: Readonly<Record<OpeningFault, { readonly step: Text; readonly why: Text }>> = {
  form: {
    step: { zh: '读码', en: 'reading the code' },
    why: {
      zh: '不是完整的亮码内容：可能没有全部复制，或被改动。请重新扫码或复制全部文字',
      en: 'this is no whole opening: perhaps not all of it was copied, or it was changed. Scan or copy it again, all of it',
    },
  },
  row: {
    step: { zh: '封存名单', en: 'the frozen list' },
    why: {
      zh: '单位信息与封存名单对不上：内容被改动，或这家不在可抽名单中',
      en: 'the row is not one of the frozen list: it was changed, or the unit could not be drawn',
    },
  },
  notDrawn: {
    step: { zh: '抽中', en: 'drawn' },
    why: { zh: '按公布的种子计算，这一行没有抽中', en: 'under the published seed this row was not drawn' },
  },
  team: {
    step: { zh: '检查组', en: 'the team' },
    why: { zh: '检查组不是为这个序号排定的', en: 'the team is not the one of this rank' },
  },
  log: {
    step: { zh: '公开日志', en: 'the public log' },
    why: {
      zh: '公开日志没有签发过这样的结果：内容被改动，或出自另一个系统',
      en: 'the log has signed no such result: the content was changed, or comes from another system',
    },
  },
  key: {
    step: { zh: '公开日志', en: 'the public log' },
    why: { zh: '给出的日志公钥不是公钥', en: 'the key of the log that was given is none' },
  },
  session: {
    step: { zh: '抽取', en: 'the draw' },
    why: { zh: '属于另一次抽取', en: 'it is of another draw' },
  },
  undrawn: {
    step: { zh: '抽取', en: 'the draw' },
    why: {
      zh: '用来核对的证书里没有（或读不出）抽取结果，请用抽取之后导出的证据包',
      en: 'the certificate has no result that can be read: use a pack exported after the draw',
    },
  },
  place: {
    step: { zh: '序号', en: 'the rank' },
    why: {
      zh: '公开证书里这个序号是另一家；更换之后的亮码，要用更换之后的证据包核对',
      en: 'the certificate has another unit at this rank; an opening after a replacement needs a pack exported after it',
    },
  },
  replaced: {
    step: { zh: '现状', en: 'how it stands now' },
    why: { zh: '这个序号已经更换，不再检查这一家', en: 'the rank was replaced: this unit is not visited any more' },
  },
  teamNow: {
    step: { zh: '现状', en: 'how it stands now' },
    why: {
      zh: '这家仍要检查，但检查人员已经更换；请来人出示更换之后的亮码',
      en: 'the unit is still to be visited, by other people: ask for the opening made after the replacement',
    },
  },
  ended: {
    step: { zh: '现状', en: 'how it stands now' },
    why: {
      zh: '这次抽取已经作废或中止，不再据以检查',
      en: 'the draw is void or was given up: nobody is visited by it',
    },
  },
};

/** The step that failed and why, in one sentence. */
export function openingFaultText({ fault, now }: OpeningVerdict, lang: Lang = 'zh'): string {
  if (fault === undefined) return '';
  const { step, why } = FAULTS[fault];
  if (lang === 'en')
    return `${step.en}: ${why.en}${now ? ` (now place ${now.place}${now.unfilled ? ', not filled' : ''})` : ''}.`;
  return `${step.zh}：${why.zh}${now ? `（现为第 ${now.place} 号${now.unfilled ? '，未补' : ''}）` : ''}。`;
}

/** `在封存名单中，第 17 号抽中`. */
export function openingText({ place }: { readonly place: string }, lang: Lang = 'zh'): string {
  return lang === 'zh' ? `在封存名单中，第 ${place} 号抽中` : `in the frozen list, drawn at place ${place}`;
}
