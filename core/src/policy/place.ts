import { type PackFault, type Path, refuse } from './decode.ts';
import { didYouMean } from './near-miss.ts';

/** Faults about ids: those that name nothing, and those that stand twice. */

export interface Place {
  readonly at: Path;
  readonly faults: PackFault[];
}

/** A word of a pack and where it stands. */
export interface Written {
  readonly id: string;
  readonly at: Path;
}

export function refuseUnknown(ids: readonly string[], known: ReadonlySet<string>, { at, faults }: Place): void {
  for (const id of ids) {
    if (!known.has(id)) {
      refuse(at, faults, `没有“${id}”，已有的是：${[...known].join('、')}。${didYouMean(id, known)}`);
    }
  }
}

/** Each fault stands at the second of the two. */
export function refuseTwice(entries: readonly Written[], faults: PackFault[], what = '编号'): void {
  const seen = new Set<string>();
  for (const { id, at } of entries) {
    if (seen.has(id)) refuse(at, faults, `${what}“${id}”出现了两次，请改成不同的${what}。`);
    seen.add(id);
  }
}

export function idsOf(entries: readonly { readonly id: string }[], at: Path): readonly Written[] {
  return entries.map(({ id }, i) => ({ id, at: [...at, i, 'id'] }));
}

/** The words of a list with their places. */
export function wordsOf(words: readonly string[], at: Path): readonly Written[] {
  return words.map((id, i) => ({ id, at: [...at, i] }));
}

/** Words that are none of a closed list; `what` says of what kind the list is, in Chinese. */
export function refuseOthers(
  entries: readonly Written[],
  { what, known, faults }: { readonly what: string; readonly known: readonly string[]; readonly faults: PackFault[] },
): void {
  for (const { id, at } of entries) {
    if (!known.includes(id)) {
      refuse(at, faults, `没有${what}“${id}”，可写的有：${known.join('、')}。${didYouMean(id, known)}`);
    }
  }
}
