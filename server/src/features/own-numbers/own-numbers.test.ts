import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleActor } from '../../accounts/actor.ts';
import { read } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { ownRatios, ruleJustifications, yearlyFigures } from '../../own-numbers/load-own-numbers.ts';
import { packWithOwnRatios } from '../../own-numbers/pack-with-own-ratios.ts';
import { CITY, EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { justifyRule } from './justify-rule.ts';
import { listOwnNumbers } from './list-own-numbers.ts';
import { setFigures } from './set-figures.ts';
import { setRatio } from './set-ratio.ts';

const grounds = { 污染源数量: '100 家', 检查人员数量: '14 人' };
const ratio = { agency: EAST, class: 'general', every: 'quarter' as const, ratio: '4%', grounds };
const figures = { agency: EAST, year: 2026, tasks: 2, objects: 5, document: '示范双随机办〔2026〕3号' };

describeDatabases('numbers that an agency sets itself', (target) => {
  let tree: Tree;
  const looks = <T>(work: Parameters<typeof read<T>>[2]) => read(tree.deps, consoleActor(), work);
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules = pack.rules.filter(({ id }) => id !== 'jiangxian/ratio/general/county');
      pack.rules.push(
        rule('ownRatio/general/county', { every: ['quarter', 'month'], grounds: Object.keys(grounds) }, 'soft'),
        rule('coverage/general/county', { years: 5, from: '2026-01-01' }),
        rule('interdepartmentalFigures/all/all', { setBy: '领导小组办公室' }),
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
      await expect(sets({ every: 'year' })).rejects.toMatchObject({ code: 'ownRatio.period' });
      await expect(sets({ class: 'key' })).rejects.toMatchObject({ code: 'ownRatio.notLeft' });
      await expect(sets({ agency: CITY }, 'city-office')).rejects.toMatchObject({ code: 'ownRatio.notLeft' });
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
        { code: 'HORIZON_PACE_SHORT', message: expect.stringContaining('差 20 家') },
      ]);
      const steady = await sets({ ratio: '6.25%' });
      expect(steady.warnings).toEqual([]);
      expect(steady.ratios.map(({ ratio: text, from }) => [text, from])).toEqual([
        ['4%', '2026-01-01'],
        ['6.25%', '2027-01-01'],
      ]);
    });

    test('is a rule of the pack from its day on; of two for one day the later counts', async () => {
      await sets({ ratio: '2.5%', from: '2027-01-01' });
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
      await gives({ period: '2026Q3' });
      const found = await looks((ctx) => ruleJustifications(ctx, { agency: CITY, year: 2026 }));
      expect(found.map(({ period }) => period).sort()).toEqual(['2026Q3', undefined]);
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
      ['agency.setRatio', 4],
      ['rule.justify', 2],
    ]);
  });
});
