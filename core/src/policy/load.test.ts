import { describe, expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import { commonWindow, type LoadedVisit, loadOf } from './load.ts';

const pack = loadPack('jiangxian');
const at = (task: string, span: string, more: Partial<LoadedVisit> = {}): LoadedVisit => {
  const [from = '', to = from] = span.split('~');
  return { task, object: 'K-1', area: '140826', from, to, ...more };
};

describe('three tasks on one object within ten days', () => {
  const three = [at('A', '2026-05-01'), at('C', '2026-05-10'), at('B', '2026-05-04~2026-05-06')];

  test('are pointed out with the rule', () => {
    expect(loadOf(pack, three)).toMatchObject({
      clusters: [{ object: 'K-1', tasks: ['A', 'B', 'C'], from: '2026-05-01', to: '2026-05-10' }],
      source: { rule: 'jiangxian/stagger/all/all', clause: { section: '四（一）' } },
    });
  });

  test('but not two, an eleventh day, another object, one task twice, or a window that leaves room', () => {
    const others = [
      three.slice(0, 2),
      [...three.slice(0, 1), at('B', '2026-05-04'), at('C', '2026-05-11')],
      [...three.slice(0, 2), at('D', '2026-05-05', { object: 'K-2' })],
      [...three.slice(0, 2), at('A', '2026-05-05')],
      [...three.slice(0, 2), at('D', '2026-04-01~2026-06-30')],
    ];
    for (const visits of others) expect(loadOf(pack, visits).clusters).toEqual([]);
  });

  test('nor where the scheme says nothing of it', () => {
    const found = loadOf(loadPack('xinxian'), three);
    expect(found).toMatchObject({ clusters: [], fullWeeks: [] });
    expect(found).not.toHaveProperty('source');
    expect(found.weeks).toHaveLength(2);
  });
});

test('the load of an area in a week tells what is fixed from what may be moved', () => {
  const many = Array.from({ length: 21 }, (_, i) => at(`T${i}`, '2026-05-05', { object: `K-${i}` }));
  const elsewhere = at('X', '2026-05-04~2026-05-12', { area: '140827', object: 'K-99' });
  const found = loadOf(pack, [...many, elsewhere]);
  expect(found.weeks).toEqual([
    { area: '140826', week: '2026-05-04', fixed: 21, open: 0 },
    { area: '140827', week: '2026-05-04', fixed: 0, open: 1 },
    { area: '140827', week: '2026-05-11', fixed: 0, open: 1 },
  ]);
  expect(found.fullWeeks).toEqual(found.weeks.slice(0, 1));
  expect(loadOf(pack, many.slice(1)).fullWeeks).toEqual([]);
});

test('a rule without a number for the week points out no week', () => {
  const quiet = loadPack('jiangxian', (value) => {
    const { rules } = value as unknown as { rules: { id: string; value: object }[] };
    rules.find(({ id }) => id.includes('/stagger/'))!.value = { tasks: 3, days: 10 };
  });
  const many = Array.from({ length: 99 }, (_, i) => at(`T${i}`, '2026-05-05', { object: `K-${i}` }));
  expect(loadOf(quiet, many).fullWeeks).toEqual([]);
});

test('one visit for several tasks falls into the days that they have in common, if there are any', () => {
  const windows = (...spans: readonly string[]) => commonWindow(spans.map((span, i) => at(`T${i}`, span)));
  expect(windows('2026-01-01~2026-12-31', '2026-04-01~2026-06-30', '2026-05-01~2026-09-30')).toEqual({
    from: '2026-05-01',
    to: '2026-06-30',
  });
  expect(windows('2026-01-01~2026-03-31', '2026-03-31~2026-06-30')).toEqual({ from: '2026-03-31', to: '2026-03-31' });
  expect(windows('2026-01-01~2026-03-31', '2026-04-01~2026-06-30')).toMatchObject({
    from: '2026-01-01',
    to: '2026-03-31',
  });
});
