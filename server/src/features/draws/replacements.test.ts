import { roundTime } from '@sunlot/core/draw/quicknet.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { addUser } from '../users/add-user.ts';
import { answerReplacement } from './answer-replacement.ts';
import { askReplacement, listApplications } from './ask-replacement.ts';
import { enterDraw } from './enter-draw.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { replaceDraw } from './replace-draw.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { namedDraw, showDraw } from './show-draw.ts';
import { COUNTY, type County, DICE, openCounty } from './test-county.ts';

const ROUND_42 = '95a9f9f5b231b7714de1553105d8ffdf3dcda24cfdb1e689319bccf79a9c8ce430a91b811fbfaf763900bc998b5d686a';
/** A later round of the same chain, as it was published. */
const LATER = 657_413;
const ROUND_LATER = 'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b';
const dice = { source: 'dice', value: DICE } as const;
const asked = (draw: string, rank: number, more: object = {}) => ({
  ...{
    draw,
    rank,
    reason: 'suspended' as const,
    document: `停产报告${rank}号`,
    evidence: String(rank).padStart(64, '0'),
  },
  ...{ approver: 'lingdao', ...more },
});
const packOf = async (county: County, draw: string) =>
  verifyEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes);
const failing = (view: Awaited<ReturnType<typeof packOf>>) =>
  view.checks.filter(({ state }) => state === 'fail').map(({ id, actual }) => `${id} ${actual}`);

describeDatabases('a replacement after the draw', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q4', 10);
    ({ draw } = await county.does('zonghe', freezeDraw, { task: '2026q4-key' }));
    await county.does('zonghe', enterDraw, { draw, ...dice });
    await county.does('jijian', enterDraw, { draw, ...dice });
  });
  afterAll(() => county.close());
  const replace = (rank: number, more: object = {}, login = 'zonghe') =>
    county.does(login, replaceDraw, asked(draw, rank, more));
  const names = () => county.does('zonghe', namedDraw, { draw });

  test('is refused before there is a result, to who has no right, and without the deputy', async () => {
    await expect(replace(1)).rejects.toMatchObject({ code: 'draw.notDrawn' });
    await county.does('zonghe', runDraw, { draw });
    await expect(replace(1, {}, 'jiancha')).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(replace(1, { approver: 'jiancha' })).rejects.toMatchObject({ code: 'request.notPermitted' });
    await county.does('console', addUser, { login: 'juzhang', agency: COUNTY, roles: ['head'] });
    await expect(replace(1, { approver: 'juzhang' })).rejects.toMatchObject({
      message: expect.stringContaining('分管负责同志（按本地方案）'),
    });
    await expect(replace(99)).rejects.toMatchObject({ code: 'draw.replaceNotAllowed' });
    await expect(replace(1, { seat: 'leader' })).rejects.toMatchObject({ code: 'draw.replaceNotAllowed' });
    await expect(replace(1, { reason: 'recusal' })).rejects.toMatchObject({ code: 'draw.replaceNotAllowed' });
    expect(await county.deps.database.ownerQuery('select from draw_replacement')).toEqual([]);
  });

  test('gives the rank to the first of the reserve; who was there stays in the record', async () => {
    const before = await names();
    const view = await replace(3);
    expect(view).toMatchObject({ no: 1, rank: 3, what: 'object', state: 'answered', places: [{ place: '3.1' }] });
    const after = await names();
    const third = after.names.find(({ rank }) => rank === 3)!;
    const was = before.names.find(({ rank }) => rank === 3)!;
    expect([third.k, third.replaced?.map(({ object }) => object)]).toEqual([1, [was.object]]);
    expect(third.object).not.toEqual(was.object);
    expect(third.team).toEqual(was.team);
    expect(after.names.filter(({ rank }) => rank !== 3)).toEqual(before.names.filter(({ rank }) => rank !== 3));
    const [reserve] = (await county.looks('zonghe', showDraw, { draw })).reserve!;
    const place = JSON.parse(
      (await county.deps.database.ownerQuery<{ result: string }>('select result from draw_replacement'))[0]!.result,
    ) as { places: { leaf: string }[] };
    expect(place.places[0]!.leaf).toBe(reserve!.leaf);
  });

  test('of a person moves nobody else', async () => {
    const before = (await names()).names;
    const seat = before[0]!.team[0]!;
    await replace(before[0]!.rank, { seat: seat.seat, reason: 'recusal', evidence: 'ab'.repeat(32) });
    const after = (await names()).names;
    expect(after[0]!.team[0]!.certificateNo).not.toBe(seat.certificateNo);
    expect(after[0]!.team.slice(1)).toEqual(before[0]!.team.slice(1));
    expect(after.slice(1)).toEqual(before.slice(1));
  });

  test('on the same evidence is no second try, and names stay closed in everything public', async () => {
    await expect(replace(3)).rejects.toMatchObject({
      code: 'draw.replaceNotAllowed',
      message: expect.stringContaining('同一证明材料'),
    });
    const pack = await county.looks('zonghe', exportDraw, { draw });
    const text = Buffer.from(pack.bytes).toString('utf8');
    expect(text).not.toMatch(/示范县第|示例检查员|停产报告|suspended/);
    const view = await packOf(county, draw);
    expect(failing(view)).toEqual([]);
    expect(view.checks.find(({ id }) => id === 'V14')).toMatchObject({ state: 'notYet' });
    expect((await county.looks('zonghe', showDraw, { draw })).replacements).toHaveLength(2);
  });

  test('visits, loads and coverage go by who stands there now', async () => {
    const seats = await county.deps.database.ownerQuery<{ n: number }>('select count(*)::int as n from standing_seat');
    const objects = await county.deps.database.ownerQuery<{ object_id: string; k: number }>(
      'select object_id, k from standing_object where rank = 3',
    );
    const drawn = await county.deps.database.ownerQuery<{ object_id: string }>(
      'select object_id from drawn_object where rank = 3',
    );
    expect([seats[0]!.n, objects[0]!.k]).toEqual([20, 1]);
    expect(objects[0]!.object_id).not.toBe(drawn[0]!.object_id);
  });

  test('the limit of the manifest holds', async () => {
    for (const rank of [4, 5, 6]) await replace(rank);
    await expect(replace(7)).rejects.toMatchObject({ message: expect.stringContaining('最多更换 5 次') });
  });

  test('the database itself keeps what was asked and answered', async () => {
    const attempt = (text: string) => county.deps.database.pool.query(`set sunlot.system = 'on'; ${text}`);
    await expect(attempt(`update draw_replacement set request = '{}'`)).rejects.toThrow(/cannot change/);
    await expect(attempt('delete from replaced_place')).rejects.toThrow(/permission denied|append-only/);
  });

  test('after the reveal every replacement is replayed; the reason is open, that of a person is not', async () => {
    await county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' });
    const view = await packOf(county, draw);
    expect(failing(view)).toEqual([]);
    expect(view.checks.find(({ id }) => id === 'V14')).toMatchObject({ state: 'pass' });
    const text = Buffer.from((await county.looks('zonghe', exportDraw, { draw })).bytes).toString('utf8');
    expect([text.includes('"suspended"'), text.includes('"recusal"')]).toEqual([true, false]);
    await expect(replace(7)).rejects.toMatchObject({ code: 'draw.replaceNotAllowed' });
  });
});

