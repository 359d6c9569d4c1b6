import { endedLines } from '@sunlot/contract/compliance-notes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { endDraw } from '../draws/end-draw.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { judgeCompliance } from './judge-compliance.ts';

describeDatabases('draws that came to nothing', (target) => {
  let county: County;
  let task: string;
  beforeAll(async () => {
    county = await openCounty(target);
    task = await county.addTask('2026Q4', 10);
  });
  afterAll(() => county.close());

  const judged = (quarter?: string) =>
    county.looks('lingdao', judgeCompliance, { agency: COUNTY, year: 2026, ...(quarter && { quarter }) });
  const freezes = async () => (await county.does('zonghe', freezeDraw, { task })).draw;
  const ends = (draw: string, reason: string) => county.does('zonghe', endDraw, { draw, reason, approver: 'lingdao' });

  it('are none where every session is under way', async () => {
    const { ended } = await judged();
    expect(ended).toEqual([]);
  });

  it('stand in the verdict of their year and quarter with their reasons, and stay there', async () => {
    const first = await freezes();
    await ends(first, '名单有误');
    const second = await freezes();
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw: second, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw: second });
    await ends(second, '检查人员不足');
    const third = await freezes();
    const view = await judged();
    const common = { task: '2026q4-key', period: '2026Q4', endedOn: '2026-11-20' };
    expect(view.ended).toEqual([
      { ...common, draw: first, seq: 1, kind: 'void', reason: '名单有误' },
      { ...common, draw: second, seq: 2, kind: 'abandoned', reason: '检查人员不足' },
    ]);
    expect(view.ended.some(({ draw }) => draw === third)).toBe(false);
    expect((await judged('Q4')).ended).toEqual(view.ended);
    expect((await judged('Q3')).ended).toEqual([]);
    expect(endedLines(view, 'zh')).toEqual([
      '',
      '作废、中止的抽取 2 次：',
      '  2026-11-20 2026q4-key 第 1 次抽取作废：名单有误',
      '  2026-11-20 2026q4-key 第 2 次抽取中止：检查人员不足',
    ]);
    expect(endedLines(view, 'en')[2]).toBe('  2026-11-20 2026q4-key, draw 1, voided: 名单有误');
  });
});
