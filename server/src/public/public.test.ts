import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../db/test-database.ts';
import { inTransaction, SYSTEM } from '../db/transaction.ts';
import { enterDraw } from '../features/draws/enter-draw.ts';
import { freezeDraw } from '../features/draws/freeze-draw.ts';
import { revealDraw } from '../features/draws/reveal-draw.ts';
import { runDraw } from '../features/draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../features/draws/test-county.ts';
import { buildApp } from '../http/app.ts';
import { shippedVersion } from '../packs/test-versions.ts';

const NAME = /示范县第\d+企业有限公司/;

describeDatabases('what everybody sees', (target) => {
  let county: County;
  let app: FastifyInstance;
  let draw: string;
  let words: string;
  beforeAll(async () => {
    county = await openCounty(target);
    app = await buildApp(county.deps, { limits: { requestsPerMinute: 1_000_000, busyMs: 0 } });
    const task = await county.addTask('2026Q4', 10);
    ({ draw, words } = await county.does('zonghe', freezeDraw, { task }));
  });
  afterAll(async () => {
    await app.close();
    await county.close();
  });

  const get = (url: string) => app.inject({ method: 'GET', url, headers: { host: 'sunlot.test' } });
  const addresses = () => [
    '/',
    '/?text=large',
    '/docs',
    `/v/${draw}`,
    `/v/${draw}/record`,
    '/public/v1/draws',
    `/public/v1/draws?agency=${COUNTY}`,
    `/public/v1/draws/${draw}`,
    `/public/v1/draws/${draw}/list`,
    '/public/v1/agencies',
    `/public/v1/items/${COUNTY}`,
    `/public/v1/plans/${COUNTY}/2026`,
    `/public/v1/admission/${COUNTY}`,
    `/admission/${COUNTY}`,
    '/public/v1/log/checkpoint',
    '/public/v1/log/entries',
    '/public/v1/openapi.json',
  ];
  /** Everything a stranger can read, headers included; the evidence pack unpacked. */
  const readAll = async () => {
    const answers = await Promise.all(addresses().map(async (url) => ({ url, answer: await get(url) })));
    const texts = answers.map(({ url, answer }) => ({
      url,
      text: `${JSON.stringify(answer.headers)}\n${answer.body}`,
    }));
    const pack = await get(`/public/v1/draws/${draw}/evidence.zip`);
    const files = Object.entries(unzipSync(pack.rawPayload));
    return [...texts, ...files.map(([name, bytes]) => ({ url: name, text: Buffer.from(bytes).toString('utf8') }))];
  };
  const keysOfObjects = async () =>
    (await county.deps.database.ownerQuery<{ key: string }>('select key from inspection_object')).map(({ key }) => key);

  test('a sealed list: the words, the leaves, and that nothing is drawn yet', async () => {
    const view = (await get(`/public/v1/draws/${draw}`)).json();
    expect(view).toMatchObject({ draw, agency: COUNTY, agencyName: '示范县分局', phase: 'P1', words, winners: [] });
    expect(view.sentence).toContain(`口令 ${words}`);
    const list = (await get(`/public/v1/draws/${draw}/list`)).body.trimEnd().split('\n');
    expect(list.length).toBeGreaterThanOrEqual(view.strata[0].pool);
    expect(list[0]).toMatch(/^[a-z-]+\t(?:\d+|-)\t(?:\d+|-)\t(?:in|base|out)\t[0-9a-f]{64}$/);
    const page = (await get(`/v/${draw}`)).body;
    expect(page).toContain('摇号尚未完成');
    expect(page).toContain(`sunlot verify http://sunlot.test/v/${draw}`);
  });

  test('before and after the throw no name and no credit code is in any answer, header or file', async () => {
    const keys = await keysOfObjects();
    expect(keys.length).toBeGreaterThan(100);
    const look = async () => {
      for (const { url, text } of await readAll()) {
        expect(NAME.test(text), `a name in ${url}`).toBe(false);
        expect(
          keys.filter((key) => text.includes(key)),
          `keys in ${url}`,
        ).toEqual([]);
      }
    };
    await look();
    await county.does('zonghe', enterDraw, { draw, source: 'dice', value: DICE });
    await look();
    await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    await look();
    const view = (await get(`/public/v1/draws/${draw}`)).json();
    expect(view.phase).toBe('P2');
    expect(view.sentence).toBe('已抽出 10 家。被抽单位名称在检查结束后公开，以免提前泄露；现在就可以验算。');
    expect(view.winners).toHaveLength(10);
    expect(view.sources).toEqual([{ k: 'dice', name: '骰子', terms: '20 个 10 面骰', value: DICE }]);
  });

  test('the evidence pack is the same bytes until the state changes, and says so by its tag', async () => {
    const [one, two] = [
      await get(`/public/v1/draws/${draw}/evidence.zip`),
      await get(`/public/v1/draws/${draw}/evidence.zip`),
    ];
    expect(one.headers['content-type']).toBe('application/zip');
    expect(one.rawPayload.equals(two.rawPayload)).toBe(true);
    const tag = String(one.headers['etag']);
    const again = await app.inject({
      method: 'GET',
      url: `/public/v1/draws/${draw}/evidence.zip`,
      headers: { 'if-none-match': tag },
    });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
  });

  test('the log gives the bytes that were hashed, from any index on, and the signed checkpoint', async () => {
    const { items, size } = (await get('/public/v1/log/entries')).json() as {
      items: { index: number; entry: string; type: string }[];
      size: number;
    };
    expect(items).toHaveLength(size);
    expect(items.map(({ index }) => index)).toEqual(items.map((_, at) => at));
    expect(items.map(({ type }) => type)).toContain('result-commit');
    for (const { entry, type } of items) expect(JSON.parse(entry)).toMatchObject({ type });
    const rest = (await get(`/public/v1/log/entries?from=${size - 1}`)).json();
    expect(rest.items).toEqual(items.slice(-1));
    const checkpoint = (await get('/public/v1/log/checkpoint')).json();
    expect(checkpoint.note).toContain(checkpoint.key.split('+')[0]);
    expect(checkpoint.size).toBeLessThanOrEqual(size);
  });

  test('what is not there, and what is not published, is 404: as a page for people, as a problem for programs', async () => {
    for (const url of [
      '/v/drw_nothing',
      `/plans/${COUNTY}/2026`,
      '/items/999902',
      '/admission/999902',
      '/v/x?nonsense=1',
      '/nothing-here',
    ]) {
      const answer = await get(url);
      expect([url, answer.statusCode]).toEqual([url, 404]);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    }
    expect((await get('/public/v1/draws/drw_nothing')).json()).toMatchObject({ status: 404, code: 'draw.unknown' });
    expect((await get('/public/v1/draws/drw_nothing/evidence.zip')).json()).toMatchObject({ status: 404 });
    expect((await get('/public/v1/items/999902')).json()).toMatchObject({ status: 404 });
  });

  test('whom the directories of people take in, in the words of the scheme, and nobody of them', async () => {
    const { principles, ...admission } = (await get(`/public/v1/admission/${COUNTY}`)).json();
    expect(admission).toMatchObject({ agency: COUNTY, packVersion: shippedVersion('jiangxian'), on: '2026-11-20' });
    expect(principles).toEqual([
      {
        directory: 'inspectors',
        name: '检查人员名录库',
        takesIn: '执法人员',
        strictness: 'hard',
        section: '四（四）',
        quote: '检查人员名录库主要包括生态环境部门具有行政执法资格的工作人员',
      },
      expect.objectContaining({ directory: 'auxiliaries', takesIn: '监测（检测）机构、科研院所、专家专技人员' }),
    ]);
    const page = (await get(`/admission/${COUNTY}`)).body;
    expect(page).toContain('四（四）：“检查人员名录库主要包括生态环境部门具有行政执法资格的工作人员”');
    expect(page).not.toContain('示例检查员');
    expect((await get('/public/v1/admission/999902')).json()).toMatchObject({ status: 404, code: 'agency.unknown' });
  });

  // The one script that the page of a draw names is looked at in verifying.test.ts.
  test('pages have no line of script in them, no cookie and no other host, and stay small', async () => {
    for (const url of ['/', '/docs', `/v/${draw}`]) {
      const answer = await get(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.body).not.toMatch(/<script(?! type="module" src="\/scripts\/)|javascript:|\son\w+=|style="/i);
      if (!url.startsWith('/v/')) expect(answer.body).not.toContain('<script');
      expect(
        [...answer.body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, to]) => to).filter((to) => !/^[/#]/.test(to!)),
      ).toEqual([]);
      expect(answer.rawPayload.length).toBeLessThan(url === '/docs' ? 400_000 : 60_000);
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.headers['content-security-policy']).not.toContain('unsafe');
    }
    const record = await get(`/v/${draw}/record`);
    const own = /<style>([^<]*)<\/style>/.exec(record.body)![1]!;
    expect(record.headers['content-security-policy']).toContain(
      `style-src 'sha256-${createHash('sha256').update(own).digest('base64')}'`,
    );
    expect(record.headers['content-security-policy']).not.toContain('unsafe');
    expect(record.body).not.toMatch(/<script|style="|(?:src|href)="/i);
    const style = /href="(\/assets\/site\.css\?v=[0-9a-f]+)"/.exec((await get('/')).body)![1]!;
    const file = await get(style);
    expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8']);
    expect(file.body).not.toMatch(/@import|url\(/);
  });

  test('pages are built for every reader: language, title, one heading, landmarks, labelled tables, large letters', async () => {
    for (const url of ['/', '/docs', `/v/${draw}`]) {
      const { body } = await get(url);
      expect(body).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
      expect(body.match(/<title>[^<]+<\/title>/g)).toHaveLength(1);
      expect(body.match(/<h1>/g)).toHaveLength(1);
      for (const part of ['<header>', '<main id="main"', '<footer>', 'href="#main"']) expect(body).toContain(part);
      for (const head of body.match(/<th\b[^>]*>/g) ?? []) expect(head).toContain('scope=');
      const levels = [...body.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
      const steps = levels.map((level, at) => level - (levels[at - 1] ?? 0));
      expect(Math.max(...steps), `headings of ${url}: ${levels.join()}`).toBeLessThanOrEqual(1);
      const ids = [...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
    const large = (await get('/?text=large')).body;
    expect(large).toContain('<html lang="zh-CN" class="large">');
    expect(large).toContain(`href="/v/${draw}?text=large"`);
  });

  test('a name that is markup is shown as text, wherever it comes from', async () => {
    const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
    await inTransaction(county.deps.database.db, SYSTEM, (tx) =>
      tx.updateTable('agency').set({ name: evil }).where('code', '=', COUNTY).execute(),
    );
    for (const url of ['/', `/v/${draw}`]) {
      const { body } = await get(url);
      expect(body).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;');
      expect(body).not.toMatch(/<img|<script>/);
    }
    await inTransaction(county.deps.database.db, SYSTEM, (tx) =>
      tx.updateTable('agency').set({ name: '示范县分局' }).where('code', '=', COUNTY).execute(),
    );
  });

  test('row-level security alone would keep the secrets: a stranger’s transaction reads no draw, no list, no name', async () => {
    await inTransaction(county.deps.database.db, { actor: null, agencies: [] }, async (tx) => {
      for (const name of [
        'draw',
        'draw_entry',
        'drawn_object',
        'drawn_seat',
        'inspection_object',
        'inspector',
        'app_user',
      ] as const) {
        expect(await tx.selectFrom(name).selectAll().execute(), name).toEqual([]);
      }
      const columns = Object.keys((await tx.selectFrom('public_draw').selectAll().execute())[0]!);
      expect(columns.filter((column) => /sealed|key|by$|entries/.test(column))).toEqual([]);
    });
  });

  test('after the reveal the names are there, each beside its own leaf', async () => {
    await county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' });
    const view = (await get(`/public/v1/draws/${draw}`)).json() as {
      phase: string;
      sentence: string;
      winners: { name?: string }[];
    };
    expect(view.phase).toBe('P4');
    expect(view.sentence).toBe('全部公开。你可以从名单到结果完整验算。');
    expect(view.winners.every(({ name }) => NAME.test(name ?? ''))).toBe(true);
    expect((await get(`/v/${draw}`)).body).toMatch(NAME);
    const drawn = await county.deps.database.ownerQuery<{ name: string }>(
      'select o.name from drawn_object d join inspection_object o on o.id = d.object_id order by d.rank',
    );
    expect(view.winners.map(({ name }) => name)).toEqual(drawn.map(({ name }) => name));
  });
});
