import { afterAll, expect, test } from 'vitest';
import { CONSOLE_USER } from '../../accounts/actor.ts';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { readPackSource } from '../../packs/pack-files.ts';
import { shippedVersion } from '../../packs/test-versions.ts';
import { showCompliance } from '../compliance/show-compliance.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { drawTask } from '../draws/test-draw.ts';
import { justifyRule } from '../own-numbers/justify-rule.ts';
import { adoptPack } from '../packs/adopt-pack.ts';
import { switchPack } from '../packs/switch-pack.ts';
import { numbersToday } from './numbers-today.ts';

const NEXT = shippedVersion('jiangxian') + 1;
const RATIO = 'jiangxian/ratio/key/county\n    value: { every: quarter, min: 25% }';
const COVERAGE = /^ {2}- id: jiangxian\/coverage\/key\/county\n(?: {4}.*\n)+/m;
const CAP = 'value: { max: 2, per: object';
type Edit = (text: string) => string;
const perQuarter =
  (share: string): Edit =>
  (text) =>
    text.replace(RATIO, RATIO.replace('25', share));
const uncovered: Edit = (text) => text.replace(COVERAGE, '');

/** 12 units of 重点, and a version of the scheme that begins on 1 July. */
describeDatabases(
  'a version that begins in mid-year asks of the running year what the version of 1 January does',
  (target) => {
    const opened: County[] = [];
    const open = async (edit?: Edit) => {
      const county = await openAt(target, edit);
      opened.push(county);
      return county;
    };
    afterAll(async () => {
      for (const county of opened) await county.close();
    });

    test('without coverage: draw, advice and verdict want whom the year still lacks', async () => {
      const county = await open();
      for (const [period, n] of [
        ['2026Q1', 3],
        ['2026Q2', 3],
      ] as const)
        await draws(county, period, n);
      const { nextYear } = await adopts(county, (text) => uncovered(perQuarter('10')(text)));
      expect(nextYear).toEqual({
        ...{ from: '2027-01-01', classes: [] },
        yearly: [{ topic: 'coverage', class: '重点排污单位', before: '每年每家至少一次' }],
      });
      county.wait(60 * DAY);
      await draws(county, '2026Q3', 2);
      county.wait(100 * DAY);
      const task = await county.addTask('2026Q4', 2);
      expect(await required(county, task)).toMatchObject({ required: 4, n: 4 });
      const { entries } = await county.looks('zonghe', numbersToday, { agency: COUNTY, year: 2026 });
      expect(entries.get('2026q4.key')).toMatchObject({ base: 12, required: 4, n: 4 });
      const asked = await judged(county, 'Q4');
      expect(asked).toMatchObject({ packVersion: NEXT });
      // Nobody has been visited yet: the quarter owes everybody, as the year does.
      expect(rowOf(asked, 'ratio')).toMatchObject({ required: 12 });
      expect(rowOf(await judged(county), 'coverage')).toMatchObject({ required: 12 });
    });

    test('a reason can be recorded for a rule that the running year still asks for', async () => {
      const principle: Edit = (text) =>
        text.replace(COVERAGE, (rule) => rule.replace('strictness: hard', 'strictness: principle'));
      const county = await open(principle);
      await adopts(county, uncovered);
      const justifies = (period: string) =>
        county.does('zonghe', justifyRule, {
          ...{ agency: COUNTY, rule: 'jiangxian/coverage/key/county', period },
          ...{ reason: '停产', approver: 'lingdao' },
        });
      expect((await justifies('2026Q4')).justifications).toMatchObject([{ period: '2026Q4' }]);
      await expect(justifies('2027Q4')).rejects.toMatchObject({ code: 'rule.unknown' });
    });

    test('with coverage for the first time: neither draw nor verdict wants more than the quarter', async () => {
      const county = await open((text) => uncovered(perQuarter('10')(text)));
      for (const period of ['2026Q1', '2026Q2']) await draws(county, period, 2);
      const { nextYear } = await adopts(county, (text) => text);
      expect(nextYear?.yearly).toEqual([{ topic: 'coverage', class: '重点排污单位', after: '每年每家至少一次' }]);
      county.wait(160 * DAY);
      const task = await county.addTask('2026Q4', 2);
      expect(await required(county, task)).toMatchObject({ required: 3 });
      expect(rowOf(await judged(county, 'Q4'), 'ratio')).toMatchObject({ required: 3 });
    });

    test('with a larger cap: nobody is drawn once more in the year', async () => {
      const once: Edit = (text) => uncovered(perQuarter('50')(text)).replace(CAP, CAP.replace('2', '1'));
      const county = await open(once);
      for (const period of ['2026Q1', '2026Q2']) await draws(county, period, 6);
      const { nextYear } = await adopts(county, (text) => uncovered(perQuarter('50')(text)));
      expect(nextYear?.yearly).toEqual([
        {
          topic: 'cap',
          before: '同一对象一年不超过1次（特殊监管对象除外）',
          after: '同一对象一年不超过2次（特殊监管对象除外）',
        },
      ]);
      county.wait(60 * DAY);
      const task = await county.addTask('2026Q3', 6);
      await expect(county.looks('zonghe', rehearseDraw, { task })).rejects.toMatchObject({ code: 'draw.poolEmpty' });
    });

    test('with another yearly ratio: what is advised of the quarters stays', async () => {
      const county = await open();
      const advised = async () => {
        const { entries } = await county.looks('zonghe', numbersToday, { agency: COUNTY, year: 2026 });
        return ['q1', 'q2', 'q3', 'q4'].map((quarter) => entries.get(`2026${quarter}.general`)?.recommended);
      };
      const before = await advised();
      const { nextYear } = await adopts(county, (text) => text.replace('value: { min: 20% }', 'value: { min: 40% }'));
      expect(nextYear?.yearly).toMatchObject([{ topic: 'annualRatio', class: '一般排污单位' }]);
      expect(await advised()).toEqual(before);
      // Control: one that the agency has had from the beginning of the year on.
      const other = await open((text) => text.replace('value: { min: 20% }', 'value: { min: 40% }'));
      const { entries } = await other.looks('zonghe', numbersToday, { agency: COUNTY, year: 2026 });
      expect(entries.get('2026q4.general')!.recommended).toBeGreaterThan(before[3]!);
    });

    test('that begins on 1 January holds with all of it, and its adoption says nothing of it', async () => {
      const county = await open();
      const adopted = await adopts(county, (text) => uncovered(perQuarter('10')(text)), { from: '2027-01-01' });
      expect(adopted).not.toHaveProperty('nextYear');
      const same = await adopts(county, (text) => uncovered(perQuarter('20')(text)), {
        from: '2027-07-01',
        version: NEXT + 1,
      });
      expect(same).not.toHaveProperty('nextYear');
    });

    test('a switch that reads the year otherwise is told, too', async () => {
      const county = await open();
      const { nextYear } = await county.does(CONSOLE_USER, switchPack, {
        ...{ agency: COUNTY, key: 'calc.annualBase', value: 'yearStart', from: '2026-07-01' },
        ...{ why: '会议', approver: 'lingdao' },
      });
      expect(nextYear?.yearly).toEqual([{ key: 'calc.annualBase', before: 'lastFreeze', after: 'yearStart' }]);
      county.wait(60 * DAY);
      const reading = ({ readings }: Awaited<ReturnType<typeof judged>>) =>
        readings.find(({ key }) => key === 'calc.annualBase')?.value;
      expect([reading(await judged(county, 'Q3')), reading(await judged(county))]).toEqual([
        'lastFreeze',
        'lastFreeze',
      ]);
    });
  },
);

