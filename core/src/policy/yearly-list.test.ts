import { expect, test } from 'vitest';
import { anObject } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { yearlyClasses, yearlyList } from './yearly-list.ts';

const yingkou = loadPack('yingkou');
const listed = (id: string, ...dates: readonly string[]) =>
  anObject({
    id,
    events: dates.map((date) => ({
      kind: 'listedSupervision',
      level: 'municipal',
      date,
      document: '示例督〔2021〕5号',
    })),
  });

test('are known by their conditions: of each pack, as it is read, the classes that the year before decides', () => {
  const classes = ['jiangxian', 'xinxian', 'xiongan', 'yiliang', 'yingkou'].map((name) => [
    name,
    yearlyClasses(loadPack(name)),
  ]);
  expect(classes).toEqual([
    ['jiangxian', []],
    ['xinxian', []],
    ['xiongan', ['special']],
    ['yiliang', []],
    ['yingkou', ['special']],
  ]);
});

test('listed in June 2021: special in 2022, and to leave for 2023', () => {
  const objects = [
    listed('C', '2021-06-10', '2022-03-01'),
    listed('A', '2021-06-10'),
    listed('B'),
    listed('D', '2021-07-01'),
  ];
  const changes = (year: number) =>
    yearlyList(yingkou, { class: 'special', year, objects, visits: [] }).map(({ objectId, change }) => [
      objectId,
      change,
    ]);
  expect(changes(2021)).toEqual([]);
  expect(changes(2022)).toEqual([
    ['A', 'enters'],
    ['C', 'enters'],
    ['D', 'enters'],
  ]);
  expect(changes(2023)).toEqual([
    ['A', 'leaves'],
    ['C', 'stays'],
    ['D', 'leaves'],
  ]);
});

test('say why, with the day and the document', () => {
  const [entry] = yearlyList(yingkou, {
    class: 'special',
    year: 2022,
    objects: [listed('A', '2021-06-10')],
    visits: [],
  });
  expect(entry).toMatchObject({ reasons: [{ date: '2021-06-10', document: '示例督〔2021〕5号' }] });
});
