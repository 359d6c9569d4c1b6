import { expect, test } from 'vitest';
import { ANNEX_ITEMS } from '../../test/golden/annex-items.ts';
import { loadPack } from '../../test/pack-files.ts';
import { answersOf, failedRows, formChanges, formRows, unansweredRows, visitForm } from './visit-form.ts';

const MATTERS = ['废水排放', '废气排放', '固体废物', '自行监测', '台账', '执行报告'];
const item = (serial: string, content = '') => {
  const { serialNo, itemName } = ANNEX_ITEMS.find((one) => one.serialNo === serial)!;
  return { serialNo, itemName, content };
};

test('six matters of the permit are the first six rows, where the scheme wants the checklist so', () => {
  const { blocks, clause } = visitForm(loadPack('yingkou'), { permitMatters: MATTERS, items: [item('1')] });
  expect(blocks.map(({ kind, rows }) => [kind, rows.length])).toEqual([
    ['permit', 6],
    ['item', 1],
  ]);
  expect(blocks[0]!.rows.map(({ text }) => text)).toEqual(MATTERS);
  expect(clause).toMatchObject({ section: '三（五）' });
  expect(visitForm(loadPack('yingkou'), { items: [item('1')] }).blocks).toHaveLength(1);
  expect(visitForm(loadPack('xinxian'), { permitMatters: MATTERS, items: [item('1')] }).blocks).toHaveLength(1);
});

test('two items on one enterprise are one form with two blocks', () => {
  const { blocks } = visitForm(loadPack('jiangxian'), { items: [item('1'), item('5b', '贮存场所；转移联单\n\n台账')] });
  expect(blocks).toEqual([
    {
      ...{ kind: 'item', serial: '1', title: '主要法定环境制度及污染防治措施落实情况' },
      rows: [{ id: '1.1', text: '主要法定环境制度及污染防治措施落实情况' }],
    },
    {
      ...{ kind: 'item', serial: '5b', title: '危险废物贮存及转移情况' },
      rows: [
        { id: '5b.1', text: '贮存场所' },
        { id: '5b.2', text: '转移联单' },
        { id: '5b.3', text: '台账' },
      ],
    },
  ]);
});

test('a form with a row that nobody answered is not complete', () => {
  const form = visitForm(loadPack('yingkou'), { permitMatters: MATTERS.slice(0, 2), items: [item('1')] });
  expect(unansweredRows(form, { p1: '符合', p2: ' ' })).toEqual(['p2', '1.1']);
  expect(unansweredRows(form, { p1: '符合', p2: '不涉及', '1.1': '未发现问题' })).toEqual([]);
});

test('a complete form gives its answers by row', () => {
  const form = visitForm(loadPack('yingkou'), { permitMatters: MATTERS.slice(0, 2), items: [item('1')] });
  const answers = {
    p1: { answer: 'pass' },
    p2: { answer: 'notApplicable', note: '无此项排放' },
    '1.1': { answer: 'fail', note: '雨水口有废水' },
  } as const;
  const taken = answersOf(form, [
    { id: '1.1', answer: 'fail', note: ' 雨水口有废水 ' },
    { id: 'p1', answer: 'pass', note: ' ' },
    { id: 'p2', answer: 'notApplicable', note: '无此项排放' },
  ]);
  expect(taken).toEqual({ ok: true, value: answers });
  expect(failedRows(form, answers)).toEqual([{ id: '1.1', text: item('1').itemName, note: '雨水口有废水' }]);
  expect(failedRows(form, { ...answers, p1: { answer: 'fail' } })[0]).toEqual({ id: 'p1', text: '废水排放', note: '' });
});

test('a form is told everything that is wrong with it at once', () => {
  const form = visitForm(loadPack('yingkou'), { permitMatters: MATTERS, items: [item('1')] });
  const taken = answersOf(form, [
    { id: 'p6', answer: 'fail', note: ' ' },
    { id: 'p1', answer: 'pass' },
    { id: 'p1', answer: 'fail', note: '废水直排' },
    { id: 'p2' },
    { id: 'p9', answer: 'pass' },
    { id: '__proto__', answer: 'pass' },
    ...['p3', 'p4', '1.1'].map((id) => ({ id, answer: 'pass' as const })),
  ]);
  expect(taken).toEqual({
    ok: false,
    error: {
      twice: ['p1'],
      unknown: ['p9', '__proto__'],
      unanswered: [
        { id: 'p2', text: '废气排放' },
        { id: 'p5', text: '台账' },
      ],
      noteMissing: [{ id: 'p6', text: '执行报告' }],
    },
  });
});

test('two editions of a form differ in what came, went and reads differently', () => {
  const row = (id: string, text: string) => ({ id, text });
  const before = [row('p1', '废水'), row('p2', '废气'), row('1.1', '落实情况')];
  expect(formChanges(before, [row('p1', '废气'), row('1.1', '落实情况'), row('5b.1', '台账')])).toEqual({
    added: [row('5b.1', '台账')],
    gone: [row('p2', '废气')],
    changed: [{ ...row('p1', '废气'), before: '废水' }],
  });
  const form = visitForm(loadPack('xinxian'), { items: [item('1')] });
  expect(formChanges(formRows(form), formRows(form))).toEqual({ added: [], gone: [], changed: [] });
});
