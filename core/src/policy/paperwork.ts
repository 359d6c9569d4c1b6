import { addYears, type CalendarDate } from '../basics/dates.ts';
import { err, ok, type Result } from '../basics/result.ts';
import type { ClassId } from './facts.ts';

import { findRule, type Pack, type RuleScope, theRule } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';
import type { GuardNeed, Named, Wording } from './rule-topics.ts';

/** Small rules around an inspection: what may start, which papers it needs, how its result is worded and kept. */

export type TaskBasis = { readonly [K in GuardNeed]: boolean };

/** Three noes: no law, no item, no plan → no inspection. `missing` names what is lacking, in the pack's order. */
export function taskGuard(
  pack: Pack,
  basis: TaskBasis,
): Source & { readonly allowed: boolean; readonly missing: readonly GuardNeed[] } {
  const rule = theRule(pack, 'guard');
  const missing = rule.value.needs.filter((need) => !basis[need]);
  return { allowed: missing.length === 0, missing, ...sourceOf(rule) };
}

/** The nine (or so) grounds on which an inspection may be directed at somebody, under the readings used. */
export function directedGrounds(pack: Pack): readonly Named[] {
  return theRule(pack, 'grounds').value.list;
}

/** One of them by its id; undefined where the ground is not listed. */
export function directedGround(pack: Pack, id: string): Named | undefined {
  return directedGrounds(pack).find((ground) => ground.id === id);
}

/** Classes on which a draw may be held outside the plan at any time (AMB-46). */
export function adHocClasses(pack: Pack, scope: RuleScope = {}): readonly ClassId[] {
  return pack.settings['special.adHocDraw'] ? (findRule(pack, 'adHoc', scope)?.value.classes ?? []) : [];
}

export interface Documents extends Source {
  readonly required: readonly string[];
  readonly forbiddenByDefault: readonly string[];
  readonly enterpriseConfirmation: boolean;
  /** May the visit be announced by a notice (四不两直: no)? */
  readonly noticeAllowed: boolean;
  readonly bodyCamera?: 'throughout';
}

/** Papers of a visit by what it found and how it was made; a paper asked for by one case is not forbidden by another. */
export function documentsFor(
  pack: Pack,
  visit: { readonly foundProblem: boolean; readonly onSite: boolean },
): Documents {
  const rule = theRule(pack, 'documents');
  const names = [visit.foundProblem ? 'problem' : 'noProblem', visit.onSite ? 'onSite' : 'offSite'];
  const cases = rule.value.cases.filter(({ when }) => names.includes(when));
  const required = [...new Set(cases.flatMap((one) => one.required))];
  return {
    required,
    forbiddenByDefault: cases.flatMap((one) => one.forbiddenByDefault).filter((paper) => !required.includes(paper)),
    enterpriseConfirmation: cases.some((one) => one.enterpriseConfirmation),
    noticeAllowed: cases.every((one) => one.notice ?? true),
    ...(rule.value.bodyCamera && visit.onSite ? { bodyCamera: rule.value.bodyCamera } : {}),
    ...sourceOf(rule),
  };
}

/** May a record be submitted: signed, or with everything the pack asks for where the inspected party did not sign? */
export function maySubmit(
  pack: Pack,
  record: { readonly signed: boolean; readonly reason?: string; readonly fixation?: boolean },
): boolean {
  const { unsignedNeeds } = theRule(pack, 'documents').value;
  const has = { reason: (record.reason ?? '') !== '', fixation: record.fixation === true };
  return record.signed || (unsignedNeeds?.every((need) => has[need]) ?? false);
}

/** The words a result may be published in. */
export function wordings(pack: Pack): readonly Wording[] {
  return theRule(pack, 'wordings').value.list;
}

/** A wording with what it needs: 立案调查 needs a case number. */
export function checkWording(
  pack: Pack,
  text: string,
  given: { readonly caseNumber?: string; readonly rectificationDue?: CalendarDate },
): Result<Wording, 'notInPack' | 'caseNumberMissing' | 'rectificationDueMissing'> {
  const wording = wordings(pack).find((known) => known.text === text);
  if (wording === undefined) return err('notInPack');
  const lacking = wording.needs.find((need) => !given[need]);
  return lacking === undefined ? ok(wording) : err(`${lacking}Missing` as const);
}

export type SecrecyAnswer = 'mustNot' | 'mayNot' | 'notAGround';

/** Does a ground forbid publication, allow leaving it out, or is it none? `stated` = the scheme itself says so. */
export function secrecyAnswer(
  pack: Pack,
  ground: string,
): Source & { readonly answer: SecrecyAnswer; readonly stated: boolean } {
  const rule = theRule(pack, 'secrecy');
  const { mode, grounds } = rule.value;
  const known = grounds.includes(ground);
  const answer = known ? (mode === 'mandatory' ? 'mustNot' : 'mayNot') : 'notAGround';
  return { answer, stated: rule.origin === 'scheme', ...sourceOf(rule) };
}

/** Do the grounds of a result, several joined by ；, forbid to publish it? */
export function isSecret(pack: Pack, grounds: string): boolean {
  return grounds.split('；').some((ground) => secrecyAnswer(pack, ground).answer === 'mustNot');
}

/** The first day on which a file may be disposed of: so many calendar years after it was filed (golden J-17). */
export function retainUntil(pack: Pack, filedOn: CalendarDate): CalendarDate {
  return addYears(filedOn, theRule(pack, 'archive').value.years);
}

export function mayDispose(pack: Pack, filedOn: CalendarDate, today: CalendarDate): boolean {
  return today >= retainUntil(pack, filedOn);
}

/** 只增不减: an item handed down may end only where its law is repealed (AMB-24). Own items may always end. */
export function mayRemoveItem(pack: Pack, item: { readonly handedDown: boolean; readonly repealed: boolean }): boolean {
  return !item.handedDown || item.repealed || pack.settings['items.removal'] === 'free';
}

/** An entry of the plan handed down may not be dropped where the plan is add-only too (AMB-55). */
export function mayDropPlanEntry(pack: Pack, entry: { readonly handedDown: boolean }): boolean {
  return !entry.handedDown || !pack.settings['plan.addOnly'];
}

/** One draw per class and period; another only for what is still lacking, or where the pack reads "at least one" (AMB-52). */
export function mayDrawAgain(
  pack: Pack,
  period: { readonly drawsHeld: number; readonly stillRequired: number },
): { readonly allowed: boolean; readonly supplementary: boolean } {
  if (period.drawsHeld === 0) return { allowed: true, supplementary: false };
  const atLeastOnce = pack.settings['draw.perPeriod'] === 'atLeastOnce';
  return { allowed: atLeastOnce || period.stillRequired > 0, supplementary: true };
}

/** Is a draw that takes everybody held as a record without chance (AMB-27)? */
export function isRecordOnly(pack: Pack, draw: { readonly fullTake: boolean }): boolean {
  return draw.fullTake && pack.settings['draw.fullTake'] === 'record';
}
