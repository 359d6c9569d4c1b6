import type { ReplacedView } from '@sunlot/contract/replacements.ts';
import { expect, it } from 'vitest';
import { outputFor } from './output.ts';
import { shownReplacement } from './replacement-lines.ts';

const write = { stdout: () => {}, stderr: () => {} };
const HAN = /\p{Script=Han}/u;

function lines(more: Partial<ReplacedView>, ...flags: readonly string[]): string {
  const view: ReplacedView = {
    ...{ draw: 'drw_1', no: 4, rank: 3, what: 'person', state: 'answered', requestedAt: '2026-11-20T01:00:00Z' },
    ...{ places: [{ place: '3', unfilled: false, vacant: [] }], left: 1, concerns: [], ...more },
  };
  return shownReplacement(outputFor(flags, {}, write), view)[2]().join('\n');
}

it('a replacement says how many are left, and nothing of those against whom nothing is on record', () => {
  expect(lines({})).toBe('✔ 第 4 次更换完成\n  序号 3\n  本次抽取还可更换 1 次');
  expect(lines({}, '--lang', 'en')).toMatch(/ {2}the draw may have 1 more replacement$/);
});

it('who came with an interest or an absence on record is to be replaced again, by rank and seat', () => {
  const concerns = [
    { rank: 3, seat: 'member', interestDeclaredAt: '2026-11-20T01:00:00Z' },
    { rank: 3, seat: 'leader', away: [{ reason: 'off-duty', from: '2026-11-20', to: '2026-12-31' }] },
  ];
  const said = lines({ concerns, left: 0 });
  expect(said).toMatch(/序号 3 席位 member：.*应当回避.*draw replace drw_1 --rank 3 --seat member --reason recusal/);
  expect(said).toMatch(/席位 leader：2026-11-20～2026-12-31 不在岗.*--seat leader --reason off-duty/);
  expect(said).toMatch(/次数已经用完.*task cancel.*task create.*draw void/);
  expect(lines({ concerns, left: 0 }, '--lang', 'en')).not.toMatch(HAN);
});

it('a seat for which nobody is left is told, with where to look', () => {
  const places = [{ place: '3', unfilled: false, vacant: ['member'] }];
  expect(lines({ places })).toMatch(/空缺席位 member\n.*不能派发：见 sunlot task visits/);
  expect(lines({ places }, '--lang', 'en')).not.toMatch(HAN);
});
