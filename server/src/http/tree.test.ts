import { afterAll, beforeAll, expect, test } from 'vitest';
import { consoleActor } from '../accounts/actor.ts';
import { write } from '../context.ts';
import { describeDatabases } from '../db/test-database.ts';
import { addAgency } from '../features/agencies/add-agency.ts';
import { COUNTY, ELSEWHERE, openTestApp, type Send, type TestApp } from './test-app.ts';

const CITY = '999900';
const BELOW = '999903';

describeDatabases('an agency tree over HTTP', (target) => {
  let site: TestApp;
  let city: Send;
  let county: Send;
  beforeAll(async () => {
    site = await openTestApp(target);
    const add = (input: Parameters<typeof addAgency>[1]) =>
      write(site.deps, consoleActor(), (ctx) => addAgency(ctx, input));
    await add({ code: CITY, name: '示范市局', level: 'municipal', pack: 'jiangxian' });
    await add({ code: BELOW, name: '下属县分局', level: 'county', parent: CITY });
    await site.addPerson('cara', ['upperBureauManager'], CITY);
    await site.addPerson('dora', ['enforcementBrigade'], BELOW);
    [city, county] = [await site.as('cara'), await site.as('dora')];
  });
  afterAll(() => site.close());

  const statusOf = async (send: Send, ...[method, url, extra]: Parameters<Send>) =>
    (await send(method, url, extra)).statusCode;
  const plan = (agency: string) => `/api/v1/agencies/${agency}/plans/2026`;

  test('the city reads what stands below it, and changes nothing there', async () => {
    expect(await statusOf(county, 'POST', plan(BELOW))).toBe(201);
    expect(await statusOf(city, 'GET', plan(BELOW))).toBe(200);
    for (const what of ['objects', 'inspectors', 'own-numbers']) {
      expect(await statusOf(city, 'GET', `/api/v1/agencies/${BELOW}/${what}`), what).toBe(200);
    }
    expect(await statusOf(city, 'GET', `/api/v1/tasks?agency=${BELOW}`)).toBe(200);
    expect(await statusOf(city, 'POST', plan(BELOW))).toBe(403);
    expect(await statusOf(city, 'GET', `/api/v1/agencies/${BELOW}/overlaps`)).toBe(403);
  });

  test('a county sees neither its city nor another county, nor the city what is not below it', async () => {
    for (const agency of [CITY, COUNTY, ELSEWHERE]) {
      expect(await statusOf(county, 'GET', plan(agency)), agency).toBe(404);
      expect(await statusOf(county, 'GET', `/api/v1/agencies/${agency}/objects`), agency).toBe(404);
    }
    expect(await statusOf(city, 'GET', plan(COUNTY))).toBe(404);
    const listed = (await county('GET', '/api/v1/agencies')).json() as { items: { code: string }[] };
    expect(listed.items.map(({ code }) => code)).toEqual([BELOW]);
  });
});