const DAY = 86_400;

const openAt = (target: TestTarget, edit?: Edit) =>
  openCounty(target, { at: '2026-05-20T01:00:00Z', keyObjects: 12, ...(edit && { edit }) });

function adopts(county: County, edit: Edit, { from = '2026-07-01', version = NEXT } = {}) {
  const text = edit(readPackSource('jiangxian')!.text)
    .replace(/^version: \d+$/m, `version: ${version}`)
    .replace(/^effectiveFrom: .*$/m, `effectiveFrom: ${from}`);
  return county.does(CONSOLE_USER, adoptPack, {
    ...{ agency: COUNTY, file: 'next.yaml', text, why: '方案修订', approver: 'lingdao' },
  });
}

async function draws(county: County, period: string, n: number): Promise<void> {
  const task = await county.addTask(period, n);
  await drawTask(county, task);
}

async function required(county: County, task: string) {
  const { strata } = await county.looks('zonghe', rehearseDraw, { task });
  return strata[0];
}

const judged = (county: County, quarter?: string) =>
  county.looks('zonghe', showCompliance, { agency: COUNTY, year: 2026, ...(quarter !== undefined && { quarter }) });

function rowOf({ tables }: Awaited<ReturnType<typeof judged>>, topic: string) {
  return tables.find((row) => row.class === 'key' && row.topic === topic);
}
