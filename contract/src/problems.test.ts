import { describe, expect, test } from 'vitest';
import { type ProblemCode, problemSentence, problems } from './problems.ts';

const codes = Object.keys(problems) as ProblemCode[];
const places = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

describe('the sentences of the problems', () => {
  test.each(codes)('%s has the same places in both languages', (code) => {
    const { zh, en } = problems[code].sentence;
    expect(places(en)).toEqual(places(zh));
  });

  test.each(codes)('%s is said in Chinese and in English', (code) => {
    const details = Object.fromEntries(places(problems[code].sentence.zh).map((name) => [name, 'x']));
    const [zh, en] = [problemSentence(code, details), problemSentence(code, details, 'en')];
    expect(en).not.toMatch(/\p{Script=Han}|[。，：；（）]/u);
    expect(zh === 'x' ? en : zh).toMatch(zh === 'x' ? /^x$/ : /\p{Script=Han}/u);
    expect(`${zh}${en}`).not.toContain('{');
  });

  test('have their places filled; an instant stands as the clock of the office shows it', () => {
    const details = { draw: 'drw_1', at: '2026-11-20T01:00:00.000Z' };
    expect(problemSentence('draw.alreadyDrawn', details)).toContain('抽取 drw_1 已经完成（2026-11-20 09:00:00）');
    expect(problemSentence('draw.alreadyDrawn', details, 'en')).toContain(
      'Draw drw_1 was completed at 2026-11-20 09:00:00',
    );
  });

  test('show what is not known as a dash', () => {
    expect(problemSentence('draw.unknown', {}, 'en')).toBe('There is no draw —.');
  });
});
