import { expect, it } from 'vitest';
import { dueLines } from './publish.ts';

const zh = { say: (text: string) => text };
const en = { say: (_: string, text: string) => text };
const list = { agency: '411523', asOf: '2026-11-20', overdue: 0, items: [], unfinished: [], unapproved: [] };
const held = { task: '2026q4-key', results: 9, drawn: 10, unvisited: 1, noResult: 0 };

it('nothing waits only where no task keeps results from coming due either', () => {
  expect(dueLines(zh, list)).toEqual(['没有待公示的结果。']);
  const [first, told, ...rest] = dueLines(zh, { ...list, unfinished: [held] });
  expect(rest).toEqual([]);
  expect(first).toBe('没有已起算期限的待公示结果。');
  expect(told).toBe(
    '！任务 2026q4-key 有 9 项结果没有公示，期限还没有起算：期限自整个任务完成之日起算，抽中 10 家里没有检查记录 1 家，有记录而没有检查结果 0 家。请导入检查记录（import visits）；不能检查的，写明理由并经批准取消（task cancel）。',
  );
});

it('no way out is named that a closed plan leaves nobody', () => {
  const [, told] = dueLines(zh, { ...list, unfinished: [{ ...held, planClosed: true }] });
  expect(told).toMatch(/当年的计划已经办结，不再登记检查和取消：请尽早公示，补登公示日期（import visits）。$/);
  expect(told).not.toContain('task cancel');
});

it('says the same in English', () => {
  for (const one of [held, { ...held, planClosed: true }]) {
    const text = dueLines(en, { ...list, unfinished: [one] }).join(' ');
    expect(text).toMatch(/^No result waits for publication whose time runs\. ! 9 results of task 2026q4-key/);
    expect(text).not.toMatch(/\p{Script=Han}/u);
    expect(text.includes('task cancel')).toBe(!('planClosed' in one));
  }
});
