import { createHash } from 'node:crypto';
import type { PeriodReportView } from '@sunlot/contract/period-reports.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { loadShippedHolidays } from '../../holidays/shipped-holidays.ts';
import { COUNTY, openTestApp, type Send, type TestApp } from '../../http/test-app.ts';
import { writeTable } from '../../workbooks/write-table.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { importObjects } from '../objects/import-objects.ts';
import { importVisits } from '../visits/import-visits.ts';
import { handInReport } from './hand-in-report.ts';
import { fileOf, group, objectsFile, visit } from './test-schemes.ts';

const PLACE = '910103';
const BOUNDARY = '----sunlot';
const WORDS = '超标排放照片的内容';
const bytesOf = (...head: readonly number[]) => Uint8Array.from([...head, ...utf8(WORDS)]);
const PDF = bytesOf(...utf8('%PDF-1.7\n'));
const JPEG = bytesOf(0xff, 0xd8, 0xff, 0xe0);
const PNG = bytesOf(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const sumOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describeDatabases('files that prove a typical case', (target) => {
  let site: TestApp;
  let office: Send;
  const objects = group(3, {});
  const [first = '', second = ''] = objects.codes;
  const does = async <I, O>(useCase: UseCase<I, O>, login: string, input: I) =>
    write(site.deps, await site.actor(login), (ctx) => useCase(ctx, input));
  const example = (object: string) => ({
    object,
    date: '2026-08-02',
    text: '超标排放，已立案查处',
    evidence: ['照片'],
  });
  const summary = { agency: PLACE, kind: 'summary', quarter: '2026Q3', sentOn: '2026-09-29' } as const;
  const cases = [example(first), example(second)];
  const handIn = (files: readonly { case: number; file: string; bytes: Uint8Array }[]) =>
    does(handInReport, 'banshi', { ...summary, cases, files });
  const counts = async () => [
    (await site.deps.database.ownerQuery('select from period_report')).length,
    (await site.deps.database.ownerQuery('select from period_report_evidence')).length,
  ];
  const put = (file: string, bytes: Uint8Array, { send = office, no = 1, quarter = '2026Q3', headers = {} } = {}) =>
    send('POST', `/api/v1/agencies/${PLACE}/period-reports/evidence?quarter=${quarter}&case=${no}`, {
      body: Buffer.concat([
        Buffer.from(
          `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${file}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
        ),
        bytes,
        Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
      ]),
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
    });
  const get = (id: string, send = office, agency = PLACE) =>
    send('GET', `/api/v1/agencies/${agency}/period-reports/evidence/${id}`);
  const show = async () =>
    (
      await office('GET', `/api/v1/agencies/${PLACE}/period-reports/document?kind=summary&quarter=2026Q3`)
    ).json() as PeriodReportView;

  beforeAll(async () => {
    site = await openTestApp(target);
    await does(
      async (ctx) => {
        await loadShippedHolidays(ctx);
        await ctx.audit({ action: 'holidays.import', subject: 'shipped' });
      },
      'alice',
      undefined,
    );
    await does(addAgency, 'alice', { code: PLACE, name: '假想县分局', level: 'county', pack: 'xiongan' });
    await site.addPerson('banshi', ['enforcementBrigade'], PLACE);
    await site.addPerson('waiqin', ['inspector'], PLACE);
    office = await site.as('banshi');
    await does(importObjects, 'banshi', { agency: PLACE, file: 'o.csv', bytes: objectsFile([objects], PLACE) });
    const rows = [visit('2026-08-02', first), visit('2026-08-02', second)];
    await does(importVisits, 'banshi', { agency: PLACE, file: 'v.csv', bytes: fileOf(rows) });
  });
  afterAll(() => site.close());

  it('are attached by the office of the agency, to a report that was handed in', async () => {
    for (const [login, status] of [
      ['chelsea', 403],
      ['waiqin', 403],
      ['bob', 404],
    ] as const) {
      expect([login, (await put('照片.jpg', JPEG, { send: await site.as(login) })).statusCode]).toEqual([
        login,
        status,
      ]);
    }
    expect((await put('照片.jpg', JPEG)).json()).toMatchObject({ status: 409, code: 'reportEvidence.noReport' });
    expect(await counts()).toEqual([0, 0]);
  });

  it('are refused with one sentence where they are none, and the report with them: nothing is stored', async () => {
    const workbook = await writeTable({ sheet: '表', columns: [{ header: '甲' }], rows: [['1']], instructions: [] });
    const large = new Uint8Array(20 * 1_048_576 + 1);
    large.set(PDF);
    const good = { case: 1, file: '照片.jpg', bytes: JPEG };
    for (const [file, code, words] of [
      [{ case: 1, file: '空.pdf', bytes: new Uint8Array() }, 'empty', '空.pdf 是空文件'],
      [{ case: 1, file: '大.pdf', bytes: large }, 'tooLarge', '大.pdf 有 20.1 MB，一个佐证材料文件最大 20 MB'],
      [{ case: 1, file: '页.html', bytes: utf8('<html></html>') }, 'kind', '可附 PDF、JPEG、PNG、XLSX、DOCX、ZIP'],
      [{ case: 1, file: '照片.pdf', bytes: JPEG }, 'extension', '内容是 JPEG，与文件名的扩展名不符'],
      [{ case: 1, file: '照片.exe', bytes: PDF }, 'extension', '把扩展名改为 .pdf'],
      [{ case: 1, file: '表.zip', bytes: workbook }, 'extension', '内容是 XLSX'],
      [{ case: 1, file: '表.xlsx', bytes: workbook.subarray(0, 200) }, 'unsafe', '压缩包已损坏'],
      [{ case: 3, file: '照片.jpg', bytes: JPEG }, 'noCase', '第 3 个典型案例上，但这次报送只有 2 个案例'],
      [{ case: 1, file: '.jpg', bytes: JPEG }, 'name', '文件名“.jpg”不能用'],
      [{ case: 1, file: '另一张.jpg', bytes: JPEG }, 'twice', '已经附在第 1 个典型案例上'],
    ] as const) {
      await expect(handIn([good, file])).rejects.toMatchObject({
        code: `reportEvidence.${code}`,
        message: expect.stringContaining(words),
      });
    }
    await expect(
      handIn(
        Array.from({ length: 51 }, (_, i) => ({ case: 1, file: '照片.jpg', bytes: bytesOf(0xff, 0xd8, 0xff, i) })),
      ),
    ).rejects.toMatchObject({ code: 'reportEvidence.tooMany' });
    expect(await counts()).toEqual([0, 0]);
  });

  it('go in with the report or after it, each kind by its content; sums are shown, names and contents are sealed', async () => {
    const workbook = await writeTable({ sheet: '表', columns: [{ header: '甲' }], rows: [['1']], instructions: [] });
    await site.audited();
    await handIn([
      { case: 2, file: 'C:\\材料\\笔录.PDF', bytes: PDF },
      { case: 1, file: '/材料/照片.jpg', bytes: JPEG },
    ]);
    expect(await site.audited()).toEqual(['report.handIn', 'report.attach', 'report.attach']);
    const headers = { 'idempotency-key': 'evidence-once' };
    const answer = await put('截图.png', PNG, { headers });
    expect(answer.statusCode).toBe(201);
    expect((await put('截图.png', PNG, { headers })).body).toBe(answer.body);
    expect((await put('监测数据.xlsx', workbook, { no: 2 })).statusCode).toBe(201);
    expect((await put('监测数据.xlsx', workbook, { no: 2 })).json()).toMatchObject({ code: 'reportEvidence.twice' });
    const view = await show();
    expect(view.cases.map(({ files }) => files.map(({ name, kind, sum }) => [name, kind, sum]))).toEqual([
      [
        ['照片.jpg', 'jpeg', sumOf(JPEG)],
        ['截图.png', 'png', sumOf(PNG)],
      ],
      [
        ['笔录.PDF', 'pdf', sumOf(PDF)],
        ['监测数据.xlsx', 'xlsx', sumOf(workbook)],
      ],
    ]);
    const rows = await site.deps.database.ownerQuery<{ sealed_name: Uint8Array; sealed_content: Uint8Array }>(
      'select * from period_report_evidence',
    );
    for (const { sealed_name, sealed_content } of rows) {
      expect(Buffer.from(sealed_content).includes(WORDS)).toBe(false);
      expect(Buffer.from(sealed_name).includes('照片')).toBe(false);
    }
    await expect(site.deps.database.ownerQuery(`update period_report_evidence set no = 9`)).rejects.toThrow();
  });

  it('come back byte for byte to who may open the report, and the look is logged', async () => {
    const { cases: shown } = await show();
    const { id, name } = shown[0]!.files[0]!;
    await site.audited();
    const answer = await get(id);
    expect(answer.rawPayload.equals(JPEG)).toBe(true);
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.headers['content-disposition']).toContain(encodeURIComponent(name));
    expect(await site.audited()).toEqual(['report.openEvidence']);
    expect((await get(id, await site.as('bob'), COUNTY)).statusCode).toBe(404);
    expect((await get(id, await site.as('bob'))).statusCode).toBe(404);
    expect((await get(id, await site.as('alice'))).statusCode).toBe(403);
    expect((await get('nobody-has-this')).json()).toMatchObject({ code: 'request.notFound' });
    expect(await site.audited()).not.toContain('report.openEvidence');
  });

  it('belong to their handing-in: a corrected report shows its own', async () => {
    await handIn([]);
    expect((await show()).cases.map(({ files }) => files)).toEqual([[], []]);
    expect((await counts())[1]).toBe(4);
  });
});
