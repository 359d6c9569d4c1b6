import type { Action } from '../rights.ts';

/**
 * Who may use a route: everybody, whoever is signed in, or (`own account`) whoever is signed in even before the
 * initial password is changed. Else the right, which names the roles.
 */
export type RouteRight = Action | 'everybody' | 'signed in' | 'own account';

/**
 * Where the right must hold: `installation` = by accounts that belong to no agency; `agency` = the one named in the
 * request; `row` = the agency of the thing that the request names; `none` = nowhere in particular.
 */
export type Territory = 'none' | 'installation' | 'agency' | 'row';

export type RouteRule = { readonly right: RouteRight; readonly territory: Territory };

/** The one table of routes: method and path → right × territory. The roles of a right are in `rights.ts`. */
export const routeTable = {
  'GET /': open(),
  'GET /docs': open(),
  'GET /v/:draw': open(),
  'POST /v/:draw/nonces': open(),
  'GET /v/:draw/record': open(),
  'GET /items/:agency': open(),
  'GET /admission/:agency': open(),
  'GET /plans/:agency/:year': open(),
  'GET /assets/*': open(),
  'GET /health': open(),
  'GET /public/v1/openapi.json': open(),
  'GET /public/v1/agencies': open(),
  'GET /public/v1/draws': open(),
  'GET /public/v1/draws/:draw': open(),
  'GET /public/v1/draws/:draw/list': open(),
  'GET /public/v1/draws/:draw/evidence.zip': open(),
  'POST /public/v1/draws/:draw/nonces': open(),
  'GET /public/v1/items/:agency': open(),
  'GET /public/v1/admission/:agency': open(),
  'GET /public/v1/plans/:agency/:year': open(),
  'GET /public/v1/log/checkpoint': open(),
  'GET /public/v1/log/entries': open(),
  'GET /log/checkpoint': open(),
  'GET /log/tile/*': open(),

  'POST /api/v1/session': open(),
  'GET /api/v1/session': own(),
  'DELETE /api/v1/session': own(),
  'GET /api/v1/account/sessions': own(),
  'DELETE /api/v1/account/sessions/:session': own(),
  'PUT /api/v1/account/password': own(),
  'POST /api/v1/account/totp': own(),
  'PUT /api/v1/account/totp': own(),

  'GET /api/v1/agencies': { right: 'signed in', territory: 'none' },
  'POST /api/v1/agencies': { right: 'agency.add', territory: 'installation' },
  'GET /api/v1/packs': { right: 'signed in', territory: 'none' },
  'GET /api/v1/packs/:pack/:version': { right: 'signed in', territory: 'none' },
  'POST /api/v1/agencies/:agency/packs': { right: 'pack.adopt', territory: 'installation' },
  'POST /api/v1/agencies/:agency/packs/switch': { right: 'pack.adopt', territory: 'installation' },
  'POST /api/v1/users': { right: 'user.add', territory: 'installation' },
  'POST /api/v1/users/:login/reset': { right: 'user.add', territory: 'installation' },
  'POST /api/v1/users/:login/disable': { right: 'user.disable', territory: 'installation' },
  'POST /api/v1/holidays': { right: 'holiday.import', territory: 'installation' },
  'GET /api/v1/agencies/:agency/objects': { right: 'objects.read', territory: 'agency' },
  'GET /api/v1/agencies/:agency/objects/:object/class': { right: 'objects.read', territory: 'agency' },
  'GET /api/v1/agencies/:agency/class-overrides': { right: 'objects.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/class-overrides': { right: 'class.propose', territory: 'agency' },
  'POST /api/v1/agencies/:agency/class-overrides/:override/approval': { right: 'class.approve', territory: 'agency' },
  'POST /api/v1/agencies/:agency/class-overrides/:override/refusal': { right: 'class.approve', territory: 'agency' },
  'POST /api/v1/agencies/:agency/class-overrides/:override/end': { right: 'class.end', territory: 'agency' },
  'GET /api/v1/agencies/:agency/handed-down-lists': { right: 'objects.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/handed-down-lists': { right: 'handedDown.import', territory: 'agency' },
  'GET /api/v1/agencies/:agency/directory-reviews': { right: 'objects.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/directory-reviews': { right: 'directory.review', territory: 'agency' },
  'GET /api/v1/agencies/:agency/stewards': { right: 'objects.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/stewards': { right: 'steward.set', territory: 'agency' },
  'POST /api/v1/agencies/:agency/reconciliation': { right: 'objects.read', territory: 'agency' },
  'GET /api/v1/agencies/:agency/yearly-lists/:year': { right: 'objects.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/yearly-lists/:year': { right: 'class.propose', territory: 'agency' },
  'POST /api/v1/agencies/:agency/yearly-lists/:year/approval': { right: 'class.approve', territory: 'agency' },
  'GET /api/v1/agencies/:agency/inspectors': { right: 'inspectors.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/objects/import': { right: 'objects.import', territory: 'agency' },
  'POST /api/v1/agencies/:agency/inspectors/import': { right: 'inspectors.import', territory: 'agency' },
  'POST /api/v1/agencies/:agency/items/import': { right: 'items.import', territory: 'agency' },
  'GET /api/v1/agencies/:agency/items': { right: 'items.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/items/publication': { right: 'items.publish', territory: 'agency' },
  'POST /api/v1/agencies/:agency/items/approval': { right: 'items.approve', territory: 'agency' },
  'POST /api/v1/agencies/:agency/items/adjustments': { right: 'items.adjust', territory: 'agency' },
  'GET /api/v1/agencies/:agency/items/comparison': { right: 'items.read', territory: 'agency' },
  'GET /api/v1/agencies/:agency/items/of-object': { right: 'items.read', territory: 'agency' },
  'GET /api/v1/agencies/:agency/items/form': { right: 'items.read', territory: 'agency' },
  'GET /api/v1/agencies/:agency/items/export': { right: 'items.read', territory: 'agency' },
  'GET /api/v1/agencies/:agency/items/pushes': { right: 'items.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/items/pushes': { right: 'items.push', territory: 'agency' },
  'POST /api/v1/agencies/:agency/duties/import': { right: 'duties.import', territory: 'agency' },
  'GET /api/v1/agencies/:agency/duties/coverage': { right: 'items.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/inspector-accounts': { right: 'inspectors.bind', territory: 'agency' },
  'POST /api/v1/agencies/:agency/inspector-accounts/removal': { right: 'inspectors.bind', territory: 'agency' },
  'GET /api/v1/agencies/:agency/inspector-year': { right: 'appraisal.read', territory: 'agency' },
  'GET /api/v1/agencies/:agency/liability': { right: 'liability.read', territory: 'agency' },
  'GET /api/v1/agencies/:agency/hand-overs': { right: 'handOver.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/hand-overs': { right: 'handOver.record', territory: 'agency' },
  'GET /api/v1/agencies/:agency/participation': { right: 'appraisal.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/appraisal-entries': { right: 'appraisal.record', territory: 'agency' },
  'POST /api/v1/agencies/:agency/appraisal-entries/:entry/take-back': {
    right: 'appraisal.takeBack',
    territory: 'agency',
  },
  'GET /api/v1/agencies/:agency/inspectors/:certificate/identity': {
    right: 'inspectors.reveal',
    territory: 'agency',
  },
  'GET /api/v1/agencies/:agency/recusals': { right: 'recusal.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/recusals': { right: 'recusal.declare', territory: 'agency' },
  'POST /api/v1/agencies/:agency/recusals/withdrawal': { right: 'recusal.withdraw', territory: 'agency' },
  'GET /api/v1/agencies/:agency/absences': { right: 'absence.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/absences': { right: 'absence.record', territory: 'agency' },
  'POST /api/v1/agencies/:agency/absences/:absence/end': { right: 'absence.record', territory: 'agency' },
  'GET /api/v1/agencies/:agency/joint-items': { right: 'items.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/joint-items/import': { right: 'jointItems.import', territory: 'agency' },
  'POST /api/v1/agencies/:agency/joint-items/proposal': { right: 'jointItems.import', territory: 'agency' },
  'POST /api/v1/agencies/:agency/joint-items/publication': { right: 'jointItems.publish', territory: 'agency' },
  'GET /api/v1/agencies/:agency/partners': { right: 'partner.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/partners': { right: 'partner.add', territory: 'agency' },
  'GET /api/v1/agencies/:agency/partner-tasks': { right: 'joint.own', territory: 'agency' },
  'GET /api/v1/tasks/:task/joint': { right: 'joint.read', territory: 'row' },
  'POST /api/v1/tasks/:task/joint': { right: 'joint.consult', territory: 'row' },
  'POST /api/v1/tasks/:task/consultations': { right: 'joint.consult', territory: 'row' },
  'POST /api/v1/tasks/:task/confirmations': { right: 'joint.confirm', territory: 'row' },
  'GET /api/v1/tasks/:task/joint-draw': { right: 'joint.read', territory: 'row' },
  'GET /api/v1/tasks/:task/joint-draw/names': { right: 'draw.names', territory: 'row' },
  'POST /api/v1/tasks/:task/joint-draw': { right: 'joint.importDraw', territory: 'row' },
  'GET /api/v1/agencies/:agency/directed': { right: 'directed.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/directed': { right: 'directed.add', territory: 'agency' },
  'GET /api/v1/agencies/:agency/visits': { right: 'visits.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/visits/import': { right: 'visits.import', territory: 'agency' },
  'GET /api/v1/agencies/:agency/indicators': { right: 'compliance.read', territory: 'agency' },
  'GET /api/v1/agencies/:agency/publications/due': { right: 'publication.read', territory: 'agency' },
  'GET /api/v1/agencies/:agency/compliance': { right: 'compliance.read', territory: 'agency' },
  'GET /api/v1/agencies/:agency/plans/:year': { right: 'plan.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/plans/:year': { right: 'plan.draft', territory: 'agency' },
  'POST /api/v1/agencies/:agency/plans/:year/entries': { right: 'plan.draft', territory: 'agency' },
  'PUT /api/v1/agencies/:agency/plans/:year/entries/:entry': { right: 'plan.draft', territory: 'agency' },
  'POST /api/v1/agencies/:agency/plans/:year/adjustments': { right: 'plan.draft', territory: 'agency' },
  'POST /api/v1/agencies/:agency/plans/:year/submission': { right: 'plan.submit', territory: 'agency' },
  'POST /api/v1/agencies/:agency/plans/:year/approval': { right: 'plan.approve', territory: 'agency' },
  'POST /api/v1/agencies/:agency/plans/:year/issue': { right: 'plan.issue', territory: 'agency' },
  'POST /api/v1/agencies/:agency/plans/:year/publication': { right: 'plan.publish', territory: 'agency' },
  'POST /api/v1/agencies/:agency/plans/:year/scheme': { right: 'plan.scheme', territory: 'agency' },
  'GET /api/v1/agencies/:agency/own-numbers': { right: 'ownNumbers.read', territory: 'agency' },
  'POST /api/v1/agencies/:agency/own-ratios': { right: 'ownNumbers.set', territory: 'agency' },
  'POST /api/v1/agencies/:agency/yearly-figures': { right: 'ownNumbers.set', territory: 'agency' },
  'POST /api/v1/agencies/:agency/justifications': { right: 'rule.justify', territory: 'agency' },
  'GET /api/v1/agencies/:agency/load': { right: 'task.overlaps', territory: 'agency' },
  'GET /api/v1/agencies/:agency/overlaps': { right: 'task.overlaps', territory: 'agency' },
  'GET /api/v1/tasks': { right: 'task.read', territory: 'agency' },
  'POST /api/v1/tasks': { right: 'task.create', territory: 'agency' },
  'GET /api/v1/tasks/:task': { right: 'task.read', territory: 'row' },
  'PUT /api/v1/tasks/:task/statement': { right: 'task.create', territory: 'row' },
  'GET /api/v1/tasks/:task/visits': { right: 'dispatch.read', territory: 'row' },
  'POST /api/v1/tasks/:task/answers': { right: 'task.dispatch', territory: 'row' },
  'POST /api/v1/tasks/:task/dispatch': { right: 'task.dispatch', territory: 'row' },
  'GET /api/v1/tasks/:task/rehearsal': { right: 'draw.rehearse', territory: 'row' },
  'POST /api/v1/tasks/:task/draws': { right: 'draw.freeze', territory: 'row' },
  'GET /api/v1/agencies/:agency/late-interests': { right: 'draw.names', territory: 'agency' },
  'GET /api/v1/draws/:draw': { right: 'draw.read', territory: 'row' },
  'GET /api/v1/draws/:draw/differences': { right: 'draw.names', territory: 'row' },
  'GET /api/v1/draws/:draw/names': { right: 'draw.names', territory: 'row' },
  'GET /api/v1/draws/:draw/record': { right: 'draw.names', territory: 'row' },
  'POST /api/v1/draws/:draw/entries': { right: 'draw.enter', territory: 'row' },
  'POST /api/v1/draws/:draw/result': { right: 'draw.run', territory: 'row' },
  'POST /api/v1/draws/:draw/replacements': { right: 'draw.replace', territory: 'row' },
  'POST /api/v1/draws/:draw/replacements/value': { right: 'draw.replace', territory: 'row' },
  'POST /api/v1/draws/:draw/end': { right: 'draw.end', territory: 'row' },
  'POST /api/v1/draws/:draw/reveal': { right: 'draw.reveal', territory: 'row' },
} as const satisfies Record<string, RouteRule>;

export type RouteName = keyof typeof routeTable;

export function routeRule(name: RouteName): RouteRule {
  return routeTable[name];
}

function open(): RouteRule {
  return { right: 'everybody', territory: 'none' };
}

function own(): RouteRule {
  return { right: 'own account', territory: 'none' };
}
