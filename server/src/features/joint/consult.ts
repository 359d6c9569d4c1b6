import type { ChooseJoint, ConfirmConsultation, Consult, JointTaskView } from '@sunlot/contract/joint.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import { namedPartners } from '@sunlot/core/policy/joint-draw.ts';
import type { Context } from '../../context.ts';
import { type JointChoice, jointChoice, type PartnerState, requireNamed } from '../../joint/joint-tasks.ts';
import { type OwnSide, ownSide } from '../../joint/own-side.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { isAllowed } from '../../rights.ts';
import { onlyOwn, openJointTask } from './joint-task.ts';
import { jointTaskView } from './joint-task-view.ts';
import {
  insertChoice,
  insertConfirmation,
  insertConsultation,
  type JointItemRow,
  type JointTaskRow,
  lockTaskProgress,
  selectItems,
  selectList,
  selectPartners,
} from './sql.ts';

/**
 * Chooses the joint items of an interdepartmental task, from the published list alone; every department that takes part
 * becomes its partner, who leads as well as who comes along, and no agency of the own tree is one.
 * Those that the scheme names for the class of the task have to be among them.
 */
export async function chooseJointItems(ctx: Context, { task: id, items, reason }: ChooseJoint): Promise<JointTaskView> {
  const task = await openJointTask(ctx, id, 'joint.consult');
  const { agency } = task;
  await requireChangeable(ctx, task, reason);
  const before = await jointChoice(ctx, task.id);
  const list = await selectList(ctx.tx, { agency, state: 'published' });
  if (!list) throw new Problem('joint.notPublished', { agency });
  const listed = await selectItems(ctx.tx, list.id);
  const unknown = items.filter((serial) => !listed.some((item) => item.serial === serial));
  if (unknown.length > 0)
    throw new Problem('joint.itemUnknown', {
      items: unknown.join('、'),
      serials: listed.map(({ serial, name }) => `${serial} ${name}`).join('；'),
    });
  const chosen = listed.filter(({ serial }) => items.includes(serial));
  const pack = await packInForce(ctx, { agency, on: periodDays(task.period).from });
  const side = await ownSide(ctx, { agency, pack });
  const departments = [...new Set(chosen.flatMap((item) => othersOf(item, side)))];
  requireNamed(task, namedPartners(pack, task.class), departments);
  const row = {
    id: ctx.newId('jtt'),
    task_id: task.id,
    agency,
    joint_list_id: list.id,
    items: chosen.map(({ serial }) => serial),
    partners: await partnersOf(ctx, agency, departments),
    chosen_by: ctx.actor.id,
    chosen_at: ctx.at,
  };
  await insertChoice(ctx.tx, row);
  await ctx.audit({
    action: 'joint.choose',
    agency,
    subject: task.id,
    ...(before && { before: { items: before.items, partners: before.partners.map((partner) => partner.id) } }),
    after: { list: list.version, items: row.items, partners: row.partners, ...(reason !== undefined && { reason }) },
  });
  return jointTaskView(ctx, task);
}

/** Departments besides the environment authority that take part in an item. @throws Problem joint.itemWithoutOthers */
function othersOf(item: JointItemRow, { isOwn, inTree }: OwnSide): readonly string[] {
  const named = [item.lead_department, ...item.partner_departments];
  const others = named.filter((name) => !isOwn(name) && !inTree(name));
  if (others.length === 0)
    throw new Problem('joint.itemWithoutOthers', {
      item: `${item.serial} ${item.name}`,
      departments: named.join('、'),
    });
  return others;
}

/**
 * What was chosen is what a list was frozen by and people are sent with: while a list waits for its draw, and once everybody was sent, it
 * stays. In between a partner may drop out or come along: a change, which says why and is consulted about anew before anybody goes.
 * @throws Problem joint.listFrozen, joint.drawnAlready, joint.sentAlready
 */
async function requireChangeable(ctx: Context, { id, code: task }: JointTaskRow, reason: string | undefined) {
  const { state, frozen, dispatched_at: at } = await lockTaskProgress(ctx.tx, id);
  if (at !== null) throw new Problem('joint.sentAlready', { task, at });
  if (frozen !== null) throw new Problem('joint.listFrozen', { task, draw: frozen });
  if (state === 'drawn' && reason === undefined) throw new Problem('joint.drawnAlready', { task });
}

