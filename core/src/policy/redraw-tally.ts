import type { Period } from '../basics/dates.ts';
import type { ClassTally } from './evaluate.ts';
import type { ClassId } from './facts.ts';
import { barredBy, doneIn, type Ledger } from './ledger.ts';
import { isGoneOn } from './outstanding.ts';
import { findRule, type Pack } from './pack.ts';
import { isRedrawable } from './redraw.ts';

/** The 再次抽查 of a year, from the ledger: what was made, and who is left for it. */

interface RedrawsOf {
  readonly class: ClassId;
  readonly year: number;
  /** Whom the duties of the year are measured by. */
  readonly members: readonly string[];
  /** The last period of the class in the year, with the pack that judges it: whom its rules let nobody draw. */
  readonly last: { readonly period: Period; readonly pack: Pack };
}

const NOBODY = { visits: [] };

/** Visits of the level to objects that the lower level had finished before in the same year; a result that is recognised is no second visit. */
export function redrawTally(
  pack: Pack,
  ledger: Ledger,
  { class: cls, year, members, last }: RedrawsOf,
): Pick<ClassTally, 'redraws' | 'redrawsLeft'> {
  const rule = findRule(pack, 'redraw', { class: cls, level: ledger.level });
  if (rule === undefined) return {};
  const byId = new Map(ledger.members.map((member) => [member.object.id, member]));
  const below = { among: rule.value.among, year };
  const own = doneIn(ledger, cls, String(year)).filter(({ visit }) => !visit.recognised);
  const again = own.filter(({ visit }) =>
    isRedrawable(byId.get(visit.objectId) ?? NOBODY, { ...below, before: visit.date }),
  );
  const visited = new Set(own.map(({ visit }) => visit.objectId));
  const finished = members.filter((id) => !visited.has(id) && isRedrawable(byId.get(id) ?? NOBODY, below));
  return {
    redraws: new Set(again.map(({ visit }) => visit.objectId)).size,
    redrawsLeft: left(ledger, { class: cls, year, last, finished }),
  };
}

/** C0-11: of those that the lower level has finished and this one has not inspected. */
function left(
  ledger: Ledger,
  { class: cls, year, last, finished }: Omit<RedrawsOf, 'members'> & { readonly finished: readonly string[] },
): NonNullable<ClassTally['redrawsLeft']> {
  const barred = new Set(barredBy(last.pack, ledger, { class: cls, period: last.period, among: new Set(finished) }));
  const end = `${year}-12-31`;
  const day = end < ledger.asOf ? end : ledger.asOf;
  const out = finished.filter((id) => barred.has(id) || isGoneOn(ledger.objectOf.get(id)!, day));
  return { open: finished.length - out.length, out: out.length };
}
