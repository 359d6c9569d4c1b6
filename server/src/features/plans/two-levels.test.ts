import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { CITY, EAST, type Furnished, openTree, rule, type Tree, WEST } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { showDispatch } from '../dispatch/show-dispatch.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { exportDraw } from '../draws/export-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { revealDraw } from '../draws/reveal-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { namedDraw, showDraw } from '../draws/show-draw.ts';
import { createTask } from '../tasks/create-task.ts';
import { listOverlaps } from '../tasks/list-overlaps.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { importVisits } from '../visits/import-visits.ts';
import { editPlanEntry } from './edit-plan-entry.ts';
import { proposePlan } from './propose-plan.ts';
import { putInForce } from './test-plans.ts';

const DICE = '35162406251340952716';
const code = inventedCode;
const keys = (from: number, n: number): Furnished[] =>
  Array.from({ length: n }, (_, i) => ({ key: code(from + i), class: 'key' as const, name: `假想第${from + i}号` }));

describeDatabases('a city and its counties through a year', (target) => {
  let tree: Tree;
  let cityDraw: string;
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules = pack.rules.filter(({ id }) => id !== 'jiangxian/ratio/key/municipal');
      pack.rules.push(
        rule('ratio/key/municipal', { every: 'year', min: '50%' }, 'principle'),
        rule('redraw/key/municipal', { min: '20%', among: 'county' }, 'soft'),
        rule('adHoc/all/all', { classes: ['special'] }, 'info'),
        rule('interdepartmental/all/municipal', { every: 'quarter', min: 1 }),
        rule('overlap/all/all', { offer: 'joint' }, 'soft'),
      );
    });
    await tree.furnish(
      EAST,
      [...keys(1, 3), { key: code(8), class: 'special' }, { key: code(9), class: 'general' }],
      8,
    );
    await tree.furnish(WEST, keys(4, 3), 4);
    // The city keeps an object of its own, and one that stands in a county's directory too.
    await tree.furnish(CITY, [...keys(7, 1), ...keys(1, 1)], 8);
    for (const agency of [CITY, EAST, WEST]) await tree.publishItems(agency);
    await countyVisits([code(1), code(2)]);
  });
  afterAll(() => tree.close());

  /** Visits that the eastern county completed in February. */
  async function countyVisits(objects: readonly string[]): Promise<void> {
    const common = { period: '2026Q1', class: 'key', level: 'county', agency: EAST, taskType: 'daily' };
    const rest = { selection: 'random', state: 'completed', items: ['1'], method: 'onSite', results: ['未发现问题'] };
    await inTransaction(tree.deps.database.db, SYSTEM, (tx) =>
      tx
        .insertInto('visit')
        .values(
          objects.map((objectId) => ({
            ...{ id: `vst_${objectId}`, agency: EAST, recorded_by: EAST, object_key: objectId, date: '2026-02-10' },
            ...{ task_code: '2026q1-key', level: 'county', class: 'key', row_hash: Buffer.alloc(32) },
            ...{ facts: JSON.stringify({ ...common, ...rest, objectId, date: '2026-02-10' }) },
            ...{ added_at: '2026-02-11T01:00:00Z', updated_at: '2026-02-11T01:00:00Z' },
          })),
        )
        .execute(),
    );
  }

  async function issue(place: string, agency: string, edit: () => Promise<unknown> = async () => undefined) {
    const plan = { agency, year: 2026 };
    const proposed = await tree.does(`${place}-office`, proposePlan, plan);
    await edit();
    await putInForce(tree, plan, place);
    return proposed;
  }

  async function draw(place: string, task: string): Promise<string> {
    const frozen = await tree.does(`${place}-office`, freezeDraw, { task });
    const entry = { draw: frozen.draw, source: 'dice', value: DICE } as const;
    await tree.does(`${place}-office`, enterDraw, entry);
    await tree.does(`${place}-witness`, enterDraw, entry);
    await tree.does(`${place}-office`, runDraw, { draw: frozen.draw });
    return frozen.draw;
  }

  test('the city plans for the objects of its whole territory, each once, and says what is drawn again', async () => {
    const view = await issue('city', CITY);
    expect(view.entries.find(({ id }) => id === '2026.key')).toMatchObject({ base: 7, required: 4, n: 4 });
    expect(view.quotas.filter(({ topic }) => topic === 'redraw')).toMatchObject([{ base: 7, required: 2 }]);
    const joint = view.entries.filter(({ class: cls }) => cls === 'interdepartmental');
    expect(joint.map(({ id, n }) => [id, n])).toEqual([
      ['2026q1.interdepartmental', 0],
      ['2026q2.interdepartmental', 0],
      ['2026q3.interdepartmental', 0],
      ['2026q4.interdepartmental', 0],
    ]);
    expect(joint[0]!.fields).toMatchObject({
      taskType: '部门联合检查',
      ratioQuantity: expect.stringContaining('1 次'),
    });
    const county = await issue('east', EAST, () =>
      tree.does('east-office', editPlanEntry, { agency: EAST, year: 2026, entry: '2026q4.key', n: 3 }),
    );
    expect(county.entries.find(({ id }) => id === '2026q4.key')).toMatchObject({ base: 3, required: 1 });
    expect(county.quotas).toEqual([]);
  });

  describe('tasks', () => {
    test('a level draws the classes of its own row of the scheme and no other', async () => {
      const general = (agency: string) => ({ agency, class: 'general', period: '2026Q4' });
      await expect(tree.does('city-office', createTask, general(CITY))).rejects.toMatchObject({
        code: 'task.classOutsidePack',
        message: expect.stringMatching(/没有“一般排污单位”这一类.*CLASS_NOT_IN_SCOPE.*可用：重点排污单位（key）/),
      });
      expect(await tree.does('east-office', createTask, general(EAST))).toMatchObject({ class: 'general' });
    });

    const adHoc = { agency: EAST, class: 'special', adHoc: true as const, n: 1, reason: '媒体反映后复核' };

    test('outside the plan stands only a class that the scheme lets be drawn at any time', async () => {
      await expect(tree.does('east-office', createTask, { ...adHoc, class: 'key' })).rejects.toMatchObject({
        code: 'task.adHocNotAllowed',
      });
      const first = await tree.does('east-office', createTask, adHoc);
      expect(first).toMatchObject({ n: 1, adHocReason: '媒体反映后复核', code: '2026q4-special-ad-hoc-1' });
      expect(first).not.toHaveProperty('planEntry');
      const second = await tree.does('east-office', createTask, adHoc);
      expect(second.code).toBe('2026q4-special-ad-hoc-2');
      const drawn = await tree.looks('east-office', showDraw, { draw: await draw('east', first.task) });
      expect(drawn.strata).toMatchObject([{ id: 'special-ad-hoc-1', name: expect.stringContaining('计划外'), n: 1 }]);
    });

    test('not where a scheme says nothing of it', async () => {
      const plain = await openTree(target);
      await plain.publishItems(EAST);
      await expect(plain.does('east-office', createTask, adHoc)).rejects.toMatchObject({
        code: 'task.adHocNotAllowed',
        message: expect.stringContaining('没有这样的规定'),
      });
      await plain.close();
    });
  });

  describe('the draw of the city', () => {
    test('takes a part again among what a county has finished, and nobody twice', async () => {
      const task = await tree.does('city-office', createTask, { agency: CITY, class: 'key', period: '2026' });
      const rehearsal = await tree.looks('city-office', rehearseDraw, { task: task.task });
      expect(rehearsal.strata.map(({ id, pool, n, required }) => [id, pool, n, required])).toEqual([
        ['key', 5, 2, 2],
        ['key-redraw', 2, 2, 2],
      ]);
      expect(rehearsal.strata[1]!.name).toContain('再次抽查');
      cityDraw = await draw('city', task.task);
      const { names } = await tree.looks('city-office', namedDraw, { draw: cityDraw });
      const drawn = names.map(({ object }) => object.key);
      expect(new Set(drawn).size).toBe(4);
      expect(drawn).toEqual(expect.arrayContaining([code(1), code(2)]));
      expect(
        names.every(({ team }) => team.every(({ certificateNo }) => certificateNo.startsWith(`CERT-${CITY}`))),
      ).toBe(true);
    });

    test('is judged by all that was frozen: who was drawn again is of the class like the others', async () => {
      const { tables } = await tree.looks('city-office', judgeCompliance, { agency: CITY, year: 2026 });
      const numbers = ['ratio', 'redraw'].map((topic) => tables.find((row) => row.topic === topic));
      expect(numbers).toMatchObject([
        { class: 'key', base: 7, required: 4 },
        { class: 'key', base: 7, required: 2 },
      ]);
    });

    test('its evidence verifies, and the log names the directories it used', async () => {
      const { bytes } = await tree.looks('city-office', exportDraw, { draw: cityDraw });
      const report = verifyEvidence(bytes);
      expect(report.checks.filter(({ state }) => state === 'fail')).toEqual([]);
      const entries = await tree.ask<{ entry: Uint8Array }>(
        `select entry from log_entry where tree = 'public' and type = 'directory-version' and subject = '${cityDraw}'`,
      );
      expect(JSON.parse(Buffer.from(entries[0]!.entry).toString('utf8'))).toMatchObject({
        agency: CITY,
        territory: [WEST, CITY, EAST],
        objects: { size: 9 },
      });
    });

    test('a county does not see it; its own draw the city sees without names, and cannot touch', async () => {
      await expect(tree.looks('east-office', showDraw, { draw: cityDraw })).rejects.toMatchObject({
        code: 'draw.unknown',
      });
      await expect(tree.looks('east-head', listTasks, { agency: CITY })).rejects.toMatchObject({
        code: 'request.notFound',
      });
      const task = await tree.does('east-office', createTask, { agency: EAST, class: 'key', period: '2026Q4' });
      const countyDraw = await draw('east', task.task);
      expect(await tree.looks('city-office', showDraw, { draw: countyDraw })).toMatchObject({ agency: EAST });
      expect((await tree.looks('city-office', listTasks, { agency: EAST })).map(({ state }) => state)).toContain(
        'drawn',
      );
      await expect(tree.looks('city-office', namedDraw, { draw: countyDraw })).rejects.toMatchObject({
        code: 'draw.namesClosed',
      });
      for (const attempt of [
        () => tree.does('city-witness', revealDraw, { draw: countyDraw }),
        () => tree.does('city-office', runDraw, { draw: countyDraw }),
        () => tree.does('city-office', freezeDraw, { task: task.task }),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'request.notPermitted' });
      }
      await expect(tree.looks('west-office', showDraw, { draw: countyDraw })).rejects.toMatchObject({
        code: 'draw.unknown',
      });
    });
  });

  test('what both levels drew for the same time is told to the dispatchers of both, and to nobody else', async () => {
    const seen = await tree.looks('east-office', listOverlaps, { agency: EAST });
    const { names } = await tree.looks('city-office', namedDraw, { draw: cityDraw });
    const both = names.map(({ object }) => object.key).filter((key) => [code(1), code(2), code(3)].includes(key));
    expect(seen.overlaps.map(({ object }) => object.key).sort()).toEqual([...both].sort());
    expect(seen.overlaps[0]).toMatchObject({
      offer: 'joint',
      tasks: [
        { agency: CITY, level: 'municipal' },
        { agency: EAST, level: 'county' },
      ],
    });
    expect(seen.proposals.map(({ object, kind, tasks }) => [object.key, kind, tasks.length]).sort()).toEqual(
      [...both].sort().map((key) => [key, 'levels', 2]),
    );
    const fromAbove = await tree.looks('city-office', listOverlaps, { agency: CITY });
    // The city sees the county's tasks and has their codes, not the other way round.
    const codes = seen.overlaps.flatMap(({ tasks }) => tasks.map(({ agency, code }) => [agency, code === undefined]));
    expect(codes).toEqual(
      seen.overlaps.flatMap(() => [
        [CITY, true],
        [EAST, false],
      ]),
    );
    const withoutCodes = ({ overlaps }: typeof seen) =>
      overlaps.map((one) => ({ ...one, tasks: one.tasks.map(({ code: _, ...task }) => task) }));
    expect(withoutCodes(fromAbove)).toEqual(withoutCodes(seen));
    expect(await tree.looks('west-office', listOverlaps, { agency: WEST })).toMatchObject({
      overlaps: [],
      proposals: [],
    });
    for (const login of ['east-witness', 'east-head']) {
      await expect(tree.looks(login, listOverlaps, { agency: EAST })).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
    }
    await expect(tree.looks('city-office', listOverlaps, { agency: EAST })).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    const stolen = inTransaction(tree.deps.database.db, { actor: 'x', agencies: [WEST] }, (tx) =>
      tx.selectFrom('drawn_object').selectAll().execute(),
    );
    expect(await stolen).toEqual([]);
  });

  test('an import takes a result instead of a visit for nobody whom the city drew again (R-061)', async () => {
    const { names } = await tree.looks('city-office', namedDraw, { draw: cityDraw });
    const drawn = names.map(({ object }) => object.key);
    const rows = (ground: string, keys: readonly string[]) =>
      keys.map((key) => `2026-11-20,${key},2026-key,随机,现场,未发现问题,${ground}`);
    const header = '检查日期,统一社会信用代码,任务编号,抽取方式,检查方式,检查结果,不再重复检查依据';
    const imports = async (lines: readonly string[]) => {
      const bytes = utf8([header, ...lines].join('\n'));
      const { rejected } = await tree.looks('city-office', importVisits, {
        ...{ agency: CITY, file: 'x.csv', bytes, dryRun: true },
      });
      return rejected.map(({ rowNumber, findings }) => [drawn[rowNumber - 2], findings.map(({ column }) => column)]);
    };
    const refused = await imports(rows('县里已查', drawn));
    expect(refused).toHaveLength(2);
    expect(refused).toEqual(
      expect.arrayContaining([
        [code(1), ['noRepeatGround']],
        [code(2), ['noRepeatGround']],
      ]),
    );
    expect(await imports(rows('', drawn))).toEqual([]);
  });

  test('nobody of a class that the city draws again is offered a result of the county to recognise', async () => {
    const { names } = await tree.looks('city-office', namedDraw, { draw: cityDraw });
    const others = names.map(({ object }) => object.key).filter((key) => ![code(1), code(2)].includes(key));
    await countyVisits(others);
    const { visits } = await tree.looks('city-office', showDispatch, { task: '2026-key' });
    const recognisable = visits.filter(({ offers }) => offers.some(({ offer }) => offer === 'recognise'));
    expect([visits.length, others.length, recognisable.length]).toEqual([4, 2, 0]);
  });
});
