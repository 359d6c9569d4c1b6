import { directedGrounds } from '@sunlot/core/policy/paperwork.ts';
import { describe, expect, it } from 'vitest';
import type { KnownTask, VisitsContext } from './judge-visits.ts';
import { DRAWN_TASK, FACTORY, facts, faults, judge, PLANT, shipped } from './test-visit-rows.ts';

describe('a directed row', () => {
  const row = (cells: Record<string, string | undefined>) =>
    judge({ selection: '针对性', ground: '投诉举报涉嫌', ...cells });

  it('needs the document behind its ground: a number of its own, or that of an inspection recorded here', () => {
    const found = faults(row({}));
    expect(found).toMatchObject([{ column: 'reference', code: 'missing' }]);
    expect(found[0]!.message).toMatch(/文书编号.*zdx-/);
    expect(facts(row({ reference: '投诉〔2025〕9号' }))).toMatchObject({
      ground: 'complaint',
      reference: '投诉〔2025〕9号',
    });
    expect(facts(row({ task: 'ZDX-2025-001'.toLowerCase() }))).toMatchObject({
      taskId: 'zdx-2025-001',
      reference: '投诉〔2025〕8号',
    });
    expect(facts(row({ task: 'zdx-2025-001', ground: undefined }))).toMatchObject({ ground: 'complaint' });
  });

  // 雄安 and 宜良 take what lets somebody go on site as grounds, 营口 does not, and 新县 takes the nine of 营口 (AMB-56).
  it.each([
    ['yingkou', '投诉举报', '信访举报'],
    ['xiongan', '领导交办', '媒体曝光'],
    ['yiliang', '领导交办', '媒体曝光'],
    ['xinxian', '媒体曝光', '领导交办'],
  ])('is taken on the grounds that directed add takes, and no others: %s', (name, listed, other) => {
    const packOf = () => shipped(name);
    const ofGround = (ground: string) =>
      faults(judge({ selection: '针对性', reference: '1号', ground }, { packOf })).filter(
        ({ column }) => column === 'ground',
      );
    for (const { text } of directedGrounds(packOf())) expect([text, ofGround(text)]).toEqual([text, []]);
    expect(ofGround(listed)).toEqual([]);
    expect(ofGround(other)).toMatchObject([{ code: 'outsidePack' }]);
  });

  it.each<readonly [string, Record<string, string | undefined>, readonly [string, string, RegExp]]>([
    ['a number that nobody recorded', { task: 'zdx-2025-999' }, ['task', 'unknownTask', /没有登记过.*directed list/]],
    [
      'a number that was recorded for another object',
      { task: 'zdx-2025-001', creditCode: FACTORY },
      ['task', 'unknownTask', /登记的是另一个对象/],
    ],
    [
      'another ground than the recorded one',
      { task: 'zdx-2025-001', ground: '其他部门移交案件线索的' },
      ['ground', 'outsidePack', /登记的依据不同/],
    ],
  ])('is given back with %s', (_, cells, [column, code, message]) => {
    const found = faults(row(cells));
    expect(found).toMatchObject([{ column, code }]);
    expect(found[0]!.message).toMatch(message);
  });

  it('is no random one: its number under 随机 comes back, a document number there is only kept', () => {
    expect(faults(judge({ task: 'zdx-2025-001' }))).toMatchObject([{ column: 'task', code: 'unknownTask' }]);
    const one = judge({ reference: '通知〔2025〕3号' });
    expect(facts(one)).not.toHaveProperty('reference');
    expect(one).toMatchObject({ value: { remarks: { 文书编号: '通知〔2025〕3号' } } });
  });
});

describe('a random row', () => {
  const since: Partial<VisitsContext> = { firstDrawOn: () => '2025-04-01' };
  const under = (drawn: KnownTask['drawn']): Partial<VisitsContext> => ({
    ...since,
    taskOf: () => ({ ...DRAWN_TASK, drawn }),
  });
  const TASK = { task: '2025q2-key' };

  it.each<readonly [string, Record<string, string>, Partial<VisitsContext>, readonly [string, string, RegExp]]>([
    [
      'names a task that has drawn others',
      TASK,
      under(new Map()),
      ['task', 'notDrawn', /不在任务“2025q2-key”的抽取结果中.*针对性/],
    ],
    ['names a task that has drawn nothing yet', TASK, under('nothing'), ['task', 'notDrawn', /还没有抽取结果/]],
    [
      'is of a closed list and somebody imports who may not know it',
      TASK,
      under('closed'),
      ['task', 'notDrawn', /由本单位综合办导入/],
    ],
    [
      'is older than the draw of its task',
      TASK,
      under(new Map([[PLANT, '2025-04-11']])),
      ['date', 'datesDisagree', /早于任务“2025q2-key”的抽取日期 2025-04-11/],
    ],
    ['names no task since the first draw', {}, since, ['task', 'notDrawn', /自 2025-04-01 起.*须写明任务编号/]],
    ['is of the very day of the first draw', { date: '2025-04-01' }, since, ['task', 'notDrawn', /须写明任务编号/]],
    ['has a number that is no task’s', { task: 'X-1' }, since, ['task', 'notDrawn', /没有编号为“X-1”的任务/]],
    [
      'is of an authority above that draws here itself',
      { authority: '140800' },
      since,
      ['authority', 'notDrawn', /由该单位自己登记/],
    ],
  ])('comes back when it %s', (...[, cells, more, [column, code, message]]) => {
    const found = faults(judge(cells, more));
    expect(found).toMatchObject([{ column, code }]);
    expect(found[0]!.message).toMatch(message);
  });

  it('comes back where a recognised result stands for a unit that was drawn to be inspected again (R-061)', () => {
    const drawn = new Map([[PLANT, '2025-04-01']]);
    const again = (...keys: readonly string[]): Partial<VisitsContext> => ({
      taskOf: () => ({ ...DRAWN_TASK, drawn, drawnAgain: new Set(keys) }),
    });
    const recognised = { ...TASK, noRepeatGround: '县里已查' };
    const found = faults(judge(recognised, again(PLANT)));
    expect(found).toMatchObject([{ column: 'noRepeatGround', code: 'notDrawn' }]);
    expect(found[0]!.message).toMatch(/任务“2025q2-key”再次抽查抽中的：再次抽查须实际检查.*清空“不再重复检查依据”/);
    // Controls: a visit, a unit of the other part of the list, and a task that draws nobody again.
    expect(judge(TASK, again(PLANT)).ok).toBe(true);
    expect(judge(recognised, again(FACTORY)).ok).toBe(true);
    expect(judge(recognised, under(drawn)).ok).toBe(true);
  });

  it('stays: drawn under its task, older than the first draw, of nobody here, or recorded by the authority above', () => {
    expect(judge(TASK, under(new Map([[PLANT, '2025-04-10']]))).ok).toBe(true);
    const later = under(new Map([[PLANT, '2025-04-11']]));
    expect(judge({ ...TASK, noRepeatGround: '水务部门已查' }, later).ok).toBe(true);
    expect(judge({ date: '2025-03-31', task: 'X-1' }, since).ok).toBe(true);
    expect(judge({ task: 'X-1' }).ok).toBe(true);
    expect(judge({ authority: '某省级中心', level: '新区' }, since).ok).toBe(true);
    expect(judge({ authority: '假想县水利局' }, since).ok).toBe(true);
    const theirs = facts(judge({ authority: '140800' }))!;
    expect(judge({ authority: '140800' }, { ...since, visitsOf: () => [theirs] }).ok).toBe(true);
  });
});
