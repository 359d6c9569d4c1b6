import type { OwnNumbersView } from '@sunlot/contract/own-numbers.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleActor } from '../../accounts/actor.ts';
import { read } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { ownRatios, ruleJustifications, yearlyFigures } from '../../own-numbers/load-own-numbers.ts';
import { packWithOwnRatios } from '../../own-numbers/pack-with-own-ratios.ts';
import { CITY, EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { justifyRule } from './justify-rule.ts';
import { listOwnNumbers } from './list-own-numbers.ts';
import { setFigures } from './set-figures.ts';
import { setRatio } from './set-ratio.ts';
import { grounds, leavesKey } from './test-own-ratio.ts';

const ratio = { agency: EAST, class: 'general', every: 'quarter' as const, ratio: '4%', grounds };
const QUARTERLY = 'twolevels/ratio/special/county';
const figures = { agency: EAST, year: 2026, tasks: 2, objects: 5, document: '示范双随机办〔2026〕3号' };

describeDatabases('numbers that an agency sets itself', (target) => {
  let tree: Tree;
  const looks = <T>(work: Parameters<typeof read<T>>[2]) => read(tree.deps, consoleActor(), work);
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules = pack.rules.filter(({ id }) => !/\/ratio\/(general|special)\/county$/.test(id));
      pack.rules.push(
        rule('ownRatio/general/county', { every: ['quarter', 'month'], grounds: Object.keys(grounds) }, 'soft'),
        rule('coverage/general/county', { years: 5, from: '2026-01-01' }),
        rule('interdepartmentalFigures/all/all', { setBy: '领导小组办公室' }),
        rule('ratio/special/county', { every: 'quarter', min: '10%' }, 'principle'),
      );
    });
    await tree.furnish(
      EAST,
      Array.from({ length: 100 }, (_, i) => ({ key: `G-${String(i).padStart(3, '0')}`, class: 'general' as const })),
    );
  });
  afterAll(() => tree.close());

  describe('a ratio left to the agency', () => {
    const sets = (more: object, login = 'east-office') => tree.does(login, setRatio, { ...ratio, ...more });

    test('needs a text for each ground of the scheme, a period of its own, and a class it is left for', async () => {
      await expect(sets({ grounds: { 污染源数量: '100 家' } })).rejects.toMatchObject({
        code: 'ownRatio.grounds',
        message: expect.stringContaining('缺：检查人员数量'),
      });
      await expect(sets({ grounds: { ...grounds, 天气: '好' } })).rejects.toMatchObject({ code: 'ownRatio.grounds' });
      await expect(sets({ every: 'year' })).rejects.toMatchObject({
        code: 'ownRatio.period',
        message: expect.stringContaining('周期不能是年，可选：季度、月'),
      });
      await expect(sets({ class: 'key' })).rejects.toMatchObject({ code: 'ownRatio.notLeft' });
      await expect(sets({ agency: CITY }, 'city-office')).rejects.toMatchObject({
        code: 'ownRatio.notLeft',
        message: expect.stringContaining('没有让市级自行确定'),
      });
      for (const wrong of ['0%', '101%', '3/2']) {
        await expect(sets({ ratio: wrong })).rejects.toMatchObject({ code: 'request.invalid' });
      }
      await expect(sets({}, 'city-office')).rejects.toMatchObject({ code: 'request.notPermitted' });
      await expect(sets({}, 'east-witness')).rejects.toMatchObject({ code: 'request.notPermitted' });
      expect((await tree.looks('east-office', listOwnNumbers, { agency: EAST })).ratios).toEqual([]);
    });

    test('warns where its pace does not cover everybody within the window', async () => {
      const slow = await sets({});
      expect(slow.warnings).toMatchObject([
        // The running quarter and sixteen more until the end of 2030: 17 × 4.
        { code: 'HORIZON_PACE_SHORT', message: expect.stringContaining('覆盖 68 家，应覆盖 100 家，差 32 家') },
      ]);
      const steady = await sets({ ratio: '6%' });
      expect(steady.warnings).toEqual([]);
      expect(steady.ratios.map(({ ratio: text, from, state }) => [text, from, state])).toEqual([
        ['4%', '2026-01-01', 'inForce'],
        ['6%', '2027-01-01', 'coming'],
      ]);
    });

    test('is a rule of the pack from its day on; of two for one day the later counts', async () => {
      const view = await sets({ ratio: '2.5%', from: '2027-01-01' });
      expect(view.ratios.map(({ ratio: text, state }) => [text, state])).toEqual([
        ['4%', 'inForce'],
        ['6%', 'superseded'],
        ['2.5%', 'coming'],
      ]);
      const minOn = async (on: string) => {
        const pack = await looks((ctx) => packWithOwnRatios(ctx, { agency: EAST, on }));
        const found = pack.rules.filter(({ topic, class: cls }) => topic === 'ratio' && cls === 'general');
        return found.map(({ value }) => value);
      };
      expect(await minOn('2025-12-31')).toEqual([]);
      expect(await minOn('2026-10-01')).toMatchObject([{ every: 'quarter', min: { p: 4, q: 100 } }]);
      expect(await minOn('2027-01-01')).toMatchObject([{ min: { p: 25, q: 1000 } }]);
      expect(await looks((ctx) => ownRatios(ctx, EAST))).toHaveLength(2);
      const { ratios } = await sets({ ratio: '1/3', from: '2028-01-01' });
      expect(ratios.at(-1)).toMatchObject({ ratio: '1/3', from: '2028-01-01' });
      expect(await minOn('2028-01-01')).toMatchObject([{ min: { p: 1, q: 3 } }]);
    });

    test('never begins in a period that is over, and says the first day that it may', async () => {
      for (const [from, period] of [
        ['2026-07-01', '2026年第三季度'],
        ['2026-09-30', '2026年第三季度'],
      ]) {
        await expect(sets({ from })).rejects.toMatchObject({
          code: 'ownRatio.periodEnded',
          details: { period, from, next: '2026-10-01' },
        });
      }
      expect(await looks((ctx) => ownRatios(ctx, EAST))).toHaveLength(3);
      // Where none held, a ratio asks what nobody had asked: an office may bring in the years before with theirs.
      const { ratios } = await sets({ ratio: '5%', from: '2025-01-01' });
      expect(ratios.map(({ ratio: text, from, state }) => [text, from, state])).toContainEqual([
        '5%',
        '2025-01-01',
        'past',
      ]);
      await expect(sets({ ratio: '1%', from: '2025-04-01' })).rejects.toMatchObject({ code: 'ownRatio.periodEnded' });
    });

    test('does not change what the class is counted by within a year', async () => {
      await expect(sets({ every: 'month', from: '2027-07-01' })).rejects.toMatchObject({
        code: 'ownRatio.unitWithinYear',
        message: expect.stringContaining('2027 年这一类已按季度抽查，年内改按月'),
        details: { next: '2028-01-01' },
      });
      const monthly = await sets({ every: 'month', from: '2028-01-01' });
      expect(monthly.ratios.at(-1)).toMatchObject({ every: 'month', from: '2028-01-01', state: 'coming' });
      await expect(sets({ from: '2028-04-01' })).rejects.toMatchObject({ code: 'ownRatio.unitWithinYear' });
    });
  });

  describe('a ratio in a year that goes on', () => {
    let county: County;
    const own = { agency: COUNTY, class: 'key', every: 'quarter', ratio: '5%', grounds } as const;
    const sets = (more: object) => county.does('zonghe', setRatio, { ...own, ...more });
    const states = (view: OwnNumbersView) => view.ratios.map(({ ratio: text, from, state }) => [text, from, state]);
    beforeAll(async () => {
      county = await openCounty(target, { at: '2026-02-10T01:00:00Z', edit: leavesKey });
    });
    afterAll(() => county.close());

    test('every quarter goes by the ratio in force at its beginning, until the window ends', async () => {
      expect((await sets({})).ratios).toMatchObject([{ from: '2026-01-01', state: 'inForce' }]);
      // 37 objects: 2 of a quarter at 5 %, 1 at 1 %; two quarters of the one and eighteen of the other.
      const slower = await sets({ ratio: '1%', from: '2026-07-01' });
      expect(slower.warnings).toMatchObject([
        { message: expect.stringContaining('覆盖 22 家，应覆盖 37 家，差 15 家') },
      ]);
      // A higher one that begins later takes nothing back of what comes before it: 22 + 1 of the last quarter.
      const late = await sets({ from: '2030-10-01' });
      expect(late.warnings).toMatchObject([{ message: expect.stringContaining('覆盖 23 家，应覆盖 37 家，差 14 家') }]);
      // Of the window after this one nobody is covered yet; 10 % of 37 in twenty quarters cover all.
      expect((await sets({ ratio: '10%', from: '2031-01-01' })).warnings).toEqual([]);
      expect((await sets({ ratio: '1%', from: '2031-01-01' })).warnings).toMatchObject([
        { message: expect.stringContaining('到 2035-12-31 只能覆盖 20 家，应覆盖 37 家') },
      ]);
    });

    test('is refused from a day whose period has ended or whose list is frozen; the next one it may still have', async () => {
      county.wait(50 * 86_400);
      const draw = await county.does('zonghe', freezeDraw, { task: await county.addTask('2026Q2', 2) });
      await expect(sets({ from: '2026-01-01' })).rejects.toMatchObject({
        code: 'ownRatio.periodEnded',
        details: { period: '2026年第一季度', first: '2026-01-01', last: '2026-03-31', next: '2026-07-01' },
      });
      await expect(sets({ from: '2026-04-01' })).rejects.toMatchObject({
        code: 'ownRatio.listFrozen',
        details: { period: '2026年第二季度', draw: draw.draw, next: '2026-07-01' },
      });
      const view = await sets({ ratio: '8%', from: '2026-07-01' });
      expect(states(view)).toEqual([
        ['5%', '2026-01-01', 'inForce'],
        ['1%', '2026-07-01', 'superseded'],
        ['5%', '2030-10-01', 'coming'],
        ['10%', '2031-01-01', 'superseded'],
        ['1%', '2031-01-01', 'coming'],
        ['8%', '2026-07-01', 'coming'],
      ]);
      county.wait(100 * 86_400);
      const seen = await county.looks('zonghe', listOwnNumbers, { agency: COUNTY });
      expect(states(seen).filter(([, , state]) => state === 'past' || state === 'inForce')).toEqual([
        ['5%', '2026-01-01', 'past'],
        ['8%', '2026-07-01', 'inForce'],
      ]);
    });
  });

  test('figures of an outside office count as they were entered last, where the scheme asks for them', async () => {
    await tree.does('east-office', setFigures, figures);
    await tree.does('east-head', setFigures, { ...figures, objects: 6 });
    expect(await looks((ctx) => yearlyFigures(ctx, { agency: EAST, year: 2026 }))).toMatchObject({
      tasks: 2,
      objects: 6,
    });
    expect(await looks((ctx) => yearlyFigures(ctx, { agency: EAST, year: 2025 }))).toBeUndefined();
    const plain = await openTree(target);
    await expect(plain.does('east-office', setFigures, figures)).rejects.toMatchObject({ code: 'figures.notAsked' });
    await plain.close();
  });

  describe('a reason for leaving a rule', () => {
    const asks = { agency: CITY, rule: 'twolevels/ratio/key/municipal', period: '2026', reason: '防汛应急' };
    const gives = (more: object, login = 'city-office') =>
      tree.does(login, justifyRule, { ...asks, approver: 'city-head', ...more });

    test('holds for a rule in principle, approved by another person in the role of the scheme', async () => {
      const view = await gives({});
      expect(view.justifications).toMatchObject([{ rule: asks.rule, period: '2026', approver: 'city-head' }]);
      expect(await looks((ctx) => ruleJustifications(ctx, { agency: CITY, year: 2026 }))).toEqual([
        { rule: asks.rule, reason: '防汛应急', approvedBy: 'city-head' },
      ]);
      expect((await gives({ period: '2027' })).justifications).toHaveLength(2);
      await tree.does('east-office', justifyRule, {
        ...asks,
        agency: EAST,
        rule: QUARTERLY,
        period: '2026Q3',
        approver: 'east-head',
      });
      const found = await looks((ctx) => ruleJustifications(ctx, { agency: EAST, year: 2026 }));
      expect(found.map(({ period }) => period)).toEqual(['2026Q3']);
    });

    test('is refused for a period that the rule is not judged by, or a year that nobody plans yet', async () => {
      for (const period of ['2026Q3', '2026H1', '2026-10'])
        await expect(gives({ period })).rejects.toMatchObject({
          code: 'rule.periodUnfit',
          details: { periods: '2026' },
        });
      const county = { ...asks, agency: EAST, rule: QUARTERLY, approver: 'east-head' };
      await expect(tree.does('east-office', justifyRule, { ...county, period: '2026-10' })).rejects.toMatchObject({
        message: expect.stringContaining('不按2026年10月判定'),
        details: { periods: '2026、2026Q1、2026Q2、2026Q3、2026Q4' },
      });
      for (const period of ['2028', '2035'])
        await expect(gives({ period })).rejects.toMatchObject({ code: 'rule.periodFar', details: { latest: 2027 } });
    });

    test('is refused for a rule that binds, of another level, or that nobody else of the office approved', async () => {
      await expect(gives({ rule: 'twolevels/publication/all/all' })).rejects.toMatchObject({
        code: 'rule.notPrinciple',
        message: expect.stringContaining('没有“原则上”'),
      });
      await expect(gives({ rule: 'twolevels/ratio/key/county' })).rejects.toMatchObject({ code: 'rule.unknown' });
      await expect(gives({ rule: 'twolevels/nothing' })).rejects.toMatchObject({ code: 'rule.unknown' });
      for (const approver of ['city-office', 'city-witness', 'east-head']) {
        await expect(gives({ approver })).rejects.toMatchObject({ code: 'request.notPermitted' });
      }
      await expect(gives({}, 'city-head')).rejects.toMatchObject({ code: 'request.notPermitted' });
      await expect(gives({}, 'east-office')).rejects.toMatchObject({ code: 'request.notFound' });
    });
  });

  test('nothing of it is ever changed, and each act left its audit row', async () => {
    const away = (table: string) =>
      inTransaction(tree.deps.database.db, { actor: 'x', agencies: [EAST] }, (tx) =>
        tx.deleteFrom(table as 'own_ratio').execute(),
      );
    for (const table of ['own_ratio', 'yearly_figures', 'rule_justification']) {
      await expect(away(table)).rejects.toMatchObject({ code: '42501' });
      await expect(tree.ask(`delete from ${table}`)).rejects.toMatchObject({ code: '23001' });
    }
    const rows = await tree.ask<{ type: string; n: number }>(
      `select type, count(*)::int as n from log_entry where tree = 'audit'
         and type in ('agency.setRatio', 'agency.setFigures', 'rule.justify') group by type order by type`,
    );
    expect(rows.map(({ type, n }) => [type, n])).toEqual([
      ['agency.setFigures', 2],
      ['agency.setRatio', 6],
      ['rule.justify', 3],
    ]);
  });
});
