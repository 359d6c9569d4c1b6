import { expect, test } from 'vitest';
import { loadPack } from '../../test/pack-files.ts';
import { jointProposals, type OpenVisit } from './joint-proposals.ts';

const yiliang = loadPack('yiliang');

const open = (id: string, from: string, more: Partial<OpenVisit> = {}): OpenVisit => ({
  id,
  level: 'county',
  object: 'B-1',
  from,
  to: from,
  taskType: 'daily',
  items: [],
  ...more,
});

test('a water item and a waste item at one object in one quarter: one internal joint visit', () => {
  const water = open('W', '2022-05-10', { items: ['3'] });
  const waste = open('S', '2022-04-02', { items: ['5', '3'] });
  expect(jointProposals(yiliang, [water, waste])).toMatchObject([
    { object: 'B-1', kind: 'internal', visits: ['W', 'S'], items: ['3', '5'], clause: { section: '一（二）' } },
  ]);
});

test('three of a quarter are one proposal; another quarter, another object and a task alone are none', () => {
  const long = open('A', '2022-01-10', { to: '2022-04-20' });
  const some = [long, open('B', '2022-02-01'), open('C', '2022-06-30'), open('D', '2022-07-01')];
  expect(jointProposals(yiliang, some).map(({ visits }) => visits)).toEqual([['A', 'B', 'C']]);
  expect(jointProposals(yiliang, [open('A', '2022-01-10'), open('B', '2022-01-10', { object: 'B-2' })])).toEqual([]);
  expect(jointProposals(yiliang, [])).toEqual([]);
});

test('two levels go together, or with other departments', () => {
  const [one, two] = [open('A', '2022-01-10'), open('B', '2022-01-10')];
  expect(jointProposals(yiliang, [one, { ...two, level: 'municipal' }])).toMatchObject([{ kind: 'levels' }]);
  const partners = { ...two, taskType: 'interdepartmentalJoint' } as const;
  expect(jointProposals(yiliang, [one, partners])).toMatchObject([{ kind: 'interdepartmental' }]);
});

test('a scheme that says nothing of it proposes nothing', () => {
  const silent = loadPack('yiliang', (value) => {
    value.rules = (value.rules as { id: string }[]).filter(({ id }) => !id.includes('/leastBurden/'));
  });
  const some = [open('A', '2022-01-10'), open('B', '2022-01-10')];
  expect(jointProposals(silent, some)).toEqual([]);
  expect(jointProposals(yiliang, some)).toHaveLength(1);
});
