import decodeQR from 'qr/decode.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { checkOpening } from '../../evidence/check-opening.ts';
import { openingIn, packOpening } from '../../openings/opening-code.ts';
import { qrPicture } from '../../openings/opening-qr.ts';
import { checkGivenOpening } from '../../public/openings.ts';
import { VISITOR } from '../../public/visitor.ts';
import { bindAccount } from '../availability/bind-account.ts';
import { answerVisit } from '../dispatch/answer-visit.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { endDraw } from './end-draw.ts';
import { enterDraw } from './enter-draw.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { ownOpening } from './own-opening.ts';
import { replaceDraw } from './replace-draw.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { namedDraw } from './show-draw.ts';
import { COUNTY, type County, DICE, openCounty } from './test-county.ts';

const TASK = '2026q4-key';

describeDatabases('an opening shown at the door', (target) => {
  let county: County;
  let draw: string;
  let other: string;
  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q3', 10);
    await county.addTask('2026Q4', 10);
  });
  afterAll(() => county.close());

  const drawTask = async (task: string) => {
    const { draw: id } = await county.does('zonghe', freezeDraw, { task });
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw: id, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw: id });
    return id;
  };
  const opened = (object: string | number, login = 'zonghe', task = TASK) =>
    county.looks(login, ownOpening, { task, object: String(object) });
  const names = async () => (await county.looks('zonghe', namedDraw, { draw })).names;
  const asked = (text: string) => read(county.deps, VISITOR, (ctx) => checkGivenOpening(ctx, { text }));
  const pack = async (id = draw) => (await county.looks('zonghe', exportDraw, { draw: id })).bytes;
  const replace = (rank: number, more: object = {}) =>
    county.does('zonghe', replaceDraw, {
      ...{ draw, rank, reason: 'suspended', document: `停产报告${rank}号`, approver: 'lingdao' },
      ...{ evidence: String(rank).padStart(64, '0'), ...more },
    });
  const looks = async () =>
    (await county.deps.database.ownerQuery(`select from log_entry where type = 'draw.opening'`)).length;

  describe('is refused', () => {
    it('to who has no right, before there is a draw, and for what is not there; nothing is logged', async () => {
      await expect(opened(1, 'console')).rejects.toMatchObject({ code: 'request.notPermitted' });
      await expect(opened(1, 'zonghe', 'tsk_none')).rejects.toMatchObject({ code: 'task.unknown' });
      await expect(opened(1)).rejects.toMatchObject({ code: 'draw.nothingToOpen' });
      other = await drawTask('2026q3-key');
      draw = await drawTask(TASK);
      await expect(opened(99)).rejects.toMatchObject({ code: 'dispatch.notAmong' });
      expect(await looks()).toBe(0);
    });

    it('to inspectors before visits are sent out', async () => {
      const [first] = await names();
      await county.does('zonghe', bindAccount, {
        ...{ agency: COUNTY, certificate: first!.team[0]!.certificateNo, login: 'jiancha' },
      });
      await expect(opened(first!.rank, 'jiancha')).rejects.toMatchObject({ code: 'draw.namesClosed' });
      expect(await looks()).toBe(0);
    });
  });

  it('is given to the office, by rank and by code, and each look is logged', async () => {
    const [first] = await names();
    const view = await opened(1);
    expect(view).toMatchObject({ draw, task: TASK, place: '1', object: first!.object });
    expect(view.team.map(({ certificateNo }) => certificateNo)).toEqual(
      first!.team.map(({ certificateNo }) => certificateNo),
    );
    expect(await opened(first!.object.key, 'jijian')).toEqual(view);
    expect(await looks()).toBe(2);
    const audit = await county.deps.database.ownerQuery<{ entry: Uint8Array }>(
      `select entry from log_entry where type = 'draw.opening'`,
    );
    expect(audit.map(({ entry }) => Buffer.from(entry).toString('utf8')).join()).not.toMatch(/企业有限公司|91999901/);
  });

  it('holds against the pack and on the server: this unit, this rank, this team', async () => {
    const { text, object, team, path } = await opened(2);
    const expected = { ok: true, proven: { session: `${COUNTY}/${TASK}/1`, place: '2', object, team } };
    const bytes = await pack();
    for (const given of [text, `${text}\n`, path, `https://sunlot.test${path}`, packOpening(text)]) {
      expect(checkOpening(bytes, { text: given })).toMatchObject(expected);
      expect(await asked(given)).toMatchObject({ ...expected, draw });
    }
    for (const { object: unit } of (await names()).filter(({ rank }) => rank !== 2))
      expect(text).not.toContain(unit.name);
  });

  it('goes into a QR code, and is read out of it again', async () => {
    const { text, path, bytes, svg } = await opened(3);
    expect(bytes).toBe(Buffer.byteLength(text));
    expect(svg).toMatch(/^<svg /);
    expect(scanned(text)).toBe(text);
    expect(openingIn(scanned(`https://sunlot.test${path}`))).toBe(text);
  });

  describe('does not hold', () => {
    it('when cut off, packed or not', async () => {
      const { text, path } = await opened(1);
      for (const cut of [text.slice(0, -1), text.slice(1), path.slice(0, -9), '', 'x', '{}', 'code=!'])
        expect(await asked(cut), cut.slice(0, 20)).toEqual({ ok: false, fault: 'form' });
      expect(await asked(text)).toMatchObject({ ok: true });
    });

    it('with another name, another rank, another salt or the row of a unit that was not drawn', async () => {
      const { text, object } = await opened(1);
      const renamed = text.replace(object.name, '别的有限公司');
      expect(renamed).not.toBe(text);
      const { salt: otherSalt } = JSON.parse((await opened(2)).text) as { salt: string };
      const { salt } = JSON.parse(text) as { salt: string };
      for (const changed of [renamed, text.replace(salt, otherSalt)]) {
        const verdict = await asked(changed);
        expect(verdict.ok).toBe(false);
        // Nothing of what was sent comes back: who guesses a name is not told it.
        expect(verdict.proven).toBeUndefined();
        expect(checkOpening(await pack(), { text: changed })).toEqual(verdict);
      }
      const moved = text.replace('"rank":1,', '"rank":4,');
      expect(moved).not.toBe(text);
      expect(await asked(moved)).toEqual({ ok: false, fault: 'place', draw });
      expect(checkOpening(await pack(), { text: moved })).toEqual({ ok: false, fault: 'place' });
    });

    it('against the pack of another draw, one before the result, or no pack', async () => {
      const { text } = await opened(1);
      expect(checkOpening(await pack(other), { text })).toMatchObject({ ok: false, fault: 'session' });
      expect(checkOpening(Buffer.from('no pack'), { text })).toEqual({ ok: false, fault: 'undrawn' });
      const foreign = 'elsewhere+00000000+AQ==';
      expect(checkOpening(await pack(), { text, logKey: foreign })).toEqual({ ok: false, fault: 'key' });
    });

    it('under the key of another log', async () => {
      const elsewhere = await openCounty(target);
      try {
        await elsewhere.addTask('2026Q4', 10);
        const { text } = await opened(1);
        const verdict = await read(elsewhere.deps, VISITOR, (ctx) => checkGivenOpening(ctx, { text }));
        expect(verdict).toEqual({ ok: false, fault: 'log' });
      } finally {
        await elsewhere.close();
      }
    });
  });

  it('of a unit that was replaced says that another stands there; the new one has its own', async () => {
    const before = await opened(5);
    const early = await pack();
    await replace(5);
    expect(await asked(before.text)).toMatchObject({
      ...{ ok: false, fault: 'replaced', now: { place: '5.1', unfilled: false } },
    });
    const after = await opened(5);
    expect([after.place, after.object.name === before.object.name]).toEqual(['5.1', false]);
    expect(await asked(after.text)).toMatchObject({ ok: true, proven: { place: '5.1', object: after.object } });
    expect(checkOpening(await pack(), { text: after.text })).toMatchObject({ ok: true });
    expect(checkOpening(early, { text: after.text })).toMatchObject({ ok: false, fault: 'place' });
    expect(checkOpening(early, { text: before.text })).toMatchObject({ ok: true });
    await expect(opened(before.object.key)).rejects.toMatchObject({ code: 'dispatch.notAmong' });
  });

  it('of a team whose person was replaced says that others go', async () => {
    const before = await opened(6);
    const { seat } = before.team[0]!;
    await replace(6, { seat, reason: 'recusal', evidence: 'ab'.repeat(32) });
    expect(await asked(before.text)).toMatchObject({ ok: false, fault: 'teamNow', now: { place: '6' } });
    const after = await opened(6);
    expect(after.team).not.toEqual(before.team);
    expect(await asked(after.text)).toMatchObject({ ok: true, proven: { team: after.team } });
  });

  it('is given, once visits are sent out, to the own team and for no other unit, drawn or not', async () => {
    // Who came for the replaced unit waits in the draw of the quarter before: one visit for both.
    await expect(county.does('zonghe', dispatchTask, { task: TASK })).rejects.toMatchObject({
      ...{ code: 'dispatch.unanswered', message: expect.stringContaining('第 5 号 MERGE_SUGGESTED') },
    });
    await county.does('zonghe', answerVisit, { task: TASK, object: '5', choice: 'merge' });
    await county.does('zonghe', dispatchTask, { task: TASK });
    const all = await names();
    const mine = all[0]!.team[0]!.certificateNo;
    const own = all.filter(({ team }) => team.some(({ certificateNo }) => certificateNo === mine));
    const others = all.filter((one) => !own.includes(one));
    expect([own.length, others.length].every((n) => n > 0)).toBe(true);
    for (const { rank, object } of own) expect(await opened(rank, 'jiancha')).toMatchObject({ object });
    const refusals = await Promise.all(
      [...others.map(({ object }) => object.key), '91999901MA00000001', '99'].map((object) =>
        opened(object, 'jiancha').catch((error: unknown) => String(error)),
      ),
    );
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toContain('没有查看名单的权限');
  });

  it('holds after the reveal too, also for a unit that is lawfully withheld', async () => {
    const { text, object } = await opened(7);
    await county.does('jijian', revealDraw, {
      ...{ draw, early: '演示', approver: 'lingdao' },
      withheld: [{ object: object.key, ground: '商业秘密' }],
    });
    for (const given of [text, (await opened(7)).text]) {
      expect(await asked(given)).toMatchObject({ ok: true, proven: { object } });
      expect(checkOpening(await pack(), { text: given })).toMatchObject({ ok: true });
    }
    expect(Buffer.from(await pack()).includes(object.name)).toBe(false);
  });

  it('opens nothing of a draw that was given up', async () => {
    const { text } = await opened(1, 'zonghe', '2026q3-key');
    expect(await asked(text)).toMatchObject({ ok: true, draw: other });
    await county.does('zonghe', endDraw, { draw: other, reason: '名单有误', approver: 'lingdao' });
    expect(await asked(text)).toMatchObject({ ok: false, fault: 'ended', proven: { place: '1' } });
    expect(checkOpening(await pack(other), { text })).toMatchObject({ ok: false, fault: 'ended' });
    await expect(opened(1, 'zonghe', '2026q3-key')).rejects.toMatchObject({ code: 'draw.nothingToOpen' });
  });
});

/** What a camera would see of the code, read by the decoder of the library. */
function scanned(text: string): string {
  const rows = qrPicture(text, 'ascii').split('\n');
  const dark = rows.filter(({ length }) => length > 0).flatMap((row) => [halves(row, 0), halves(row, 1)]);
  const scale = 4;
  const [height, width] = [dark.length * scale, dark[0]!.length * scale];
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = dark[Math.floor(y / scale)]![Math.floor(x / scale)] ? 0 : 255;
      data.set([value, value, value, 255], (y * width + x) * 4);
    }
  return decodeQR({ width, height, data });
}

/** Light is drawn: a full block is light above and below. */
function halves(row: string, half: 0 | 1): readonly boolean[] {
  return [...row].map((sign) => !(sign === '█' || sign === (half === 0 ? '▀' : '▄')));
}
