import { type NamedPartners, namedPartners } from '@sunlot/core/policy/joint-draw.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { Problem } from '../problem.ts';
import { taskTypeOf } from '../visits/ledger.ts';

/** What was chosen for an interdepartmental task and how far each partner is: what drawing and sending people ask about. */

type Reading = Pick<Context, 'tx'>;

export type PartnerState = {
  readonly id: string;
  readonly name: string;
  readonly consultation?: {
    readonly id: string;
    readonly matters: string;
    readonly mode: string;
    readonly demands: string;
    readonly date: string;
  };
  readonly confirmedOn?: string;
  readonly document?: string;
};

export type JointChoice = {
  readonly id: string;
  readonly listId: string;
  readonly items: readonly string[];
  readonly partners: readonly PartnerState[];
};

/** The choice that holds; undefined where none was made. */
export async function jointChoice({ tx }: Reading, taskId: string): Promise<JointChoice | undefined> {
  const chosen = await tx
    .selectFrom('joint_task')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!chosen) return undefined;
  const names = await tx
    .selectFrom('partner_department')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${chosen.partners})`)
    .orderBy('name')
    .execute();
  const partners: PartnerState[] = [];
  for (const { id, name } of names) {
    partners.push({
      id,
      name,
      ...(await lastConsultation({ tx }, { choiceId: chosen.id, partnerId: id })),
    });
  }
  return { id: chosen.id, listId: chosen.joint_list_id, items: chosen.items, partners };
}

type Place = { readonly choiceId: string; readonly partnerId: string };

/** The latest consultation about the choice that holds: what was agreed about other items says nothing of these. */
async function lastConsultation(
  { tx }: Reading,
  { choiceId, partnerId }: Place,
): Promise<Omit<PartnerState, 'id' | 'name'>> {
  const row = await tx
    .selectFrom('consultation')
    .leftJoin('consultation_confirmation as given', 'given.consultation_id', 'consultation.id')
    .select([
      'consultation.id',
      'consultation.matters',
      'consultation.mode',
      'consultation.demands',
      'consultation.held_on',
      'given.confirmed_on',
      'given.document',
    ])
    .where('consultation.choice_id', '=', choiceId)
    .where('consultation.partner_id', '=', partnerId)
    .orderBy('consultation.position', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return {};
  const { id, matters, mode, demands, held_on: date } = row;
  return {
    consultation: { id, matters, mode, demands, date },
    ...(row.confirmed_on !== null && { confirmedOn: row.confirmed_on }),
    ...(row.document !== null && { document: row.document }),
  };
}

/** Does the scheme ask that partners confirm before such a task goes on? */
export function consultationRule(pack: Pack, kind: string) {
  const rule = findRule(pack, 'consultation');
  return rule?.value.before.includes(taskTypeOf(kind)) ? rule : undefined;
}

/**
 * Stops an interdepartmental task that has no joint items of the published list, that was not consulted about with the
 * departments that the scheme names for its class, or whose partners have not confirmed where the scheme asks for it.
 * @throws Problem joint.notChosen, joint.partnerLeftOut, joint.notAgreed, joint.unconfirmed
 */
export async function requireConsulted(ctx: Reading, task: JointTask, pack: Pack): Promise<void> {
  if (taskTypeOf(task.kind) !== 'interdepartmentalJoint') return;
  const choice = await jointChoice(ctx, task.id);
  if (!choice) throw new Problem('joint.notChosen', { task: task.code });
  const named = namedPartners(pack, task.class);
  requireNamed(
    task,
    named,
    choice.partners.map(({ name }) => name),
  );
  requireAgreed(task, named, choice);
  const rule = consultationRule(pack, task.kind);
  const open = choice.partners.filter(({ confirmedOn }) => confirmedOn === undefined).map(({ name }) => name);
  if (rule && open.length > 0)
    throw new Problem('joint.unconfirmed', { partners: open.join('、'), section: rule.clause.section });
}

type JointTask = { readonly id: string; readonly code: string; readonly kind: string; readonly class: string };

/** the items chosen bring every department along that the scheme names for the class. @throws Problem joint.partnerLeftOut */
export function requireNamed(
  { code }: Pick<JointTask, 'code'>,
  named: NamedPartners | undefined,
  partners: readonly string[],
): void {
  const missing = named?.departments.filter((name) => !partners.includes(name)) ?? [];
  if (!named || missing.length === 0) return;
  const { section, quote } = named.clause;
  throw new Problem('joint.partnerLeftOut', { task: code, departments: missing.join('、'), section, quote });
}

function requireAgreed({ code }: JointTask, named: NamedPartners | undefined, { partners }: JointChoice): void {
  const open = partners.filter(({ name, consultation }) => named?.departments.includes(name) && !consultation);
  const [first] = open;
  if (!named || !first) return;
  const { section, quote } = named.clause;
  const names = open.map(({ name }) => name).join('、');
  throw new Problem('joint.notAgreed', { task: code, partners: names, first: first.id, section, quote });
}

/** Departments that send somebody to every visit of a task: those of the items that were chosen, and those that the scheme names. */
export async function partnerSeats(ctx: Reading, task: JointTask, pack: Pack): Promise<readonly string[]> {
  if (taskTypeOf(task.kind) !== 'interdepartmentalJoint') return [];
  const chosen = (await jointChoice(ctx, task.id))?.partners.map(({ name }) => name) ?? [];
  return [...new Set([...chosen, ...(namedPartners(pack, task.class)?.departments ?? [])])];
}
