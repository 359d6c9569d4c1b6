import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../db/test-database.ts';
import { openTestApp, type TestApp } from '../http/test-app.ts';

describeDatabases('a page that cannot be shown', (target) => {
  let office: TestApp;
  beforeAll(async () => {
    office = await openTestApp(target);
  });
  afterAll(() => office.close());

  test('is a page with a sentence for a reader, a problem for a program', async () => {
    for (const url of ['/v/drw_none', '/nowhere', '/?text=small', '/plans/999901/abcd']) {
      const page = await office.send('GET', url);
      expect([url, page.statusCode, page.headers['content-type']]).toEqual([url, 404, 'text/html; charset=utf-8']);
      expect(page.body).toMatch(/<h1>没有找到<\/h1><p>没有.*<a href="\/">回到首页<\/a>/);
    }
    const answer = await office.send('GET', '/public/v1/draws/drw_none');
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  test('also where nobody foresaw the error: a reference, never a stack', async () => {
    await office.deps.database.ownerQuery('alter table agency rename column pack to gone');
    const page = await office.send('GET', '/');
    await office.deps.database.ownerQuery('alter table agency rename column gone to pack');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.statusCode).toBe(500);
    expect(page.body).toContain('<h1>暂时打不开</h1>');
    expect(page.body).not.toMatch(/\n\s+at |column/);
    const reference = /编号 (\w{6})/.exec(page.body)?.[1];
    expect(office.reports.map((report) => report.reference)).toEqual([reference]);
    expect((await office.send('GET', '/')).statusCode).toBe(200);
  });
});
