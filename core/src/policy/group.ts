import type { CalendarDate } from '../basics/dates.ts';
import type { InspectorFacts } from './facts.ts';
import type { FindingCode } from './findings.ts';
import { inspectorOut, isCertified, isOnDuty } from './inspector-state.ts';
import { findRule, type Pack, theRule } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';

/** Inspection groups: who makes one up, who may be drawn into it, who only supports it, and how its people are replaced. */

export interface GroupMember {
  readonly id: string;
  readonly staffKind: InspectorFacts['staffKind'];
  /** The certificate is known to have run out by the day: the person was there, and is none of the inspectors that are asked for. */
  readonly isExpired?: boolean;
}

export interface Group {
  readonly members: readonly GroupMember[];
  readonly leader?: string | undefined;
  /** Members with an interest in the object. */
  readonly recused?: readonly string[];
}

/**
 * What is wrong with a group. Auxiliaries and experts support it: they never count to the smallest number, nor lead. Whoever had
 * no valid certificate any more does not count to it either.
 */
export function groupFaults(pack: Pack, { members, leader, recused = [] }: Group): readonly FindingCode[] {
  const staff = members.filter((member) => !supports(member));
  const faults: FindingCode[] = [];
  if (groupSize(pack, members).tooFew) faults.push('FEWER_THAN_2');
  if (!staff.some(({ id }) => id === leader)) faults.push('NO_LEADER');
  if (members.some(({ id }) => recused.includes(id))) faults.push('RECUSED_MEMBER');
  return faults;
}

export interface GroupSize extends Source {
  /** Different people of the staff, those without a valid certificate any more left out; those; and those who only support. */
  readonly counting: number;
  readonly expired: number;
  readonly supporting: number;
  readonly min: number;
  readonly tooFew: boolean;
  /** 严控入企检查人员数量: more people than this need a reason. Absent where the scheme sets no number. */
  readonly max?: number;
  readonly needsReason: boolean;
}

/**
 * How many people go. Auxiliaries and experts count neither to the smallest number nor to the largest; whose certificate has run
 * out, to the largest alone: it is about how many enter.
 */
export function groupSize(pack: Pack, members: readonly GroupMember[]): GroupSize {
  const rule = theRule(pack, 'group');
  const { min, maxWithoutReason: max } = rule.value;
  const size = (of: readonly GroupMember[]) => new Set(of.map(({ id }) => id)).size;
  const staff = members.filter((member) => !supports(member));
  const entering = size(staff);
  const counting = size(staff.filter(({ isExpired }) => !isExpired));
  return {
    counting,
    expired: entering - counting,
    supporting: size(members.filter(supports)),
    min,
    tooFew: counting < min,
    ...(max !== undefined && { max }),
    needsReason: max !== undefined && entering > max,
    ...sourceOf(rule),
  };
}

/** Who only supports a visit: never counted, never leading. */
export function supports({ staffKind }: Pick<GroupMember, 'staffKind'>): boolean {
  return staffKind === 'auxiliary' || staffKind === 'expert';
}

/**
 * How many of a team hold an enforcement certificate (执法人员不少于两人 by general law): all of the smallest group, unless the
 * scheme names another number.
 */
export function certifiedNumber(pack: Pack): number {
  const { min, certified } = theRule(pack, 'group').value;
  return certified ?? min;
}

export interface TeamPool {
  /** Who may be drawn for the object, by certificate number. */
  readonly pool: readonly string[];
  /** Enough people, enough of them with a certificate, one of these able to lead. */
  readonly drawAllowed: boolean;
}

/** Who may be drawn for an object on a day: nobody who is away, lacks what the scheme asks for, or has an interest in it. */
export function teamPool(
  pack: Pack,
  ask: { readonly inspectors: readonly InspectorFacts[]; readonly objectId: string; readonly date: CalendarDate },
): TeamPool {
  const able = ask.inspectors.filter(
    (person) =>
      inspectorOut(pack, person, ask.date) === undefined &&
      !(person.recusals ?? []).some(({ objectId }) => objectId === ask.objectId),
  );
  const certified = able.filter((person) => isCertified(person, ask.date));
  return { pool: able.map(({ id }) => id).sort(), drawAllowed: suffices(pack, able, certified) };
}

/** Are these people of a team, were all of them there, the group that the scheme asks for: its number, certificates among them, one who leads? */
export function isGroup(pack: Pack, team: readonly InspectorFacts[]): boolean {
  const staff = team.filter((person) => !supports(person));
  return suffices(
    pack,
    staff,
    staff.filter(({ certificateValidTo }) => certificateValidTo !== undefined),
  );
}

