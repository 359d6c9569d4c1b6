import type { ClassId } from '@sunlot/core/policy/facts.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import type { Named } from '@sunlot/core/policy/rule-topics.ts';

/** Words of an office found again in the policy pack that is in force on the day. */

/** A text as it is compared: without spaces, quotes and other signs. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}]/gu, '')
    .toLowerCase();
}

/** The class by its id, name or another name of it. */
export function classNamed(pack: Pack, text: string): ClassId | undefined {
  const wanted = plain(text);
  const names = ({ id, name, aliases }: Pack['classes'][number]) => [id, name, ...aliases];
  return pack.classes.find((cls) => names(cls).some((name) => plain(name) === wanted))?.id;
}

/** The wording of a result as the pack writes it. */
export function wordingOf(pack: Pack, text: string): string | undefined {
  const wanted = plain(text);
  return wordingsOf(pack).find((one) => plain(one) === wanted);
}

export function wordingsOf(pack: Pack): readonly string[] {
  return (findRule(pack, 'wordings')?.value.list ?? []).map(({ text }) => text);
}

/** Grounds for going on site where the pack asks to stay away first. */
export function triggersOf(pack: Pack): readonly Named[] {
  return findRule(pack, 'methods')?.value.triggers ?? [];
}

/** Grounds on which a result is not published. */
export function secrecyGroundsOf(pack: Pack): readonly string[] {
  return findRule(pack, 'secrecy')?.value.grounds ?? [];
}

/** At least so much of a listed text names it, where no other has it too. */
const TELLING_PART = 4;

/** One of a list by its id, its whole text, or a part that only one of them has: 投诉举报 for 被投诉举报涉嫌违法违规的. */
export function namedOf(list: readonly Named[], text: string): Named | undefined {
  const wanted = plain(text);
  const exact = list.find((one) => one.id === text || plain(one.text) === wanted);
  if (exact || wanted.length < TELLING_PART) return exact;
  const parts = list.filter((one) => plain(one.text).includes(wanted) || wanted.includes(plain(one.text)));
  return parts.length === 1 ? parts[0] : undefined;
}

/** The ground of secrecy that a text names: 涉及商业秘密 for 商业秘密. */
export function secrecyGroundOf(pack: Pack, text: string): string | undefined {
  const wanted = plain(text);
  const found = secrecyGroundsOf(pack).filter((one) => wanted.includes(plain(one)));
  return found.length === 0 ? undefined : found.join('；');
}