async function partnersOf(ctx: Context, agency: string, departments: readonly string[]): Promise<string[]> {
  const known = await selectPartners(ctx.tx, agency);
  const missing = departments.filter((name) => !known.some((partner) => partner.name === name));
  if (missing.length > 0) throw new Problem('joint.partnersMissing', { departments: missing.join('、') });
  return known.filter(({ name }) => departments.includes(name)).map(({ id }) => id);
}

/**
 * Records what was agreed with a partner. A further consultation takes the place of the one before, confirmation included; it comes before the
 * dispatch, and afterwards would undo what people were sent with.
 * @throws Problem joint.consultSent
 */
export async function consultPartner(ctx: Context, input: Consult): Promise<JointTaskView> {
  const task = await openJointTask(ctx, input.task, 'joint.consult');
  if (input.date > ctx.today) throw new Problem('request.invalid', { what: `协商日期 ${input.date} 还没有到` });
  const { dispatched_at: at } = await lockTaskProgress(ctx.tx, task.id);
  if (at !== null) throw new Problem('joint.consultSent', { task: task.code, at });
  const choice = await choiceOf(ctx, task);
  const partner = partnerOf(choice, input.partner);
  await refuseOwnTree(ctx, task, partner);
  const { matters, mode, demands, date } = input;
  const id = ctx.newId('cns');
  await insertConsultation(ctx.tx, {
    ...{ id, choice_id: choice.id, agency: task.agency, partner_id: partner.id, matters, mode, demands, held_on: date },
    ...{ recorded_by: ctx.actor.id, recorded_at: ctx.at },
  });
  await ctx.audit({
    action: 'joint.consult',
    agency: task.agency,
    subject: id,
    after: { task: task.id, partner: partner.name, matters, mode, demands, date },
  });
  return jointTaskView(ctx, task);
}

/** A partner confirms, by its own account; or the office records the letter by which it did. */
export async function confirmConsultation(ctx: Context, input: ConfirmConsultation): Promise<JointTaskView> {
  const task = await openJointTask(ctx, input.task, 'joint.confirm');
  const choice = await choiceOf(ctx, task);
  const isOffice = isAllowed(ctx.actor, 'joint.consult', task.agency);
  const partner = partnerOf(choice, input.partner);
  if (!isOffice) await requireOwn(ctx, task, partner);
  await refuseOwnTree(ctx, task, partner);
  if (isOffice && !input.document)
    throw new Problem('request.invalid', { what: '代为登记确认须写明联合部门的回函或文号（--document）' });
  if (!partner.consultation) throw new Problem('joint.notConsulted', { partner: partner.name, task: task.code });
  if (partner.confirmedOn)
    throw new Problem('joint.alreadyConfirmed', { partner: partner.name, on: partner.confirmedOn });
  await insertConfirmation(ctx.tx, {
    consultation_id: partner.consultation.id,
    agency: task.agency,
    confirmed_on: ctx.today,
    document: input.document ?? null,
    confirmed_by: ctx.actor.id,
    confirmed_at: ctx.at,
  });
  await ctx.audit({
    action: 'joint.confirm',
    agency: task.agency,
    subject: partner.consultation.id,
    after: { task: task.id, partner: partner.name, ...(input.document && { document: input.document }) },
  });
  const view = await jointTaskView(ctx, task);
  return isOffice ? view : onlyOwn(view, partner.name);
}

async function choiceOf(ctx: Context, task: JointTaskRow): Promise<JointChoice> {
  const choice = await jointChoice(ctx, task.id);
  if (!choice) throw new Problem('joint.notChosen', { task: task.code });
  return choice;
}

function partnerOf({ partners }: JointChoice, named: string): PartnerState {
  const partner = partners.find(({ id, name }) => id === named || name === named);
  if (!partner)
    throw new Problem('joint.partnerUnknown', {
      partner: named,
      partners: partners.map(({ name }) => name).join('、'),
    });
  return partner;
}

/** Chosen before the tree was asked about: nobody agrees with his own authority. @throws Problem joint.partnerInTree */
async function refuseOwnTree(ctx: Context, { agency }: JointTaskRow, { name }: PartnerState): Promise<void> {
  const known = (await ownSide(ctx, { agency })).inTree(name);
  if (known) throw new Problem('joint.partnerInTree', { name, agency: known.name });
}

/** Another department's task looks as if it were not there. */
async function requireOwn(ctx: Context, task: JointTaskRow, partner: PartnerState): Promise<void> {
  const own = (await selectPartners(ctx.tx, task.agency)).find(({ user_id }) => user_id === ctx.actor.id);
  if (own?.id !== partner.id) throw new Problem('task.unknown', { task: task.code });
}
