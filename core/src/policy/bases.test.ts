import { describe, expect, test } from 'vitest';
import { anObject, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { basesOn, classText } from './bases.ts';
import type { Pack } from './pack.ts';

const pack = loadPack('jiangxian');

describe('bases of a day', () => {
  test('active objects by class; the joint flag counts beside', () => {
    const objects = [
      keyObject('K-1'),
      keyObject('K-2'),
      keyObject('K-3'),
      keyObject('J', { jointObject: true }),
      anObject({ id: 'G' }),
      anObject({ id: 'H', status: 'suspended' }),
      anObject({ id: 'I', status: 'closed' }),
    ];
    const byClass = (under: Pack) =>
      Object.fromEntries(
        basesOn(under, { objects, visits: [], date: '2026-11-20', level: 'county' }).map(({ class: cls, base }) => [
          cls,
          base,
        ]),
      );
    expect(byClass(pack)).toEqual({ general: 1, key: 4, special: 0, construction: 0, jointObject: 1, outside: 0 });
    expect(byClass(withSwitches(pack, { 'calc.suspendedInDenominator': true })).general).toBe(2);
  });

  test('R-046: in 新县 a construction project belongs to 一般: 113 sources and 4 projects are 117', () => {
    const objects = Array.from({ length: 117 }, (_, i) =>
      anObject({ id: `G-${i}`, ...(i >= 113 && { constructionProject: true }) }),
    );
    const [general] = basesOn(loadPack('xinxian'), { objects, visits: [], date: '2021-06-30', level: 'county' }).filter(
      ({ class: cls }) => cls === 'general',
    );
    expect(general?.base).toBe(117);
    const alone = basesOn(pack, { objects, visits: [], date: '2026-06-30', level: 'county' });
    expect(alone.find(({ class: cls }) => cls === 'general')?.base).toBe(113);
  });

  test('R-055: in 雄安 a firm taken off the positive list on a day is in the base of the others from that day on', () => {
    const firm = anObject({ id: 'P', positiveList: { from: '2022-01-01', to: '2023-05-09' } });
    const base = (date: string) =>
      basesOn(loadPack('xiongan'), { objects: [firm, anObject({ id: 'G' })], visits: [], date, level: 'newArea' })
        .filter(({ class: cls }) => cls.startsWith('general') && cls !== 'general')
        .map(({ class: cls, base: n }) => [cls, n]);
    expect(Object.fromEntries(base('2023-05-09'))).toEqual({ generalPositiveList: 1, generalNonPositive: 1 });
    expect(Object.fromEntries(base('2023-05-10'))).toEqual({ generalPositiveList: 0, generalNonPositive: 2 });
  });

  test('the text of a class names what stands beside it', () => {
    expect(classText(pack, { class: 'key', beside: ['jointObject'] })).toBe('重点排污单位（联合抽查对象）');
    expect(classText(pack, { class: 'jointObject', beside: ['jointObject'] })).toBe('联合抽查对象');
    expect(classText(pack, { class: 'B1', beside: [] })).toBe('B1');
  });
});
