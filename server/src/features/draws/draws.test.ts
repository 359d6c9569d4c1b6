import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { checkKeyCopy } from '../../evidence/check-key-copy.ts';
import { type KeptRows, KeyCopyClosed, openKeyCopy } from '../../evidence/key-copy.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { verifyLogs } from '../../log/read-log.ts';
import { recuseInspector } from '../availability/recuse-inspector.ts';
import { withdrawRecusal } from '../availability/withdraw-recusal.ts';
import { copyKey } from './copy-key.ts';
import { enterDraw } from './enter-draw.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { rehearseDraw } from './rehearse-draw.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { namedDraw, showDraw } from './show-draw.ts';
import { COUNTY, type County, DICE, openCounty } from './test-county.ts';

const dice = { source: 'dice', value: DICE } as const;

describeDatabases('a draw', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q4', 10);
  });
  afterAll(() => county.close());

  test('an inspector may not freeze; the office may, and the numbers cite the clause', async () => {
    await expect(county.does('jiancha', freezeDraw, { task: '2026q4-key' })).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    const tried = await county.looks('zonghe', rehearseDraw, { task: '2026q4-key' });
    expect(tried).toMatchObject({ notice: '试算·不作数', deficit: [] });
    expect(tried.rounds).toBeGreaterThanOrEqual(20);
    const frozen = await county.does('zonghe', freezeDraw, { task: '2026q4-key' });
    draw = frozen.draw;
    expect(frozen.strata).toMatchObject([{ id: 'key', base: 37, required: 10, n: 10, pool: 37 }]);
    expect(frozen.strata[0]!.clause).toContain('25%');
    expect([...frozen.words]).toHaveLength(12);
    expect(frozen.warnings.join()).toContain('按年度覆盖要求，本时段应抽 37 家');
  });

  test('a second freeze of the task is refused', async () => {
    await expect(county.does('zonghe', freezeDraw, { task: '2026q4-key' })).rejects.toMatchObject({
      code: 'draw.alreadyFrozen',
    });
  });

  test('the key holder alone gets a sealed copy, and opens every leaf with it', async () => {
    const passphrase = '青山绿水不可负我辈当惜之';
    const pieces: Uint8Array[] = [];
    const sink = async (piece: Uint8Array) => void pieces.push(piece);
    await expect(county.does('zonghe', copyKey, { draw, passphrase, sink })).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    await expect(county.does('jijian', copyKey, { draw, passphrase: '太短', sink })).rejects.toMatchObject({
      code: 'request.invalid',
    });
    expect(pieces).toEqual([]);
    await county.does('jijian', copyKey, { draw, passphrase, sink });
    const copy = Buffer.concat(pieces);
    expect(copy.toString()).not.toContain('示范县');
    const { bytes } = await county.looks('zonghe', exportDraw, { draw });
    const open = async (words = passphrase) => (await openKeyCopy(inPieces(copy), async () => words))!;
    await expect(open(`${passphrase} `)).rejects.toThrow(KeyCopyClosed);
    expect(await checkKeyCopy(bytes, await open())).toEqual({
      ok: true,
      rows: { objects: 37, inspectors: 14, recusals: 0 },
      faults: [],
    });
    const named = await open();
    const altered = { ...named, rows: rewritten(named.rows) };
    expect((await checkKeyCopy(bytes, altered)).faults).toEqual(['otherRows']);
    const other = { ...(await open()), listKey: new Uint8Array(32) };
    expect((await checkKeyCopy(bytes, other)).faults).toEqual(['otherKey']);
    const elsewhere = { ...(await open()), fingerprint: '0'.repeat(64) };
    expect((await checkKeyCopy(bytes, elsewhere)).faults).toEqual(['otherDraw']);
  });

  test('before the throw the pack verifies as frozen, and nothing can be run', async () => {
    const view = verifyEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes);
    expect(view).toMatchObject({ ok: true, complete: false, phase: 'P1' });
    await expect(county.does('zonghe', runDraw, { draw })).rejects.toMatchObject({ code: 'draw.entryMissing' });
  });

  test('entries that differ by a digit are told apart, and nothing continues until they agree', async () => {
    expect(await county.does('zonghe', enterDraw, { draw, ...dice })).toMatchObject({
      part: 'operator',
      match: 'waiting',
    });
    await expect(county.does('zonghe', enterDraw, { draw, ...dice })).rejects.toMatchObject({
      code: 'draw.sameWitness',
    });
    const wrong = `${DICE.slice(0, 6)}7${DICE.slice(7)}`;
    expect(await county.does('jijian', enterDraw, { draw, source: 'dice', value: wrong })).toMatchObject({
      part: 'witness',
      match: 'different',
      differingPlaces: [7],
    });
    await expect(county.does('zonghe', runDraw, { draw })).rejects.toMatchObject({ code: 'draw.entryMissing' });
    await expect(county.does('zonghe', enterDraw, { draw, ...dice })).rejects.toMatchObject({
      code: 'draw.correctionNeeded',
      message: expect.stringMatching(/^zonghe 已经录入过，而两次录入现在不一致：第 7 位不同。.*--correct/),
    });
    await expect(county.does('jijian', enterDraw, { draw, source: 'dice', value: '123' })).rejects.toMatchObject({
      code: 'draw.sourceInvalid',
    });
    expect(await county.does('jijian', enterDraw, { draw, ...dice, correct: true })).toMatchObject({ match: 'same' });
    const [settled] = await county.deps.database.ownerQuery<{ entry: Buffer; frozen: string }>(
      `select entry, frozen_at as frozen from log_entry join draw on draw.id = subject where type = 'entropy'`,
    );
    const { at } = JSON.parse(settled!.entry.toString('utf8')) as { at: string };
    expect(Date.parse(at)).toBeGreaterThan(Date.parse(settled!.frozen));
    await expect(county.does('zonghe', enterDraw, { draw, ...dice, correct: true })).rejects.toMatchObject({
      code: 'draw.entryClosed',
      details: { at: new Date(at).toISOString() },
    });
  });

  test('of fifty runs at once one succeeds, and the others are told of the one result', async () => {
    const runs = await Promise.allSettled(Array.from({ length: 50 }, () => county.does('zonghe', runDraw, { draw })));
    const won = runs.filter((run) => run.status === 'fulfilled');
    const refused = runs.filter((run) => run.status === 'rejected').map((run) => run.reason);
    expect(won).toHaveLength(1);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['draw.alreadyDrawn']));
    expect(new Set(refused.map(({ details }) => JSON.stringify(details.result)))).toEqual(
      new Set([JSON.stringify(won[0]!.value)]),
    );
    expect(won[0]!.value.winners).toHaveLength(10);
  });

  test('the result verifies at once without a name; names are for those who may know', async () => {
    const pack = await county.looks('zonghe', exportDraw, { draw });
    const view = verifyEvidence(pack.bytes);
    expect(view).toMatchObject({ ok: true, complete: false, phase: 'P2' });
    expect(view.checks.filter(({ state }) => state === 'fail')).toEqual([]);
    const open = await county.looks('zonghe', showDraw, { draw });
    expect(JSON.stringify(open)).not.toMatch(/企业|检查员/);
    expect(Buffer.from(pack.bytes).toString('latin1')).not.toContain(Buffer.from('示范县第').toString('latin1'));
    await expect(county.does('jiancha', namedDraw, { draw })).rejects.toMatchObject({ code: 'draw.namesClosed' });
    const named = await county.does('zonghe', namedDraw, { draw });
    expect(named.names).toHaveLength(10);
    for (const { team } of named.names) expect(new Set(team.map(({ certificateNo }) => certificateNo)).size).toBe(2);
  });

  test('the database itself refuses to change what was drawn', async () => {
    const attempt = (text: string) => county.deps.database.pool.query(`set sunlot.system = 'on'; ${text}`);
    await expect(attempt(`update draw set certificate = '{}' where id = '${draw}'`)).rejects.toThrow(/cannot change/);
    await expect(attempt(`delete from drawn_object where draw_id = '${draw}'`)).rejects.toThrow(
      /permission denied|append-only/,
    );
    await expect(attempt(`update log_entry set type = 'x'`)).rejects.toThrow(/permission denied|append-only/);
  });

  test('names open early only with a reason and a leader who is neither initiator nor the one who asks', async () => {
    await expect(county.does('jijian', revealDraw, { draw })).rejects.toMatchObject({ code: 'draw.visitsOutstanding' });
    await expect(county.does('jijian', revealDraw, { draw, early: '演示' })).rejects.toMatchObject({
      code: 'draw.visitsOutstanding',
    });
    await expect(county.does('jijian', revealDraw, { draw, early: '演示', approver: 'jiancha' })).rejects.toMatchObject(
      { code: 'request.notPermitted' },
    );
    await expect(
      county.does('lingdao', revealDraw, { draw, early: '演示', approver: 'lingdao' }),
    ).rejects.toMatchObject({ code: 'draw.sameApprover' });
    expect(await county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' })).toMatchObject({
      state: 'revealed',
      phase: 'P4',
    });
    await expect(county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' })).rejects.toMatchObject(
      { code: 'draw.alreadyRevealed' },
    );
  });

  test('after the reveal everything can be checked', async () => {
    const view = verifyEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes);
    expect(view.checks.filter(({ state }) => state === 'fail' || state === 'notYet')).toEqual([]);
    expect(view).toMatchObject({ ok: true, complete: true, phase: 'P4' });
  });

  test('the log verifies, with the audit tree anchored in the public one', async () => {
    expect(await county.looks('console', verifyLogs, { outside: undefined })).toMatchObject({
      ok: true,
      faults: [],
      anchors: 3,
    });
  });

  test('the next draw takes everybody who was not drawn this year before anybody is drawn twice', async () => {
    await county.addTask('2026Q3', 30);
    const next = await county.does('zonghe', freezeDraw, { task: '2026q3-key' });
    await county.does('zonghe', enterDraw, { draw: next.draw, ...dice });
    await county.does('jijian', enterDraw, { draw: next.draw, ...dice });
    const { winners = [] } = await county.does('zonghe', runDraw, { draw: next.draw });
    expect(winners.map(({ tier }) => tier)).toEqual([...Array(27).fill(0), ...Array(3).fill(1)]);
  });
});

