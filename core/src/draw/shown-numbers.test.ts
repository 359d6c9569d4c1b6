import { expect, test } from 'vitest';
import { verify } from '../../test/packs.ts';
import { runSession } from '../../test/session.ts';

/** A check prints the numbers that it used: somebody who holds the record of the draw beside it must find the same. */
const findings = (packs: ReturnType<typeof runSession>['packs'], phase: 'P1' | 'P2', ids: readonly string[]) =>
  verify(packs[phase])
    .checks.filter(({ id }) => ids.includes(id))
    .map(({ id, state, expected, actual }) => ({ id, state, expected, actual }));

const ORDER = '随机数条目不早于清单固定的时刻，依次入日志；公共数产生于其他数之后';

test('dice: when the list was fixed, which entry the throw is, its value and bits, and how far to trust it', () => {
  expect(findings(runSession().packs, 'P2', ['V3', 'V5', 'V6'])).toEqual([
    {
      ...{ id: 'V3', state: 'stated', expected: ORDER },
      actual: '清单 2026-11-20T01:03:00Z；随机数 第 3 条 2026-11-20T01:04:00Z；来源类别 room，时间为操作人与见证人陈述',
    },
    {
      ...{ id: 'V5', state: 'pass', expected: '外部数源的每一个数都在日志中' },
      actual: '本次数源：dice；没有外部数源',
    },
    {
      ...{ id: 'V6', state: 'pass', expected: '1 个数源的值均有效，合计不少于 64 位' },
      actual: 'dice 35162406251340952716；66 位',
    },
  ]);
});

test('before the throw: what will be checked, and that nothing was thrown', () => {
  expect(findings(runSession().packs, 'P1', ['V3', 'V6'])).toEqual([
    { id: 'V3', state: 'notYet', expected: ORDER, actual: '尚未摇号' },
    { id: 'V6', state: 'notYet', expected: '1 个数源的值均有效，合计不少于 64 位', actual: '尚未摇号' },
  ]);
});
