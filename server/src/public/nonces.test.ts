import { NonceReceipt } from '@sunlot/contract/sources.ts';
import { fromHex, hex, utf8 } from '@sunlot/core/basics/bytes.ts';
import { openCheckpoint, parseVerifierKey } from '@sunlot/core/draw/checkpoint.ts';
import { leafHash, verifyInclusion } from '@sunlot/core/hash/merkle.ts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../db/test-database.ts';
import { checkReceipt } from '../evidence/check-receipt.ts';
import { enterDraw } from '../features/draws/enter-draw.ts';
import { freezeDraw } from '../features/draws/freeze-draw.ts';
import { runDraw } from '../features/draws/run-draw.ts';
import { type County, DICE, openCounty } from '../features/draws/test-county.ts';
import { buildApp } from '../http/app.ts';
import { verifySignature } from '../log/checkpoint.ts';

describeDatabases('a number from outside', (target) => {
  let county: County;
  let app: FastifyInstance;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target);
    app = await buildApp(county.deps, { limits: { requestsPerMinute: 1_000_000, busyMs: 0 } });
    await county.addTask('2026Q4', 10);
    ({ draw } = await county.does('zonghe', freezeDraw, {
      task: '2026q4-key',
      sources: [
        { k: 'nonces', deadline: '2026-11-20T02:00:00Z' },
        { k: 'dice', count: 20, faces: 10 },
      ],
    }));
  });
  afterAll(async () => {
    await app.close();
    await county.close();
  });
  const post = (url: string, payload: string, headers: Record<string, string>) =>
    app.inject({ method: 'POST', url, payload, headers: { host: 'sunlot.test', ...headers } });
  const json = (body: object) =>
    post(`/public/v1/draws/${draw}/nonces`, JSON.stringify(body), { 'content-type': 'application/json' });
  const form = (text: string, headers = {}) =>
    post(`/v/${draw}/nonces`, new URLSearchParams({ text }).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });
  const entries = async () =>
    (await county.deps.database.ownerQuery(`select from log_entry where tree = 'public' and type = 'nonce'`)).length;

  test('what is no number, and what another site sends, is refused and leaves nothing', async () => {
    for (const body of [
      {},
      { nonce: 'ab' },
      { text: '短' },
      { nonce: 'ab'.repeat(16), more: 1 },
      { nonce: 'AB'.repeat(16) },
    ])
      expect((await json(body)).statusCode, JSON.stringify(body)).toBe(400);
    const foreign = await form('绿水青山就是金山银山', {
      origin: 'https://elsewhere.test',
      'sec-fetch-site': 'cross-site',
    });
    expect([foreign.statusCode, await entries()]).toEqual([403, 0]);
  });

  test('comes with a receipt by which anybody proves that it is in the log', async () => {
    const answer = await json({ nonce: 'ab'.repeat(16) });
    expect(answer.statusCode).toBe(201);
    const { entry, index, path, checkpoint, log } = NonceReceipt.parse(answer.json());
    const opened = openCheckpoint(checkpoint, parseVerifierKey(log)!, verifySignature);
    if (!opened.ok) throw new Error(opened.error);
    const proof = {
      index,
      size: opened.value.size,
      path: path.map((step) => fromHex(step)!),
      root: fromHex(opened.value.root)!,
    };
    expect(verifyInclusion({ leaf: leafHash(utf8(entry)), ...proof })).toBe(true);
    const other = entry.replace('abab', 'acab');
    expect(verifyInclusion({ leaf: leafHash(utf8(other)), ...proof })).toBe(false);
  });

  test('is sent from the page of the draw without script; the page counts it', async () => {
    const page = await app.inject({ method: 'GET', url: `/v/${draw}`, headers: { host: 'sunlot.test' } });
    expect(page.body).toContain(`action="/v/${draw}/nonces"`);
    const text = '绿水青山就是金山银山';
    const answer = await form(text, { origin: 'http://sunlot.test', 'sec-fetch-site': 'same-origin' });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([201, 'text/html; charset=utf-8']);
    expect(answer.body).toContain(hex(utf8(text)));
    const after = await app.inject({
      method: 'GET',
      url: `/public/v1/draws/${draw}`,
      headers: { host: 'sunlot.test' },
    });
    expect(after.json()).toMatchObject({ nonces: 2, entropyClass: 'room', sources: [{ k: 'nonces' }, { k: 'dice' }] });
  });

  test('a receipt shows whether its number was counted; a forged one is refused', async () => {
    const receipt = (await json({ nonce: 'ef'.repeat(16) })).json() as NonceReceipt;
    const pack = await app.inject({
      method: 'GET',
      url: `/public/v1/draws/${draw}/evidence.zip`,
      headers: { host: 'sunlot.test' },
    });
    expect(checkReceipt(pack.rawPayload, JSON.stringify(receipt))).toBe('missing');
    const forged = { ...receipt, entry: receipt.entry.replace('efef', 'efee') };
    expect(checkReceipt(pack.rawPayload, JSON.stringify(forged))).toBe('forged');
    expect(checkReceipt(pack.rawPayload, 'no receipt')).toBe('forged');
    county.wait(3601);
    const dice = { draw, source: 'dice', value: DICE } as const;
    await county.does('zonghe', enterDraw, { draw, source: 'nonces', value: '' });
    for (const login of ['zonghe', 'jijian']) await county.does(login, enterDraw, dice);
    await county.does('zonghe', runDraw, { draw });
    const drawn = await app.inject({
      method: 'GET',
      url: `/public/v1/draws/${draw}/evidence.zip`,
      headers: { host: 'sunlot.test' },
    });
    expect(checkReceipt(drawn.rawPayload, JSON.stringify(receipt))).toBe('counted');
  });

  test('after the deadline none is taken, and the page says how many came', async () => {
    const late = await json({ nonce: 'cd'.repeat(16) });
    expect([late.statusCode, late.json().code, await entries()]).toEqual([409, 'draw.noncesClosed', 3]);
  });
});
