import { roundTime } from '@sunlot/core/draw/quicknet.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { OUTSIDER } from '../../public/visitor.ts';
import { endDraw } from './end-draw.ts';
import { enterDraw } from './enter-draw.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { runDraw } from './run-draw.ts';
import { sendNonce } from './send-nonce.ts';
import { type County, DICE, openCounty } from './test-county.ts';

const ROUND_42 = '95a9f9f5b231b7714de1553105d8ffdf3dcda24cfdb1e689319bccf79a9c8ce430a91b811fbfaf763900bc998b5d686a';
const KL8 = `kl8/2026310/${Array.from({ length: 20 }, (_, i) => String(i * 4 + 1).padStart(2, '0')).join('.')}./`;
const dice = { source: 'dice', value: DICE } as const;

const iso = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
const packOf = async (county: County, draw: string) =>
  verifyEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes);
const failing = (view: Awaited<ReturnType<typeof packOf>>) =>
  view.checks.filter(({ state }) => state === 'fail').map(({ id, actual }) => `${id} ${actual}`);

describeDatabases('a draw that ends with a lottery, open to outsiders', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q4', 10);
  });
  afterAll(() => county.close());
  const send = (input: Parameters<typeof sendNonce>[1]) => write(county.deps, OUTSIDER, (ctx) => sendNonce(ctx, input));

  test('sources out of order, repeated, in the past or sooner than the scheme allows are refused', async () => {
    const asked = (sources: Parameters<typeof freezeDraw>[1]['sources'], lead?: number) =>
      county.does('zonghe', freezeDraw, { task: '2026q4-key', sources, ...(lead !== undefined && { lead }) });
    const kl8 = { k: 'kl8', issue: '2026310', drawnAt: '2026-11-20T13:30:00Z' } as const;
    for (const sources of [
      [kl8, { k: 'dice', count: 20, faces: 10 }],
      [kl8, kl8],
      [{ k: 'nonces', deadline: '2026-11-20T09:00:00Z' }],
      [
        { k: 'dice', count: 20, faces: 10 },
        { ...kl8, drawnAt: '2026-11-20T01:09:59Z' },
      ],
    ] as const)
      await expect(asked([...sources]), JSON.stringify(sources)).rejects.toMatchObject({ code: 'draw.sourcesInvalid' });
    await expect(asked([{ k: 'dice', count: 10, faces: 10 }])).rejects.toMatchObject({ code: 'draw.listInvalid' });
  });

  test('the manifest says where the number will come from, and nothing opens before its time', async () => {
    const frozen = await county.does('zonghe', freezeDraw, {
      task: '2026q4-key',
      sources: [
        { k: 'nonces', deadline: '2026-11-20T02:00:00Z' },
        { k: 'balls', count: 12, of: 60 },
        { k: 'kl8', issue: '2026310', drawnAt: '2026-11-20T13:30:00Z' },
      ],
    });
    draw = frozen.draw;
    expect(frozen.sources.map(({ name, at }) => [name, at])).toEqual([
      ['外部数', '2026-11-20T02:00:00Z'],
      ['号码球', undefined],
      ['快乐8', '2026-11-20T13:30:00Z'],
    ]);
    await expect(send({ draw, nonce: '11'.repeat(16) })).rejects.toMatchObject({ code: 'draw.noncesClosed' });
    county.wait(600);
    await expect(county.does('zonghe', enterDraw, { draw, source: 'nonces', value: '' })).rejects.toMatchObject({
      code: 'draw.sourceNotOpen',
    });
  });

  test('anybody sends a number and keeps a receipt; too short, too late and to another draw is refused', async () => {
    const receipt = await send({ draw, nonce: '11'.repeat(16) });
    expect(JSON.parse(receipt.entry)).toMatchObject({ type: 'nonce', task: '2026q4-key', nonce: '11'.repeat(16) });
    expect((await send({ draw, text: '绿水青山就是金山银山' })).index).toBeGreaterThan(receipt.index);
    await expect(send({ draw, text: '短' })).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(send({ draw: 'drw_none', nonce: '11'.repeat(16) })).rejects.toMatchObject({ code: 'draw.unknown' });
    county.wait(3001);
    await expect(send({ draw, nonce: '22'.repeat(16) })).rejects.toMatchObject({ code: 'draw.noncesClosed' });
  });

  test('the sources run in turn; each closes before the next', async () => {
    await expect(county.does('zonghe', enterDraw, { draw, source: 'balls', value: '' })).rejects.toMatchObject({
      code: 'draw.sourceInvalid',
    });
    await expect(county.does('zonghe', enterDraw, { draw, source: 'nonces', value: '00' })).rejects.toMatchObject({
      code: 'draw.sourceInvalid',
    });
    expect(await county.does('zonghe', enterDraw, { draw, source: 'nonces', value: '' })).toMatchObject({
      match: 'same',
      left: ['balls', 'kl8'],
    });
    const balls = { draw, source: 'balls', value: '05.12.33.01.60.44.27.18.09.51.36.22./' } as const;
    await expect(county.does('zonghe', enterDraw, { ...balls, value: '05.05./' })).rejects.toMatchObject({
      code: 'draw.sourceInvalid',
    });
    await county.does('zonghe', enterDraw, balls);
    await expect(county.does('zonghe', runDraw, { draw })).rejects.toMatchObject({
      code: 'draw.entryMissing',
      message: expect.stringContaining('号码球：见证人的录入'),
    });
    expect(await county.does('jijian', enterDraw, balls)).toMatchObject({ match: 'same', left: ['kl8'] });
    const kl8 = { draw, source: 'kl8', value: KL8 } as const;
    await expect(county.does('zonghe', enterDraw, kl8)).rejects.toMatchObject({ code: 'draw.sourceNotOpen' });
    county.wait(13 * 3600);
    await county.does('zonghe', enterDraw, kl8);
    await county.does('jijian', enterDraw, kl8);
    await expect(county.does('jijian', enterDraw, kl8)).rejects.toMatchObject({ code: 'draw.entryClosed' });
  });

  test('the result verifies: two numbers of outsiders, class lottery', async () => {
    const view = await county.does('zonghe', runDraw, { draw });
    expect([view.entropyClass, view.sources.map(({ value }) => value !== undefined)]).toEqual([
      'lottery',
      [true, true, true],
    ]);
    const pack = await packOf(county, draw);
    expect(failing(pack)).toEqual([]);
    expect(pack.checks[4]!.actual).toMatch(/^外部数 2 个/);
  });
});

