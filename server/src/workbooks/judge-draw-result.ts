import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import { type Period, periodDays } from '@sunlot/core/basics/dates.ts';
import { countsElsewhere } from '@sunlot/core/policy/joint-draw.ts';
import type { LeadDrawn } from '@sunlot/core/policy/lead-draw.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { ResultRow } from './read-draw-result.ts';

/** A row of a lead department's result beside what the directory has under its code. */
export type FoundRow = ResultRow & {
  /** Undefined where the directory does not have the code. */
  readonly known?: { readonly name: string; readonly className: string; readonly standing: LeadDrawn };
  readonly isRepeated: boolean;
  /** The key of another unit that has the name which the row writes. */
  readonly namesake?: string;
};

/** Why a row cannot be taken in: nobody knows which unit was drawn. */
export function rowFault({ rowNumber, key, name, known, isRepeated, namesake }: FoundRow): string | undefined {
  if (!known) return `第 ${rowNumber} 行 ${key} 不在检查对象名录库里`;
  if (isRepeated) return `第 ${rowNumber} 行 ${key} 重复`;
  if (namesake === undefined) return undefined;
  return `第 ${rowNumber} 行 ${key} 在名录里是“${known.name}”，所写的“${name}”是另一家（${namesake}）`;
}

/** Why a row is none of the task's, where the task draws from a class. */
export function classFault({ rowNumber, key, known }: FoundRow): string | undefined {
  if (!known || known.standing.isOfClass) return undefined;
  return `第 ${rowNumber} 行 ${key}“${known.name}”在名录里是${known.className}`;
}

/**
 * What may be right all the same, and is pointed out: another name (a unit may be renamed, or written short), and units beside filter or
 * joint items, since the list from which a lead department draws is its own.
 */
export function rowWarnings(
  { rowNumber, key, name, known }: FoundRow,
  { filter, kinds }: { readonly filter: string; readonly kinds: readonly string[] },
): readonly string[] {
  if (!known) return [];
  const { isInside, isOfItems } = known.standing;
  return [
    ...(name !== undefined && plain(name) !== plain(known.name)
      ? [`第 ${rowNumber} 行 ${key} 写的是“${name}”，名录里是“${known.name}”，已按代码采用。请核对是不是同一家。`]
      : []),
    ...(isInside
      ? []
      : [`第 ${rowNumber} 行 ${key}“${known.name}”不在任务范围“${filter}”以内，已按牵头部门的名单采用。请核对。`]),
    ...(isOfItems
      ? []
      : [
          `第 ${rowNumber} 行 ${key}“${known.name}”不是所选联合事项的检查对象（${kinds.join('、')}），已按牵头部门的名单采用。请核对。`,
        ]),
  ];
}

/** Who drew is none of those that lead the joint items of the task: the rules across departments may say so, this scheme does not. */
export function leadWarning(
  lead: string,
  { leads, isOwn }: { readonly leads: readonly string[]; readonly isOwn: (name: string) => boolean },
): readonly string[] {
  if (leads.includes(lead)) return [];
  const named = leads.join('、');
  return leads.every(isOwn)
    ? [
        `所选联合事项由本单位（${named}）牵头，抽取的却是“${lead}”。按跨部门抽查的有关制度由它抽取的可以采用，否则应由本单位抽取。请核对。`,
      ]
    : [`“${lead}”不是所选联合事项的牵头部门（${named}）。按跨部门抽查的有关制度由它抽取的可以采用。请核对牵头部门。`];
}

/** A draw that was held when the period of its task was over: it is late as one held here is. */
export function lateDrawWarning(
  pack: Pack,
  lead: string,
  { date, class: cls, period }: { readonly date: string; readonly class: string; readonly period: Period },
): readonly string[] {
  const { to } = periodDays(period);
  if (date <= to || isScopedKind(cls) || !countsElsewhere(pack)) return [];
  return [`“${lead}”在 ${period} 结束（${to}）以后的 ${date} 才抽取：检查计入 ${period}，判定里认定为逾期抽取。`];
}

function plain(name: string): string {
  return name.normalize('NFKC').replace(/[\s\p{P}]/gu, '');
}