describe('teams', () => {
  describeDatabases('that cannot be formed', (target) => {
    test('are refused at the freeze with the seats that stay empty', async () => {
      const county = await openCounty(target, { leaders: 0 });
      try {
        await county.addTask('2026Q4', 10);
        const attempt = county.does('zonghe', freezeDraw, { task: '2026q4-key' });
        await expect(attempt).rejects.toMatchObject({
          code: 'draw.teamsImpossible',
          message: expect.stringContaining('“小组长”席位'),
        });
      } finally {
        await county.close();
      }
    });

    test('since everybody has an interest in one unit go on with people who have none', async () => {
      const county = await openCounty(target, { people: 4, keyObjects: 4 });
      const { ownerQuery } = county.deps.database;
      try {
        await county.addTask('2026Q4', 4);
        const [{ key: object }] = (await ownerQuery<{ key: string }>(
          `select key from inspection_object where id = 'obj_0'`,
        )) as [{ key: string }];
        const declared = Array.from({ length: 4 }, (_, i) => `DEMO-${i}`);
        for (const certificate of declared)
          await county.does('zonghe', recuseInspector, { agency: COUNTY, certificate, object, reason: '近亲属任职' });
        const freezes = () => county.does('zonghe', freezeDraw, { task: '2026q4-key' });
        await expect(freezes()).rejects.toMatchObject({
          code: 'draw.teamsImpossible',
          message: expect.stringMatching(/import inspectors.*inspector return.*inspector recusals.*inspector unrecuse/),
        });
        for (const certificate of declared.slice(0, 2))
          await county.does('lingdao', withdrawRecusal, { agency: COUNTY, certificate, object, reason: '误报' });
        expect(await freezes()).toMatchObject({ draw: expect.stringMatching(/^drw_/) });
      } finally {
        await county.close();
      }
    });
  });

  describeDatabases('with hardly a choice', (target) => {
    test('are frozen with a warning that calls the seat as the scheme does', async () => {
      const county = await openCounty(target, { leaders: 2 });
      await county.addTask('2026Q4', 10);
      const { warnings } = await county.does('zonghe', freezeDraw, { task: '2026q4-key' });
      expect(warnings).toContain('37 家的“小组长”席位可选人员不足 3 人（最少 2 人）');
      await county.close();
    });
  });
});

/** As a file is read: in pieces that end anywhere. */
async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

/** The rows with one name changed. */
async function* rewritten(rows: AsyncIterable<KeptRows>): AsyncGenerator<KeptRows> {
  let isFirst = true;
  for await (const { kind, texts } of rows) {
    yield { kind, texts: texts.map((text, i) => (isFirst && i === 0 ? text.replace('示范县', '示例县') : text)) };
    isFirst &&= texts.length === 0;
  }
}