describeDatabases('the reasons of a scheme', (target) => {
  const opened = async (reasons: string) => {
    const county = await openCounty(target, {
      edit: (text) => text.replace('reasons: [执法回避, 停产, 搬离, 其他不可抗原因]', `reasons: [${reasons}]`),
    });
    await county.addTask('2026Q4', 10);
    const { draw } = await county.does('zonghe', freezeDraw, { task: '2026q4-key' });
    for (const login of ['zonghe', 'jijian']) await county.does(login, enterDraw, { draw, ...dice });
    await county.does('zonghe', runDraw, { draw });
    return { county, draw };
  };

  test('are the only ones where the list is closed; the refusal lists them with the clause', async () => {
    const { county, draw } = await opened('执法回避, 停产, 市局抽调');
    const ask = (rank: number, more: object) => county.does('zonghe', replaceDraw, asked(draw, rank, more));
    const refused = {
      code: 'draw.replaceReason',
      message: expect.stringContaining(
        '“关闭”不是本地方案允许更换的事由（四（三））。方案列出的有：执法回避、停产、市局抽调。',
      ),
    };
    await expect(ask(1, { reason: 'closed' })).rejects.toMatchObject(refused);
    await expect(ask(1, { reason: 'other', detail: '不想去' })).rejects.toMatchObject({ code: 'draw.replaceReason' });
    const { approver: _, ...application } = asked(draw, 1, { reason: 'closed' });
    await expect(county.does('zonghe', askReplacement, application)).rejects.toMatchObject(refused);
    expect(await county.deps.database.ownerQuery('select from draw_replacement')).toEqual([]);
    expect(await ask(1, {})).toMatchObject({ no: 1 });
    expect(await ask(2, { reason: 'other', detail: '市局抽调' })).toMatchObject({ no: 2 });
    await county.close();
  });

  test('take others in words of their own where the list is open', async () => {
    const { county, draw } = await opened('执法回避, 停产, 其他不可抗原因');
    const ask = (rank: number, more: object) => county.does('zonghe', replaceDraw, asked(draw, rank, more));
    await expect(ask(1, { reason: 'other' })).rejects.toMatchObject({
      message: expect.stringContaining('请写明具体事由（--detail）'),
    });
    expect(await ask(1, { reason: 'closed' })).toMatchObject({ no: 1 });
    expect(await ask(2, { reason: 'other', detail: '厂区被洪水围困' })).toMatchObject({ no: 2 });
    const { approver: _, ...application } = asked(draw, 3, { reason: 'other', detail: '道路中断' });
    await county.does('zonghe', askReplacement, application);
    const { items } = await county.looks('lingdao', listApplications, { draw });
    expect(items).toMatchObject([{ reason: 'other', detail: '道路中断' }]);
    await county.close();
  });
});

