import { describe, expect, test } from 'vitest';
import { anObject, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { classify } from './classify.ts';
import { type HandedDownList, listedClasses, listKindOf, withHandedDown } from './handed-down.ts';

const xinxian = loadPack('xinxian');
const yiliang = loadPack('yiliang');

const listOf = (ids: readonly string[], more: Partial<HandedDownList> = {}): HandedDownList => ({
  kind: 'keyList',
  year: 2021,
  level: 'municipal',
  members: new Map(ids.map((id) => [id, {}])),
  ...more,
});
const under = (lists: readonly HandedDownList[], year = 2021) => ({ lists, year });

describe('which list fixes a class', () => {
  test('is read off the conditions of each pack', () => {
    const kinds = (name: string) => listedClasses(loadPack(name)).map(({ class: cls, kind }) => `${cls} ${kind}`);
    expect(kinds('xinxian')).toEqual(['key keyList', 'construction construction']);
    expect(kinds('jiangxian')).toEqual(['key keyList', 'construction construction']);
    expect(kinds('yingkou')).toEqual(['key keyList']);
    expect(kinds('xiongan')).toEqual(['key keyList']);
    expect(kinds('yiliang')).toEqual([
      'key keyList',
      'construction construction',
      'A1 row:A1',
      'A2 row:A2',
      'A3 row:A3',
      'A4 row:A4',
      'B1 row:B1',
      'B2 keyList',
      'B3 row:B3',
      'C1 row:C1',
      'C2 row:C2',
      'C3 row:C3',
      'C4 row:C4',
    ]);
  });

  test('is none for a class of events or of the rest, and for one the pack does not have', () => {
    expect(listKindOf(xinxian, 'special')).toBeUndefined();
    expect(listKindOf(loadPack('jiangxian'), 'special')).toBeUndefined();
    expect(listKindOf(xinxian, 'general')).toBeUndefined();
    expect(listKindOf(xinxian, 'B7')).toBeUndefined();
  });
});

describe('a list of key dischargers', () => {
  const classIn = (object: ReturnType<typeof anObject>, date: string) => classify(xinxian, { object, date }).class;

  test('of 37 makes exactly these 37 key, whatever the directory said', () => {
    const directory = Array.from({ length: 60 }, (_, i) => (i < 30 ? anObject({ id: `${i}` }) : keyObject(`${i}`)));
    const listed = directory.slice(10, 47).map(({ id }) => id);
    const classes = directory.map((object) =>
      classIn(withHandedDown(object, under([listOf(listed)])), '2021-05-01') === 'key' ? object.id : '',
    );
    expect(classes.filter((id) => id !== '')).toEqual(listed);
  });

  test('holds until the next one of its level', () => {
    const lists = [listOf(['A'], { year: 2023 }), listOf(['A', 'B'], { year: 2021 })];
    const [a, b] = ['A', 'B'].map((id) => withHandedDown(anObject({ id }), under(lists, 2024)));
    const days = ['2020-06-01', '2021-01-01', '2022-06-01', '2023-06-01', '2024-12-31'];
    expect(days.map((day) => classIn(a!, day))).toEqual(['general', 'key', 'key', 'key', 'key']);
    expect(days.map((day) => classIn(b!, day))).toEqual(['general', 'key', 'key', 'general', 'general']);
  });

  test('leaves entries of other levels and of years before it as they were', () => {
    const keyListMember = [
      { year: 2020, level: 'municipal' },
      { year: 2021, level: 'municipal' },
      { level: 'provincial' },
      {},
    ] as const;
    const object = withHandedDown(anObject({ id: 'C', keyListMember }), under([listOf(['A'])]));
    expect(object.keyListMember).toEqual([{ year: 2020, level: 'municipal' }, { level: 'provincial' }]);
  });

  test('of a later year says nothing before it, and no list says nothing', () => {
    const lists = [listOf(['A'], { year: 2021 }), listOf(['B'], { year: 2023 })];
    const [a, b] = ['A', 'B'].map((id) => withHandedDown(anObject({ id }), under(lists)));
    expect([classIn(a!, '2022-12-31'), classIn(b!, '2022-12-31')]).toEqual(['key', 'general']);
    expect([classIn(a!, '2023-01-01'), classIn(b!, '2023-01-01')]).toEqual(['general', 'key']);
    const object = keyObject('C', { constructionProject: true });
    expect(withHandedDown(object, under([listOf([], { kind: 'construction', year: 2022 })]))).toEqual(object);
    expect(withHandedDown(object, under([]))).toEqual(object);
  });
});

describe('a list of construction projects', () => {
  test('makes projects of those on it, each with its time limit, and of nobody else', () => {
    const members = new Map([
      ['P', { due: '2021-09-30' }],
      ['Q', {}],
    ]);
    const lists = [
      listOf([], { kind: 'construction', members }),
      listOf(['R'], { kind: 'construction', year: 2020 }),
      listOf([], { kind: 'construction', level: 'provincial', members: new Map([['P', { due: '2021-06-30' }]]) }),
    ];
    const facts = ['P', 'Q', 'R'].map((id) => {
      const object = withHandedDown(anObject({ id, constructionProject: true }), under(lists));
      return [object.constructionProject, object.inspectionDue];
    });
    expect(facts).toEqual([
      [true, '2021-06-30'],
      [true, undefined],
      [false, undefined],
    ]);
  });
});

describe('a list of a row', () => {
  test('gives the row to those on it and takes it from the others, who keep their other rows', () => {
    const lists = [listOf(['S'], { kind: 'row:A2' })];
    const [s, t] = ['S', 'T'].map((id) => withHandedDown(anObject({ id, tierRows: ['A2', 'A3'] }), under(lists)));
    expect(s!.tierRows).toEqual(['A3', 'A2']);
    expect(t!.tierRows).toEqual(['A3']);
    const new2 = withHandedDown(anObject({ id: 'S' }), under(lists));
    expect(classify(yiliang, { object: new2, date: '2021-05-01' }).matched.map((one) => one.class)).toContain('A2');
  });
});
