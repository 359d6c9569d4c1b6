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
        basesOn(under, { objects, visits: [], date: '2026-11-20' }).map(({ class: cls, base }) => [cls, base]),
      );
    expect(byClass(pack)).toEqual({ general: 1, key: 4, special: 0, construction: 0, jointObject: 1, outside: 0 });
    expect(byClass(withSwitches(pack, { 'calc.suspendedInDenominator': true })).general).toBe(2);
  });

  test('the text of a class names what stands beside it', () => {
    expect(classText(pack, { class: 'key', beside: ['jointObject'] })).toBe('重点排污单位（联合抽查对象）');
    expect(classText(pack, { class: 'jointObject', beside: ['jointObject'] })).toBe('联合抽查对象');
    expect(classText(pack, { class: 'B1', beside: [] })).toBe('B1');
  });
});
