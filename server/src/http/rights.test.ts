import { type Role, roles } from '@sunlot/contract/roles.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../db/test-database.ts';
import { type Action, rights } from '../rights.ts';
import { placeOf } from './endpoint.ts';
import { openApiDocument } from './openapi.ts';
import { type RouteName, type RouteRule, routeTable } from './route-table.ts';
import { COUNTY, ELSEWHERE, openTestApp, type Send, type TestApp } from './test-app.ts';

const table: readonly (readonly [RouteName, RouteRule])[] = Object.entries(routeTable) as [RouteName, RouteRule][];
const guarded = table.filter(([, { right }]) => Object.hasOwn(rights, right)) as [
  RouteName,
  RouteRule & { right: Action },
][];
const grantable = (Object.keys(roles) as Role[]).filter((role) => role !== 'consoleOwner');
const isAdministrator = (role: Role) => /Admin$/.test(role);

/** A real address of a route, in one agency or another; ids that nobody has. */
function addressOf(route: RouteName, agency: string): string {
  const { url } = placeOf(route);
  const filled = url.replace(':agency', agency).replace(':year', '2026').replace(/:\w+/g, 'nobody-has-this');
  if (
    /\/(?:compliance(?:\/(?:report|coverage|counties|score))?|indicators|participation|inspector-year|period-reports)$/.test(
      route,
    )
  )
    return `${filled}?year=2026`;
  if (route.endsWith('/document')) return `${filled}?kind=summary&quarter=2026Q3`;
  if (route.endsWith('/compliance/rows')) return `${filled}?year=2026&figure=randomVisits`;
  if (route.endsWith('/identity')) return `${filled}?reason=%E6%A0%B8%E5%AF%B9`;
  if (route.endsWith('/liability')) return `${filled}?year=2026&object=nobody`;
  return route === 'GET /api/v1/tasks' ? `${filled}?agency=${agency}` : filled;
}

const INTEREST = { certificate: 'DEMO-1', object: '91999901MA0000000X', reason: '近亲属任职' };
const BODIES: Readonly<Record<string, object>> = {
  'compliance/closing': { year: 2026 },
  'compliance/reopening': { year: 2026, reason: '补录检查' },
  directed: { object: INTEREST.object, date: '2026-11-20', items: ['1'] },
  recusals: INTEREST,
  'recusals/withdrawal': INTEREST,
  'appraisal-entries': { certificate: 'DEMO-1', kind: 'lateUpload', day: '2026-11-20', reason: '次日上报' },
  'appraisal-entries/:entry/take-back': { reason: '登记有误' },
  'hand-overs': {
    ...{ object: INTEREST.object, from: 'DEMO-1', to: 'DEMO-2', matter: '废水直排' },
    ...{ foundOn: '2026-11-19', handedOn: '2026-11-20' },
  },
  'period-reports': { kind: 'summary', quarter: '2026Q3', sentOn: '2026-09-28' },
  partners: { name: '示范县住房和城乡建设局' },
  absences: { certificate: 'DEMO-1', from: '2026-11-20', reason: '休假' },
  'inspector-accounts': { certificate: 'DEMO-1', login: 'nobody' },
  'inspector-accounts/removal': { certificate: 'DEMO-1' },
};

function bodyOf(route: RouteName, agency: string): { body?: object } {
  if (route === 'POST /api/v1/tasks') return { body: { agency, class: 'key', period: '2026Q4' } };
  const body = BODIES[route.replace(/^POST .*:agency\//, '')];
  if (body) return { body };
  return route.endsWith('/publication') ? { body: { channel: '门户网站', url: 'https://example.gov.cn/' } } : {};
}

describe('the table of routes', () => {
  test('has a rule for every route there is, and no other', async () => {
    const document = (await openApiDocument()) as { paths: Record<string, Record<string, unknown>> };
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const pages = table
      .map(([route]) => route)
      .filter((route) => !/ (?:\/api\/|\/public\/v1\/(?!openapi)|\/health)/.test(route));
    expect([...described, ...pages].sort()).toEqual(table.map(([route]) => route).sort());
  });

  test('opens nothing of the staff to everybody but signing in', () => {
    const open = table.filter(([route, { right }]) => route.includes('/api/') && right === 'everybody');
    expect(open.map(([route]) => route)).toEqual(['POST /api/v1/session']);
  });
});

describeDatabases('rights', (target) => {
  let site: TestApp;
  const people = new Map<Role, Send>();
  beforeAll(async () => {
    site = await openTestApp(target);
    for (const role of grantable) {
      await site.addPerson(role.toLowerCase(), [role], isAdministrator(role) ? undefined : COUNTY);
      people.set(role, await site.as(role.toLowerCase()));
    }
  });
  afterAll(() => site.close());

  test('every route that is registered stands in the table', () => {
    const listed = site.app.printRoutes({ commonPrefix: false, includeHooks: false });
    const urls = new Set(table.map(([route]) => placeOf(route).url));
    for (const [route] of table) {
      const { method, url } = placeOf(route);
      expect(site.app.hasRoute({ method, url }), route).toBe(true);
    }
    expect(listed.length).toBeGreaterThan(0);
    expect(urls.size).toBeGreaterThan(20);
  });

  test('the audit administrator reads and changes nothing (三员分立)', () => {
    const held = (Object.keys(rights) as (keyof typeof rights)[]).filter((one) =>
      (rights[one].roles as readonly Role[]).includes('auditAdmin'),
    );
    expect(held).toContain('log.readAudit');
    expect(held.filter((one) => !rights[one].reading)).toEqual([]);
    expect(rights['log.checkpoint'].roles).toContain('securityAdmin');
  });

  test.each(table.filter(([route]) => route.includes('/api/') && route !== 'POST /api/v1/session'))(
    '%s: refused without a session',
    async (route) => {
      const { method } = placeOf(route);
      const answer = await site.send(method, addressOf(route, COUNTY), bodyOf(route, COUNTY));
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'request.notSignedIn']);
    },
  );

  test.each(guarded)('%s: refused for every role that lacks the right', async (route, { right, territory }) => {
    const { method } = placeOf(route);
    const holders: readonly Role[] = rights[right].roles;
    for (const [role, send] of people) {
      const may = holders.includes(role) && (territory !== 'installation' || isAdministrator(role));
      const answer = await send(method, addressOf(route, COUNTY), bodyOf(route, COUNTY));
      const refused = answer.statusCode === 403 && answer.json().code === 'request.notPermitted';
      expect(refused, `${role} ${answer.statusCode} ${answer.body}`).toBe(!may);
    }
  });

  test.each(guarded.filter(([, { territory }]) => territory === 'agency'))(
    '%s: another agency looks as if it were not there',
    async (route, { right }) => {
      const { method } = placeOf(route);
      const holders: readonly Role[] = rights[right].roles;
      for (const [role, send] of people) {
        const answer = await send(method, addressOf(route, ELSEWHERE), bodyOf(route, ELSEWHERE));
        // An administrator belongs to no agency: a right to read is one on the whole installation.
        const expected = !holders.includes(role) ? 403 : isAdministrator(role) ? 200 : 404;
        expect(answer.statusCode, `${role} ${answer.body}`).toBe(expected);
        if (expected === 200) continue;
        expect(answer.body).not.toContain('邻县');
      }
    },
  );
});