describeDatabases('a draw that ends with a beacon', (target) => {
  let county: County;
  const start = roundTime(42) - 3600;
  beforeAll(async () => {
    county = await openCounty(target, { at: iso(start) });
    await county.addTask('2026Q4', 10);
  });
  afterAll(() => county.close());
  const freeze = () =>
    county.does('zonghe', freezeDraw, {
      task: '2026q4-key',
      sources: [
        { k: 'dice', count: 20, faces: 10 },
        { k: 'drand', round: 42 },
      ],
    });
  const end = (draw: string, approver = 'lingdao') =>
    county.does('zonghe', endDraw, { draw, reason: '错过信标', approver });

  test('dice thrown less than the lead before the round come too late: the draw can only be given up', async () => {
    const { draw } = await freeze();
    county.wait(600);
    await county.does('zonghe', enterDraw, { draw, ...dice });
    county.wait(2401);
    await expect(county.does('jijian', enterDraw, { draw, ...dice })).rejects.toMatchObject({
      code: 'draw.roundMissed',
    });
    await expect(end(draw, 'jiancha')).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(
      county.does('jiancha', endDraw, { draw, reason: '不想查', approver: 'lingdao' }),
    ).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    await expect(
      county.does('lingdao', endDraw, { draw, reason: '不想查', approver: 'lingdao' }),
    ).rejects.toMatchObject({
      code: 'draw.sameApprover',
    });
    expect(await end(draw)).toMatchObject({ state: 'void', phase: 'PX', endReason: '错过信标' });
    await expect(end(draw)).rejects.toMatchObject({ code: 'draw.alreadyEnded' });
    const pack = await packOf(county, draw);
    expect([failing(pack), pack.phase]).toEqual([[], 'PX']);
  });

  test('the next session names the void one; its round must lie ahead', async () => {
    await expect(freeze()).rejects.toMatchObject({ code: 'draw.sourcesInvalid' });
    const { draw } = await county.does('zonghe', freezeDraw, {
      task: '2026q4-key',
      lead: 10,
      sources: [
        { k: 'dice', count: 20, faces: 10 },
        { k: 'drand', round: 42 },
      ],
    });
    county.wait(10);
    await county.does('zonghe', enterDraw, { draw, ...dice });
    expect(await county.does('jijian', enterDraw, { draw, ...dice })).toMatchObject({ match: 'same', left: ['drand'] });
    const beacon = { draw, source: 'drand', value: ROUND_42 } as const;
    await expect(county.does('zonghe', enterDraw, beacon)).rejects.toMatchObject({ code: 'draw.sourceNotOpen' });
    county.wait(600);
    const wrong = `${ROUND_42.slice(0, -1)}b`;
    await expect(county.does('zonghe', enterDraw, { ...beacon, value: wrong })).rejects.toMatchObject({
      code: 'draw.sourceInvalid',
      message: expect.stringContaining('第 42 轮'),
    });
    expect(await county.does('zonghe', enterDraw, beacon)).toMatchObject({ match: 'same', left: [] });
    const view = await county.does('zonghe', runDraw, { draw });
    expect(view).toMatchObject({ entropyClass: 'beacon', seq: 2 });
    const pack = await packOf(county, draw);
    expect(failing(pack)).toEqual([]);
    expect(pack.checks[3]!.actual).toBe('2026q4-key/1 作废；2026q4-key/2 已摇号；计划外');
  });

  test('a draw given up after its result is abandoned, counts as one, and burdens nobody', async () => {
    const [{ id: draw } = { id: '' }] = await county.deps.database.ownerQuery<{ id: string }>(
      `select id from draw where state = 'drawn'`,
    );
    expect(await end(draw)).toMatchObject({ state: 'abandoned', phase: 'PX' });
    const pack = await packOf(county, draw);
    expect([failing(pack), pack.checks[3]!.actual]).toEqual([
      [],
      '2026q4-key/1 作废；2026q4-key/2 已摇号，后中止；计划外',
    ]);
    const third = await county.does('zonghe', freezeDraw, { task: '2026q4-key' });
    expect(third.strata).toMatchObject([{ n: 10, pool: 37 }]);
  });

  test('a result that did not come in time is refused; what was thrown is told with its winners', async () => {
    const [{ id: draw } = { id: '' }] = await county.deps.database.ownerQuery<{ id: string }>(
      `select id from draw where state = 'frozen'`,
    );
    await county.does('zonghe', enterDraw, { draw, ...dice });
    await county.does('jijian', enterDraw, { draw, ...dice });
    county.wait(7201);
    await expect(county.does('zonghe', runDraw, { draw })).rejects.toMatchObject({ code: 'draw.resultLate' });
    expect(await end(draw)).toMatchObject({ state: 'abandoned' });
    const pack = await packOf(county, draw);
    expect(failing(pack)).toEqual([]);
    expect(pack.checks[9]!.actual).toContain('中签 10');
  });
});

describe('the database', () => {
  describeDatabases('itself', (target) => {
    test('keeps the reason of an end', async () => {
      const county = await openCounty(target);
      try {
        await county.addTask('2026Q4', 10);
        const { draw } = await county.does('zonghe', freezeDraw, { task: '2026q4-key' });
        await county.does('zonghe', endDraw, { draw, reason: '名单有误', approver: 'lingdao' });
        const attempt = county.deps.database.pool.query(
          `set sunlot.system = 'on'; update draw set end_reason = '没有理由' where id = '${draw}'`,
        );
        await expect(attempt).rejects.toThrow(/cannot change/);
      } finally {
        await county.close();
      }
    });
  });
});