describeDatabases('a replacement after a beacon', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target, { at: `${new Date((roundTime(42) - 3600) * 1000).toISOString().slice(0, 19)}Z` });
    await county.addTask('2026Q4', 10);
    ({ draw } = await county.does('zonghe', freezeDraw, {
      task: '2026q4-key',
      sources: [
        { k: 'dice', count: 20, faces: 10 },
        { k: 'drand', round: 42 },
      ],
    }));
    county.wait(600);
    await county.does('zonghe', enterDraw, { draw, ...dice });
    await county.does('jijian', enterDraw, { draw, ...dice });
    county.wait(3000);
    await county.does('zonghe', enterDraw, { draw, source: 'drand', value: ROUND_42 });
    await county.does('zonghe', runDraw, { draw });
  });
  afterAll(() => county.close());

  test('waits for a round that does not exist yet; nothing else is asked, and nothing opened, before it', async () => {
    county.wait(roundTime(LATER) - 602 - Math.floor(county.deps.clock.now() / 1000));
    const view = await county.does('zonghe', replaceDraw, asked(draw, 2));
    expect(view).toMatchObject({ state: 'waiting', places: [] });
    expect(Date.parse(view.awaits!.at) - Date.parse(view.requestedAt)).toBeGreaterThanOrEqual(600_000);
    await expect(county.does('zonghe', replaceDraw, asked(draw, 3))).rejects.toMatchObject({
      message: expect.stringContaining('等公共随机数'),
    });
    expect(Date.parse(view.awaits!.at)).toBe(roundTime(LATER) * 1000);
    const early = county.does('zonghe', answerReplacement, { draw, value: ROUND_LATER });
    await expect(early).rejects.toMatchObject({ code: 'draw.sourceNotOpen' });
    await expect(county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' })).rejects.toMatchObject(
      { code: 'draw.replacementOpen' },
    );
    expect(failing(await packOf(county, draw))).toEqual([]);
  });

  test('takes that round and no other', async () => {
    county.wait(700);
    await expect(county.does('zonghe', answerReplacement, { draw, value: ROUND_42 })).rejects.toMatchObject({
      code: 'draw.sourceInvalid',
    });
    const before = (await county.does('zonghe', namedDraw, { draw })).names;
    const view = await county.does('zonghe', answerReplacement, { draw, value: ROUND_LATER });
    expect(view).toMatchObject({ state: 'answered', places: [{ place: '2.1' }] });
    const after = (await county.does('zonghe', namedDraw, { draw })).names;
    expect(after.filter((one, i) => one.object.key !== before[i]!.object.key).map(({ rank }) => rank)).toEqual([2]);
    await expect(county.does('zonghe', answerReplacement, { draw, value: ROUND_LATER })).rejects.toMatchObject({
      code: 'draw.replaceNotAllowed',
    });
  });

  test('is replayed by everybody after the reveal, with the signature of the round', async () => {
    await county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' });
    const view = await packOf(county, draw);
    expect(failing(view)).toEqual([]);
    expect(view.checks.find(({ id }) => id === 'V14')).toMatchObject({ state: 'pass' });
  });
});

describeDatabases('rows that lawfully stay closed', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q4', 10);
    ({ draw } = await county.does('zonghe', freezeDraw, { task: '2026q4-key' }));
    for (const login of ['zonghe', 'jijian']) await county.does(login, enterDraw, { draw, ...dice });
    await county.does('zonghe', runDraw, { draw });
  });
  afterAll(() => county.close());

  test('need a ground of the scheme and an approval; all others open, and the pack says which are closed', async () => {
    const { names } = await county.does('zonghe', namedDraw, { draw });
    const object = names[0]!.object;
    const reveal = (ground: string, more: object = {}) =>
      county.does('jijian', revealDraw, { draw, early: '演示', withheld: [{ object: object.key, ground }], ...more });
    await expect(reveal('国家秘密')).rejects.toMatchObject({ code: 'draw.visitsOutstanding' });
    await expect(reveal('不便公开', { approver: 'lingdao' })).rejects.toMatchObject({ code: 'draw.groundUnknown' });
    await reveal('国家秘密', { approver: 'lingdao' });
    const text = Buffer.from((await county.looks('zonghe', exportDraw, { draw })).bytes).toString('utf8');
    expect([text.includes(object.name), text.includes(names[1]!.object.name)]).toEqual([false, true]);
    const view = await packOf(county, draw);
    expect(failing(view)).toEqual([]);
    expect(view.checks.find(({ id }) => id === 'V13')!.actual).toContain('withheld:state-secret');
  });
});
