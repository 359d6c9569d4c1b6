import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';

/** A class id as a code of the draw: lower case, words joined by hyphens (`jointObject` → `joint-object`, `A1` → `a1`). */
function stratumOf(classId: string): string {
  return classId.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

/** The part of an upper level's draw among objects that the level below has inspected this year: beside the other list of the draw. */
export function redrawStratumOf(stratum: string): string {
  return `${stratum}-redraw`;
}

export function isRedrawStratum(stratum: string): boolean {
  return stratum.endsWith('-redraw');
}

/** The list of a draw outside the plan; each such draw of a period has its own. */
export function adHocStratumOf(classId: string, nth: number): string {
  return `${stratumOf(classId)}-ad-hoc-${nth}`;
}

/** The list of a plan entry; a second round of the same class and period has its own (`2026.b2.2` → `b2-round-2`). */
export function entryStratumOf({ class: cls, entry }: { readonly class: string; readonly entry: string }): string {
  if (isScopedKind(cls)) return entry.slice(entry.indexOf('.') + 1);
  const round = /\.(\d+)$/.exec(entry)?.[1];
  return round === undefined || round === '1' ? stratumOf(cls) : `${stratumOf(cls)}-round-${round}`;
}

/** Of a second round or a further one; the first has the stratum of its class. */
export function isLaterRound(stratum: string): boolean {
  return /-round-\d+$/.test(stratum);
}

/** A part of a yearly entry that is drawn in rounds. */
export function partStratumOf(stratum: string, nth: number): string {
  return `${stratum}-part-${nth}`;
}

/** What an entry lacked after it was drawn; numbered within its class and period. */
export function supplementStratumOf(classId: string, nth: number): string {
  return `${stratumOf(classId)}-supplement-${nth}`;
}

const REDRAW = /-redraw$/;
/**
 * Is a list one of a plan entry: its own, a part of it, or what it lacked, with those drawn again? Supplements are numbered within class and
 * period, and stand with the first round.
 */
export function isListOf(stratum: string, entry: Parameters<typeof entryStratumOf>[0]): boolean {
  const own = entryStratumOf(entry);
  const list = stratum.replace(REDRAW, '');
  return list === own || [`${own}-part-`, `${own}-supplement-`].some((kind) => list.startsWith(kind));
}

const KINDS = /-(ad-hoc-\d+|round-\d+|part-\d+|supplement-\d+)$/;
/** Lists of entries with a scope of their own: `campaign-1`. */
const SCOPED = /^(campaign|internaljoint|interdepartmental)(?:-(\d+))?$/;
const SCOPED_NAMES: Readonly<Record<string, string>> = {
  campaign: '专项检查',
  internaljoint: '内部联合检查',
  interdepartmental: '部门联合检查',
};

const PARTS: Readonly<Record<string, (nth: string) => string>> = {
  round: (nth) => `第 ${nth} 轮`,
  part: (nth) => `第 ${nth} 批`,
  supplement: (nth) => `第 ${nth} 次补充抽取`,
};

/** A stratum as people read it: the name of its class, and which part of it. */
export function stratumName(pack: Pack, stratum: string): string {
  const [, scoped, place] = SCOPED.exec(stratum) ?? [];
  if (scoped !== undefined) return `${SCOPED_NAMES[scoped]}${place === undefined ? '' : `（第 ${place} 项）`}`;
  const list = stratum.replace(REDRAW, '');
  const plain = list.replace(KINDS, '');
  const name = pack.classes.find(({ id }) => stratumOf(id) === plain)?.name ?? plain;
  const [kind, nth = ''] = KINDS.exec(list)?.[1]?.split(/-(?=\d)/) ?? [];
  const parts = [
    ...(kind === undefined ? [] : [PARTS[kind]?.(nth) ?? '计划外']),
    ...(list === stratum ? [] : ['再次抽查']),
  ];
  return parts.length === 0 ? name : `${name}（${parts.join('，')}）`;
}
