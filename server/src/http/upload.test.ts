import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../db/test-database.ts';
import { COUNTY, openTestApp, type Send, type TestApp } from './test-app.ts';

const CSV =
  '姓名,单位,执法证号,执法证有效期至\r\n王五,综合执法队,14080001,2028-12-31\r\n李四,综合执法队,,2028-12-31\r\n';
const BOUNDARY = '----sunlot';

describeDatabases('uploading', (target) => {
  let site: TestApp;
  let bob: Send;
  beforeAll(async () => {
    site = await openTestApp(target, { limits: { uploadBytes: 4_000, bodyBytes: 2_000_000 } });
    bob = await site.as('bob');
  });
  afterAll(() => site.close());

  const put = (send: Send, { name = 'file', text = CSV, query = '', headers = {} }: Partial<Sent> = {}) =>
    send('POST', `/api/v1/agencies/${COUNTY}/inspectors/import${query}`, {
      body: Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="../../人员.csv"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--${BOUNDARY}--\r\n`,
      ),
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
    });
  const people = async () => (await site.deps.database.ownerQuery('select from inspector')).length;

  test('refused for who may not, before the file is read', async () => {
    const chelsea = await site.as('chelsea');
    expect((await put(chelsea)).statusCode).toBe(403);
    expect(await people()).toBe(0);
  });

  test('a dry run counts and writes nothing', async () => {
    await site.audited();
    const answer = await put(bob, { query: '?dryRun=true' });
    expect(answer.json()).toMatchObject({ read: 2, added: 1, rejected: 1 });
    expect([await people(), await site.audited()]).toEqual([0, []]);
  });

  test('good rows are kept, bad ones come back with their reason in the same workbook; a retry adds nothing', async () => {
    await site.audited();
    const headers = { 'idempotency-key': 'import-once' };
    const answer = await put(bob, { headers });
    const body = answer.json() as {
      file: string;
      rejectedRows: { row: number; messages: string[] }[];
      errorsWorkbook: string;
    };
    expect(body).toMatchObject({ file: '人员.csv', read: 2, added: 1, updated: 0, same: 0, rejected: 1 });
    expect(body.rejectedRows[0]!.messages.join()).toContain('执法证号');
    expect(Buffer.from(body.errorsWorkbook, 'base64').subarray(0, 2).toString()).toBe('PK');
    expect((await put(bob, { headers })).body).toBe(answer.body);
    expect((await put(bob, { headers, text: CSV.replace('王五', '王六') })).statusCode).toBe(422);
    expect([await people(), await site.audited()]).toEqual([1, ['inspectors.import']]);
    expect((await put(bob)).json()).toMatchObject({ added: 0, same: 1 });
  });

  test('what is no such upload is refused with what it should be', async () => {
    expect((await put(bob, { name: 'other' })).json()).toMatchObject({ status: 400, code: 'request.invalid' });
    expect((await bob('POST', `/api/v1/agencies/${COUNTY}/inspectors/import`, { body: {} })).json()).toMatchObject({
      status: 400,
    });
    expect((await put(bob, { text: 'x'.repeat(5_000) })).json()).toMatchObject({
      status: 413,
      code: 'request.tooLarge',
    });
    expect((await put(bob, { text: 'no header at all' })).json()).toMatchObject({ code: 'import.unreadable' });
    expect((await put(bob, { query: '?sheet=x&nonsense=1' })).statusCode).toBe(400);
    expect(await people()).toBe(1);
  });
});

type Sent = {
  readonly name: string;
  readonly text: string;
  readonly query: string;
  readonly headers: Record<string, string>;
};
