import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { secrecyGroundOf, secrecyGroundsOf } from './pack-words.ts';
import type { RowReader } from './row-reader.ts';

type Secrecy = {
  readonly withheldGround?: string | undefined;
  readonly withheldPart?: boolean;
  readonly withheldApproved?: boolean;
};

/** `商业秘密（部分）`: only a part of the result is left out, and the rest is to be public. */
export const PART = '部分';

/** How a row comes in: a file that is imported, or only tried; or a result typed in by the form of its visit. */
export type Entry = 'import' | 'rehearsal' | 'form';

/** That nobody approved, and how to go on. */
const UNAPPROVED: Readonly<Record<Entry, string>> = {
  import: '写了不予公开依据，没有写批准人。不予公开须经批准：已导入，请补上批准人后再导入。',
  rehearsal: '写了不予公开依据，没有写批准人。不予公开须经批准：还没有导入，请补上批准人后再导入。',
  form: '写了不予公开依据，没有写批准人。不予公开须经批准：请加上批准人（--approver）；已经登记的，同一条命令加上批准人再执行一次。',
};

/**
 * 不予公开: the ground, whether it is about a part only, and whether somebody approved it. A day of publication beside a ground for the whole
 * is pointed out: where the scheme forbids to publish, as what the verdict will say.
 */
export function readSecrecy(reader: RowReader, pack: Pack, entry: Entry = 'import'): Secrecy {
  const text = reader.text('withheldGround');
  if (text === undefined) return {};
  const withheldGround = secrecyGroundOf(pack, text);
  if (withheldGround === undefined) {
    const grounds = secrecyGroundsOf(pack).join('、');
    const wanted = grounds === '' ? '当时方案没有列出不予公开的事由' : `可用：${grounds}`;
    reader.error('withheldGround', 'outsidePack', `“${text}”不是不予公开的法定事由。${wanted}。`);
  }
  const part = text.includes(PART) && { withheldPart: true };
  if (!part && !reader.lacks('publishedOn')) {
    const rule = findRule(pack, 'secrecy');
    const message =
      rule?.value.mode === 'mandatory'
        ? `既写了公示日期，又写了不予公开依据，而方案规定不予公开（${rule.clause.section}），判定时按违规公示计。公示的已经删去有关内容的，请把依据写成“${withheldGround ?? text}（部分）”；整份公示了的，请立即撤下。`
        : `既写了公示日期，又写了不予公开依据，按已经公示计。只公示了一部分的，请把依据写成“${withheldGround ?? text}（部分）”。`;
    reader.warn('withheldGround', 'datesDisagree', message);
  }
  if (!reader.lacks('approvedBy')) return { withheldGround, ...part, withheldApproved: true };
  reader.warn('approvedBy', 'incomplete', UNAPPROVED[entry]);
  return { withheldGround, ...part };
}

type Recorded = Pick<VisitFact, 'agency' | 'date' | 'taskId' | 'publishedOn'>;

/** A result that was public is not made never published without a word: `earlier` are the records of its object. */
export function warnOfUnpublished(reader: RowReader, visit: Recorded, earlier: readonly Recorded[]): void {
  const { publishedOn } =
    earlier.find(
      (one) => one.agency === visit.agency && one.date === visit.date && (one.taskId ?? '') === (visit.taskId ?? ''),
    ) ?? {};
  if (publishedOn === undefined || visit.publishedOn !== undefined) return;
  const message = `原来登记的公示日期 ${publishedOn}，这一行没有写：导入后按没有公示判定。已经公示了的，请补上日期。`;
  reader.warn('publishedOn', 'datesDisagree', message);
}
