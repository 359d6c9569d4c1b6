import { type CalendarDate, dateInShanghai } from '@sunlot/core/basics/dates.ts';
import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import { isOnDuty } from '@sunlot/core/policy/inspector-state.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { absencesOf, withAbsences } from './absences.ts';

/** Somebody of a directory, with the absences on record. */
export type PersonOnRecord = {
  readonly certificate: string;
  readonly facts: InspectorFacts;
  /** When the person left the directory. */
  readonly disabledAt: string | null;
};

type Reading = Pick<Context, 'tx'>;

/** People of some directories, also of who left them since; all of them where no certificates are named. */
export async function peopleOnRecord(
  ctx: Reading,
  { agencies, certificates }: { readonly agencies: readonly string[]; readonly certificates?: readonly string[] },
): Promise<readonly PersonOnRecord[]> {
  let query = ctx.tx
    .selectFrom('inspector')
    .select(['certificate_no as certificate', 'facts', 'disabled_at as disabledAt'])
    .where(sql<boolean>`agency = any(${[...agencies]})`);
  if (certificates) query = query.where(sql<boolean>`certificate_no = any(${[...certificates]})`);
  const absences = await absencesOf(ctx, ...agencies);
  return (await query.execute()).map((row) => ({ ...row, facts: withAbsences(row.facts as InspectorFacts, absences) }));
}

/** Does the directory have somebody away on a day, or gone by then? Who left still belongs to it on that day. */
export function isAway({ facts, disabledAt }: PersonOnRecord, on: CalendarDate): boolean {
  return !isOnDuty(facts, on) || (disabledAt !== null && dateInShanghai(Date.parse(disabledAt)) < on);
}

/** Where and when somebody is said to have inspected. */
export type Presence = { readonly certificate: string; readonly object: string; readonly on: CalendarDate };

/** Why somebody should not have been at an object on a day: away, without a valid certificate, or an interest declared by then and since when. */
export type Hindrance =
  | { readonly kind: 'away' }
  | { readonly kind: 'certificateExpired'; readonly validTo: CalendarDate }
  | { readonly kind: 'recused'; readonly since: CalendarDate };

export type HindrancesOf = (presence: Presence) => readonly Hindrance[];

/** What the record holds against people having been somewhere: one reading for whatever names inspectors. */
export async function hindrances(
  ctx: Reading,
  { agencies, people }: { readonly agencies: readonly string[]; readonly people: readonly PersonOnRecord[] },
): Promise<HindrancesOf> {
  const known = new Map(people.map((person) => [person.certificate, person]));
  const interests = await interestsOf(ctx, agencies);
  return ({ certificate, object, on }) => {
    const person = known.get(certificate);
    const since = interests.get(`${certificate}\n${object}`);
    const validTo = person?.facts.certificateValidTo;
    return [
      ...(person !== undefined && isAway(person, on) ? [{ kind: 'away' } as const] : []),
      ...(validTo !== undefined && validTo < on ? [{ kind: 'certificateExpired', validTo } as const] : []),
      ...(since !== undefined && since <= on ? [{ kind: 'recused', since } as const] : []),
    ];
  };
}

/** Since when who has an interest in what. */
async function interestsOf({ tx }: Reading, agencies: readonly string[]): Promise<ReadonlyMap<string, CalendarDate>> {
  const rows = await tx
    .selectFrom('recusal')
    .select(['certificate_no', 'object_key', 'declared_at'])
    .where(sql<boolean>`agency = any(${[...agencies]})`)
    .execute();
  return new Map(
    rows.map(({ certificate_no: person, object_key: object, declared_at: at }) => [
      `${person}\n${object}`,
      dateInShanghai(Date.parse(at)),
    ]),
  );
}

/** What is said of a record that is kept all the same. */
export function hindranceText({ certificate, on }: Presence, hindrance: Hindrance): string {
  switch (hindrance.kind) {
    case 'away':
      return `证号 ${certificate} 在 ${on} 不在岗（名录或不在岗登记），已照所写登记。请核对检查日期、检查人员，或更正不在岗登记。`;
    case 'certificateExpired':
      return `证号 ${certificate} 的执法证有效期至 ${hindrance.validTo}，${on} 检查时已过期，已照所写登记。请核对检查日期、检查人员，或更正名录里的有效期。`;
    case 'recused':
      return `证号 ${certificate} 自 ${hindrance.since} 起对这个对象回避，已照所写登记。请核对检查人员；确由本人检查的，判定时会指出。`;
  }
}
