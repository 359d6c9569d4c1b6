import { agencyLevels } from '@sunlot/contract/agencies.ts';
import type { Text } from '@sunlot/contract/languages.ts';
import { periodUnits } from '@sunlot/contract/period-units.ts';
import { type PlanView, planStates } from '@sunlot/contract/plans.ts';
import { exclusionTexts } from '@sunlot/contract/reasons.ts';
import { applicationStates, applicationStatesInEnglish } from '@sunlot/contract/replacements.ts';
import { roleChangeStates, roleChangeStatesInEnglish } from '@sunlot/contract/role-changes.ts';
import { roles, rolesInEnglish } from '@sunlot/contract/roles.ts';
import type { Problem } from '@sunlot/server/problem.ts';
import { type Action, rights } from '@sunlot/server/rights.ts';
import { ZodError } from 'zod';
import { ENGLISH_SENTENCES } from './english-sentences-table.ts';

/**
 * The server says everything in Chinese, and so do its records. This is what of it has English words: roles, rights,
 * states, and the sentences of the table. The words of schemes and workbooks stay as they were written.
 */
export function inEnglish(text: string): string {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  for (const [pattern, sentence] of ENGLISH_SENTENCES) {
    const match = pattern.exec(text);
    if (match) return sentence.replace(/\$(\d)/g, (_, index: string) => inEnglish(match[Number(index)] ?? ''));
  }
  const parts = text.split(/[、；，]|(?<=\p{Script=Han})或(?=\p{Script=Han})/u);
  const said = parts.map((part) => (parts.length > 1 ? inEnglish(part) : part));
  return said.some((part) => /\p{Script=Han}/u.test(part)) ? text : said.join(/[、；，]/.test(text) ? ', ' : ' or ');
}

/** Details that are what somebody typed, or the name of a place. */
const VERBATIM: ReadonlySet<string> = new Set(['file', 'folder', 'place', 'value', 'login', 'who']);

/** The details of a problem as an English sentence takes them; what the contract refused is said by its checker. */
export function detailsInEnglish({ code, details, cause }: Problem): Readonly<Record<string, unknown>> {
  if (code === 'request.invalid' && cause instanceof ZodError) return { what: issueInEnglish(cause) };
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      const isText = typeof value === 'string' && !VERBATIM.has(name);
      return [name, isText ? inEnglish(value) : value];
    }),
  );
}

function issueInEnglish({ issues }: ZodError): string {
  const issue = issues[0]!;
  return [...(issue.path.length > 0 ? [issue.path.join('.')] : []), wanted(issue)].join(': ');
}

function wanted(issue: ZodError['issues'][number]): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be given as ${issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return issue.format === 'regex' ? `must have the form ${issue.pattern}` : `must be a valid ${issue.format}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}`;
    default:
      return 'does not fit the others';
  }
}

/** States of a plan; `planStates` has the Chinese words. */
export const planStatesInEnglish: Readonly<Record<PlanView['state'], string>> = {
  draft: 'draft',
  submitted: 'submitted',
  approved: 'approved',
  issued: 'issued',
  published: 'published',
  superseded: 'superseded',
  inForce: 'in force',
  closed: 'closed',
  archived: 'archived',
};

