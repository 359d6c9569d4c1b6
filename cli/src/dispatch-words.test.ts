import { describe, expect, it } from 'vitest';
import { changedLines, notTogetherLines, sentLines, shortLines, teamLines } from './dispatch-words.ts';
import { inEnglish } from './english-words.ts';
import type { Output } from './output.ts';

type Said = Pick<Output, 'lang' | 'say'>;
const zh: Said = { lang: 'zh', say: (text) => text };
const en: Said = { lang: 'en', say: (_, text) => text };
const HAN = /\p{Script=Han}/u;

describe('a dispatch', () => {
  const all = { code: '2026q4-key', visits: 0, recognised: 3, methods: {} };

  it('of which every visit is recognised says so, and of nobody that he was sent', () => {
    expect(sentLines(zh, all)).toEqual([
      '✔ 任务 2026q4-key 已办理派发：3 家全部互认其他部门的结果，没有需要派人检查的',
    ]);
    expect(sentLines(en, all).join()).toMatch(/all 3 visits are closed/);
    expect(sentLines(en, all).join()).not.toMatch(HAN);
  });

  it('control: that sends somebody says how many go, and how many are recognised', () => {
    const some = { ...all, visits: 9, recognised: 1, methods: { onSite: 8, tech: 1 } };
    expect(sentLines(zh, some)).toEqual(['✔ 任务 2026q4-key 已派发 9 家（现场 8、非现场 1）', '  互认 1 家，不再检查']);
    expect(sentLines(en, { ...some, recognised: 0 })).toEqual([
      '✔ Task 2026q4-key: 9 visits are dispatched (on site 8, from afar 1)',
    ]);
  });
});

it('a visit whose recognised result was corrected says what it was, what it is and the two answers', () => {
  const ref = '假想县水利局/2026-10-08';
  const was = { items: ['1', '4'], results: ['未发现问题'] };
  const task = '2026q4-key';
  const told = (now: typeof was) =>
    changedLines(zh, { task, isSent: true, visit: { rank: 3, changed: [{ ref, was, now }] } });
  expect(told({ items: ['1'], results: ['不配合检查情节严重'] })[0]).toBe(
    '！第 3 号互认的结果（假想县水利局/2026-10-08）后来更正了：原为事项 1、4“未发现问题”，现为事项 1“不配合检查情节严重”',
  );
  expect(told({ items: ['1'], results: [] })).toEqual([
    expect.stringContaining('现为没有结果'),
    expect.stringMatching(/answer 2026q4-key --object 3 --choice recognise；.*--choice separate --reason/),
  ]);
  expect(changedLines(en, { task, isSent: true, visit: { rank: 3 } })).toEqual([]);
  const imported = { task, isSent: false, visit: { rank: 3, changed: [{ ref, was, now: was }] } };
  expect(changedLines(zh, imported)[1]).toMatch(/重新导入/);
});

it('why an item is left out is said in English, what somebody typed as it is', () => {
  expect(inEnglish('互认 River Board 2026-10-08 的检查结果（五（二））')).toBe(
    'the result of River Board of 2026-10-08 is recognised (五（二）)',
  );
  expect(inEnglish('缺检查主体、检查依据')).toBe('without authority, law');
  expect(inEnglish('由市级专项检查')).toBe('由市级专项检查');
});

describe('one visit for several tasks', () => {
  const other = (code: string, more: object = {}) =>
    ({
      kind: 'task',
      ref: `tsk_${code}`,
      code,
      agency: '999901',
      from: '2026-10-01',
      to: '2026-12-31',
      ...more,
    }) as const;
  const offer = (...others: readonly ReturnType<typeof other>[]) => ({
    choice: 'merge' as const,
    offers: [
      {
        ...{ offer: 'merge' as const, code: 'MERGE_SUGGESTED' as const, open: false },
        ...{ others: [...others], clause: { section: '二（一）', quote: '' } },
      },
    ],
  });

  it('says with which by their codes, and who has not answered so yet', () => {
    const all = offer(other('2026q3-key', { answer: 'merge' }), other('2026h2-b2'));
    expect(teamLines(zh, all)).toEqual([
      expect.stringMatching(/^与 2026q3-key、2026h2-b2（还没有答复，也答复了才算） 合并为一次：/),
    ]);
    expect(teamLines(en, all).join()).not.toMatch(HAN);
  });

  it('says nothing of teams where all the others go separately, and of no other answer', () => {
    const apart = offer(other('2026q3-key', { answer: 'separate', reason: '另日去' }));
    expect(teamLines(zh, apart)).toEqual([]);
    expect(teamLines(zh, { ...apart, choice: 'separate' })).toEqual([]);
  });

  it('that does not come about is told with the code, the reason, and that each goes by itself or answers again', () => {
    const one = { rank: 3, offer: 'merge', task: 'tsk_1', code: '2026q3-key', agency: '999901' } as const;
    const apart = { ...one, answer: 'separate', reason: '另日去' } as const;
    expect(notTogetherLines(zh, [apart], false)).toEqual([
      '！第 3 号答复了合并，但 2026q3-key 分别检查（另日去）：与它不合并，各自去；也可以重新答复（task answer）',
    ]);
    // After the dispatch nothing is answered any more; without a reason for those who are not told it.
    const { reason: _, ...bare } = apart;
    expect(notTogetherLines(zh, [bare, one], true)).toEqual([
      '！第 3 号答复了合并，但 2026q3-key 分别检查：与它不合并，各自去',
      '！第 3 号答复了合并，但 2026q3-key 没有这样答复：两边都答复合并才算，在此以前各自去',
    ]);
    const { code: __, ...unseen } = { ...bare, offer: 'joint' as const, agency: '999900' };
    expect(notTogetherLines(zh, [unseen], true)).toEqual([
      '！第 3 号答复了联合，但 999900 tsk_1 分别检查：与它不联合，各自去',
    ]);
    expect(notTogetherLines(en, [bare, one, unseen], false).join()).not.toMatch(HAN);
  });
});

it('a team with a seat for which nobody is left says what is lacking, and where the ways on are', () => {
  const visits = [{ rank: 1, short: { seats: ['member'], people: 1, min: 2 } }, { rank: 2 }] as never;
  const task = '2026q4-key';
  const told = shortLines(zh, { task, isSent: false, visits });
  expect(told).toEqual([
    '！第 1 号的小组只有 1 人（空缺 member，已没有人可补），不是方案要求的小组（不少于 2 人，其中有能任组长的）',
    expect.stringMatching(/不能派发.*task dispatch 2026q4-key --dry-run/),
  ]);
  expect(shortLines(zh, { task, isSent: true, visits })[1]).toMatch(/task cancel 2026q4-key --object/);
  expect(shortLines(en, { task, isSent: true, visits }).join()).not.toMatch(HAN);
  expect(shortLines(zh, { task, isSent: false, visits: [{ rank: 2 }] as never })).toEqual([]);
});