function suffices(pack: Pack, staff: readonly InspectorFacts[], certified: readonly InspectorFacts[]): boolean {
  const { min } = theRule(pack, 'group').value;
  return staff.length >= min && certified.length >= certifiedNumber(pack) && certified.some(({ mayLead }) => mayLead);
}

/** Does a sentence of the scheme ask for the group? What only general law asks for is a warning (AMB-43). */
export function bindsGroup(pack: Pack): boolean {
  const { origin, strictness } = theRule(pack, 'group');
  return origin === 'scheme' && strictness === 'hard';
}

/**
 * What somebody is good at, as a draw asks for it: 业务专长; a list without that column says it by 业务类别 or 专业类别.
 */
export function specialtiesOf(person: InspectorFacts): readonly string[] {
  const { specialties = [], businessCategory = [], professionCategory = [] } = person;
  return specialties.length > 0 ? specialties : [...new Set([...businessCategory, ...professionCategory])];
}

export interface SupportAsk {
  readonly kind: 'auxiliary' | 'expert';
  /** 擅长行业, stated with the specialties. */
  readonly industry?: string | undefined;
  readonly region?: string | undefined;
  readonly date: CalendarDate;
}

/** Auxiliaries or experts that may be drawn to support a visit: of the trade and region asked for, with a mandate that runs. */
export function supportPool(people: readonly InspectorFacts[], ask: SupportAsk): readonly InspectorFacts[] {
  const { kind, industry, region, date } = ask;
  return people
    .filter(
      (person) =>
        person.staffKind === kind &&
        person.onStaff &&
        isOnDuty(person, date) &&
        (industry === undefined || specialtiesOf(person).includes(industry)) &&
        (region === undefined || person.region === region),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export interface SubstitutionAttempt {
  readonly reason?: string | undefined;
  /** Role of who approved. */
  readonly approvedBy?: string | undefined;
}

export type SubstitutionAnswer = Source & {
  readonly allowed: boolean;
  readonly missing: readonly ('reason' | 'approval')[];
  readonly approver: string;
  readonly reasons: readonly string[];
};

/** A confirmed draw changes only for a reason that the scheme lists, approved by the role that it names. */
export function substitutionAllowed(pack: Pack, { reason, approvedBy }: SubstitutionAttempt): SubstitutionAnswer {
  const rule = theRule(pack, 'substitution');
  const { approver, reasons } = rule.value;
  const missing: ('reason' | 'approval')[] = [];
  if (reason === undefined || !reasons.includes(reason)) missing.push('reason');
  if (approvedBy !== approver) missing.push('approval');
  return { allowed: missing.length === 0, missing, approver, reasons, ...sourceOf(rule) };
}

export interface ReasonAnswer extends Source {
  /** The reason of the scheme that it falls under; absent where it falls under none. */
  readonly under?: string;
  readonly reasons: readonly string[];
  /** The scheme takes other reasons, and this one says nothing of its own. */
  readonly needsDetail: boolean;
}

/** How a scheme words that its list is open: 其他不可抗原因, 其它特殊情况. */
const OTHER = /^其[他它]/;

/**
 * Under which reason of the scheme a substitution falls: the one that says the same, or what it calls 其他 with words of its own
 * beside it. `words` as people call the reason, `detail` what is written beside it.
 */
export function substitutionReason(
  pack: Pack,
  { words, detail }: { readonly words: string; readonly detail?: string | undefined },
): ReasonAnswer {
  const rule = theRule(pack, 'substitution');
  const { reasons } = rule.value;
  const said = OTHER.test(words) ? [detail] : [words, detail];
  const open = reasons.find((reason) => OTHER.test(reason));
  const own = said.find((one) => one !== undefined);
  const under = reasons.find((reason) => !OTHER.test(reason) && said.includes(reason)) ?? (own && open);
  const needsDetail = under === undefined && open !== undefined;
  return { ...(under !== undefined && { under }), reasons, needsDetail, ...sourceOf(rule) };
}

export interface Admission extends Partial<Source> {
  readonly admitted: boolean;
  /** What the person may be entered as. */
  readonly kinds: readonly InspectorFacts['staffKind'][];
}

/**
 * Does the directory take a person in? The scheme's admission speaks of inspectors; auxiliaries and experts have
 * directories of their own, where the scheme has them.
 */
export function admits(pack: Pack, staffKind: InspectorFacts['staffKind']): Admission {
  const rule = findRule(pack, 'admission');
  const own = [
    ...(rule?.value.staffKinds ?? []),
    ...(findRule(pack, 'auxiliaries') ? (['auxiliary'] as const) : []),
    ...(findRule(pack, 'experts') ? (['expert'] as const) : []),
  ];
  const kinds = [...new Set(own)];
  return { admitted: rule === undefined || kinds.includes(staffKind), kinds, ...(rule ? sourceOf(rule) : {}) };
}