const RIGHTS: Readonly<Record<Action, string>> = {
  'agency.add': 'add an agency',
  'user.add': 'add a user',
  'user.disable': 'disable a user',
  'user.addWithRoles': 'add a user with roles at once',
  'user.resetAdministrator': 'reset the password of an administrator',
  'role.propose': 'propose to grant or take away roles',
  'role.confirm': 'confirm a change of roles',
  'role.read': 'see the changes of roles',
  'pack.adopt': 'adopt a version of a policy pack',
  'pack.simulate': 'simulate a policy pack',
  'pack.approve': 'approve a version of a policy pack',
  'holiday.import': 'import holidays',
  'objects.read': 'see the directory of inspected units',
  'objects.import': 'import the directory of inspected units',
  'class.propose': 'propose a class set by hand',
  'class.approve': 'approve a class set by hand',
  'class.end': 'end a class set by hand',
  'handedDown.import': 'take in a list handed down',
  'steward.set': 'name who keeps a list',
  'directory.review': 'record a review of the directories',
  'inspectors.read': 'see the directory of inspectors',
  'inspectors.import': 'import the directory of inspectors',
  'inspectors.reveal': 'see an identity number and telephone',
  'inspectors.bind': 'bind an account to an inspector',
  'appraisal.read': 'see the years of inspectors',
  'appraisal.record': 'enter something in the year of an inspector',
  'appraisal.takeBack': 'take such an entry back',
  'liability.read': 'see what the record says of a unit',
  'handOver.read': 'see what was handed to enforcement',
  'handOver.record': 'record a hand-over to enforcement',
  'recusal.read': 'see the recusals',
  'recusal.declare': 'declare an interest',
  'recusal.record': 'record the interest of somebody else',
  'recusal.withdraw': 'take a recusal back',
  'absence.read': 'see who is away',
  'absence.record': 'record who is away',
  'items.read': 'see the list of inspection items',
  'items.import': 'import the list of inspection items',
  'items.publish': 'publish the list of inspection items',
  'items.approve': 'approve the list of inspection items',
  'items.adjust': 'record an adjustment of the list',
  'items.push': 'record that the list was sent to a platform',
  'duties.import': 'import the duties of the agency',
  'visits.read': 'see the visits',
  'visits.import': 'import visits',
  'compliance.read': 'see the verdicts of compliance',
  'figures.open': 'see the rows behind the figures',
  'compliance.close': 'make a verdict of compliance final',
  'compliance.reopen': 'open a final verdict of compliance again',
  'report.handIn': 'record that a report of a quarter was handed in',
  'publication.read': 'see which results are due for publication',
  'directed.read': 'see directed inspections',
  'directed.add': 'record a directed inspection',
  'jointItems.import': 'draw up the list of joint items',
  'jointItems.publish': 'publish the list of joint items',
  'partner.read': 'see the partner departments',
  'partner.add': 'record a partner department',
  'joint.read': 'see what was agreed for joint inspections',
  'joint.consult': 'choose joint items and record consultations',
  'joint.confirm': 'confirm a consultation',
  'joint.importDraw': 'take over the draw of a lead department',
  'joint.own': 'see the joint tasks of one’s own department',
  'plan.read': 'see the annual plan',
  'plan.draft': 'draft the annual plan',
  'plan.submit': 'submit the annual plan',
  'plan.approve': 'approve the annual plan',
  'plan.issue': 'issue the annual plan',
  'plan.scheme': 'record the scheme document of the year',
  'plan.close': 'close the annual plan',
  'plan.archive': 'archive the annual plan',
  'plan.publish': 'publish the annual plan',
  'ownNumbers.read': 'see what the agency set itself',
  'ownNumbers.set': 'set numbers of the agency itself',
  'rule.justify': 'give reasons for leaving a rule',
  'task.create': 'create a task',
  'task.withdraw': 'withdraw a task',
  'task.overlaps': 'see where the tasks of two levels overlap',
  'dispatch.approveAway': 'approve that a team is sent while people are away',
  'visit.cancel': 'cancel a visit',
  'visit.approveCancel': 'approve that a visit is cancelled',
  'task.close': 'close a task',
  'task.report': 'record that statistics were sent',
  'task.statistics': 'see the statistics of a task',
  'task.dispatch': 'dispatch the visits of a task',
  'form.read': 'see the form of a visit',
  'form.submit': 'submit the form of a visit',
  'form.record': 'record the form of a visit for others',
  'method.approve': 'approve a method of inspection',
  'dispatch.read': 'see the visits of a task',
  'task.read': 'see tasks',
  'draw.rehearse': 'rehearse a draw',
  'draw.freeze': 'freeze a list',
  'draw.enter': 'enter a throw',
  'draw.run': 'run a draw',
  'draw.end': 'make a draw void',
  'draw.approveEnd': 'approve that a draw is made void',
  'draw.replace': 'replace a drawn unit or a person',
  'draw.approveReplacement': 'approve a replacement',
  'draw.read': 'see draws',
  'draw.names': 'see the names that were drawn',
  'draw.keyCopy': 'keep the key of a list',
  'draw.reveal': 'make a list public',
  'draw.approveEarlyReveal': 'approve that a list is made public early',
  'log.read': 'read the logs',
  'log.readAudit': 'read the audit log',
  'log.cosign': 'bring in signatures of witnesses',
  'log.gmKey': 'let the log sign with SM2 too',
  'log.witnesses': 'see who cosigns the log',
  'log.appoint': 'appoint witnesses',
  'log.approveWitnesses': 'approve who cosigns the log',
  'log.checkpoint': 'sign a checkpoint of the logs',
};

const WORDS: ReadonlyMap<string, string> = new Map([
  ...pairs(roles, rolesInEnglish),
  ...pairs(planStates, planStatesInEnglish),
  ...pairs(applicationStates, applicationStatesInEnglish),
  ...pairs(roleChangeStates, roleChangeStatesInEnglish),
  ...texts(exclusionTexts),
  ...texts(agencyLevels),
  ...texts(periodUnits),
  ...Object.entries(rights).map(([action, { what }]) => [what, RIGHTS[action as Action]] as const),
]);

function texts(of: Readonly<Record<string, Text>>) {
  return Object.values(of).map(({ zh, en }) => [zh, en] as const);
}

function pairs<K extends string>(zh: Readonly<Record<K, string>>, english: Readonly<Record<K, string>>) {
  const keys = Object.keys(zh) as K[];
  return keys.map((key) => [zh[key], english[key]] as const);
}
