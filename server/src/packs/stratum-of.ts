import type { Pack } from '@sunlot/core/policy/pack.ts';

/** A class id as a code of the draw: lower case, words joined by hyphens (`jointObject` → `joint-object`, `A1` → `a1`). */
export function stratumOf(classId: string): string {
  return classId.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

/** The part of an upper level's draw among objects that the level below has inspected this year. */
export function redrawStratumOf(classId: string): string {
  return `${stratumOf(classId)}-redraw`;
}

/** The list of a draw outside the plan; each such draw of a period has its own. */
export function adHocStratumOf(classId: string, nth: number): string {
  return `${stratumOf(classId)}-ad-hoc-${nth}`;
}

const KINDS = /-(redraw|ad-hoc-\d+)$/;

/** A stratum as people read it: the name of its class, and which part of it. */
export function stratumName(pack: Pack, stratum: string): string {
  const plain = stratum.replace(KINDS, '');
  const name = pack.classes.find(({ id }) => stratumOf(id) === plain)?.name ?? plain;
  const kind = KINDS.exec(stratum)?.[1];
  return kind === undefined ? name : `${name}（${kind === 'redraw' ? '再次抽查' : '计划外'}）`;
}
